"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import re
import stat
import time
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from convcalc.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

SETTLED = 1
"""Seconds after which a file beside another one is no longer being written."""
LONG_AGO = 3600
LONGEST_WAIT = 30


def check_target(path: str, read: str) -> None:
    """
    Refuse a file that cannot be written, before any work is done.

    Raises:
        UsageError: If it is a directory, the file that is read, Python source that is there, or in
            a folder that is not there.
    """
    target = Path(path)
    if target.is_dir():
        raise UsageError(f"cannot write to {path!r}: it is a directory", expected="a file")
    if not target.parent.is_dir():
        raise UsageError(f"cannot write to {path!r}: there is no directory {str(target.parent)!r}")
    if not target.exists():
        return
    if not os.access(target, os.W_OK):
        raise UsageError(f"cannot write to {path!r}: permission denied")
    if Path(read).exists() and target.samefile(read):
        raise UsageError(
            f"cannot write to {path!r}: it is the file that is read", expected="another file"
        )
    if target.suffix == ".py":
        raise UsageError(
            f"cannot write to {path!r}: it is Python source", expected="a file that is no source"
        )


def write_file(path: str, text: str) -> None:
    """
    Replace a file by this text, whole or not at all, keeping its permissions.

    What is not a regular file, such as a device, is written directly.

    Raises:
        UsageError: If it cannot be written.
    """
    target = Path(path).resolve()
    try:
        _sweep(target)
        if target.exists() and not target.is_file():
            target.write_text(text, encoding="utf-8")
        else:
            _replace(target, text.encode("utf-8"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"cannot write to {path!r}: {reason}") from error


def check_not_read(path: str) -> None:
    """
    Refuse a file that was read on the way, such as a module that the source imports.

    Raises:
        UsageError: If it is one.
    """
    from convcalc.readers.files import was_read

    if was_read(path):
        raise UsageError(
            f"cannot write to {path!r}: it is one of the files that are read",
            expected="another file",
        )


def _sweep(target: Path) -> None:
    """Remove what a run that was killed has left beside a file, and no one else's."""
    pattern = re.compile(re.escape(target.name) + r"\.(\d{1,10})\.tmp")
    with suppress(OSError), os.scandir(target.parent) as beside:
        for each in beside:
            found = pattern.fullmatch(each.name)
            if found is not None and _is_left(each, int(found[1])):
                os.unlink(each.path)  # noqa: PTH108  # an entry of a folder is no Path


def _is_left(entry: os.DirEntry[str], process: int) -> bool:
    """Whether a file is ours, some time old, and written by a process that runs no more."""
    about = entry.stat(follow_symlinks=False)
    is_ours = not hasattr(os, "geteuid") or about.st_uid == os.geteuid()
    if not is_ours or not stat.S_ISREG(about.st_mode) or time.time() - about.st_mtime < SETTLED:
        return False
    if process == os.getpid():
        return True  # numbers come back, and this run has not begun to write
    if os.name == "nt":
        return time.time() - about.st_mtime > LONG_AGO
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """
    Let no other run change what this one changes in a folder, as long as this lasts.

    Where the system has no locks, runs are not kept apart.

    Raises:
        UsageError: If another one takes too long.
    """
    try:
        import fcntl

        descriptor = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        end = time.monotonic() + LONGEST_WAIT
        while not _is_taken(fcntl, descriptor):
            if time.monotonic() > end:
                raise UsageError(
                    f"another run holds {str(folder)!r} for more than {LONGEST_WAIT} seconds",
                    expected="that it ends",
                )
            time.sleep(0.02)
        yield
    finally:
        os.close(descriptor)


def _is_taken(fcntl: ModuleType, descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks
    return True


def _replace(target: Path, data: bytes) -> None:
    """Write beside the file and put the result in its place in one step."""
    beside = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o7777)
        beside.replace(target)
    except BaseException:
        beside.unlink()
        raise
