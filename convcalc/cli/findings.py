"""Telling what a check finds: on standard output as it goes, in a report's file at the end."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from convcalc.cli.bar import Bar
from convcalc.cli.output import emit
from convcalc.cli.output import paint_on
from convcalc.errors import UsageError
from convcalc.writers.problems import SUFFIXES
from convcalc.writers.problems import find_writer
from convcalc.writers.problems import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from convcalc.checks.problems import Findings
    from convcalc.checks.problems import Outcome

TEXT = "text"
GITHUB = "github"


class Teller:
    """Form and place of what is told, settled before any work is done."""

    def __init__(self, form: str | None, target: str | None, *, quiet: bool) -> None:
        """
        Settle how to tell it.

        Raises:
            UsageError: If the report's file cannot be written, or its form is not known.
        """
        standard = GITHUB if os.environ.get("GITHUB_ACTIONS") == "true" else TEXT
        self.target = target
        self.quiet = quiet
        self.form = standard if target is not None or form is None else form
        self.report_form = form
        if target is not None:
            from convcalc.cli.files import check_target

            check_target(target, "-")
            self.report_form = form or _form_of(target)
        self._paint = paint_on(sys.stdout) if self.form == TEXT else None

    def gather(self, outcomes: Iterable[Outcome], total: int, *, fail_fast: bool) -> list[Outcome]:
        """Go through all definitions, telling each as it comes if that is the form."""
        found = []
        bar = Bar(total)
        try:
            for outcome in outcomes:
                found.append(outcome)
                if self.form == TEXT and (told := self._told(outcome)):
                    bar.clear()
                    emit(told)
                if fail_fast and outcome.problems:
                    break
                bar.show(len(found), outcome.name)
        finally:
            bar.clear()
        return found

    def _told(self, outcome: Outcome) -> str:
        return text.of_outcome(outcome, self._paint, quiet=self.quiet)

    def finish(self, findings: Findings) -> None:
        """Tell the rest, write the report, and add to GitHub's step summary."""
        if self.form == TEXT:
            emit(text.of_rest(findings, self._paint, quiet=self.quiet))
        elif not (self.quiet and self.form == GITHUB and not findings.every):
            emit(find_writer(self.form)(findings))
        if self.target is not None and self.report_form is not None:
            from convcalc.cli.files import check_not_read
            from convcalc.cli.files import write_file

            check_not_read(self.target)
            write_file(self.target, find_writer(self.report_form)(findings))
        if GITHUB in (self.form, self.report_form):
            _summarise(findings)


def _form_of(target: str) -> str:
    form = next((SUFFIXES[end] for end in SUFFIXES if target.lower().endswith(end)), None)
    if form is None:
        raise UsageError(
            f"the format of {target!r} is not known from its name",
            expected=f"a name that ends in {', '.join(SUFFIXES)}",
            hint="--format says it",
        )
    return form


def _summarise(findings: Findings) -> None:
    """Add to the summary of the step, where GitHub asks for one."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    from pathlib import Path

    from convcalc.writers.problems.github import summary

    with Path(path).open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(summary(findings))
