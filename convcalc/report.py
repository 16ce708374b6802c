"""The report that a user holds: what is known of a network, and the ways to show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis import report

if TYPE_CHECKING:
    from typing import Any


class Report(report.Report):
    """
    Everything about one network, with what writes it.

    The fields are those of the analysis; `str(report)` is the table.
    """

    def to_dict(self) -> dict[str, Any]:
        """The JSON document as plain Python values; its schema is in the documentation."""
        from convcalc.writers.json import document

        return document(self)

    def to_json(self) -> str:
        """The report as JSON."""
        from convcalc.writers.json import write

        return write(self)

    def to_csv(self) -> str:
        """The rows as CSV."""
        from convcalc.writers.csv import write

        return write(self)

    def to_markdown(self) -> str:
        """The report as a Markdown table."""
        from convcalc.writers.markdown import write

        return write(self)

    def __str__(self) -> str:
        from convcalc.writers.table import write

        return write(self)

    def _repr_html_(self) -> str:
        """The table for notebooks."""
        from convcalc.writers.html import write

        return write(self)
