"""A progress bar on standard error, while many things are gone through on a terminal."""

from __future__ import annotations

import os
import sys
from time import monotonic

from convcalc.writers.clean import clean

PATIENCE_SECONDS = 0.5
REFRESH_SECONDS = 0.1
WIDTH = 24
ERASE = "\r\x1b[K"


class Bar:
    """A bar that shows itself after a while, and makes room for what is printed."""

    def __init__(self, total: int, *, is_shown: bool | None = None) -> None:
        """A bar for so many things; shown on a terminal only, unless that is said."""
        if is_shown is None:
            is_terminal = sys.stderr is not None and sys.stderr.isatty()
            is_shown = is_terminal and os.environ.get("TERM") != "dumb"
        self._is_shown = is_shown
        self._total = total
        self._due = monotonic() + PATIENCE_SECONDS
        self._is_drawn = False

    def show(self, done: int, name: str) -> None:
        """Draw how far it is, if that is due."""
        if not self._is_shown or monotonic() < self._due:
            return
        self._due = monotonic() + REFRESH_SECONDS
        full = WIDTH * done // max(self._total, 1)
        bar = f"{'#' * full}{'.' * (WIDTH - full)}"
        lead = f"[{bar}] {done:,}/{self._total:,} "
        room = max(self._columns() - len(lead) - 1, 0)
        sys.stderr.write(f"{ERASE}{lead}{clean(name)[:room]}")
        sys.stderr.flush()
        self._is_drawn = True

    def clear(self) -> None:
        """Take it away, for what is printed next."""
        if self._is_drawn:
            sys.stderr.write(ERASE)
            sys.stderr.flush()
            self._is_drawn = False

    def _columns(self) -> int:
        try:
            return os.get_terminal_size(sys.stderr.fileno()).columns or 80
        except (OSError, ValueError, AttributeError):
            return 80
