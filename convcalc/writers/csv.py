"""The rows as comma-separated values: one row a layer, plain numbers, formulas in ASCII."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.writers.columns import COLUMNS
from convcalc.writers.columns import SHORT_NAMES
from convcalc.writers.columns import columns
from convcalc.writers.view import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.analysis.report import Report
    from convcalc.analysis.report import Row
    from convcalc.writers.columns import Column
    from convcalc.writers.view import View

FORMULA_STARTS = ("=", "+", "-", "@")


def write(report: Report, view: View = PLAIN) -> str:
    """A heading with the names of the columns, then the rows; all fields unless some are chosen."""
    import csv
    from io import StringIO

    names = [_name(name) for name in view.columns or COLUMNS]
    cells = [_safe(column) for column in columns(names)]
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([cell(row) for cell in cells] for row in report.layers)
    return text.getvalue()


def _name(name: str) -> str:
    """The full name of a column."""
    plain = name.strip().lower().replace("-", "_")
    return SHORT_NAMES.get(plain, plain)


def _safe(column: Column) -> Callable[[Row], str]:
    """The cells of a column; a spreadsheet must not take the user's own words for a formula."""
    if not column.is_foreign:
        return column.plain

    def cell(row: Row) -> str:
        text = column.plain(row)
        return f"'{text}" if text.startswith(FORMULA_STARTS) else text

    return cell
