"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from convcalc.errors import UsageError


def check_target(path: str, read: str) -> None:
    """
    Refuse a file that cannot be written, before any work is done.

    Raises:
        UsageError: If it is a directory, the file that is read, or in a folder that is not there.
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


def write_file(path: str, text: str) -> None:
    """
    Replace a file by this text, whole or not at all, keeping its permissions.

    What is not a regular file, such as a device, is written directly.

    Raises:
        UsageError: If it cannot be written.
    """
    target = Path(path).resolve()
    try:
        if target.exists() and not target.is_file():
            target.write_text(text, encoding="utf-8")
        else:
            _replace(target, text.encode("utf-8"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"cannot write to {path!r}: {reason}") from error


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
