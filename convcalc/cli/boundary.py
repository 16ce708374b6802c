"""Where the command meets the world: errors become messages and exit codes, never tracebacks."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import click

from convcalc.cli.output import complain
from convcalc.errors import ConvcalcError
from convcalc.writers.clean import clean_lines

if TYPE_CHECKING:
    from collections.abc import Callable

INTERRUPTED = 130
INTERNAL = 70
UNWRITABLE = 3


class Session:
    """What the commands of one run share."""

    def __init__(self) -> None:
        self.debug = False


def guarded(action: Callable[[], object], session: Session) -> int:
    """
    Do something and give the exit code, after telling what went wrong.

    The action gives an exit code itself, or None for fine.
    """
    try:
        result = action()
        return result if isinstance(result, int) else 0
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except ConvcalcError as error:
        return _told(str(error), error.exit_code, session)
    except click.ClickException as error:
        return _told(usage_message(error), error.exit_code, session)
    except OSError as error:
        return _told(_unwritable(error), UNWRITABLE, session)
    except Exception as error:  # noqa: BLE001 - whatever it is, no traceback reaches the user
        return _told(internal_message(error), INTERNAL, session)


def _told(message: str, code: int, session: Session) -> int:
    """The exit code, once the message has been told; the traceback as well if it was asked for."""
    if session.debug:
        from traceback import format_exc

        complain(format_exc().rstrip("\n"), label="")
    # Where nothing can be told any more, the exit code still can.
    with suppress(OSError):
        complain(clean_lines(message))
    return code


def _unwritable(error: OSError) -> str:
    """What the system refused, and where, if it was a file."""
    place = f" to {error.filename!r}" if error.filename else ""
    return f"cannot write{place}: {error.strerror or error}"


def usage_message(error: click.ClickException) -> str:
    """What click found wrong with the arguments, in the words of all other errors."""
    message = error.format_message().rstrip(".")
    message = message[:1].lower() + message[1:]
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return f"{message}\nhint: {error.ctx.command_path} --help tells the options"
    return message


def internal_message(error: Exception) -> str:
    """What to say of a mistake of convcalc's own."""
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return f"internal error, {what}\nhint: please report it, with what --debug prints"
