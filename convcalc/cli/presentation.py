"""Showing a report in the form and place asked for, and the exit code that it deserves."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from convcalc.cli.options import chosen_form
from convcalc.cli.output import PLAIN_WIDTH
from convcalc.cli.output import complain
from convcalc.cli.output import emit
from convcalc.cli.output import paint_on
from convcalc.cli.output import width_of_output
from convcalc.errors import LimitError
from convcalc.errors import UnknownCostError
from convcalc.errors import UsageError
from convcalc.writers import WRITERS
from convcalc.writers import find_writer
from convcalc.writers.clean import clean
from convcalc.writers.clean import clean_lines
from convcalc.writers.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.analysis.report import Report

DOCUMENT = "json"
"""The format that holds everything, also of a network that was stopped at its first layer."""


class Presentation:
    """Form, place, columns and width of the output, checked before any work is done."""

    def __init__(
        self,
        form: str | None,
        target: str,
        columns: tuple[str, ...] = (),
        width: int | None = None,
        *,
        reads: str = "-",
    ) -> None:
        """
        Settle how to show a report.

        Raises:
            UsageError: If the file cannot be written or the form has no columns.
        """
        self.form = chosen_form(form, target)
        self.target = target
        if columns and self.form == DOCUMENT:
            *most, last = [name for name in WRITERS if name != DOCUMENT]
            raise UsageError(
                f"--columns has no meaning for --format {DOCUMENT}",
                expected=f"{', '.join(most)} or {last}",
            )
        if target != "-":
            from convcalc.cli.files import check_target

            check_target(target, reads)
        is_terminal = target == "-"
        self.view = View(
            columns=columns,
            width=width or (width_of_output() if is_terminal else PLAIN_WIDTH),
            paint=paint_on(sys.stdout) if is_terminal else None,
        )

    def show(self, report: Report, depth: int | None = None) -> None:
        """
        Write the report.

        A table has nothing to show where an error came before any layer, nor where there is no end
        of them.
        """
        is_endless = isinstance(report.error, LimitError)
        if report.error is not None and (is_endless or not report.layers) and self.form != DOCUMENT:
            return
        if depth is not None:
            from convcalc.writers.folding import fold

            report = fold(report, depth)
        try:
            text = find_writer(self.form)(report, self.view)
        except ValueError as error:
            raise LimitError(f"a number is too long to be written out: {error}") from error
        self.put(text)

    def put_lines(self, texts: Sequence[Sequence[str]]) -> None:
        """Write texts of several lines, each under its first line as a title."""
        paint = self.view.paint
        blocks = []
        for title, *lines in texts:
            heading = clean(title)
            blocks.append(
                "\n".join([paint("title", heading) if paint else heading, *map(clean, lines)])
            )
        self.put("\n\n".join(blocks) + "\n" if blocks else "")

    def put(self, text: str) -> None:
        """Write text where the output goes."""
        if self.target == "-":
            emit(text)
        else:
            from convcalc.cli.files import check_not_read
            from convcalc.cli.files import write_file

            check_not_read(self.target)
            write_file(self.target, text)


def outcome(report: Report, *, strict: bool) -> int:
    """Tell what is wrong with a network, on standard error; the exit code."""
    errors = [*([report.error] if report.error is not None else []), *report.failures]
    if strict and report.unknown:
        errors.append(
            UnknownCostError(
                "not everything is known, and --strict was given",
                expected="a rule for every layer",
                hint="; ".join(report.unknown[:3]),
            )
        )
    for error in errors:
        complain(clean_lines(str(error)))
    return max((error.exit_code for error in errors), default=0)
