"""Text to sizes: what `ascii` and `show` write, and what people write in its place."""

from __future__ import annotations

import ast
import re

from convcalc.dims.expression import Dim
from convcalc.dims.expression import ceil_div
from convcalc.dims.expression import maximum
from convcalc.dims.expression import minimum
from convcalc.dims.expression import symbol
from convcalc.errors import BadValue
from convcalc.errors import LimitError

MAX_LENGTH = 100_000
MAX_NESTING = 150
MAX_DIGITS = 600
QUOTED = 60

EXPECTED = "whole numbers, names, + - * // % **, min(...), max(...)"

_UNICODE = str.maketrans(
    {"·": "*", "×": "*", "−": "-", "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")"}
)
_SUPERSCRIPT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def parse(text: str) -> Dim:
    """
    The size that a text says, in ASCII or Unicode form.

    Raises:
        BadValue: If the text is not a size; the message quotes what is wrong.
        LimitError: If the text, or the size, is too large.

    >>> parse("(H + 31)//32")
    (H + 31)//32
    >>> parse("⌈H/32⌉")
    (H + 31)//32

    """
    plain = _to_ascii(text)
    _check_limits(text, plain)
    try:
        tree = ast.parse(plain.strip(), mode="eval")
    except (MemoryError, RecursionError):
        raise LimitError(f"{_quoted(text)} has too many operators in one expression") from None
    except (SyntaxError, ValueError):
        raise BadValue(f"{_quoted(text)} is not a size", expected=EXPECTED) from None
    return _Reader(plain.strip(), text).read(tree.body)


def _to_ascii(text: str) -> str:
    plain = _SUPERSCRIPT.sub(lambda found: "**" + found[0].translate(_DIGITS), text)
    return plain.translate(_UNICODE)


def _check_limits(text: str, plain: str) -> None:
    """Refuse what Python's own parser might choke on."""
    if len(plain) > MAX_LENGTH:
        raise LimitError(f"a size of {len(text)} characters is longer than {MAX_LENGTH}")
    if re.search(rf"\d{{{MAX_DIGITS + 1}}}", plain):
        raise LimitError(f"{_quoted(text)} has a number of more than {MAX_DIGITS} digits")
    depth = deepest = 0
    for character in plain:
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, depth)
    if deepest > MAX_NESTING or re.search(rf"(?:[-+~]\s*){{{MAX_NESTING}}}", plain):
        raise LimitError(f"{_quoted(text)} nests more than {MAX_NESTING} brackets or signs")


def _quoted(text: str) -> str:
    return repr(text if len(text) <= QUOTED else text[:QUOTED] + "…")


class _Reader:
    """Walks the syntax tree of one text."""

    def __init__(self, plain: str, text: str) -> None:
        self.plain = plain
        self.text = text

    def read(self, node: ast.expr) -> Dim:
        """The size of a node."""
        if isinstance(node, ast.Constant) and type(node.value) is int:
            return node.value
        if isinstance(node, ast.Name):
            return symbol(node.id)
        if isinstance(node, ast.UnaryOp):
            return self.unary(node)
        if isinstance(node, ast.BinOp):
            return self.binary(node)
        if isinstance(node, ast.Call):
            return self.call(node)
        raise self.error(node)

    def unary(self, node: ast.UnaryOp) -> Dim:
        """A sign and what follows."""
        if isinstance(node.op, ast.USub):
            return -self.read(node.operand)
        if isinstance(node.op, ast.UAdd):
            return self.read(node.operand)
        raise self.error(node)

    def binary(self, node: ast.BinOp) -> Dim:
        """
        Two sizes and what is between them.

        A long sum is a chain of left operands, so those are walked in a loop.
        """
        chain = [node]
        while isinstance(chain[-1].left, ast.BinOp):
            chain.append(chain[-1].left)
        result = self.read(chain[-1].left)
        for step in reversed(chain):
            result = self.combined(step, result, self.read(step.right))
        return result

    def combined(self, node: ast.BinOp, left: Dim, right: Dim) -> Dim:
        """The result of one operator."""
        match node.op:
            case ast.Add():
                return left + right
            case ast.Sub():
                return left - right
            case ast.Mult():
                return left * right
            case ast.FloorDiv() | ast.Mod() if right == 0:
                raise BadValue(f"{self.quoted(node)} divides by zero")
            case ast.FloorDiv():
                return left // right
            case ast.Mod():
                return left % right
            case ast.Pow():
                return self.power(node, left, right)
            case ast.Div():
                raise self.error(node, hint="write // to divide and round down")
        raise self.error(node)

    def power(self, node: ast.BinOp, base: Dim, exponent: Dim) -> Dim:
        """A small power."""
        if not isinstance(exponent, int) or exponent < 0:
            raise self.error(node, hint="a power is a whole number >= 0")
        if isinstance(base, int) and base.bit_length() * exponent > MAX_DIGITS * 4:
            raise LimitError(f"{self.quoted(node)} has more than {MAX_DIGITS} digits")
        return base**exponent

    def call(self, node: ast.Call) -> Dim:
        """One of the four functions."""
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if node.keywords or not node.args:
            raise self.error(node)
        if name in ("min", "max"):
            dims = [self.read(argument) for argument in node.args]
            return minimum(*dims) if name == "min" else maximum(*dims)
        if name in ("floor", "ceil") and len(node.args) == 1:
            return self.rounded(node.args[0], upwards=name == "ceil")
        raise self.error(node)

    def rounded(self, node: ast.expr, *, upwards: bool) -> Dim:
        """A fraction, rounded."""
        if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Div):
            raise self.error(node, hint="floor and ceil round a fraction, as in floor(H/2)")
        above, below = self.read(node.left), self.read(node.right)
        if below == 0:
            raise BadValue(f"{self.quoted(node)} divides by zero")
        return ceil_div(above, below) if upwards else above // below

    def quoted(self, node: ast.expr) -> str:
        """The piece of text a node stands for."""
        return _quoted(ast.get_source_segment(self.plain, node) or self.plain)

    def error(self, node: ast.expr, hint: str = "") -> BadValue:
        """That a piece of the text does not belong into a size."""
        piece = self.quoted(node)
        place = "" if piece == _quoted(self.text) else f" in {_quoted(self.text)}"
        return BadValue(f"{piece}{place} is not a size", expected=EXPECTED, hint=hint)
