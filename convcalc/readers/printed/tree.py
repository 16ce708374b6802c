"""
The tree that `print(model)` of PyTorch gives, taken apart.

Only brackets and names count, neither lines nor indentation, so that a print is read as well whose
line breaks or spaces were lost on the way.

Source: torch.nn.Module.__repr__ and ModuleList.__repr__, as of 2.13.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from convcalc.errors import LimitError
from convcalc.source import Source
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

CLASS = r"[A-Za-z_][\w.]{0,200}"
CHILD = rf"\(([^\s()]{{1,200}})\):\s{{1,20}}(?:(\d{{1,9}}) x )?(?=None\b|Parameter\b|{CLASS}\()"
"""The name of a module, how many there are of it, and behind it its class."""

FIRST = re.compile(CHILD)
SIGN = re.compile(rf"(?m)^[^\S\n]{{0,400}}{CHILD}|{CLASS}\(\s{{0,20}}{CHILD}")
"""A line of a print, or its beginning, where its lines are lost."""

OPENED = re.compile(rf"({CLASS})?\(|\)")
PARAMETER = re.compile(r"Parameter containing: \[[\w.]{1,100} of size ([\dx]*)[^\]\n]{0,100}\]")
TOKEN = re.compile(rf"{CHILD}|'[^'\n]*'|\"[^\"\n]*\"|[\[\](){{}}]")
RUN = re.compile(r"(\d{1,9})-(\d{1,9})")

ABOVE = 2_000
"""Characters between the header of a print and its first child: what a class says of itself."""

MOST_MODULES = 200_000
MOST_DEPTH = 400
LONGEST_LINE = 2_000
"""Characters of a line that are kept to point at it."""


class Printed(Value):
    """
    A module as it is printed: its name, its class, and what it says of itself besides its children.

    `cls` is "None" for no module, "Parameter" for a parameter of a list, whose sizes are `extra`.
    `count` modules that are alike are printed once, with the first and last index as their name.
    """

    name: str
    count: int
    cls: str
    extra: str
    children: tuple[Printed, ...]
    place: Source

    def names(self) -> list[str]:
        """
        The names of all that this is printed for.

        Raises:
            LimitError: If there are too many.
        """
        run = RUN.fullmatch(self.name) if self.count else None
        if run is None:
            return [self.name]
        first, last = int(run[1]), int(run[2])
        if last - first >= MOST_MODULES:
            raise LimitError(f"more than {MOST_MODULES:,} modules").at(self.place)
        return [str(index) for index in range(first, last + 1)]

    def walk(self) -> Iterator[tuple[str, Printed, tuple[Printed, ...]]]:
        """
        Go through the module and all inside, in the order of print.

        Gives their paths, and for each the two that it is nearest in, the nearest one last.

        Raises:
            LimitError: If there are too many.
        """
        waiting: list[tuple[str, Printed, tuple[Printed, ...]]] = [("", self, ())]
        count = 0
        while waiting:
            path, each, above = waiting.pop()
            yield path, each, above
            count += 1
            within = (*above[-1:], each)
            inside = [(path, child, within) for path, child in each.named_children(path)]
            if count + len(waiting) + len(inside) > MOST_MODULES:
                raise LimitError(f"more than {MOST_MODULES:,} modules").at(each.place)
            waiting += reversed(inside)

    def named_children(self, path: str) -> list[tuple[str, Printed]]:
        """
        The modules in this one, which has this path, with theirs.

        Raises:
            LimitError: If there are too many.
        """
        return [
            (f"{path}.{name}" if path else name, child)
            for child in self.children
            for name in child.names()
        ]


class Print(Value):
    """A printed model; `is_cut` where a part is missing, `has_others` where others follow it."""

    root: Printed
    is_cut: bool
    has_others: bool


def is_print(text: str) -> bool:
    """Whether there is a line of a printed model in a text."""
    return SIGN.search(text) is not None


def printed(text: str, file: str) -> Print | None:
    """
    The first printed model in a text; None where there is none.

    Raises:
        LimitError: If it is nested too deeply.
    """
    first = FIRST.search(text)
    if first is None:
        return None
    parser = Parser(text, file)
    cls, start = _header(text, first.start())
    root = parser.parse(cls, start)
    has_others = not parser.is_cut and FIRST.search(text, parser.end) is not None
    return Print(root=root, is_cut=parser.is_cut, has_others=has_others)


def _header(text: str, first: int) -> tuple[str, int]:
    """The class whose brackets are open at the first child, and where these are; "" for none."""
    above = max(0, first - ABOVE)
    opened: list[re.Match[str]] = []
    for match in OPENED.finditer(text, above, first):
        if match[0] != ")":
            opened.append(match)
        elif opened:
            opened.pop()
    if opened and opened[-1][1]:
        return opened[-1][1], opened[-1].end()
    return "", first


class Frame:
    """A module whose brackets are open."""

    __slots__ = ("children", "cls", "count", "depth", "extra", "name", "place", "told")

    def __init__(self, name: str, count: int, cls: str, place: Source, told: int) -> None:
        self.name = name
        self.count = count
        self.cls = cls
        self.place = place
        self.children: list[Printed] = []
        self.extra: list[str] = []
        self.depth = 0
        self.told = told
        """Up to where its text has been taken."""

    def module(self) -> Printed:
        """What was printed between the brackets."""
        return Printed(
            name=self.name,
            count=self.count,
            cls=self.cls,
            extra=" ".join(" ".join(self.extra).split()),
            children=tuple(self.children),
            place=self.place,
        )


class Parser:
    """Goes once through a text, from the opening bracket of a module to its closing one."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.end = len(text)
        self.is_cut = True
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def parse(self, cls: str, start: int) -> Printed:
        """
        The module of this class whose text begins here.

        Raises:
            LimitError: If it is nested too deeply.
        """
        frames = [Frame("", 0, cls, self._place(max(start - 1 - len(cls), 0)), start)]
        position = start
        while (token := TOKEN.search(self.text, position)) is not None:
            position = token.end()
            top = frames[-1]
            if token[1] and not top.depth:
                top.extra.append(self.text[top.told : token.start()])
                position = top.told = self._child(token, frames)
            elif token[0] in "([{":
                top.depth += 1
            elif token[0] in ")]}" and top.depth:
                top.depth -= 1
            elif token[0] == ")":
                top.extra.append(self.text[top.told : token.start()])
                if len(frames) == 1:
                    self.is_cut, self.end = not cls, position
                    return top.module()
                self._close(frames, position)
        while len(frames) > 1:
            self._close(frames, len(self.text))
        return frames[0].module()

    def _child(self, token: re.Match[str], frames: list[Frame]) -> int:
        """Begin a child, or take one that is told at once; gives where to go on."""
        start, count = token.end(), int(token[2] or 0)
        place = self._place(token.start())
        if self.text.startswith("None", start):
            frames[-1].children.append(leaf(token[1], "None", "", place))
            return start + 4
        parameter = PARAMETER.match(self.text, start)
        if parameter is not None:
            frames[-1].children.append(leaf(token[1], "Parameter", parameter[1], place))
            return parameter.end()
        if len(frames) >= MOST_DEPTH:
            raise LimitError(f"modules nested more than {MOST_DEPTH} deep").at(place)
        opening = self.text.index("(", start)
        frames.append(Frame(token[1], count, self.text[start:opening], place, opening + 1))
        return opening + 1

    def _close(self, frames: list[Frame], position: int) -> None:
        """End the last module that was begun."""
        done = frames.pop()
        frames[-1].children.append(done.module())
        frames[-1].told = position

    def _place(self, position: int) -> Source:
        line = bisect_right(self._starts, position)
        start = self._starts[line - 1]
        stop = self.text.find("\n", start)
        stop = len(self.text) if stop < 0 else stop
        text = self.text[start : min(stop, start + LONGEST_LINE)]
        return Source(
            file=self.file,
            line=line,
            column=position - start + 1,
            end_column=len(text) + 1,
            text=text,
        )


def leaf(name: str, cls: str, extra: str, place: Source) -> Printed:
    """What has no brackets."""
    return Printed(name=name, count=0, cls=cls, extra=extra, children=(), place=place)
