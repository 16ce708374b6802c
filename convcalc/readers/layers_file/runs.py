"""Runs of layers: lists, nn.Sequential, keras.Sequential; applied one behind the other."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar
from typing import cast

from convcalc.errors import BadValue
from convcalc.readers.layers_file.layer_names import LayerName
from convcalc.readers.layers_file.naming import Frame
from convcalc.readers.layers_file.spec_values import Ignored
from convcalc.readers.layers_file.spec_values import LayerValue
from convcalc.readers.layers_file.spec_values import TensorValue
from convcalc.readers.layers_file.spec_values import is_tensors
from convcalc.readers.layers_file.uses import SHAPELESS
from convcalc.readers.python.objects.functions import Builtin
from convcalc.readers.python.objects.functions import Entry
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.values.elements import element_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from convcalc.readers.layers_file.tracer import Tracer
    from convcalc.readers.python.objects.host import Site

Item = tuple[str, Any]

DEEPEST_RUN = 50
"""How deeply lists may stand in lists."""


class Run(HostObject):
    """A Sequential: layers under their names or indices."""

    __slots__ = ("items", "name", "tracer")
    type_name: ClassVar[str] = "a run of layers"

    def __init__(self, items: list[Item], tracer: Tracer, name: str = "") -> None:
        self.items = items
        self.tracer = tracer
        self.name = name

    def attribute_names(self) -> Sequence[str]:
        """What can be done with it."""
        return ("add", "append", "extend", "insert", "layers", "pop")

    def attribute(self, name: str, site: Site) -> object:
        """A method that lets it grow, or its layers."""
        if name in METHODS:
            return Builtin(name, METHODS[name](self))
        if name == "layers":
            return [each for _, each in self.items]
        if name in SHAPELESS:
            return Ignored(name)
        for own, item in self.items:
            if own == name:
                return item
        raise no_attribute(self.type_name, name, self.attribute_names())

    def insert(self, index: int, item: Any, name: str = "") -> None:
        """Put a layer in."""
        self.items.insert(index, (name, item))

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Apply it to a tensor."""
        tensor = args[0] if len(args) == 1 else None
        if not isinstance(tensor, TensorValue):
            raise BadValue(f"a run of layers takes one tensor, got {len(args)} arguments")
        label = self.tracer.take_label(site.node)
        return self.apply(tensor, label, site)

    def apply(self, tensor: TensorValue | None, label: str, site: Site) -> object:
        """
        Apply the layers one behind the other, to the tensor or the line before.

        Raises:
            ConvcalcError: If one of them cannot take what the one before gives.
        """
        frame = Frame(self.tracer.frame, label=self.name or label, spelled="sequential")
        result: object = tensor
        with self.tracer.inside(frame):
            if tensor is not None:
                frame.current = tensor.tensor
            for index, (name, item) in enumerate(self.items):
                result = apply_item(item, name or str(index), self.tracer, site)
        self.tracer.frame.current = frame.current
        return result

    def subscript(self, key: object, site: Site) -> object:
        """One layer by its index or name, or a slice as a run."""
        if type(key) is str:
            return self.attribute(key, site)
        if type(key) is slice:
            return Run(self.items[key], self.tracer, self.name)
        return element_of(site.evaluator, [each for _, each in self.items], key)

    def iterate(self, site: Site) -> Iterable[object]:
        """Its layers."""
        return [each for _, each in self.items]

    def length(self, site: Site) -> object:
        """How many layers it has."""
        return len(self.items)


def _growing(run: Run, site: Site, *values: Any) -> Run:
    for value in values:
        site.evaluator.charge_items(1)
        run.insert(len(run.items), value)
    return run


def _extending(run: Run, site: Site, values: Any) -> Run:
    return _growing(run, site, *site.evaluator.collect(values, site))


def _naming(run: Run, site: Site, name: Any, value: Any) -> Run:
    if type(name) is not str:
        raise BadValue(f"add_module() takes a name first, got {show(name)}")
    run.insert(len(run.items), value, name)
    return run


def _inserting(run: Run, site: Site, index: Any, value: Any) -> Run:
    if type(index) is not int:
        raise BadValue(f"insert() takes an index first, got {show(index)}")
    site.evaluator.charge_items(1)
    run.insert(index, value)
    return run


def _popping(run: Run, site: Site, index: Any = -1) -> object:
    return run.items.pop(index)[1]


METHODS: dict[str, Any] = {
    "add": lambda run: Entry(lambda site, value: _growing(run, site, value), 1, 1),
    "add_module": lambda run: Entry(lambda *args: _naming(run, *args), 2, 2),
    "append": lambda run: Entry(lambda site, value: _growing(run, site, value), 1, 1),
    "extend": lambda run: Entry(lambda *args: _extending(run, *args), 1, 1),
    "insert": lambda run: Entry(lambda *args: _inserting(run, *args), 2, 2),
    "pop": lambda run: Entry(lambda *args: _popping(run, *args), 0, 1),
}


def is_layer_like(value: object) -> bool:
    """Whether a value is a layer, a name of one, a run, or a list of nothing else."""
    return _is_layer_like(value, {}, 0)


def _is_layer_like(value: object, known: dict[int, bool], depth: int) -> bool:
    """Each list is looked at once, however often lists of lists hold it."""
    if isinstance(value, (LayerValue, LayerName, Run)):
        return True
    if type(value) not in (list, tuple) or not value or depth > DEEPEST_RUN:
        return False
    if id(value) not in known:
        items = cast("list[object]", value)
        known[id(value)] = all(
            isinstance(each, Function) or _is_layer_like(each, known, depth + 1) for each in items
        ) and not all(isinstance(each, Function) for each in items)
    return known[id(value)]


def apply_item(item: Any, label: str, tracer: Tracer, site: Site, depth: int = 0) -> object:
    """
    Apply a layer, a run, a list or a block to the line before.

    Raises:
        BadValue: If it is none of them.
    """
    site.evaluator.charge_steps(1)
    if isinstance(item, LayerName):
        item = item.bare(site)
    if isinstance(item, LayerValue):
        return item.apply([item.line_before()], label, None if item.node else site)
    if isinstance(item, Run):
        return item.apply(None, label, site)
    if type(item) in (list, tuple) and not is_tensors(item) and depth <= DEEPEST_RUN:
        return apply_list(item, label, tracer, site, depth)
    if isinstance(item, TensorValue):
        tracer.frame.current = item.tensor
        return item
    if isinstance(item, Function):
        result = item.call([TensorValue(tracer.line_before(), tracer)], {}, site)
        if isinstance(result, TensorValue):
            tracer.frame.current = result.tensor
        return result
    raise BadValue(f"{describe(item)} is no layer: {show(item)}", expected="a layer")


def make_layers(items: Any, site: Site) -> None:
    """Make layers of the bare names in a list, once, so that they share their weights as well."""
    if type(items) is not list:
        return
    for index, item in enumerate(items):
        if isinstance(item, LayerName):
            items[index] = item.bare(site)


def apply_list(items: Any, label: str, tracer: Tracer, site: Site, depth: int = 0) -> object:
    """
    Apply the layers of a list; under a label they are its elements, without one they are lines.

    Raises:
        ConvcalcError: If one of them cannot take what the one before gives.
    """
    make_layers(items, site)
    if not label:
        result: object = None
        for item in items:
            result = apply_item(item, "", tracer, site, depth + 1)
        return result
    frame = Frame(tracer.frame, label=label)
    with tracer.inside(frame):
        for index, item in enumerate(items):
            result = apply_item(item, str(index), tracer, site, depth + 1)
    tracer.frame.current = frame.current
    return result
