"""Functions that work element by element: of one tensor, or of several that broadcast."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.layers.activation.activation import Activation
from convcalc.layers.core.arguments import choice
from convcalc.operations import elementwise
from convcalc.operations.applying import perform
from convcalc.readers.python.libraries.torch.arguments import is_number
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.hand import TorchHand

if TYPE_CHECKING:
    from convcalc.readers.python.libraries.torch.tensor import TorchTensor
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


def unary(site: Site, spelled: str, operation: str, input: Any) -> TorchTensor:
    """torch.exp, floor, sign and the like."""
    return elementwise.unary(
        TorchHand(site), spelled, elementwise.UNARY[operation], tensor(input, "input", site)
    )


def unchanged(site: Site, spelled: str, input: Any) -> TorchTensor:
    """+x."""
    return tensor(input, "input", site)


def rounded(site: Site, spelled: str, input: Any, *, decimals: Any = 0) -> TorchTensor:
    """torch.round: halves go to the even neighbour."""
    source = tensor(input, "input", site)
    layer = Activation(function="round")
    digits = decimals if type(decimals) is int else 0

    def compute(numpy: Any, array: Any) -> Any:
        return numpy.round(array, digits)

    return perform(TorchHand(site), spelled, layer, [source], "", compute)[0]


def clamp(site: Site, spelled: str, input: Any, min: Any = None, max: Any = None) -> TorchTensor:
    """torch.clamp, torch.clip: numbers or tensors as bounds."""
    source = tensor(input, "input", site)
    if min is None and max is None:
        raise BadValue("clamp() without a bound", expected="min, max or both", argument="min")
    return elementwise.clamped(TorchHand(site), "clamp", source, (min, max))


def clamped_below(site: Site, spelled: str, input: Any, min: Any) -> TorchTensor:
    """torch.clamp_min."""
    return clamp(site, spelled, input, min, None)


def clamped_above(site: Site, spelled: str, input: Any, max: Any) -> TorchTensor:
    """torch.clamp_max."""
    return clamp(site, spelled, input, None, max)


def replaced_nan(
    site: Site,
    spelled: str,
    input: Any,
    nan: Any = None,
    posinf: Any = None,
    neginf: Any = None,
) -> TorchTensor:
    """torch.nan_to_num."""
    return unary(site, spelled, "nan_to_num", input)


def logit(site: Site, spelled: str, input: Any, eps: Any = None) -> TorchTensor:
    """torch.logit."""
    return unary(site, spelled, "logit", input)


def binary(site: Site, spelled: str, operation: str, input: Any, other: Any) -> TorchTensor:
    """torch.mul, eq and the like: of two tensors, or a tensor and a number."""
    one, two = operand(input, "input", site), operand(other, "other", site)
    return elementwise.binary(TorchHand(site), spelled, elementwise.BINARY[operation], one, two)


def scaled(
    site: Site, spelled: str, operation: str, input: Any, other: Any, *, alpha: Any = 1
) -> TorchTensor:
    """torch.add, sub: the second one taken `alpha` times."""
    one, two = operand(input, "input", site), operand(other, "other", site)
    return elementwise.binary(
        TorchHand(site), spelled, elementwise.BINARY[operation], one, two, scale=alpha
    )


def subtracted_from(
    site: Site, spelled: str, input: Any, other: Any, *, alpha: Any = 1
) -> TorchTensor:
    """torch.rsub."""
    return scaled(site, "sub", "sub", other, input, alpha=alpha)


def quotient(
    site: Site, spelled: str, input: Any, other: Any, *, rounding_mode: Any = None
) -> TorchTensor:
    """torch.div: rounded where that is asked for."""
    if rounding_mode is None:
        return binary(site, spelled, "div", input, other)
    rounded = choice(rounding_mode, "rounding_mode", ("floor", "trunc"))
    return binary(site, spelled, f"div_{rounded}", input, other)


def power(site: Site, spelled: str, operation: str, input: Any, exponent: Any) -> TorchTensor:
    """torch.pow, float_power."""
    return binary(site, spelled, operation, input, exponent)


def close(
    site: Site,
    spelled: str,
    input: Any,
    other: Any,
    rtol: Any = 1e-05,
    atol: Any = 1e-08,
    equal_nan: Any = False,
) -> TorchTensor:
    """torch.isclose."""
    one, two = tensor(input, "input", site), tensor(other, "other", site)
    hand = TorchHand(site)
    allowed = {"rtol": rtol, "atol": atol, "equal_nan": equal_nan}
    return elementwise.binary(hand, spelled, elementwise.BINARY["isclose"], one, two, **allowed)


def operand(value: Any, name: str, site: Site) -> Any:
    """A number, or a tensor."""
    return value if is_number(value) else tensor(value, name, site)
