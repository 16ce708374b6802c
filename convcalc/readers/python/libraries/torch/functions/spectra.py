"""`torch.stft` and `torch.istft`: the shapes of short-time Fourier transforms and back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ShapeError
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.other.function import Function
from convcalc.readers.python.libraries.torch.arguments import size_of
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.calls import apply

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.readers.python.libraries.torch.tensor import TorchTensor
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


def _hop(hop_length: Any, n_fft: Dim, site: Site) -> Dim:
    return n_fft // 4 if hop_length is None else size_of(hop_length, "hop_length", site)


def forwards(
    site: Site,
    spelled: str,
    input: Any,
    n_fft: Any,
    hop_length: Any = None,
    win_length: Any = None,
    window: Any = None,
    center: Any = True,
    pad_mode: Any = "reflect",
    normalized: Any = False,
    onesided: Any = None,
    return_complex: Any = None,
    align_to_window: Any = None,
) -> TorchTensor:
    """
    torch.stft: (L) or (N, L) to (..., frequencies, frames).

    Frames are 1 + ⌊(L + 2·⌊n_fft/2⌋ − n_fft)/hop_length⌋ where they are centred, else
    1 + ⌊(L − n_fft)/hop_length⌋. Frequencies are ⌊n_fft/2⌋ + 1 unless `onesided` is off; without
    `return_complex` a last axis of 2 holds the real and the imaginary part.
    """
    source = tensor(input, "input", site)
    if len(source.shape) not in (1, 2):
        raise ShapeError(f"stft() of {show_shape(source.shape)}", expected="(L) or (N, L)")
    size = size_of(n_fft, "n_fft", site)
    padding = 2 * (size // 2) if center else 0
    frames = (source.shape[-1] + padding - size) // _hop(hop_length, size, site) + 1
    both_sides = onesided is False or (onesided is None and source.dtype.startswith("complex"))
    spectrum = size if both_sides else size // 2 + 1
    is_split = return_complex is False
    shape = (*source.shape[:-1], spectrum, frames, *((2,) if is_split else ()))
    layer = Function(function=spelled, shapes=(shape,), stays=tuple(range(len(source.shape) - 1)))
    return apply(site, spelled, layer, [source], "float32" if is_split else "complex64")[0]


def backwards(
    site: Site,
    spelled: str,
    input: Any,
    n_fft: Any,
    hop_length: Any = None,
    win_length: Any = None,
    window: Any = None,
    center: Any = True,
    normalized: Any = False,
    onesided: Any = None,
    length: Any = None,
    return_complex: Any = False,
) -> TorchTensor:
    """torch.istft: (..., frequencies, frames) to (..., L), `length` where it is given."""
    source = tensor(input, "input", site)
    shape = source.shape if source.dtype.startswith("complex") else source.shape[:-1]
    if len(shape) not in (2, 3):
        raise ShapeError(
            f"istft() of {show_shape(source.shape)}", expected="(..., frequencies, frames)"
        )
    size = size_of(n_fft, "n_fft", site)
    if length is None:
        whole = size + _hop(hop_length, size, site) * (shape[-1] - 1)
        samples = whole - 2 * (size // 2) if center else whole
    else:
        samples = size_of(length, "length", site)
    layer = Function(function=spelled, shapes=((*shape[:-2], samples),), stays=())
    return apply(site, spelled, layer, [source], "complex64" if return_complex else "float32")[0]
