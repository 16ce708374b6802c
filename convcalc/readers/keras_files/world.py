"""The world in which the layers of a file are made and called: Keras's library, and its places."""

from __future__ import annotations

import ast
import re
from bisect import bisect_left
from bisect import bisect_right
from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.language.evaluator import Evaluator
from convcalc.readers.python.language.limits import Limits
from convcalc.readers.python.language.source_text import SourceText
from convcalc.readers.python.libraries import library
from convcalc.readers.python.objects.host import Site
from convcalc.source import Source

if TYPE_CHECKING:
    from convcalc.readers.python.tracing.trace import Trace

NODE = ast.Name(id="layer", ctx=ast.Load(), lineno=1, col_offset=0, end_lineno=1, end_col_offset=5)
"""What rules see of the syntax where there is none."""

NAMED = re.compile(r'"name"\s*:\s*("(?:[^"\\]|\\.)*")')


class FileSite(Site):
    """Where a layer stands in a file, in place of a call in a source."""

    __slots__ = ("place", "words")

    def __init__(self, world: FileWorld, place: Source, words: str) -> None:
        super().__init__(world, NODE, world.scope)
        self.place = place
        self.words = words

    def source(self) -> Source:
        """The place of it."""
        return self.place

    def text(self) -> str:
        """What is called."""
        return self.words


class FileWorld(Evaluator):
    """
    What rules of Keras's library may ask, where layers come from a file.

    Args:
        text: The configuration, as it stands in the file.
        file: What the file is called.
        hand: The trace that layers are applied in.
    """

    def __init__(self, text: str, file: str, hand: Trace) -> None:
        names = ("keras", "keras.activations", "keras.layers", "keras.ops")
        modules = {name: found for name in names if (found := library(name)) is not None}
        super().__init__(SourceText("layer", file), Limits(), modules)
        self.trace = hand
        self.places = Places(text, file)


class Places:
    """Where the layers of a configuration stand in its text, by their names."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self._text = text
        self._lines = [0, *[each.end() for each in re.finditer("\n", text)]]
        self._named: dict[str, list[int]] = {}
        for each in NAMED.finditer(text):
            self._named.setdefault(each[1], []).append(each.start())

    def of_name(self, name: Any, behind: int = 0) -> tuple[Source, int]:
        """The first place behind another one that has this name, and how far it is in the text."""
        import json

        offsets = self._named.get(json.dumps(name), [])
        index = bisect_left(offsets, behind)
        if not offsets:
            return self.at(behind, 1), behind
        # A name may stand behind what is inside, so that nothing is left behind it.
        index = index if index < len(offsets) else 0
        return self.at(offsets[index], 6), offsets[index]

    def at(self, offset: int, length: int) -> Source:
        """A place by how far it is in the text."""
        number = bisect_right(self._lines, offset)
        start = self._lines[number - 1]
        stop = self._text.find("\n", start)
        cut = max(start, offset - 200)
        end = len(self._text) if stop < 0 else stop
        # A configuration is mostly one line of any length: a piece of it is enough to point at.
        shown = self._text[cut : min(end, offset + 200)]
        column = offset - cut + 1
        if cut > start:
            return Source(
                file=self.file, line=number, column=offset - start + 1, end_column=0, text=""
            )
        return Source(
            file=self.file, line=number, column=column, end_column=column + length, text=shown
        )
