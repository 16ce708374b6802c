"""The two networks of a comparison: two files or targets, or one at two revisions."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.cli.network import read_network
from convcalc.cli.progress import patience
from convcalc.cli.targets import file_of
from convcalc.errors import UsageError
from convcalc.values import Value

if TYPE_CHECKING:
    from convcalc.checks.changes import Side
    from convcalc.cli.network import Inputs
    from convcalc.dims import Dim

STDIN = "-"
SHOWN_STDIN = "stdin"


class Chosen(Value):
    """A network as the user names it, today's or at a revision; empty for today's."""

    network: str
    revision: str = ""

    @property
    def title(self) -> str:
        """What to call it."""
        if self.network == STDIN:
            return SHOWN_STDIN
        return f"{self.network} at {self.revision}" if self.revision else self.network


def chosen(old: str, new: str | None, base: str | None, head: str | None) -> tuple[Chosen, Chosen]:
    """
    What is compared with what.

    Raises:
        UsageError: If that is one and the same, or standard input twice or at a revision.
    """
    sides = (
        Chosen(network=old, revision=base or ""),
        Chosen(network=new or old, revision=head or ""),
    )
    if new is None and not base and not head:
        raise UsageError(
            "one network, and nothing to compare it with",
            expected="a second one, or a revision",
            hint=f"convcalc diff --base HEAD {old}",
        )
    if sides[0] == sides[1] and old == STDIN:
        raise UsageError("standard input twice", expected="one network from standard input")
    if any(each.network == STDIN and each.revision for each in sides):
        raise UsageError("standard input has no revisions", expected="a file")
    return sides


def path_of(side: Chosen) -> str:
    """
    The file or target to read.

    Raises:
        ConvcalcError: If the revision cannot be read.
    """
    if not side.revision:
        return side.network
    from convcalc.readers.revisions import path_at
    from convcalc.readers.source.target import split

    target = split(side.network)
    place = target.place
    if target.expression and target.is_module:
        return f"{_module_at(side.revision, place)}:{target.expression}"
    path = path_at(side.revision, place)
    return f"{path}:{target.expression}" if target.expression else path


def _module_at(revision: str, name: str) -> str:
    """The file of a dotted module at a revision."""
    from convcalc.readers.places import is_file
    from convcalc.readers.revisions import path_at

    base = name.replace(".", "/")
    package = path_at(revision, f"{base}/__init__.py")
    return package if is_file(package) else path_at(revision, f"{base}.py")


def roots_of(side: Chosen, roots: tuple[str, ...]) -> tuple[str, ...]:
    """The folders of `--root` as they were at the side's revision."""
    if not side.revision:
        return roots
    from convcalc.readers.revisions import path_at

    return tuple(path_at(side.revision, each) for each in roots)


def side_of(side: Chosen, inputs: Inputs, *, batch: Dim | None, dtype: str, **reading: Any) -> Side:
    """
    A network, read and worked out; one that stops halfway has its error in the report.

    Raises:
        ConvcalcError: If it cannot be read.
    """
    from convcalc.analysis.summarise import report_of
    from convcalc.checks import differences

    reading["roots"] = roots_of(side, reading.get("roots", ()))
    definition = read_network(path_of(side), **reading)
    with patience("working"):
        graph = definition.trace(inputs or None, batch)
        report = report_of(graph, dtype=dtype)
        file = SHOWN_STDIN if side.network == STDIN else file_of(side.network)
        return differences.side_of(graph, report, file, side.title)
