"""The command `convcalc`: where a process enters and leaves it."""

from __future__ import annotations

from typing import NoReturn

COLLECTION_THRESHOLD = 200_000


def main() -> NoReturn:
    """Run the command with the arguments of the process, and leave with its exit code."""
    import gc
    import sys

    # A run is short and makes little that refers to itself: looking for it costs milliseconds.
    gc.set_threshold(COLLECTION_THRESHOLD)
    try:
        from convcalc.cli.app import app
        from convcalc.cli.output import leave
    except KeyboardInterrupt:
        sys.exit(130)
    leave(app.main(prog_name="convcalc", standalone_mode=False))
