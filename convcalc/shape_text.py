"""
Shapes as people type them: `3x224x224`, `3,H,W`, `(N, 3, 2*H, W)`, `image=3x224x224`.

Sizes are parted by commas, or by `x` or `×` where every part can only be a size: a number, a name
of one letter or in upper case, an expression of them. `boxes` is one symbol, `3xHxW` three sizes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any
from typing import NoReturn

from convcalc.errors import ConvcalcError
from convcalc.errors import UsageError

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape

LONGEST = 1_000
MOST_AXES = 64
EXAMPLES = "for example 3x224x224, 1x3x224x224 or 3,H,W"

DTYPES = (
    *("float64", "float32", "bfloat16", "float16"),
    *("int64", "int32", "int16", "int8", "uint8", "bool"),
)

_DTYPE = re.compile(r":\s*([a-z]\w*)\s*$")
_NAMED = re.compile(r"\s*([^\W\d][^\s=,()]*|[^\s=,()]*[^\s=,()\w*+-][^\s=,()]*)\s*=(?!=)")
_WORD = re.compile(r"(?<!\w)[^\W\d]\w*")
_SHORT = re.compile(r"[^\W\d_][\d_]*|[A-WYZ][A-WYZ\d_]*")
_MIXED = re.compile(r"\d[^\W\d_]")


class TypedShape(tuple[Any, ...]):  # noqa: SLOT001 (a tuple cannot have slots that hold anything)
    """A shape that also says what kind of numbers there are."""

    dtype: str


def parse_input(text: str) -> tuple[str | None, Shape]:
    """
    A shape with the name of its input, if it has one, and its kind of numbers, if that is said.

    Of an input that is a dict, the name goes on with the key behind a dot.

    >>> parse_input("image=3x224x224")
    ('image', (3, 224, 224))
    >>> parse_input("batch.left=1x3x224x224")[0]
    'batch.left'
    >>> parse_input("serving_default_x:0=1x3x224x224")[0]
    'serving_default_x:0'
    >>> parse_input("words=1x128:int64")[1].dtype
    'int64'

    Raises:
        UsageError: If it is no shape, or the kind of numbers is none.
    """
    if found := _DTYPE.search(text):
        name, shape = parse_input(text[: found.start()])
        typed = TypedShape(shape)
        typed.dtype = _known_dtype(found[1])
        return name, typed
    if found := _NAMED.match(text):
        return found[1], _parsed(text, found.end())
    return None, _parsed(text, 0)


def _known_dtype(name: str) -> str:
    if name in DTYPES:
        return name
    from convcalc.suggestions import did_you_mean

    raise UsageError(
        f"{name!r} is no kind of numbers",
        expected=", ".join(DTYPES),
        hint=did_you_mean(name, DTYPES),
    )


def parse_shape(text: str) -> Shape:
    """
    A shape without a name.

    >>> parse_shape("(1, 3, 224, 224)")
    (1, 3, 224, 224)

    Raises:
        UsageError: If it is no shape.
    """
    return _parsed(text, 0)


def parse_size(text: str) -> Dim:
    """
    One size: a whole number of at least 1, a symbol, or an expression.

    Raises:
        UsageError: If it is something else.
    """
    size = _size(text, 0, len(text))
    if size == 0:
        raise UsageError("'0' is not a size", expected="a whole number of at least 1, or a symbol")
    return size


def _parsed(text: str, start: int) -> Shape:
    """The shape that begins at `start`."""
    if len(text) > LONGEST:
        raise UsageError(
            f"a shape of {len(text):,} characters", expected=f"at most {LONGEST:,} characters"
        )
    start, end = _inner(text, start)
    parts = _by_commas(text, start, end) if "," in text[start:end] else _by_signs(text, start, end)
    if len(parts) > MOST_AXES:
        raise UsageError(f"a shape of {len(parts)} axes", expected=f"at most {MOST_AXES} axes")
    return tuple([_size(text, first, last) for first, last in parts])


def _inner(text: str, start: int) -> tuple[int, int]:
    """Where the sizes stand, without blanks, brackets around them, and a last comma."""
    start, end = _stripped(text, start, len(text))
    if (
        end - start >= 2
        and text[start] + text[end - 1] in ("()", "[]")
        and _closes(text, start, end)
    ):
        start, end = _stripped(text, start + 1, end - 1)
    if end > start and text[end - 1] == ",":
        start, end = _stripped(text, start, end - 1)
    if start == end:
        _refuse(text, start, end, "no sizes")
    return start, end


def _closes(text: str, start: int, end: int) -> bool:
    """Whether the first bracket is closed by the last, and not before."""
    depth = 0
    for index in range(start, end):
        depth += (text[index] in "([") - (text[index] in ")]")
        if depth == 0:
            return index == end - 1
    return False


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _by_commas(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts between commas outside brackets."""
    parts, depth, first = [], 0, start
    for index in range(start, end):
        depth += (text[index] in "([") - (text[index] in ")]")
        if text[index] == "," and depth == 0:
            parts.append((first, index))
            first = index + 1
    return [*parts, (first, end)]


def _by_signs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts between `×`, or between `x` where that is what it must mean."""
    signs = "×" if "×" in text[start:end] else "xX"
    parts, first = [], start
    for index in range(start, end):
        if text[index] in signs:
            parts.append((first, index))
            first = index + 1
    parts.append((first, end))
    if signs == "×" or len(parts) == 1 or all(_is_plain(text[a:b]) for a, b in parts):
        return parts
    if text[start].isdigit():
        bad = next((a, b) for a, b in parts if not _is_plain(text[a:b]))
        what = "not a size" if bad[0] < bad[1] else "a size is missing"
        _refuse(text, *bad, what, "commas part sizes too: 3,width,height")
    return [(start, end)]


def _is_plain(part: str) -> bool:
    """Whether a part can only be a size: numbers, short names, upper-case names, operators."""
    words = _WORD.findall(part)
    return (
        bool(part.strip())
        and not _MIXED.search(part)
        and all(_SHORT.fullmatch(word) for word in words)
    )


def _size(text: str, start: int, end: int) -> Dim:
    """One size of a shape."""
    from convcalc.dims import parse

    start, end = _stripped(text, start, end)
    part = text[start:end]
    if not part:
        _refuse(text, start, end, "a size is missing")
    try:
        size = int(part) if part.isdecimal() and part.isascii() else parse(part)
    except (ConvcalcError, ValueError) as error:
        _refuse(text, start, end, f"not a size{_reason(error, part)}")
    if isinstance(size, int) and size < 0:
        _refuse(text, start, end, "not a size")
    return size


def _reason(error: Exception, part: str) -> str:
    """Why a size cannot be read, unless that says nothing new."""
    message = error.message if isinstance(error, ConvcalcError) else "too large a number"
    return "" if message.startswith(repr(part)) else f": {message}"


def _refuse(text: str, start: int, end: int, what: str, hint: str = EXAMPLES) -> NoReturn:
    """Complain about a part of the text, with a finger on it."""
    part = text[start:end]
    error = UsageError(
        f"{part!r} is {what}" if part and what.startswith("not") else f"{what} in {text!r}",
        expected="whole numbers, symbols, or expressions of them",
        hint=hint,
    )
    error.notes.append(f"    {text}\n    {' ' * start}{'^' * max(end - start, 1)}")
    raise error
