"""Functions that choose, mix and fill element by element."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.operations import elementwise
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.functions.elementwise import operand
from convcalc.readers.python.libraries.torch.hand import TorchHand
from convcalc.readers.python.libraries.torch.tensor import TorchTensor

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


def multiplied_add(
    site: Site,
    spelled: str,
    input: Any,
    tensor1: Any,
    tensor2: Any,
    *,
    value: Any = 1,
) -> TorchTensor:
    """torch.addcmul, torch.addcdiv."""
    named = zip((input, tensor1, tensor2), ("input", "tensor1", "tensor2"), strict=True)
    return elementwise.joined(
        TorchHand(site), spelled, [tensor(each, name, site) for each, name in named]
    )


def interpolated(site: Site, spelled: str, input: Any, end: Any, weight: Any) -> TorchTensor:
    """torch.lerp."""
    given = [tensor(input, "input", site), tensor(end, "end", site)]
    if isinstance(weight, TorchTensor):
        given.append(weight)
    return elementwise.joined(TorchHand(site), spelled, given)


def where(site: Site, spelled: str, condition: Any, input: Any = None, other: Any = None) -> Any:
    """torch.where: one or the other, element by element."""
    chosen = tensor(condition, "condition", site)
    if input is None or other is None:
        from convcalc.readers.python.libraries.torch.functions.indexing import positions_of

        return positions_of(site, spelled, chosen, as_tuple=True)
    one, two = operand(input, "input", site), operand(other, "other", site)
    return elementwise.chosen(TorchHand(site), "where", chosen, one, two)


def where_method(site: Site, spelled: str, input: Any, condition: Any, other: Any) -> Any:
    """Tensor.where."""
    return where(site, spelled, condition, input, other)


def masked_fill(site: Site, spelled: str, input: Any, mask: Any, value: Any) -> TorchTensor:
    """torch.masked_fill."""
    source, chosen = tensor(input, "input", site), tensor(mask, "mask", site)
    return elementwise.masked(TorchHand(site), "masked_fill", source, chosen, value)
