"""A whole run of the check: definitions against their budgets and the baseline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from convcalc import __version__
from convcalc.checks.baseline import NAME
from convcalc.checks.baseline import Baseline
from convcalc.checks.baseline import NewerBaseline
from convcalc.checks.baseline import text_of
from convcalc.checks.problems import Findings
from convcalc.checks.problems import Problem
from convcalc.checks.problems import problem_of
from convcalc.ci.model import Job
from convcalc.ci.model import relative
from convcalc.ci.processes import outcomes
from convcalc.errors import ReadError
from convcalc.errors import UsageError
from convcalc.readers.files import check_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.checks.problems import Outcome
    from convcalc.ci.model import Model

UPDATE = "convcalc check --update"
MOST_BYTES = 200_000_000
"""The most that a baseline may take."""


class Check:
    """
    Definitions to check, and the baseline to compare them with.

    Args:
        models: The definitions.
        lock: The baseline's path, empty for none.
        is_demanded: The baseline must be there.
        is_whole: These are all definitions there are, so that others in the baseline are stale.
        updates: Gather what the baseline is to hold, rather than compare.
        options: What commands in hints need besides, for example "--lock other.lock".

    Raises:
        UsageError: If the baseline is to hold the standard input.
    """

    def __init__(
        self,
        models: Sequence[Model],
        *,
        lock: str = "",
        is_demanded: bool = False,
        is_whole: bool = False,
        updates: bool = False,
        options: str = "",
    ) -> None:
        if updates and any(model.is_piped for model in models):
            raise UsageError("the standard input has no place in a baseline", expected="files")
        self.models = models
        self.lock = relative(lock, ".") if lock else ""
        self.is_whole = is_whole
        self.updates = updates
        self._options = options
        self.entries: dict[str, str] = {}
        self._problems: list[Problem] = []
        self._notes: list[str] = []
        self._baseline = self._read(is_demanded=is_demanded) if lock else None

    def _read(self, *, is_demanded: bool) -> Baseline | None:
        """The baseline, if it is there and can be read."""
        if not Path(self.lock).exists():
            if is_demanded and not self.updates:
                self._complain(
                    ReadError(
                        f"there is no {self.lock}",
                        expected="the baseline, committed",
                        hint=f"{self._update()} writes it",
                    )
                )
            elif not self.updates:
                self._notes.append(
                    f"there is no {self.lock}, so layers are not compared; "
                    f"{self._update()} writes it"
                )
            return None
        try:
            return _baseline(self.lock)
        except ReadError as error:
            # What is updated as a whole needs nothing of a broken baseline.
            if not (self.updates and self.is_whole) or isinstance(error, NewerBaseline):
                self._complain(error)
            return None

    def _update(self, model: Model | None = None) -> str:
        """The command that writes the baseline anew, as far as it has to be."""
        which = "" if self.is_whole else "FILE..." if model is None else model.words
        return " ".join(filter(None, [UPDATE, self._options, which]))

    def _complain(self, error: ReadError) -> None:
        problem = problem_of(error, model="", file=self.lock)
        self._problems.append(problem.replace(rule="baseline"))

    @property
    def is_spoilt(self) -> bool:
        """The baseline that is to be updated cannot be read."""
        return bool(self._problems)

    def outcomes(self, processes: int = 1) -> Iterator[Outcome]:
        """What each definition comes to, in order."""
        for model, outcome in zip(self.models, outcomes(self._jobs(), processes), strict=True):
            if outcome.entry:
                self.entries[model.key] = outcome.entry
            yield outcome.replace(entry="")

    def _jobs(self) -> Iterator[Job]:
        for model in self.models:
            compares = self._baseline is not None and not model.is_piped
            if self.updates or not compares or self._baseline is None:
                yield Job(model=model, wants_entry=self.updates)
            else:
                entry = self._baseline.entry(model.key)
                update = self._update(model)
                yield Job(model=model, baseline=self.lock, update=update, entry=entry)

    def findings(self, found: Sequence[Outcome]) -> Findings:
        """Everything that was found, once the definitions were gone through."""
        problems = list(self._problems)
        unchecked = len(self.models) - len(found)
        if self._baseline is not None and self.is_whole and not self.updates and not unchecked:
            problems += self._stale(self._baseline)
        return Findings(
            outcomes=tuple(found),
            problems=tuple(problems),
            notes=tuple(self._notes),
            unchecked=unchecked,
            version=__version__,
        )

    def _stale(self, baseline: Baseline) -> Iterator[Problem]:
        """What the baseline holds of definitions that are checked no more."""
        for key in sorted(baseline.keys - {model.key for model in self.models}):
            entry = baseline.entry(key)
            yield Problem(
                rule="baseline",
                model="",
                file=self.lock,
                line=entry.line if entry is not None else 1,
                column=1,
                message=f"{key} is in {self.lock}, and is not checked any more",
                hint=f"{self._update()} removes it",
            )

    def _baseline_now(self) -> Baseline | None:
        try:
            return _baseline(self.lock)
        except ReadError:
            if not self.is_whole:
                raise
            return None

    def updated(self) -> tuple[str, str]:
        """The text of the new baseline, and in words what changes; none where nothing does."""
        # Another run may have written since this one began.
        before = self._baseline_now() if Path(self.lock).exists() else None
        old = {key: _text(before, key) for key in before.keys} if before is not None else {}
        new = self.entries if self.is_whole else {**old, **self.entries}
        text = text_of(new)
        path = Path(self.lock)
        if path.exists() and path.read_bytes() == text.encode():
            return "", f"{self.lock} is up to date"
        changes = {
            "added": len(new.keys() - old.keys()),
            "changed": sum(old[key] != new[key] for key in new.keys() & old.keys()),
            "removed": len(old.keys() - new.keys()),
        }
        told = ", ".join(f"{count:,} {word}" for word, count in changes.items() if count)
        counted = f"{len(new):,} definition{'' if len(new) == 1 else 's'}"
        return text, f"{self.lock} holds {counted}{': ' if told else ''}{told}"


def _baseline(path: str) -> Baseline:
    """
    The baseline of a path.

    Raises:
        ReadError: If it is no regular file, larger than any baseline, or no baseline.
    """
    check_file(path, MOST_BYTES)
    return Baseline(path)


def _text(baseline: Baseline, key: str) -> str:
    entry = baseline.entry(key)
    return entry.text if entry is not None else ""


def baseline_path(folder: str) -> str:
    """Where the baseline is that nothing else is said of."""
    return str(Path(folder) / NAME)
