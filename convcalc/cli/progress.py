"""A sign of life on a terminal, for what takes longer than a second."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from threading import Event

PATIENCE_SECONDS = 1.0


@contextmanager
def patience(message: str) -> Iterator[None]:
    """Show a message with a spinner on standard error while the work inside goes on for long."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    from threading import Event
    from threading import Thread

    done = Event()
    watcher = Thread(target=_watch, args=(message, done), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _watch(message: str, done: Event) -> None:
    if done.wait(PATIENCE_SECONDS):
        return
    from rich.console import Console

    with Console(stderr=True).status(message):
        done.wait()
