"""Rules for seeing or copying elements several times, and for cutting out parts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.layers.core.axes import place
from convcalc.layers.other.function import Function
from convcalc.operations import shapes
from convcalc.readers.python.libraries.torch.arguments import axis_of
from convcalc.readers.python.libraries.torch.arguments import size_of
from convcalc.readers.python.libraries.torch.arguments import sizes_of
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.calls import apply
from convcalc.readers.python.libraries.torch.calls import retyped
from convcalc.readers.python.libraries.torch.functions.views import flatten
from convcalc.readers.python.libraries.torch.hand import TorchHand

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.libraries.torch.tensor import TorchTensor
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


def expand(site: Site, spelled: str, input: Any, *size: Any, **named: Any) -> TorchTensor:
    """Tensor.expand, torch.broadcast_to."""
    given = size or tuple(value for key, value in named.items() if key != "implicit")
    sizes = sizes_of(given, "size", site)
    return expanded(site, spelled, tensor(input, "input", site), sizes)


def expanded(site: Site, spelled: str, source: TorchTensor, sizes: Shape) -> TorchTensor:
    """A tensor expanded to sizes."""
    if sizes == source.shape:
        return retyped(source, source.dtype)
    return shapes.expanded(TorchHand(site), spelled, source, sizes)


def expand_as(site: Site, spelled: str, input: Any, other: Any) -> TorchTensor:
    """Tensor.expand_as."""
    return expanded(site, spelled, tensor(input, "input", site), tensor(other, "other", site).shape)


def repeat(site: Site, spelled: str, input: Any, *repeats: Any, **named: Any) -> TorchTensor:
    """Tensor.repeat."""
    times = sizes_of(repeats or tuple(named.values()), "repeats", site)
    return _repeated(site, spelled, tensor(input, "input", site), times)


def _repeated(site: Site, spelled: str, source: TorchTensor, times: Shape) -> TorchTensor:
    if not times and not source.shape:
        return retyped(source, source.dtype, fresh=True)
    return shapes.tiled(TorchHand(site), spelled, source, times)


def tile(site: Site, spelled: str, input: Any, *dims: Any, **named: Any) -> TorchTensor:
    """torch.tile: numbers that are missing in front are 1."""
    source = tensor(input, "input", site)
    times = sizes_of(dims or tuple(named.values()), "dims", site)
    extra = max(len(source.shape) - len(times), 0)
    return _repeated(site, spelled, source, (*(1,) * extra, *times))


def repeat_interleave(
    site: Site, spelled: str, input: Any, repeats: Any = None, dim: Any = None, **options: Any
) -> TorchTensor:
    """torch.repeat_interleave."""
    source = tensor(input, "input", site)
    if repeats is None:
        return repeated_places(site, spelled, source)
    if dim is None:
        source, dim = flatten(site, "flatten", source), 0
    axis = place(axis_of(dim, "dim", site), source.shape, "dim")
    wanted = options.get("output_size")
    if not hasattr(repeats, "shape") or not repeats.shape:
        times = size_of(repeats, "repeats", site)
        return shapes.repeated(TorchHand(site), spelled, source, times, axis)
    if wanted is None:
        counts = repeats.known(site).reshape(-1).tolist()
        wanted = counts[0] * source.shape[axis] if len(counts) == 1 else sum(counts)
    shape = (*source.shape[:axis], wanted, *source.shape[axis + 1 :])
    stays = tuple(each for each in range(len(shape)) if each != axis)
    layer = Function(function=spelled, shapes=(shape,), work=0, stays=stays)
    return apply(
        site,
        spelled,
        layer,
        [source, repeats],
        source.dtype,
        lambda numpy, array, counts: numpy.repeat(array, counts, axis),
    )[0]


def repeated_places(site: Site, spelled: str, counts: TorchTensor) -> TorchTensor:
    """torch.repeat_interleave of numbers alone: every place as often as its number says."""
    total = int(counts.known(site).sum())
    layer = Function(function=spelled, shapes=((total,),), work=0)

    def compute(numpy: Any, array: Any) -> Any:
        return numpy.repeat(numpy.arange(len(array)), array)

    return apply(site, spelled, layer, [counts], "", compute)[0]
