"""Rules for choosing, mixing and filling element by element."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.layers.other.merge import Merge
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.calls import apply
from convcalc.readers.python.libraries.torch.functions.elementwise import meeting_type
from convcalc.readers.python.libraries.torch.functions.elementwise import operand
from convcalc.readers.python.libraries.torch.functions.elementwise import several
from convcalc.readers.python.libraries.torch.tensor import TorchTensor

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site


def multiplied_add(
    site: Site,
    spelled: str,
    input: Any,  # noqa: A002 (PyTorch's word)
    tensor1: Any,
    tensor2: Any,
    *,
    value: Any = 1,
) -> TorchTensor:
    """torch.addcmul, torch.addcdiv."""
    named = zip((input, tensor1, tensor2), ("input", "tensor1", "tensor2"), strict=True)
    return several(site, spelled, [tensor(each, name, site) for each, name in named])


def interpolated(site: Site, spelled: str, input: Any, end: Any, weight: Any) -> TorchTensor:  # noqa: A002 (PyTorch's word)
    """torch.lerp."""
    given = [tensor(input, "input", site), tensor(end, "end", site)]
    if isinstance(weight, TorchTensor):
        given.append(weight)
    return several(site, spelled, given)


def where(site: Site, spelled: str, condition: Any, input: Any = None, other: Any = None) -> Any:  # noqa: A002 (PyTorch's word)
    """torch.where: one or the other, element by element."""
    chosen = tensor(condition, "condition", site)
    if input is None or other is None:
        from convcalc.readers.python.libraries.torch.functions.indexing import positions

        return positions(site, spelled, chosen, as_tuple=True)
    one, two = operand(input, "input", site), operand(other, "other", site)
    dtype = meeting_type("", one, two)
    inputs = [chosen, *[each for each in (one, two) if isinstance(each, TorchTensor)]]

    def compute(numpy: Any, mask: Any, *arrays: Any) -> Any:
        given = iter(arrays)
        pair = [next(given) if isinstance(each, TorchTensor) else each for each in (one, two)]
        return numpy.where(mask, *pair)

    plain = all(isinstance(each, (TorchTensor, int, float)) for each in (one, two))
    layer = Merge(function="where", least=1)
    return apply(site, "where", layer, inputs, dtype, compute if plain else None)[0]


def where_method(site: Site, spelled: str, input: Any, condition: Any, other: Any) -> Any:  # noqa: A002 (PyTorch's word)
    """Tensor.where."""
    return where(site, spelled, condition, input, other)


def masked_fill(site: Site, spelled: str, input: Any, mask: Any, value: Any) -> TorchTensor:  # noqa: A002 (PyTorch's word)
    """torch.masked_fill."""
    source, chosen = tensor(input, "input", site), tensor(mask, "mask", site)

    def compute(numpy: Any, array: Any, truths: Any) -> Any:
        return numpy.where(truths, value, array)

    layer = Merge(function="masked_fill")
    plain = isinstance(value, (int, float))
    inputs = [source, chosen]
    return apply(site, spelled, layer, inputs, source.dtype, compute if plain else None)[0]
