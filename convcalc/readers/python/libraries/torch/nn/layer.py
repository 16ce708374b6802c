"""The layers of torch.nn: modules whose forward is one layer of the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.graph.tensor import Module
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.other.own_parameters import NO_PARAMETERS
from convcalc.readers.python.libraries.torch.layouts import check_in_place
from convcalc.readers.python.libraries.torch.nn.layer_inputs import FLOATS
from convcalc.readers.python.libraries.torch.nn.layer_inputs import bound
from convcalc.readers.python.libraries.torch.nn.layer_inputs import in_cell
from convcalc.readers.python.libraries.torch.nn.layer_inputs import said_by_weight
from convcalc.readers.python.libraries.torch.nn.layer_inputs import tensors_of
from convcalc.readers.python.libraries.torch.nn.layer_prototypes import MOST_KEPT
from convcalc.readers.python.libraries.torch.nn.layer_prototypes import Prototype
from convcalc.readers.python.libraries.torch.nn.layer_prototypes import key_of
from convcalc.readers.python.libraries.torch.nn.layer_words import attributes_of
from convcalc.readers.python.libraries.torch.nn.layer_words import words_of
from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
from convcalc.readers.python.libraries.torch.nn.module_paths import definition
from convcalc.readers.python.libraries.torch.nn.module_paths import named
from convcalc.readers.python.libraries.torch.nn.module_paths import named_modules
from convcalc.readers.python.libraries.torch.nn.parameter import buffer_of
from convcalc.readers.python.libraries.torch.nn.parameter import parameter_of
from convcalc.readers.python.libraries.torch.packed import Packed
from convcalc.readers.python.libraries.torch.tensor import TorchTensor
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.classes import HostClassMethod
from convcalc.readers.python.objects.classes import HostMethod
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.tracing.shortest_call import call_of
from convcalc.readers.python.tracing.tensors import TensorValue
from convcalc.vocabulary import find

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.graph.tensor import Tensor
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.other.own_parameters import Parameters
    from convcalc.readers.python.libraries.torch.nn.layer_entries import LayerEntry
    from convcalc.readers.python.libraries.torch.nn.module_contents import HeldModule
    from convcalc.readers.python.libraries.torch.nn.parameter import Parameter
    from convcalc.readers.python.objects.classes import ClassObject
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.tracing.trace import Trace
    from convcalc.vocabulary.maker import Maker

COUNTERS = frozenset({"num_batches_tracked"})


class LayerInstance(ModuleInstance):
    """
    A layer, or an object of a class of the user that derives from one.

    Its parameters are made when somebody asks for them: most models never do.
    """

    __slots__ = ("has_changed", "is_owner", "kept", "layer", "layer_class", "prototype")
    type_name: ClassVar[str] = "a layer"

    layer: Layer
    layer_class: LayerClass

    def __init__(self, cls: ClassObject) -> None:
        super().__init__(cls)
        self.has_changed = False
        self.is_owner = False
        self.kept: dict[str, Any] = {}
        self.prototype: Prototype | None = None
        if type(cls) is LayerClass:
            self.layer_class = cls
        else:
            self.layer_class = next(each for each in cls.mro if isinstance(each, LayerClass))

    def set_up(
        self, layer_class: LayerClass, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> None:
        """
        What the layer's `__init__` does.

        Raises:
            BadValue: If PyTorch would refuse the arguments.
        """
        self.begin()
        self.layer_class = layer_class
        made = self.prototype = layer_class.prototype(args, kwargs)
        self.layer = made.layer
        self.kept = made.kept
        self.attributes.update(made.kept)

    def made_by(self) -> str:
        """The call that made it, where nothing has been changed since."""
        made = self.prototype
        if made is None or self.cls is not self.layer_class or self.layer is not made.layer:
            return repr(self)
        return made.call

    def become(self, layer_class: LayerClass) -> None:
        """Turn into a layer of another class that keeps the same attributes."""
        if self.cls is self.layer_class:
            self.cls = layer_class
        self.layer_class = layer_class
        self.touch("")

    def copy_from(self, other: HeldModule, memo: dict[int, Any], site: Site) -> None:
        """Take the layer as well, and copies of its parameters if they were made."""
        super().copy_from(other, memo, site)
        if isinstance(other, LayerInstance) and other.kept:
            self.layer_class, self.layer, self.kept = other.layer_class, other.layer, other.kept
            self.has_changed, self.is_owner = other.has_changed, other.is_owner
            self.prototype = other.prototype

    # what it owns

    def own_parameters(self) -> dict[str, Parameter | None]:
        """Its parameters, made now if they were not."""
        self._own()
        return super().own_parameters()

    def own_buffers(self) -> dict[str, TensorValue | None]:
        """Its buffers, made now if they were not."""
        self._own()
        return super().own_buffers()

    def _own(self) -> None:
        if self.learned is None or self.lasting is None or self.is_owner:
            return
        self.is_owner = True
        try:
            weights = self.own_weights()
            buffers = self.layer.buffers(())
        except NeedsInput:
            weights, buffers = {}, {}
        for name in dict.fromkeys((*self.owned_names(), *weights)):
            shape = weights.get(name)
            self.learned[name] = None if shape is None else parameter_of(shape)
        for name in dict.fromkeys((*self.layer_class.entry.stores, *buffers)):
            shape = buffers.get(name)
            dtype = "int64" if name in COUNTERS else "float32"
            self.lasting[name] = None if shape is None else buffer_of(shape, dtype)

    def owned_names(self) -> tuple[str, ...]:
        """The parameters that are registered, there or None, in PyTorch's order."""
        if self.layer_class.entry.gives != "states":
            return self.layer_class.entry.owns
        # Cell by cell; the vocabulary's layer tells every bias behind its own matrix.
        cells: dict[str, list[str]] = {}
        for name in self.layer.weights(()):
            cells.setdefault(name.partition("_l")[2], []).append(name)
        return tuple([name for each in cells.values() for name in sorted(each, key=in_cell)])

    def own_weights(self) -> dict[str, Shape]:
        """The shapes of its parameters by name."""
        return self.layer.weights(())

    def find(self, name: str, site: Site) -> Any:
        """An attribute, known without making the parameters where it is kept."""
        if name in self.kept and self.cls is self.layer_class and name in self.attributes:
            return self.attributes[name]
        return super().find(name, site)

    def touch(self, name: str) -> None:
        """What it owns is no longer what it was made with."""
        self.has_changed = True
        self.prototype = None

    def put(self, name: str, value: object, site: Site) -> None:
        """Keep an attribute; one that the layer was made with changes the layer."""
        super().put(name, value, site)
        if name in self.kept:
            self._own()
            self.touch(name)

    def has_bias(self) -> bool:
        """Whether there is a bias."""
        if self.is_owner:
            return (self.learned or {}).get("bias") is not None
        try:
            return "bias" in self.layer.weights(())
        except NeedsInput:
            return bool(getattr(self.layer, "bias", self.attributes.get("affine", True)))

    def words(self) -> str:
        """Its arguments as PyTorch shows them."""
        made = self.prototype
        if made is not None and made.words is not None:
            return made.words
        kept = {name: self.attributes.get(name) for name in self.kept}
        words = words_of(self.layer_class.entry, kept, has_bias=self.has_bias())
        if made is not None:
            made.words = words
        return words

    def own_layer(self) -> Layer:
        """The layer, made anew if its attributes were changed."""
        if self.has_changed:
            self.layer = self.remade(has_bias=self.has_bias())
            self.has_changed = False
        return self.layer

    def remade(self, *, has_bias: bool) -> Layer:
        """The layer that its attributes say now."""
        layer_class = self.layer_class
        names = layer_class.maker.parameters()
        held = self.attributes
        given = {name: held[name] for name in self.kept if name in names and name in held}
        if "bias" in names and "bias" not in given:
            given["bias"] = has_bias
        weight = (self.learned or {}).get("weight")
        if weight is not None:
            given.update(said_by_weight(layer_class.name, weight.shape, given))
        missing = {name: value for name, value in layer_class.defaults.items() if name not in given}
        return layer_class.maker.make((), missing | given)

    def stored(self) -> Parameters | None:
        """What it owns, where somebody asked for it; else the layer says it."""
        return super().stored() if self.is_owner or self.cls is not self.layer_class else None

    # calls

    def takes(self) -> tuple[str, ...]:
        """The inputs that must be given."""
        takes = self.layer_class.entry.takes
        return takes[:2] if takes[0][-1].isdigit() or takes[1:2] == ("indices",) else takes[:1]

    def call_forward(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Apply the layer, unless the class of the user has a forward of its own."""
        if self.hooks or self.forward_function() is not self.layer_class.forward:
            return super().call_forward(args, kwargs, site)
        if self.layer_class.entry.gives == "states" and args and isinstance(args[0], Packed):
            return self._over_packed(args[0], args[1:], kwargs, site)
        trace: Trace = site.evaluator.trace  # type: ignore[attr-defined]  # a reader of source has it
        if trace.watcher is not None:
            trace.watcher.layer(self, args, site)
        path, module = named(self, trace, site)
        self.work_out_weights(site)
        return self.apply(trace, module, path or self.cls.name, args, kwargs, site)

    def work_out_weights(self, site: Site) -> None:
        """Call the modules inside that make the weights, as PyTorch does when they are used."""
        held = (self.children or {}).get("parametrizations")
        if isinstance(held, ModuleInstance):
            for _, each in held.held():
                each.call([], {}, site)

    def apply(
        self,
        trace: Trace,
        module: Module,
        path: str,
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
        site: Site,
    ) -> object:
        """
        Apply the layer under a path.

        Raises:
            ConvcalcError: If it cannot take these inputs, with the place where it was made.
        """
        inputs, layer = self.inputs(args, kwargs, site)
        tensors = [each.tensor for each in inputs]
        if getattr(module.layer, "is_in_place", False):
            check_in_place(module.spelled, inputs[0])
        is_outside = _is_outside(site)
        place = (definition(self) if is_outside else None) or site.source()
        try:
            outputs = trace.call_layer(module, path, tensors, place, layer)
        except ConvcalcError as error:
            if not is_outside:
                error.notes.append(self.whereabouts())
            raise
        return self.handed_out(outputs, inputs, args)

    def _over_packed(
        self, sequences: Packed, states: Sequence[Any], kwargs: dict[str, Any], site: Site
    ) -> object:
        """A recurrent layer over packed sequences gives packed sequences, and its states."""
        is_first = bool(self.attributes.get("batch_first"))
        padded = sequences.turned(site, batch_first=is_first)
        made: Any = self.call_forward([padded, *states], kwargs, site)
        return Packed(made[0], sequences.lengths, is_first=is_first), made[1]

    def inputs(
        self, args: Sequence[Any], kwargs: Mapping[str, Any], site: Site
    ) -> tuple[list[TensorValue], Layer]:
        """
        The tensors that go in, and the layer with what this one call sets otherwise.

        Raises:
            BadValue: If the arguments are not what its forward takes.
        """
        layer = self.own_layer()
        takes = self.layer_class.entry.takes
        if len(args) == 1 and not kwargs and isinstance(args[0], TensorValue):
            return [args[0]], layer
        given = bound(self.cls.name, takes, args, kwargs)
        if (size := given.pop("output_size", None)) is not None:
            layer = layer.replace(output_size=self._output_size(size))
        return [tensor for each in given.values() for tensor in tensors_of(each, site)], layer

    def _output_size(self, size: Any) -> Any:
        ndim = self.layer_class.ndim
        wanted = tuple(size) if isinstance(size, (tuple, list)) else (size,) * ndim
        return wanted[-ndim:] if len(wanted) > ndim else wanted

    def handed_out(
        self, outputs: Sequence[Tensor], inputs: Sequence[TensorValue], args: Sequence[Any]
    ) -> object:
        """What leaves the layer, as PyTorch hands it out."""
        dtype = inputs[0].dtype
        if dtype not in FLOATS:
            dtype = "float32" if self.layer_class.is_learned else dtype
        found = [TorchTensor(each, dtype) for each in outputs]
        if self.layer_class.entry.gives == "states":
            return found[0], found[1] if len(found) == 2 else tuple(found[1:])
        if len(found) == 1:
            return found[0]
        if self.layer_class.entry.gives != "pair":
            found[1].dtype = "int64"
        return tuple(found)

    def whereabouts(self) -> str:
        """Where the layer was made, as a note below an error."""
        source = definition(self)
        assert source is not None  # noqa: S101 (a layer that is called was made somewhere)
        return f"the layer is defined at {source.place}: {source.text.strip()}"


def _is_outside(site: Site) -> bool:
    """Whether no line of a model calls it: the layer, or what it is a part of, is the model."""
    outermost: Site | None = getattr(site.evaluator, "site", None)
    return outermost is not None and (
        site is outermost or site.evaluator.text.users_node(site.node) is outermost.node
    )


def _unchanged(site: Site, module: Any) -> None:
    """How weights lie in memory changes no shape."""


class LayerClass(HostClass):
    """One class of torch.nn whose forward is a layer of the vocabulary."""

    __slots__ = ("defaults", "entry", "forward", "is_learned", "made", "maker", "ndim")

    def __init__(
        self, name: str, bases: tuple[Any, ...], entry: LayerEntry, alias: str = ""
    ) -> None:
        maker = find("torch", alias or name)
        assert maker is not None  # noqa: S101 (an entry without a maker is a mistake in the table)
        self.maker: Maker = maker
        self.entry = entry
        self.made: dict[str, Prototype] = {}
        self.ndim = int(name[-2]) if name.endswith("d") and name[-2].isdigit() else 1
        self.is_learned = bool(entry.owns) or entry.base.startswith("RNN")
        self.defaults = maker.signature.defaults
        self.forward = Forward(entry.takes)
        namespace: dict[str, Any] = {
            "__init__": HostMethod("__init__", self._initialise),
            "forward": self.forward,
            "extra_repr": HostMethod("extra_repr", _extra_repr),
        }
        if name == "SyncBatchNorm":
            namespace["convert_sync_batchnorm"] = HostClassMethod(
                "convert_sync_batchnorm", _synchronised
            )
        if entry.base == "RNNBase":
            namespace["flatten_parameters"] = HostMethod("flatten_parameters", _unchanged)
        super().__init__(name, bases, namespace, module="torch.nn", instance_type=LayerInstance)

    def _initialise(self, site: Site, instance: Any, *args: Any, **kwargs: Any) -> None:
        if not isinstance(instance, LayerInstance):
            raise BadValue(f"{self.name}.__init__() is given {describe(instance)}")
        instance.set_up(self, args, kwargs)

    def prototype(self, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Prototype:
        """
        The layer that these arguments say, and its attributes.

        Raises:
            BadValue: If PyTorch would refuse the arguments.
        """
        key = key_of(args, kwargs)
        found = self.made.get(key) if key else None
        if found is None:
            given = self.maker.bound(args, kwargs)
            layer = self.maker.layer(given)
            kept = attributes_of(self.entry, self.completed(given), self.ndim)
            found = Prototype(layer, kept, call_of(self.name, args, kwargs, self.defaults))
            if key:
                if len(self.made) >= MOST_KEPT:
                    self.made.clear()
                self.made[key] = found
        return found

    def completed(self, given: dict[str, Any]) -> dict[str, Any]:
        """The arguments by name, with what PyTorch works out of them."""
        return given

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """A layer."""
        for each in (*args, *kwargs.values()):
            if type(each) is Unread:
                each.refuse(site)
            if type(each) is TorchTensor:
                args = [_number_in(value, site) for value in args]
                kwargs = {name: _number_in(value, site) for name, value in kwargs.items()}
        if any(type(each) is TorchTensor for each in args):
            raise BadValue(
                f"{self.name}() is given a tensor where the layer is made, not where it is called",
                expected=f"self.layer = nn.{self.name}(...) in __init__, and self.layer(x) here",
            )
        instance = self.make(site)
        assert isinstance(instance, LayerInstance)  # noqa: S101 (its instance_type)
        instance.set_up(self, args, kwargs)
        return instance

    def parameters(self) -> Sequence[str]:
        """The arguments of its constructor."""
        return self.maker.parameters()


def _number_in(value: Any, site: Site) -> Any:
    """The number of a tensor without axes, which counts as one; anything else as it is."""
    is_number = type(value) is TorchTensor and not value.shape and value.values() is not None
    return value.number(site) if is_number else value


class Forward(HostMethod):
    """The `forward` of a layer: where it has one argument, `inspect` may ask for its name."""

    __slots__ = ("takes",)

    def __init__(self, takes: Sequence[str]) -> None:
        super().__init__("forward", _forward)
        self.takes = takes

    def parameters(self) -> Sequence[str]:
        """The names of its arguments; none where some may be left out, which is not told."""
        return ("self", *self.takes) if len(self.takes) == 1 else ()


def _forward(site: Site, instance: Any, *args: Any, **kwargs: Any) -> object:
    """
    `super().forward(x)` in a class of the user: one operation of its module.

    Its weights are those of the module, which are counted with it.
    """
    if not isinstance(instance, LayerInstance):
        raise BadValue(f"a layer's forward() is given {describe(instance)}")
    trace: Trace = site.evaluator.trace  # type: ignore[attr-defined]  # a reader of source has it
    path, module = named(instance, trace, site)
    instance.work_out_weights(site)
    layer = instance.own_layer()
    if not instance.is_leaf():
        module = Module(
            layer, spelled=instance.layer_class.name, call=repr(instance), parameters=NO_PARAMETERS
        )
    name = trace.unique(
        f"{path}.{instance.layer_class.name}" if path else instance.layer_class.name
    )
    return instance.apply(trace, module, name, args, kwargs, site)


def _synchronised(site: Site, cls: LayerClass, module: Any, process_group: Any = None) -> object:
    """`SyncBatchNorm.convert_sync_batchnorm`: every batch normalisation inside becomes one."""
    if isinstance(module, ModuleInstance):
        for _, each in named_modules(module):
            if isinstance(each, LayerInstance) and each.layer_class.entry.base == "_BatchNorm":
                each.become(cls)
                each.attributes["process_group"] = process_group
    return module


def _extra_repr(site: Site, instance: LayerInstance) -> str:
    return instance.words()
