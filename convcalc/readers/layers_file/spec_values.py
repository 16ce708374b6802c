"""Tensors, layers and names of layers, as the evaluated world sees them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.errors import UnknownName
from convcalc.graph.tensor import Module
from convcalc.layers.core.arguments import sizes
from convcalc.readers.python.language.calls import argument_node
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.graph.tensor import Tensor
    from convcalc.layers.core.layer import Layer
    from convcalc.readers.layers_file.tracer import Tracer
    from convcalc.readers.python.language.source_text import SourceText
    from convcalc.readers.python.objects.host import Site
    from convcalc.source import Source

MERGES = frozenset(
    {
        "Add",
        "Average",
        "Concatenate",
        "Dot",
        "Maximum",
        "Minimum",
        "Multiply",
        "Subtract",
        "add",
        "average",
        "concat",
        "dot",
        "matmul",
        "maximum",
        "minimum",
        "multiply",
        "stack",
        "subtract",
    }
)
"""Layers of several inputs: given one, they merge the line before with it."""

OPERATORS = {"+": "add", "-": "subtract", "*": "multiply", "@": "matmul"}

MODEL_METHODS = frozenset({"build", "compile", "eval", "fit", "summary", "train"})
"""What is asked of a model that has been applied where it stands, and no shape depends on."""

SEVERAL = frozenset({"LSTM"})
"""PyTorch layers whose later outputs are a tuple of their own: `out, (h, c) = lstm(x)`."""

PLAIN_SETTINGS = frozenset({"training", "mask"})
"""What Keras takes when a layer is called, and no shape depends on."""


class Ignored(HostObject):
    """Something that no shape depends on: whatever is done with it gives the same again."""

    __slots__ = ("name",)
    type_name: ClassVar[str] = "a setting"

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name

    def attribute(self, name: str, site: Site) -> object:
        """Itself."""
        return self

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Itself."""
        return self


class Unread(HostObject):
    """A module that is imported and not read: it may be, as long as nothing is asked of it."""

    __slots__ = ("name",)
    type_name: ClassVar[str] = "a module that is not read here"

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name

    def attribute(self, name: str, site: Site) -> object:
        """Nothing of it is known."""
        raise self._unread()

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """The same."""
        raise self._unread()

    def _unread(self) -> UnknownName:
        return UnknownName(
            f"{self.name!r} is imported, and nothing in it is read here",
            hint="write what it would give",
        )


class TensorValue(HostObject):
    """A tensor: what a layer gives, and what the next one takes."""

    __slots__ = ("tensor", "tracer")
    type_name: ClassVar[str] = "a tensor"

    def __init__(self, tensor: Tensor, tracer: Tracer) -> None:
        self.tensor = tensor
        self.tracer = tracer

    def __repr__(self) -> str:
        return f"a tensor {self.tensor.shape}"

    def attribute_names(self) -> Sequence[str]:
        """What can be asked of a tensor."""
        return ("shape", "size", "dim", "ndim")

    def attribute(self, name: str, site: Site) -> object:
        """Its shape, and what follows from it."""
        self.tracer.inputs.settle(self.tensor)
        if name == "shape":
            return self.tensor.shape
        if name == "ndim":
            return len(self.tensor.shape)
        if name in ("size", "dim"):
            return ShapeMethod(name, self.tensor.shape)
        if name in MODEL_METHODS:
            return Ignored(name)
        raise no_attribute(self.type_name, name, self.attribute_names())

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """A tensor is no layer."""
        spelled = ""
        if isinstance(site.node, ast.Call):
            spelled = f"{site.evaluator.text.segment(site.node.func)!r} is "
        raise BadValue(
            f"{spelled}a tensor: it cannot be called",
            expected="a layer, or a function of your own",
        )

    def binary(self, sign: str, other: object, site: Site, *, reflected: bool) -> object:
        """`a + b` and the like are merges; a plain number changes no shape."""
        spelled = OPERATORS.get(sign)
        if spelled is None and not (sign in ("/", "**", "//", "%") and is_number(other)):
            return NotImplemented
        if is_number(other):
            return self
        if not isinstance(other, TensorValue) or spelled is None:
            return NotImplemented
        from convcalc.vocabulary import find

        maker = find("native", spelled)
        if maker is None:
            return NotImplemented
        pair = [other, self] if reflected else [self, other]
        module = Module(maker.make([], {}), spelled=spelled, call=site.text(), source=site.source())
        layer = LayerValue(module, self.tracer)
        return layer.apply(pair, self.tracer.take_label(site.node), site)

    def unary(self, sign: str, site: Site) -> object:
        """`-x` has the shape of x."""
        return self


class ShapeMethod(HostObject):
    """`x.size(axis)` or `x.dim()`."""

    __slots__ = ("name", "shape")
    type_name: ClassVar[str] = "a method of a tensor"

    def __init__(self, name: str, shape: tuple[Any, ...]) -> None:
        self.name = name
        self.shape = shape

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """The shape, one of its sizes, or how many axes it has."""
        if self.name == "dim":
            return len(self.shape)
        if not args:
            return self.shape
        axis = args[0]
        if type(axis) is not int or not -len(self.shape) <= axis < len(self.shape):
            raise BadValue(f"there is no axis {show(axis)} among {len(self.shape)}")
        return self.shape[axis]


def is_number(value: object) -> bool:
    """Whether a value is a plain number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_tensors(value: object) -> bool:
    """Whether a value is a tensor, or a list of nothing but tensors."""
    if isinstance(value, TensorValue):
        return True
    return (
        type(value) in (list, tuple)
        and bool(value)
        and all(isinstance(each, TensorValue) for each in value)  # type: ignore[attr-defined]  # a list or tuple
    )


def last_tensor(value: Any) -> Any:
    """The tensor that the next line takes: the last of several."""
    return value.tensor if isinstance(value, TensorValue) else value[-1].tensor


def holds_tensor(value: Any) -> bool:
    """Whether a list or tuple begins with a tensor, as the results of a recurrent layer do."""
    return bool(value) and isinstance(value[0], TensorValue)


class LayerValue(HostObject):
    """A layer object: a call applies it to tensors; called twice, it shares its weights."""

    __slots__ = ("input_shape", "module", "name_of_layer", "node", "text", "tracer")
    type_name: ClassVar[str] = "a layer"

    def __init__(
        self,
        module: Module,
        tracer: Tracer,
        *,
        node: ast.expr | None = None,
        text: SourceText | None = None,
        name_of_layer: HostObject | None = None,
        input_shape: tuple[Any, ...] | None = None,
    ) -> None:
        self.module = module
        self.tracer = tracer
        self.node = node
        self.text = text
        self.name_of_layer = name_of_layer
        self.input_shape = input_shape

    def __repr__(self) -> str:
        return self.module.call

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Apply it to tensors."""
        kwargs = dict(kwargs)
        wanted = kwargs.pop("output_size", None) if self.module.layer.takes_output_size else None
        tensors = self.tensors(args, kwargs)
        label = self.tracer.take_label(site.node)
        if wanted is None:
            return self.apply(tensors, label, site)
        several = type(wanted) in (list, tuple)
        size = sizes(wanted, len(wanted) if several else 1, "output_size")
        return self.apply(tensors, label, site, self.module.layer.replace(output_size=size))

    def tensors(self, args: list[Any], kwargs: dict[str, Any]) -> list[TensorValue]:
        """
        The tensors of a call: one by one, or in a list; a merge of one takes the line before too.

        Raises:
            BadValue: If something else is given.
        """
        for name, value in kwargs.items():
            if name not in PLAIN_SETTINGS:
                raise BadValue(
                    f"{self.module.spelled} is called with {name}={show(value)}",
                    expected="tensors",
                    argument=name,
                )
        tensors: list[TensorValue] = []
        for each in args:
            if not is_tensors(each):
                raise BadValue(
                    f"{self.module.spelled} is called with {describe(each)}: {show(each)}",
                    expected="tensors",
                )
            tensors.extend([each] if isinstance(each, TensorValue) else each)
        one_alone = len(args) == 1 and isinstance(args[0], TensorValue)
        if not args or (one_alone and self.module.spelled in MERGES):
            tensors.insert(0, self.line_before())
        return tensors

    def line_before(self) -> TensorValue:
        """The line before; the shape that a first Keras layer is given makes an input."""
        tracer = self.tracer
        if self.input_shape is not None and tracer.frame.current is None:
            given = tracer.inputs.given_for("input")
            tracer.frame.current = tracer.inputs.declare(
                "input", self.input_shape, given=given, surely_without_batch=True
            )
        return TensorValue(tracer.line_before(self.module), tracer)

    def apply(
        self,
        tensors: Sequence[TensorValue],
        label: str,
        site: Site | None,
        layer: Layer | None = None,
    ) -> object:
        """
        Apply it to these tensors, under its own name or the label.

        `layer` is its layer with what this one call sets otherwise.

        Raises:
            ConvcalcError: Pointing at the argument that is to blame, where it is known.
        """
        source = self.place(site)
        inputs = [each.tensor for each in tensors]
        try:
            outputs = self.tracer.apply(
                self.module, inputs, self.module.name or label, source, layer
            )
        except ConvcalcError as error:
            if error.argument:
                error.source = self.argument_place(error.argument) or error.source
            raise
        if len(outputs) == 1:
            return TensorValue(outputs[0], self.tracer)
        return self._several([TensorValue(each, self.tracer) for each in outputs])

    def _several(self, values: list[TensorValue]) -> object:
        if self.module.spelled in SEVERAL and len(values) == 3:
            return values[0], (values[1], values[2])
        return tuple(values)

    def place(self, site: Site | None) -> Source | None:
        """Where it is applied: the call, or where the layer stands."""
        if site is not None and site.node is not self.node:
            return site.source()
        if self.module.source is None and self.node is not None and self.text is not None:
            self.module.source = self.text.place(self.node)
        return self.module.source

    def argument_place(self, argument: str) -> Source | None:
        """Where an argument of the layer stands in the user's text."""
        if not isinstance(self.node, ast.Call) or self.text is None or self.name_of_layer is None:
            return None
        node = argument_node(self.node, argument, self.name_of_layer)
        return None if node is self.node else self.text.place(node)
