"""What changed from one network to another, and how the numbers of one layer come about."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.api import definition_in
from convcalc.checks import changes
from convcalc.door import door
from convcalc.given import dtype_of
from convcalc.given import shapes_of
from convcalc.given import size_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from convcalc.readers.definition import Definition


class Differences(changes.Differences):
    """What changed from one network to another; `str` is what `convcalc diff` prints."""

    def __bool__(self) -> bool:
        return not self.is_empty

    def __repr__(self) -> str:
        changed = len(self.layers)
        return f"<Differences {self.old.title} → {self.new.title}: {changed:,} layers changed>"

    def __str__(self) -> str:
        return self._written("text")

    def to_json(self) -> str:
        """The comparison as JSON."""
        return self._written("json")

    def to_markdown(self) -> str:
        """The comparison in Markdown."""
        return self._written("markdown")

    def _written(self, form: str) -> str:
        from convcalc.writers.differences import find_writer
        from convcalc.writers.view import PLAIN

        return find_writer(form)(self, PLAIN)


@door
def diff(
    old: Any,
    new: Any,
    input_size: Any = None,
    *,
    batch: Any = None,
    dtype: Any = "float32",
    args: str = "",
    roots: Sequence[str | Path] = (),
    assume: str | Sequence[str] = (),
) -> Differences:
    """
    What changed from one network to another; both are given as for `summary`.

    True where anything did, for any size. A network that stops halfway is compared up to there.

    Raises:
        ConvcalcError: If one of them cannot be read.

    >>> print(diff("conv2d(8, k=3)", "conv2d(16, k=3)", (1, 3, 8, 8)).totals[0].change)
    224
    """
    from convcalc.analysis.summarise import report_of
    from convcalc.checks.differences import differences
    from convcalc.checks.differences import side_of

    name = dtype_of(dtype)
    sides = []
    for source, other in ((old, "old"), (new, "new")):
        definition = _read(source, args, roots, assume)
        graph = definition.trace(
            shapes_of(input_size) or None,
            None if batch is None else size_of(batch, "batch"),
            given_are_full=True,
        )
        title = str(source) if isinstance(source, str) and "\n" not in source else other
        sides.append(side_of(graph, report_of(graph, dtype=name), title))
    return Differences(**differences(*sides).__dict__)


@door
def explain(
    source: Any,
    layer: str,
    input_size: Any = None,
    *,
    batch: Any = None,
    dtype: Any = "float32",
    args: str = "",
    roots: Sequence[str | Path] = (),
    assume: str | Sequence[str] = (),
) -> str:
    """
    How the numbers of one layer come about, as `convcalc explain` tells it.

    Raises:
        ConvcalcError: If no layer is called so, or the network stops before it.

    >>> print(explain("conv2d(8, k=3)", "conv2d_1", (1, 3, 8, 8)).splitlines()[0])
    conv2d_1: conv2d(8, k=3)
    """
    from convcalc.analysis import explain as explaining

    graph = _read(source, args, roots, assume).trace(
        shapes_of(input_size) or None,
        None if batch is None else size_of(batch, "batch"),
        given_are_full=True,
    )
    if graph.error is not None and not explaining.has_layer(graph, layer):
        raise graph.error
    found = explaining.explain(graph, layer, dtype=dtype_of(dtype))
    return "\n".join(explaining.lines_of(found))


def _read(
    source: Any, args: str, roots: Sequence[str | Path], assume: str | Sequence[str]
) -> Definition:
    return definition_in(
        source,
        None,
        "eval",
        args=args,
        roots=[str(each) for each in roots],
        assume=[assume] if isinstance(assume, str) else list(assume),
    )
