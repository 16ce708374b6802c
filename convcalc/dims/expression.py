"""A size that is not known as a number, and the operations that take sizes of both sorts."""

from __future__ import annotations

from functools import lru_cache
from operator import index
from typing import TYPE_CHECKING
from typing import Any
from typing import NoReturn
from typing import SupportsIndex
from typing import TypeAlias
from typing import Union

from convcalc.dims.atoms import Terms
from convcalc.dims.atoms import in_order
from convcalc.dims.atoms import symbol_atom
from convcalc.dims.polynomial import MAX_DEGREE
from convcalc.dims.polynomial import add
from convcalc.dims.polynomial import add_number
from convcalc.dims.polynomial import constant
from convcalc.dims.polynomial import multiply
from convcalc.dims.polynomial import negate
from convcalc.dims.polynomial import scale
from convcalc.errors import BadValue
from convcalc.errors import LimitError
from convcalc.tables import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

    from convcalc.dims.atoms import Interval

RESERVED = frozenset({"ceil", "floor", "max", "min"})
MAX_NAME = 100


class Expr:
    """
    An integer polynomial over symbols, floor divisions, minima and maxima, in normal form.

    Equal expressions compare equal and hash alike. There is no order: an undecided size is never
    taken for a truth, so comparing with `<` or asking for its truth raises TypeError. A result
    without symbols is an int.

    >>> height = symbol("H")
    >>> (height - 1) // 2 + 1 == (height + 1) // 2
    True
    """

    __slots__ = ("_hash", "interval", "terms")

    __array_ufunc__ = None
    """NumPy leaves what it has no rule for to the other operand."""

    terms: Terms
    interval: Interval | None
    _hash: int | None

    def __add__(self, other: Dim | SupportsIndex) -> Dim:
        if isinstance(other, int):
            return from_terms(add_number(self.terms, other)) if other else self
        if isinstance(other, Expr):
            return from_terms(add(self.terms, other.terms))
        return NotImplemented if (number := _whole(other)) is None else self + number

    __radd__ = __add__

    def __sub__(self, other: Dim | SupportsIndex) -> Dim:
        if isinstance(other, int):
            return from_terms(add_number(self.terms, -other)) if other else self
        if isinstance(other, Expr):
            return from_terms(add(self.terms, negate(other.terms)))
        return NotImplemented if (number := _whole(other)) is None else self - number

    def __rsub__(self, other: Dim | SupportsIndex) -> Dim:
        return -self + other

    def __mul__(self, other: Dim | SupportsIndex) -> Dim:
        if isinstance(other, int):
            return from_terms(scale(self.terms, other))
        if isinstance(other, Expr):
            return from_terms(multiply(self.terms, other.terms))
        return NotImplemented if (number := _whole(other)) is None else self * number

    __rmul__ = __mul__

    def __floordiv__(self, other: Dim | SupportsIndex) -> Dim:
        if isinstance(other, int | Expr):
            return self if other == 1 else _floor(self, other)
        return NotImplemented if (number := _whole(other)) is None else self // number

    def __rfloordiv__(self, other: Dim | SupportsIndex) -> Dim:
        if isinstance(other, int):
            from convcalc.dims.laws import divide

            return from_terms(divide(constant(other), self.terms))
        return NotImplemented if (number := _whole(other)) is None else number // self

    def __mod__(self, other: Dim | SupportsIndex) -> Dim:
        if isinstance(other, int | Expr):
            return self - self // other * other
        return NotImplemented if (number := _whole(other)) is None else self % number

    def __rmod__(self, other: Dim | SupportsIndex) -> Dim:
        if isinstance(other, int):
            return -(other // self * self) + other
        return NotImplemented if (number := _whole(other)) is None else number % self

    def __pow__(self, exponent: int) -> Dim:
        if not isinstance(exponent, int):
            return NotImplemented
        if exponent < 0:
            raise BadValue(f"a size is raised to the power {exponent}", expected="a power >= 0")
        if exponent > MAX_DEGREE:
            raise LimitError(f"a size has a power above {MAX_DEGREE}")
        result: Terms = {(): 1}
        for _ in range(exponent):
            result = multiply(result, self.terms)
        return from_terms(result)

    def __neg__(self) -> Expr:
        return _expression(negate(self.terms))

    def __pos__(self) -> Expr:
        return self

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return self.terms == other.terms if isinstance(other, Expr) else NotImplemented

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(frozenset(self.terms.items()))
        return self._hash

    def _undecided(self, other: object) -> NoReturn:
        raise TypeError(
            f"{self} and {other} cannot be ordered before their symbols are known: "
            "give them numbers first, as in expr(H=256) or report.at(H=256); "
            "convcalc.dims has is_at_least, minimum and maximum"
        )

    __lt__ = __le__ = __gt__ = __ge__ = _undecided

    def __bool__(self) -> NoReturn:
        raise TypeError(f"{self} is neither true nor false before its symbols are known")

    def __index__(self) -> NoReturn:
        raise TypeError(f"{self} is not a number before its symbols are known")

    @property
    def free_symbols(self) -> tuple[str, ...]:
        """The names of its symbols."""
        names: tuple[str, ...] = load("evaluation:free_symbols", "convcalc.dims")(self)
        return names

    def subs(self, *values: Any, **by_name: Any) -> Dim:
        """
        The same size with some symbols replaced by whole numbers or other sizes.

        Args:
            values: What stands for which symbol, as a dict by names or symbols, or one symbol and
                its value.
            by_name: The same by name. One that is not in the size changes nothing.

        Raises:
            BadValue: If a symbol or a value is none, or none of the names is in the size.

        >>> height, width = symbols("H W")
        >>> (height * width // 2).subs(H=6)
        3*W
        """
        found: Dim = load("given:substituted", "convcalc.dims")(self, values, by_name)
        return found

    def __call__(self, *values: Any, **by_name: Any) -> Any:
        """
        The number that the size is for these numbers, an array of them for arrays.

        What is given is as for `subs`, and may be an array of whole numbers as well; arrays are
        broadcast. Where symbols are left the result is a size.

        Raises:
            BadValue: If a symbol or a value is none, or none of the names is in the size.
            LimitError: If a number over arrays might not fit 64 bits.

        >>> height, width = symbols("H W")
        >>> (height * width // 2)(H=7, W=5)
        17
        """
        return load("given:evaluated", "convcalc.dims")(self, values, by_name)

    def __str__(self) -> str:
        from convcalc.dims.writing import show

        return show(self)

    def __repr__(self) -> str:
        from convcalc.dims.writing import ascii  # noqa: A004 - the sort of text

        return ascii(self)

    def __format__(self, specification: str) -> str:
        return format(str(self), specification)

    def __reduce__(self) -> tuple[Callable[[Terms], Expr], tuple[Terms]]:
        return _again, (self.terms,)


Dim: TypeAlias = Union[int, Expr]  # noqa: UP007 - evaluated when imported, Expr has no |
"""A size: a number, or an expression in symbols."""

_new = object.__new__


def _expression(terms: Terms) -> Expr:
    result = _new(Expr)
    result.terms = terms
    result._hash = None  # noqa: SLF001 - the constructor of the class
    result.interval = None
    return result


def _again(terms: Terms) -> Expr:
    """The expression out of a pickle."""
    return _expression(in_order(terms))


def _whole(value: object) -> int | None:
    """A whole number of another library's type, such as NumPy's; None for anything else."""
    if getattr(value, "shape", None) != () or not hasattr(value, "__index__"):
        return None
    try:
        return index(value)
    except TypeError:
        return None


def from_terms(terms: Terms) -> Dim:
    """The size of a polynomial: an int where nothing but a number is left."""
    if len(terms) > 1:
        return _expression(terms)
    if not terms:
        return 0
    if () in terms:
        return terms[()]
    return _expression(terms)


def terms_of(dim: Dim) -> Terms:
    """The polynomial of a size."""
    return dim.terms if isinstance(dim, Expr) else constant(dim)


@lru_cache(maxsize=4096)
def _floor(numerator: Expr, denominator: Dim) -> Dim:
    """The floor division, remembered: the layers of a network divide the same sizes again."""
    # The laws are for symbols alone: a network of known sizes does without loading them.
    from convcalc.dims.laws import divide

    return from_terms(divide(numerator.terms, terms_of(denominator)))


def symbol(name: str) -> Expr:
    """
    The size of this name, a whole number >= 1.

    Raises:
        BadValue: If the name is not an identifier, or has a meaning of its own.

    """
    if not name.isidentifier() or name in RESERVED or len(name) > MAX_NAME:
        raise BadValue(
            f"{name[:MAX_NAME]!r} cannot name a size",
            expected="a letter followed by letters, digits or underscores, "
            f"none of {', '.join(sorted(RESERVED))}",
        )
    if not name.isascii():
        import unicodedata

        name = unicodedata.normalize("NFKC", name)
    return _expression({(symbol_atom(name),): 1})


def symbols(*names: str) -> Any:
    """
    The sizes of several names, separated by blanks or commas, or each in a text of its own.

    One name gives the size itself, with a comma behind it a tuple of one, as in SymPy.

    Raises:
        BadValue: If there is no name, or one is none.

    >>> symbols("H, W")
    (H, W)
    >>> symbols("H")
    H
    """
    if not names or not all(isinstance(each, str) for each in names):
        shown = ", ".join(map(repr, names))
        raise BadValue(f"symbols({shown})", expected="names in one text, for example 'H W'")
    text = " ".join(names)
    found = tuple([symbol(name) for name in text.replace(",", " ").split()])
    return found[0] if len(found) == 1 and "," not in text else found


def ceil_div(numerator: Dim, denominator: Dim) -> Dim:
    """
    The fraction rounded up, for a denominator >= 1.

    >>> ceil_div(7, 2)
    4
    """
    if isinstance(numerator, int) and isinstance(denominator, int):
        return -(-numerator // denominator)
    return (numerator + denominator - 1) // denominator


def minimum(*dims: Dim) -> Dim:
    """The smallest of one or more sizes."""
    return _extreme_of(dims, smallest=True)


def maximum(*dims: Dim) -> Dim:
    """The largest of one or more sizes."""
    return _extreme_of(dims, smallest=False)


def _extreme_of(dims: tuple[Dim, ...], *, smallest: bool) -> Dim:
    numbers = [dim for dim in dims if isinstance(dim, int)]
    if len(numbers) == len(dims):
        return min(numbers) if smallest else max(numbers)
    from convcalc.dims.laws import extreme

    return from_terms(extreme([terms_of(dim) for dim in dims], smallest=smallest))


def product(dims: Iterable[Dim]) -> Dim:
    """The product of all, 1 of none."""
    result: Dim = 1
    for dim in dims:
        result = result * dim
    return result
