"""Functions that stand among the layers of a model: keras.ops, and TensorFlow's."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import ConvcalcError
from convcalc.readers.keras_files.tensor_ops import operation_of
from convcalc.readers.keras_files.values import class_of
from convcalc.readers.keras_files.values import plain
from convcalc.readers.python.libraries import library
from convcalc.readers.python.libraries.keras.operations import FunctionOperator
from convcalc.readers.python.libraries.keras.session import snake_case
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.readers.python.libraries.keras.tensors import tensors_of
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from convcalc.readers.keras_files.layers import LayerMaker
    from convcalc.readers.keras_files.tensor_ops import Operation
    from convcalc.readers.keras_files.world import FileSite
    from convcalc.readers.python.libraries.keras.layer import LayerInstance
    from convcalc.source import Source

OPERATORS = {
    "add": "+",
    "floordiv": "//",
    "matmul": "@",
    "mod": "%",
    "mul": "*",
    "pow": "**",
    "sub": "-",
    "truediv": "/",
}
"""The operators of Python, as TFOpLambda calls them -> their sign."""

COMPARISONS = {"eq": "==", "ge": ">=", "gt": ">", "le": "<=", "lt": "<", "ne": "!="}

NOT_ARGUMENTS = frozenset({"name", "trainable", "dtype", "function"})
"""What the configuration of a function says that the function is not told."""

RESIZES = dict.fromkeys(
    ("image.resize_bicubic", "image.resize_bilinear", "image.resize_nearest_neighbor"),
    "image.resize",
)
"""Functions of TensorFlow 1 that resize, all to the same sizes."""

OPS = {"BatchNorm": "batch_normalization", "ReLU": "relu"}
"""Classes of keras.ops whose function is called otherwise."""


class Function:
    """
    A function of a file, ready to be called on tensors.

    Args:
        name: What the file calls it.
        spelled: The file's word for what it does.
        does: What it is in the evaluated world; None where there is no rule for it.
        options: The named arguments that the file tells once for all calls.
        maker: Who knows the world.
        source: Where it stands.
    """

    def __init__(
        self,
        name: str,
        spelled: str,
        does: HostObject | str | None,
        options: dict[str, Any],
        maker: LayerMaker,
        source: Source,
    ) -> None:
        self.name = name
        self.spelled = spelled
        self.options = options
        self.source = source
        self._does = does
        self._maker = maker

    def call(self, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """
        What it gives: tensors, or sizes of tensors; None where there is no rule for it.

        Raises:
            ConvcalcError: If it cannot take these arguments.
        """
        site = self._maker.site(self.source, self.spelled)
        named = {key: each for key, each in {**self.options, **kwargs}.items() if key != "name"}
        before = {id(each.operation) for each in tensors_of((args, kwargs))}
        try:
            found = self._called(args, named, site)
        except ConvcalcError as problem:
            raise problem.at(self.source, self.name) from None
        if isinstance(found, Unread):
            return None
        for each in tensors_of(found):
            operation = each.operation
            operator = None if operation is None else operation.operator
            if isinstance(operator, FunctionOperator) and id(operation) not in before:
                operator.name = self.name
        return found

    def unknown(self) -> LayerInstance:
        """A layer in its place that nobody knows."""
        site = self._maker.site(self.source, self.spelled)
        return self._maker.unknown(self.spelled, {"name": self.name}, site)

    def _called(self, args: list[Any], named: dict[str, Any], site: FileSite) -> Any:
        values = [*args, *named.values()]
        word = self.spelled.rpartition(".")[2]
        if values and not any(True for _ in tensors_of(values)):
            return of_sizes(WORDS.get(word, word), values)
        if isinstance(self._does, HostObject):
            if "filter" in named:
                named["filters"] = named.pop("filter")
            if "subscripts" in named:
                args = [named.pop("subscripts"), *args]
            return self._does.call(args, named, site)
        if self._does is None:
            return None
        return _operated(self._does, values, site)


WORDS = {
    "floordiv": "floordiv",
    "multiply": "mul",
    "negative": "neg",
    "subtract": "sub",
}
"""Functions of TensorFlow that do what operators of Python do."""


def of_sizes(word: str, values: list[Any]) -> Any:
    """What is worked out of sizes of tensors; None where that is not known."""
    one, other = (*values, None, None)[:2]
    if word == "getitem" and isinstance(one, tuple) and isinstance(other, (int, slice)):
        inside = type(other) is not int or -len(one) <= other < len(one)
        return one[other] if inside else None
    if word in ("cast", "identity"):
        return one
    if word in ("stack", "pack", "convert_to_tensor") and isinstance(one, (list, tuple)):
        return tuple(one)
    if not (isinstance(one, (int, Expr)) and isinstance(other, (int, Expr))):
        return None
    if word == "add":
        return one + other
    if word == "sub":
        return one - other
    if word == "mul":
        return one * other
    return one // other if word == "floordiv" and type(other) is int and other > 0 else None


def _operated(word: str, values: list[Any], site: FileSite) -> Any:
    """What an operator of Python gives for tensors."""
    if word == "getitem" and len(values) == 2 and isinstance(values[0], KerasTensor):
        key = tuple(values[1]) if isinstance(values[1], list) else values[1]
        return values[0].subscript(key, site)
    if word == "neg" and isinstance(values[0], KerasTensor):
        return values[0].unary("-", site)
    if len(values) != 2:
        return None
    one, other = values
    is_reflected = not isinstance(one, KerasTensor)
    if is_reflected:
        one, other = other, one
    if word in ("radd", "rmul", "rsub", "rtruediv", "rpow"):
        word, is_reflected = word[1:], not is_reflected
    if not isinstance(one, KerasTensor):
        return None
    if word in COMPARISONS:
        return one.compare(COMPARISONS[word], other, site)
    if word in OPERATORS:
        return one.binary(OPERATORS[word], other, site, reflected=is_reflected)
    return None


def function_of(record: Any, maker: LayerMaker, behind: int) -> Function | None:
    """The function that an object of a configuration is; None where it is a layer."""
    if not isinstance(record, dict):
        return None
    name = class_of(record)
    module = record.get("module")
    config = record.get("config")
    if not isinstance(config, dict):
        return None
    own = record.get("name", config.get("name"))
    if not isinstance(own, str):
        return None
    does: HostObject | str | None
    if isinstance(module, str) and module.startswith(("keras.src.ops", "keras.ops")):
        spelled = name
        word = OPS.get(name, snake_case(name))
        home = "keras.ops.image" if module.endswith("ops.image") else "keras.ops"
        does = "getitem" if name == "GetItem" else _in_library(home, word, maker)
        options = {key: each for key, each in config.items() if key not in NOT_ARGUMENTS}
        if name in ("Cast", "OneHot", "Arange") and isinstance(config.get("dtype"), str):
            options["dtype"] = config["dtype"]
    elif name in ("TFOpLambda", "SlicingOpLambda") and isinstance(config.get("function"), str):
        spelled = config["function"]
        does = _tensorflow(spelled, maker)
        options = {}
    elif name == "TensorFlowOpLayer":
        return _of_graph(own, config, maker, behind)
    else:
        return None
    source, _ = maker.world.places.of_name(own, behind)
    return Function(own, spelled, does, plain(options), maker, source)


class GraphFunction(Function):
    """An operation of TensorFlow's graph, called on tensors and on its constants."""

    def __init__(self, operation: Operation, *args: Any) -> None:
        super().__init__(*args)
        self._operation = operation

    def call(self, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """What it gives; None where there is no rule for it."""
        tensors = args[0] if args and isinstance(args[0], list) else args
        return super().call(*self._operation.arguments(tensors))


def _of_graph(
    own: str, config: dict[str, Any], maker: LayerMaker, behind: int
) -> GraphFunction | None:
    told = config.get("constants")
    constants = {
        int(place): plain(each)
        for place, each in (told if isinstance(told, dict) else {}).items()
        if place.isdecimal() and len(place) < MOST_DIGITS
    }
    operation = operation_of(config, constants)
    if operation is None:
        return None
    path = operation.function()
    source, _ = maker.world.places.of_name(own, behind)
    does = _tensorflow(path, maker) if path else None
    return GraphFunction(operation, own, operation.op, does, {}, maker, source)


MOST_DIGITS = 4
"""Of the number of an operation's input."""


def _tensorflow(path: str, maker: LayerMaker) -> HostObject | str | None:
    if path.startswith("__operators__."):
        return path.rpartition(".")[2]
    proper = path.removeprefix("compat.v1.")
    holder, _, word = RESIZES.get(proper, proper).rpartition(".")
    return _in_library(f"tensorflow.{holder}" if holder else "tensorflow", word, maker)


def _in_library(module: str, name: str, maker: LayerMaker) -> HostObject | None:
    """A function of a library, if there is a rule for it."""
    found = library(module)
    if found is None or name not in found.attribute_names():
        return None
    site = maker.site(maker.world.places.at(0, 1), name)
    value = found.attribute(name, site)
    return value if isinstance(value, HostObject) else None
