"""What may be asked of a definition, read from values: the keys of a configuration and options."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.analysis.dtypes import BITS
from convcalc.checks.amounts import amount_of
from convcalc.checks.amounts import tolerance_of
from convcalc.checks.budgets import NO_UNKNOWN
from convcalc.checks.budgets import OUTPUT
from convcalc.checks.budgets import Budget
from convcalc.checks.drift import TOLERATED
from convcalc.checks.expectations import LIMITS
from convcalc.ci.model import spelled_input
from convcalc.errors import UsageError
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from convcalc.checks.amounts import Tolerance

OFF = None


class Settings(Value):
    """
    What is asked of a definition; what is None is left to the next in line.

    In `budgets` a None takes back the budget of the next in line. `sizes` are several inputs, each
    checked by itself.
    """

    arguments: str | None = None
    roots: tuple[str, ...] | None = None
    assumed: tuple[str, ...] | None = None
    sizes: tuple[tuple[str, ...], ...] | None = None
    batch: str | None = None
    dtype: str | None = None
    budgets: Mapping[str, Budget | None] = {}
    tolerances: Mapping[str, Tolerance] = {}

    def over(self, other: Settings) -> Settings:
        """These, and where they say nothing the others."""
        mine, theirs = self.__dict__, other.__dict__
        merged = {
            name: theirs[name] if mine[name] is None else mine[name]
            for name in self.fields
            if name not in ("budgets", "tolerances")
        }
        return Settings(
            **merged,
            budgets={**other.budgets, **self.budgets},
            tolerances={**other.tolerances, **self.tolerances},
        )


def budget_of(quantity: str, value: Any, name: str, origin: str) -> Budget | None:
    """
    A budget out of what was written; None where `false` takes it back.

    Raises:
        UsageError: If it makes no sense.
    """
    if value is False:
        return OFF
    if quantity == NO_UNKNOWN:
        if value is not True:
            raise UsageError(f"{name} is {value!r}", expected="true or false", argument=name)
        return Budget(quantity=quantity, wanted=True, origin=origin)
    if quantity == OUTPUT:
        return Budget(quantity=quantity, wanted=_output(value, name), origin=origin)
    return Budget(quantity=quantity, wanted=amount_of(value, f"{name} is"), origin=origin)


def _output(value: Any, name: str) -> Any:
    """One shape, or a list of several."""
    if isinstance(value, (list, tuple)) and any(isinstance(each, (list, str)) for each in value):
        shapes = [shape_of(each, name)[1] for each in value]
        return shapes[0] if len(shapes) == 1 else shapes
    return shape_of(value, name)[1]


def shape_of(value: Any, name: str) -> tuple[str | None, Any]:
    """
    A shape with the name of its input, from a text, a whole number or a list of them.

    Raises:
        UsageError: If it is none.
    """
    from convcalc.shape_text import parse_input

    if isinstance(value, str):
        return parse_input(value)
    sizes = value if isinstance(value, (list, tuple)) else [value]
    if sizes and all(type(size) is int and size > 0 for size in sizes):
        return None, tuple(sizes)
    raise UsageError(
        f"{name} is {value!r}", expected="a shape, for example 3x224x224", argument=name
    )


def inputs_of(value: Any, name: str) -> tuple[str, ...]:
    """
    The inputs of one trace: a shape, or a list of shapes.

    Raises:
        UsageError: If there is none.
    """
    is_several = isinstance(value, (list, tuple)) and not all(type(each) is int for each in value)
    shapes = value if is_several else [value]
    if not shapes:
        raise UsageError(f"{name} is empty", expected="a shape, for example 3x224x224")
    return tuple([spelled_input(*shape_of(each, name)) for each in shapes])


def tolerances_of(value: Any, name: str) -> dict[str, Tolerance]:
    """
    Tolerances by quantity; one for all of them where it has no name.

    Raises:
        UsageError: If a quantity has none, or it is no tolerance.
    """
    if not isinstance(value, dict):
        return dict.fromkeys(TOLERATED, tolerance_of(value, f"{name} is"))
    found = {}
    for quantity, each in value.items():
        plain = quantity.replace("-", "_")
        if plain not in TOLERATED:
            from convcalc.suggestions import did_you_mean

            raise UsageError(
                f"{name} has no quantity {quantity!r}",
                expected=", ".join(TOLERATED),
                hint=did_you_mean(plain, TOLERATED),
                argument=name,
            )
        found[plain] = tolerance_of(each, f"{name}.{quantity} is")
    return found


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise UsageError(f"{name} is {value!r}", expected="a text", argument=name)
    return value


def _texts(value: Any, name: str) -> tuple[str, ...]:
    texts = value if isinstance(value, list) else [value]
    return tuple([_text(each, name) for each in texts])


def _batch(value: Any, name: str) -> str:
    from convcalc.shape_text import parse_size

    text = str(value) if type(value) is int else _text(value, name)
    return "".join(repr(parse_size(text)).split())


def _dtype(value: Any, name: str) -> str:
    if value not in BITS:
        raise UsageError(f"{name} is {value!r}", expected=", ".join(BITS), argument=name)
    return str(value)


def _sizes(value: Any, name: str) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list) or not value:
        raise UsageError(
            f"{name} is {value!r}",
            expected='a list of inputs, for example ["3x224x224", "3x384x384"]',
            argument=name,
        )
    return tuple([inputs_of(each, name) for each in value])


READ: dict[str, tuple[str, Callable[[Any, str], Any]]] = {
    "args": ("arguments", _text),
    "roots": ("roots", _texts),
    "assume": ("assumed", _texts),
    "inputs": ("sizes", lambda value, name: (inputs_of(value, name),)),
    "sizes": ("sizes", _sizes),
    "batch": ("batch", _batch),
    "dtype": ("dtype", _dtype),
    "tolerance": ("tolerances", tolerances_of),
}
"""Key -> the field it sets, and what reads its value."""

KEYS = (*READ, *LIMITS, OUTPUT, NO_UNKNOWN)
