"""PyTorch's hand: what operations on its tensors ask of the trace that goes on."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.operations.promotion import Promotion
from convcalc.readers.python.libraries.torch.layouts import layout_of
from convcalc.readers.python.libraries.torch.tensor import TorchTensor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.graph.tensor import Tensor
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.operations.constants import Values
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.tracing.trace import Trace


class TorchHand:
    """Whoever has an operation done at a place of the source: see `operations.applying.Hand`."""

    __slots__ = ("site", "trace")
    promotion: ClassVar[Promotion] = Promotion(axes_count=True)

    def __init__(self, site: Site) -> None:
        self.site = site
        self.trace = trace_of(site)

    def named(self, spelled: str) -> str:
        """PyTorch's word itself."""
        return spelled

    @property
    def needs(self) -> Needs:
        """What must be true of the sizes, so far."""
        return self.trace.builder.needs

    @property
    def is_recording(self) -> bool:
        """Whether the network is called by now; before, no work is part of it."""
        return bool(self.trace.builder.inputs)

    def applied(
        self,
        spelled: str,
        layer: Layer,
        inputs: Sequence[TorchTensor],
        dtype: str | Sequence[str],
    ) -> list[TorchTensor]:
        """The results as tensors of PyTorch; those of a view share its memory."""
        tensors: Sequence[Tensor]
        if self.trace.builder.inputs:
            given = [each.tensor for each in inputs]
            tensors = self.trace.operate(layer, given, self.site, spelled)
        else:
            shapes = layer.applied(tuple([each.shape for each in inputs]), self.needs)
            tensors = [self.trace.constant(shape) for shape in shapes]
        if layer.is_view and inputs:
            return self._views(layer, inputs[0], tensors, dtype)
        if isinstance(dtype, str):
            return [TorchTensor(each, dtype) for each in tensors]
        return [TorchTensor(*pair) for pair in zip(tensors, dtype, strict=True)]

    def _views(
        self,
        layer: Layer,
        source: TorchTensor,
        tensors: Sequence[Tensor],
        dtype: str | Sequence[str],
    ) -> list[TorchTensor]:
        """Tensors that show the memory of another one."""
        types = [dtype] * len(tensors) if isinstance(dtype, str) else dtype
        found = []
        for each, name in zip(tensors, types, strict=True):
            view = TorchTensor(each, name, None, source.storage)
            view.layout = layout_of(layer, source, each.shape)
            found.append(view)
        return found

    def constant(
        self,
        shape: Shape,
        dtype: str,
        values: Values | None = None,
        shown: TorchTensor | None = None,
    ) -> TorchTensor:
        """A tensor that no layer makes, with the memory of the one that it shows."""
        if values is not None:
            count = prod([each for each in shape if type(each) is int])
            self.site.evaluator.charge_items(4 + count // 8)
            self.site.evaluator.charge_steps(count // 100)
        storage = None if shown is None else shown.storage
        return TorchTensor(self.trace.constant(shape), dtype, values, storage)

    def retyped(
        self, source: TorchTensor, dtype: str, values: Any, *, is_fresh: bool
    ) -> TorchTensor:
        """The same tensor of the graph with another type."""
        result = TorchTensor(source.tensor, dtype, values, None if is_fresh else source.storage)
        result.layout = source.layout
        return result


def trace_of(site: Site) -> Trace:
    """The hand that applies layers where this happens."""
    trace: Trace = site.evaluator.trace  # type: ignore[attr-defined]  # every reader of source has it
    return trace
