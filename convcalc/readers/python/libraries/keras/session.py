"""What an evaluation of Keras source remembers: the names given, and the trace going on."""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from convcalc.dims import symbol
from convcalc.readers.python.tracing.trace import Trace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from convcalc.dims import Dim
    from convcalc.dims import Expr
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.libraries.keras.tensors import Variable
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.world import World


class Session:
    """
    The counters behind automatic names, as Keras keeps them, and where layers are applied.

    `stated` are the shapes that the user gives for what is not read, by path; `loose_variables`
    those of TensorFlow's that were made, which no layer of Keras counts among its weights;
    `image_data_format` is what layers take that are told none; `sizes` are what the open sizes of
    the functional model that is being called are in this call.
    """

    def __init__(self, stated: dict[str, list[Shape]]) -> None:
        self.stated = stated
        self.loose_variables: list[Variable] = []
        self.image_data_format = "channels_last"
        self.sizes: Mapping[str, Dim] = {}
        self._opened: dict[str, int] = {}
        self._given: dict[str, int] = {}
        self._trace: Trace | None = None

    def name(self, prefix: str) -> str:
        """
        A name that was not given before: `conv2d`, then `conv2d_1`.

        Args:
            prefix: The class's name, in any case.
        """
        word = snake_case(prefix)
        count = self._given.get(word, 0)
        self._given[word] = count + 1
        return word if count == 0 else f"{word}_{count}"

    def number(self, prefix: str) -> int:
        """How often a prefix was counted, this time included."""
        self._given[prefix] = self._given.get(prefix, 0) + 1
        return self._given[prefix]

    def open_size(self, word: str) -> Expr:
        """A symbol that no input had before: H, then H2."""
        count = self._opened[word] = self._opened.get(word, 0) + 1
        return symbol(word if count == 1 else f"{word}{count}")

    @contextmanager
    def calling(self, sizes: Mapping[str, Dim]) -> Iterator[None]:
        """Run operations of a functional model that is called with these sizes."""
        outer, self.sizes = self.sizes, sizes
        try:
            yield
        finally:
            self.sizes = outer

    def clear(self) -> None:
        """Begin to count anew, as `clear_session()` does."""
        self._given.clear()

    @property
    def trace(self) -> Trace:
        """Where layers are applied now; outside of a trace a graph that nobody looks at."""
        if self._trace is None:
            self._trace = Trace("outside")
        return self._trace

    @contextmanager
    def tracing(self, trace: Trace) -> Iterator[None]:
        """Apply layers in this trace for a while."""
        outer, self._trace = self._trace, trace
        try:
            yield
        finally:
            self._trace = outer


_SESSIONS: WeakKeyDictionary[World, Session] = WeakKeyDictionary()


def session(site: Site) -> Session:
    """The session of the evaluation that is going on."""
    found = _SESSIONS.get(site.evaluator)
    if found is None:
        trace: Trace | None = getattr(site.evaluator, "trace", None)
        found = _SESSIONS[site.evaluator] = Session({} if trace is None else trace.stated)
    return found


@cache
def snake_case(name: str) -> str:
    """
    A class's name as Keras makes a layer's name of it.

    >>> snake_case("MaxPooling2D")
    'max_pooling2d'
    """
    word = re.sub(r"\W+", "", name)
    word = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", word)
    return re.sub("([a-z])([A-Z])", r"\1_\2", word).lower()
