"""`torch.nn.utils.rnn`: sequences of several lengths, which are all taken to be the longest."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.packed import Packed
from convcalc.readers.python.objects.host import describe

if TYPE_CHECKING:
    from convcalc.readers.python.libraries.torch.tensor import TorchTensor
    from convcalc.readers.python.objects.host import Site

ASSUMED = "packed sequences are all as long as the longest"


def _pack(
    site: Site,
    input: Any,  # noqa: A002 (PyTorch calls it so)
    lengths: Any,
    batch_first: Any = False,
    enforce_sorted: Any = True,
) -> Packed:
    padded = tensor(input, "input", site)
    if len(padded.shape) < 2:
        raise BadValue(f"{padded!r} has no sequences", expected="(T, N, *), or (N, T, *)")
    assumed = site.evaluator.trace.builder.assumed  # type: ignore[attr-defined]  # a reader of source has it
    if ASSUMED not in assumed:
        assumed.append(ASSUMED)
    return Packed(padded, lengths, is_first=bool(batch_first))


def _pad(
    site: Site,
    sequence: Any,
    batch_first: Any = False,
    padding_value: Any = 0.0,
    total_length: Any = None,
) -> tuple[TorchTensor, object]:
    if not isinstance(sequence, Packed):
        raise BadValue(f"pad_packed_sequence() of {describe(sequence)}", expected=Packed.type_name)
    return sequence.turned(site, batch_first=bool(batch_first)), sequence.lengths


TABLE: dict[str, Any] = {
    **functions({"pack_padded_sequence": _pack, "pad_packed_sequence": _pad}),
}
