"""How wide the columns of a table are, and cells that are wider: cut, or continued below."""

from __future__ import annotations

from itertools import starmap

GAP = 2
LEAST_CUT = 12
COMFORT = 24
BREAKS = " .,+·×"


def width_of(text: str) -> int:
    """How many places a text takes on a terminal."""
    # Below the combining accents, which begin at U+0300, every letter takes one place.
    if text.isascii() or max(text) < "\u0300":
        return len(text)
    from unicodedata import combining
    from unicodedata import east_asian_width

    return sum(
        0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text
    )


def fits(cells: list[list[str]], total: int, cut: frozenset[int]) -> bool:
    """Whether the columns fit into `total` when those in `cut` give way a little."""
    natural = [max(map(width_of, set(column)), default=0) for column in cells]
    widths = [min(width, COMFORT) if index in cut else width for index, width in enumerate(natural)]
    return sum(widths) + GAP * (len(cells) - 1) <= total


def widths_within(cells: list[list[str]], total: int, cut: frozenset[int]) -> list[int]:
    """
    The width of every column, so that all of them and the gaps fit into `total` where that can be.

    Columns in `cut` give way first, down to LEAST_CUT; then those whose cells can be broken, the
    widest first. What cannot be broken is never made narrower: such a table is wider than `total`.
    """
    different = [set(column) for column in cells]
    natural = [max(map(width_of, column), default=0) for column in different]
    room = total - GAP * (len(cells) - 1)
    if sum(natural) <= room:
        return natural
    least = list(natural)
    for index in cut:
        least[index] = min(natural[index], LEAST_CUT)
    widths = _lowered(natural, least, room)
    if sum(widths) <= room:
        return widths
    for index, column in enumerate(different):
        if index not in cut:
            least[index] = max(map(_longest_piece, column), default=0)
    return _lowered(widths, least, room)


def _lowered(widths: list[int], least: list[int], room: int) -> list[int]:
    """The widest columns lowered to one level so that the sum fits, none below its least."""

    def at(level: int) -> list[int]:
        pairs = zip(widths, least, strict=True)
        return list(starmap(lambda width, low: max(low, min(width, level)), pairs))

    low, high = 0, max(widths)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(at(middle)) <= room:
            low = middle
        else:
            high = middle - 1
    return at(low)


def _longest_piece(text: str) -> int:
    return max(map(width_of, pieces(text)), default=0)


def pieces(text: str) -> list[str]:
    """A text in parts that may stand on lines of their own: whole numbers and names stay whole."""
    if text.replace(",", "").isdecimal():
        return [text]
    found, start = [], 0
    for index, character in enumerate(text):
        if character in BREAKS and not _inside_number(text, index):
            found.append(text[start : index + 1])
            start = index + 1
    if start < len(text):
        found.append(text[start:])
    return found


def _inside_number(text: str, index: int) -> bool:
    """Whether this is the comma or point of a number such as 12,500."""
    return text[index] in ",." and text[index + 1 : index + 2].isdigit()


def cut_to(text: str, width: int) -> str:
    """The beginning of a text, with `…` where it is cut."""
    if width_of(text) <= width:
        return text
    if text.isascii():
        return text[: width - 1] + "…"
    taken, used = [], 0
    for character in text:
        used += width_of(character)
        if used > width - 1:
            break
        taken.append(character)
    return "".join(taken) + "…"


def broken_to(text: str, width: int) -> list[str]:
    """A text on as many lines as it takes, broken between its pieces."""
    if width_of(text) <= width:
        return [text]
    lines = [""]
    for piece in pieces(text):
        if lines[-1] and width_of((lines[-1] + piece).rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


def padded(text: str, width: int, *, right: bool) -> str:
    """A text filled up with blanks on one side."""
    if text.isascii():
        return text.rjust(width) if right else text.ljust(width)
    blanks = " " * (width - width_of(text))
    return blanks + text if right else text + blanks
