"""`torch.fft`: the shapes of Fourier transforms, one operation counted an element."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.layers.core.axes import place
from convcalc.layers.other.function import Function
from convcalc.operations.dtypes import complex_type
from convcalc.operations.dtypes import real_type
from convcalc.readers.python.libraries.torch.arguments import axes_of
from convcalc.readers.python.libraries.torch.arguments import size_of
from convcalc.readers.python.libraries.torch.arguments import sizes_of
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.calls import apply
from convcalc.readers.python.libraries.torch.functional import entries

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.readers.python.libraries.torch.calls import RuleEntry
    from convcalc.readers.python.libraries.torch.tensor import TorchTensor
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


def transform(
    site: Site,
    spelled: str,
    kind: str,
    count: int,
    input: Any,
    s: Any = None,
    dim: Any = None,
    norm: Any = None,
    **options: Any,
) -> TorchTensor:
    """A transform along the last axes; a real one keeps half of the last, and one more."""
    source = tensor(input, "input", site)
    shape = source.shape
    s = options.get("n", s)
    wanted: tuple[Dim, ...] = ()
    if s is not None:
        wanted = sizes_of((s,), "s", site) if count != 1 else (size_of(s, "n", site),)
    axes = axes_of(dim) or tuple(range(-(count or len(wanted) or len(shape)), 0))
    if wanted and len(wanted) != len(axes):
        raise BadValue(
            f"s={wanted} for {len(axes)} axes", expected="one size an axis", argument="s"
        )
    sizes = list(shape)
    for axis, size in zip(axes, wanted, strict=False):
        if size != -1:
            sizes[place(axis, shape, "dim")] = size
    last = place(axes[-1], shape, "dim") if axes else -1
    if kind == "real":
        sizes[last] = sizes[last] // 2 + 1
    elif kind == "back" and not wanted:
        sizes[last] = 2 * (sizes[last] - 1)
    dtype = complex_type(source.dtype)
    moved = {place(axis, shape, "dim") for axis in axes}
    stays = tuple(axis for axis in range(len(shape)) if axis not in moved)
    layer = Function(function=spelled, shapes=(tuple(sizes),), stays=stays)
    return apply(site, spelled, layer, [source], real_type(dtype) if kind == "back" else dtype)[0]


def shifted(site: Site, spelled: str, input: Any, dim: Any = None) -> TorchTensor:
    """fftshift, ifftshift: the halves of every axis exchanged."""
    from convcalc.layers.other.along_axis import Along

    source = tensor(input, "input", site)
    axes = axes_of(dim) or tuple(range(len(source.shape)))
    return apply(site, spelled, Along(function="roll", axes=axes), [source])[0]


ENTRIES: dict[str, RuleEntry] = {
    **{
        f"fft{end}": ("torch.functions.fft", "transform", "", n)
        for end, n in (("", 1), ("2", 2), ("n", 0))
    },
    **{
        f"ifft{end}": ("torch.functions.fft", "transform", "", n)
        for end, n in (("", 1), ("2", 2), ("n", 0))
    },
    **{
        f"rfft{end}": ("torch.functions.fft", "transform", "real", n)
        for end, n in (("", 1), ("2", 2), ("n", 0))
    },
    **{
        f"irfft{end}": ("torch.functions.fft", "transform", "back", n)
        for end, n in (("", 1), ("2", 2), ("n", 0))
    },
    "fftshift": ("torch.functions.fft", "shifted"),
    "ifftshift": ("torch.functions.fft", "shifted"),
}

TABLE: dict[str, Any] = entries(ENTRIES)
