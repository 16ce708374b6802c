"""The hand with which readers of files apply layers: names, scopes, places, stored tensors."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import UsageError
from convcalc.graph.builder import GraphBuilder
from convcalc.graph.tensor import Module
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.other.own_parameters import NO_PARAMETERS
from convcalc.layers.other.own_parameters import Parameters
from convcalc.layers.other.unread_call import Stated
from convcalc.operations.operand import Operand
from convcalc.unknown import Unknown
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.source import Source

    Given = tuple[str | None, Shape]

USUAL = "float32"
"""The number format that `--dtype` stands for: a tensor in it has no format of its own."""


class Declared(Value):
    """
    An input as a file declares it.

    A size is a whole number, a symbol, or None for a batch that is left open: `--batch`, or 1.
    Without a `shape` the number of axes is open, and the user must say it.
    """

    name: str
    shape: tuple[Dim | None, ...] | None
    dtype: str = "float32"


class StoredTensor:
    """
    A tensor that the file stores: a weight, or a buffer such as a running mean.

    It is the same object wherever it is used, and counted where it is used first.
    """

    __slots__ = ("dtype", "is_buffer", "name", "shape")

    def __init__(
        self, name: str, shape: Shape, dtype: str = USUAL, *, is_buffer: bool = False
    ) -> None:
        self.name = name
        self.shape = shape
        self.dtype = dtype
        self.is_buffer = is_buffer


class Network:
    """The state of one trace of a network in a file."""

    def __init__(self, name: str) -> None:
        self.builder = GraphBuilder(name)
        self._numbers: dict[str, int] = {}
        self._counted: dict[StoredTensor, str] = {}

    @property
    def needs(self) -> Needs:
        """What must be true of the sizes, so far."""
        return self.builder.needs

    def take_inputs(
        self, declared: Sequence[Declared], given: Sequence[Given], batch: Dim | None
    ) -> list[Operand]:
        """
        The inputs, with the given shapes in place of the declared ones.

        A given shape with one axis less than the declared one lacks its batch.

        Raises:
            UsageError: If a shape fits no input, or one is missing that the file leaves open.
        """
        from convcalc.readers.layers_file.inputs import Inputs

        waiting = Inputs(self.builder, given, batch)
        shapes = [waiting.given_for(each.name) for each in declared]
        known = _bound(declared, shapes)
        taken = []
        for each, found in zip(declared, shapes, strict=True):
            shape = self._shape(each, found, batch)
            if known and found is None:
                shape = tuple([known.get(size, size) for size in shape])
            own = "" if each.dtype == USUAL else each.dtype
            taken.append(Operand(self.builder.input(each.name, shape, own), each.dtype))
        waiting.check_all_taken()
        return taken

    def _shape(self, declared: Declared, given: Shape | None, batch: Dim | None) -> Shape:
        shape = declared.shape
        if given is None:
            if shape is None:
                raise UsageError(
                    f"the file does not say the shape of its input {declared.name!r}",
                    expected="its shape",
                    hint=f"-i {declared.name}=1x3x224x224",
                )
            return self._with_batch(shape, batch)
        if shape is None or len(given) == len(shape):
            return given if batch is None or not given else (batch, *given[1:])
        if len(given) == len(shape) - 1:
            return self._with_batch((shape[0], *given), batch)
        raise UsageError(
            f"the input {declared.name!r} has {len(shape)} axes, and {show_shape(given)} has "
            f"{len(given)}",
            expected=f"a shape such as {show_shape(self._with_batch(shape, batch))}",
        )

    def _with_batch(self, shape: tuple[Dim | None, ...], batch: Dim | None) -> Shape:
        """
        A shape whose batch is the user's, the file's, or 1.

        Raises:
            UsageError: If the file leaves another size open and gives it no name.
        """
        if not shape:
            return ()
        first = shape[0] if batch is None else batch
        rest = tuple([each for each in shape[1:] if each is not None])
        if len(rest) < len(shape) - 1:
            raise UsageError(
                "the file leaves sizes of its input open",
                expected="its shape",
                hint="-i 1x3x224x224",
            )
        if first is None:
            self.builder.assumed.append(f"batch 1, put in front of {show_shape(rest)}")
            first = 1
        return (first, *rest)

    def apply(
        self,
        layer: Layer,
        inputs: Sequence[Operand],
        *,
        name: str,
        spelled: str,
        call: str = "",
        scope: str | None = None,
        source: Source | None = None,
        stores: Sequence[tuple[str, StoredTensor]] = (),
        module: Module | None = None,
        dtype: str | Sequence[str] = USUAL,
        trainable: bool = True,
    ) -> list[Operand]:
        """
        Apply a layer, and give what leaves it.

        Args:
            layer: The layer.
            inputs: What goes in; weights that the layer itself has are not among them.
            name: Its name in the file; a number is put behind one that was there before.
            spelled: The file's own word for what it is, for example "Conv".
            call: How a row spells the whole call; `spelled` without it.
            scope: The path of what holds it; what stands before the last dot of the name without.
            source: Where it stands in the file, if that is a text.
            stores: What the file stores for it, by the name of the weight: a tensor is counted
                where it is used first, and said to be tied elsewhere.
            module: The module of the layer's first call, where its weights are its own ones and it
                is called again; see `module_of`.
            dtype: The number format of what leaves it, or one for each output.
            trainable: Whether its weights are trained.

        Raises:
            ConvcalcError: If the layer cannot take these inputs, with its name and place.
        """
        full = self.unique(name or spelled.lower())
        if module is None:
            module = self.module_of(
                layer, spelled=spelled, call=call, source=source, trainable=trainable
            )
            module.parameters = self._parameters(full, stores)
        dtypes = [dtype] if isinstance(dtype, str) else list(dtype)
        own = tuple(["" if each == USUAL else each for each in dtypes])
        outputs = self.builder.apply(
            module,
            [each.tensor for each in inputs],
            name=full,
            scope=full.rpartition(".")[0] if scope is None else scope,
            source=source,
            layer=layer,
            dtypes=own if any(own) and len(own) > 1 else (),
        )
        if len(own) == 1 and own[0]:
            for each in outputs:
                each.dtype = own[0]
        if len(dtypes) == 1:
            dtypes *= len(outputs)
        return [Operand(each, known) for each, known in zip(outputs, dtypes, strict=True)]

    def module_of(
        self,
        layer: Layer,
        *,
        spelled: str,
        call: str = "",
        source: Source | None = None,
        trainable: bool = True,
    ) -> Module:
        """A layer that has its own weights and may be applied more than once."""
        return Module(
            layer, spelled=spelled, call=call or spelled, source=source, trainable=trainable
        )

    def keep(self, name: str, spelled: str, stores: Sequence[tuple[str, StoredTensor]]) -> None:
        """Count what the file stores for a layer of which nobody knows what it is given."""
        full = self.unique(name)
        module = Module(self._parameters(full, stores), spelled=spelled, call=spelled, name=full)
        self.builder.define(module)
        self.builder.was_run = False

    def _parameters(self, name: str, stores: Sequence[tuple[str, StoredTensor]]) -> Parameters:
        if not stores:
            return NO_PARAMETERS
        weights, buffers, tied, formats = [], [], [], []
        for role, each in stores:
            owner = self._counted.setdefault(each, f"{name}.{role}")
            is_new = owner == f"{name}.{role}"
            if not each.is_buffer:
                weights.append((role, each.shape))
            elif is_new:
                buffers.append((role, each.shape))
            if not (is_new or each.is_buffer):
                tied.append((role, owner))
            if each.dtype != USUAL:
                formats.append((role, each.dtype))
        return Parameters(
            weights_by_name=tuple(weights),
            buffers_by_name=tuple(buffers),
            tied_to=tuple(tied),
            formats=tuple(formats),
        )

    def unknown(
        self,
        inputs: Sequence[Operand],
        shapes: Sequence[Shape],
        reason: str,
        *,
        dtype: str | Sequence[str] = USUAL,
        has_outputs: bool = False,
        **named: Any,
    ) -> list[Operand]:
        """
        A row for an operator that is not known, whose outputs the file itself tells.

        `reason` says why its work is not known, `has_outputs` that there are more outputs than
        `shapes`; `named` are the name, spelling and place, as `apply` takes them.
        """
        layer = Stated(shapes=tuple(shapes), reason=reason, has_outputs=has_outputs)
        return self.apply(layer, inputs, dtype=dtype, **named)

    def unique(self, name: str) -> str:
        """The name, with a number where it was given before."""
        free, count = name, self._numbers.get(name, 0)
        while count and (free := f"{name}_{count}") in self._numbers:
            count += 1
        self._numbers[name] = count + 1
        if free != name:
            self._numbers[free] = 1
        return free

    def mark(self) -> tuple[int, dict[StoredTensor, str], dict[str, int], int]:
        """Where the trace stands, to come back to: see `restore`."""
        conditions = len(self.builder.needs.conditions)
        return len(self.builder.nodes), dict(self._counted), dict(self._numbers), conditions

    def work_since(self, mark: tuple[int, Any, Any, int]) -> Dim | Unknown:
        """The multiply-accumulates of the rows since then."""
        total: Dim = 0
        for node in self.builder.nodes[mark[0] :]:
            inputs = tuple([each.shape for each in node.inputs])
            macs = node.layer.macs(inputs, tuple([each.shape for each in node.outputs]))
            if isinstance(macs, Unknown):
                return macs
            total = total + macs
        return total

    def stored_since(self, mark: tuple[int, Any, Any, int]) -> list[StoredTensor]:
        """The stored tensors that were counted first since then."""
        return [each for each in self._counted if each not in mark[1]]

    def restore(self, mark: tuple[int, Any, Any, int]) -> None:
        """Forget what was done since then."""
        count, counted, numbers, conditions = mark
        del self.builder.nodes[count:]
        del self.builder.needs.conditions[conditions:]
        self._counted, self._numbers = dict(counted), dict(numbers)

    def constant(self, shape: Shape, dtype: str) -> Operand:
        """A tensor that no layer makes."""
        own = "" if dtype == USUAL else dtype
        return Operand(self.builder.tensor(shape, own), dtype)


def _bound(declared: Sequence[Declared], given: Sequence[Shape | None]) -> dict[Dim, Dim]:
    """What the given shapes say of the symbols that inputs share."""
    known: dict[Dim, Dim] = {}
    for each, shape in zip(declared, given, strict=True):
        if shape is not None and each.shape is not None and len(shape) == len(each.shape):
            for size, found in zip(each.shape, shape, strict=True):
                if size is not None and type(size) is not int:
                    known.setdefault(size, found)
    return known
