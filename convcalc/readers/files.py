"""A text out of a file or standard input: no waiting for a device, no reading without end."""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING

from convcalc.errors import LimitError
from convcalc.errors import ReadError
from convcalc.readers.contents import MOST_BYTES
from convcalc.readers.contents import Contents
from convcalc.readers.contents import decoded
from convcalc.readers.places import mounted

if TYPE_CHECKING:
    from pathlib import Path

STDIN = "-"
MOST_PIPED = 500_000_000
"""Bytes of a file of a framework on standard input."""

DOCUMENT = "layers_file.documents:"
TEXT = "layers_file.text_spec:read"


def read_file(name: str, *, guess: bool = False) -> str:
    """
    The text of a regular file; with `guess` also a `Guessed` one that is not UTF-8.

    Raises:
        ReadError: If it is missing, not a regular file, may not be read, or is no UTF-8 text.
        LimitError: If it is too large.
    """
    tree = mounted(name)
    if tree is not None:
        return decoded(tree[0].read(tree[1]), name, guess=guess)
    try:
        check_kind(name)
        with open(name, "rb") as file:  # noqa: PTH123  # importing pathlib takes milliseconds
            return decoded(file.read(MOST_BYTES + 1), name, guess=guess)
    except FileNotFoundError:
        raise ReadError(f"there is no file {name!r}", hint=_neighbour(name)) from None
    except PermissionError:
        raise ReadError(f"{name!r} may not be read", hint="check its permissions") from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise ReadError(f"{name[:200]!r} cannot be read: {reason}") from None


_READ: set[tuple[int, int]] = set()
"""Which files were read, by device and number."""


def was_read(name: str) -> bool:
    """Whether a file was read before, by whatever name."""
    try:
        about = os.stat(name)  # noqa: PTH116  # importing pathlib takes milliseconds
    except (OSError, ValueError):
        return False
    return (about.st_dev, about.st_ino) in _READ


def check_file(name: str, most: int) -> None:
    """
    Refuse what is no regular file, or larger than `most` bytes, before it is opened.

    Raises:
        ReadError: If it is not there, or a directory, a device, a pipe or a socket.
        LimitError: If it is too large.
    """
    try:
        check_kind(name)
        size = os.stat(name).st_size  # noqa: PTH116  # importing pathlib takes milliseconds
    except FileNotFoundError:
        raise ReadError(f"there is no file {name!r}") from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise ReadError(f"{name[:200]!r} cannot be read: {reason}") from None
    if size > most:
        raise LimitError(f"{name} is larger than {most:,} bytes", expected=f"at most {most:,}")


def check_kind(name: str) -> None:
    """
    Refuse what is no regular file, and would be waited for or read without end.

    Raises:
        ReadError: If it is a directory, a device, a pipe or a socket.
        OSError: If it is not there.
    """
    about = os.stat(name)  # noqa: PTH116  # importing pathlib takes milliseconds
    mode = about.st_mode
    if stat.S_ISDIR(mode):
        raise ReadError(f"{name!r} is a directory", expected="a file", hint=_inside(name))
    if not stat.S_ISREG(mode):
        raise ReadError(
            f"{name!r} is a device, a pipe or a socket",
            expected="a regular file",
            hint="pipe it in, and give - as the file",
        )
    _READ.add((about.st_dev, about.st_ino))


def _inside(name: str) -> str:
    """A definition in the directory, or what to give in its place, for the hint."""
    from pathlib import Path

    from convcalc.readers.elsewhere import TENSORFLOW
    from convcalc.readers.elsewhere import told_by

    path = Path(name)
    inside = _names(path)
    known = TENSORFLOW if "saved_model.pb" in inside else told_by(b"", suffix_of(str(path)))
    if known is not None:
        return known.instead
    found = [each for each in inside if each.endswith((".layers", ".yaml", ".toml"))]
    return f"for example {path / found[0]}" if found else ""


def _neighbour(name: str) -> str:
    """A file nearby with nearly that name, for the hint."""
    from pathlib import Path

    from convcalc.suggestions import did_you_mean

    path = Path(name)
    return did_you_mean(path.name, _names(path.parent)) if len(path.name) < 100 else ""


def _names(folder: Path) -> list[str]:
    """The first names in a folder, sorted; none where it cannot be listed."""
    from itertools import islice

    try:
        return sorted(each.name for each in islice(folder.iterdir(), 1000))
    except (OSError, ValueError):
        return []


def contents_of(name: str) -> Contents:
    """
    The bytes of a regular file of any size, or of standard input for `-`.

    Raises:
        ReadError: If it is missing, not a regular file, or may not be read; if standard input is
            closed.
        LimitError: If standard input is too large.
    """
    if name == STDIN:
        return _piped()
    tree = mounted(name)
    if tree is not None:
        return Contents(tree[0].read(tree[1]), name)
    try:
        check_kind(name)
        with open(name, "rb") as file:  # noqa: PTH123  # importing pathlib takes milliseconds
            return Contents.of_file(file, os.fstat(file.fileno()).st_size, name)
    except FileNotFoundError:
        raise ReadError(f"there is no file {name!r}", hint=_neighbour(name)) from None
    except PermissionError:
        raise ReadError(f"{name!r} may not be read", hint="check its permissions") from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise ReadError(f"{name[:200]!r} cannot be read: {reason}") from None


def _piped() -> Contents:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None or sys.stdin.closed:
        return Contents(read_stdin().encode(errors="surrogatepass"), "stdin")
    try:
        data = stream.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            from convcalc.readers.formats import HEAD
            from convcalc.readers.formats import recognised

            if recognised(data[:HEAD], "") is not None:
                data += stream.read(MOST_PIPED + 1 - len(data))
    except OSError as problem:
        raise ReadError(f"standard input cannot be read: {problem.strerror}") from None
    if len(data) > MOST_PIPED:
        raise LimitError("standard input is too large", expected=f"at most {MOST_PIPED:,} bytes")
    return Contents(data, "stdin")


def read_stdin() -> str:
    """
    The text of standard input.

    Raises:
        ReadError: If it is closed or no UTF-8 text.
        LimitError: If it is too large.
    """
    if sys.stdin is None or sys.stdin.closed:
        raise ReadError("standard input is closed", hint="give a file, or pipe a definition in")
    stream = getattr(sys.stdin, "buffer", None)
    try:
        return (
            sys.stdin.read(MOST_BYTES)
            if stream is None
            else decoded(stream.read(MOST_BYTES + 1), "stdin", guess=True)
        )
    except OSError as problem:
        raise ReadError(f"standard input cannot be read: {problem.strerror}") from None


def refuse_empty(text: str, name: str) -> None:
    """
    Refuse a text with nothing in it.

    Raises:
        ReadError: If there is nothing but blank space.
    """
    if not text or text.isspace():
        raise ReadError(
            f"{name} is empty", expected="one layer a line, for example conv2d(64, k=3)"
        )


SOURCE_SIGNS = ("class ", "import ")
"""Without one of these at the beginning of a line, a text is no model in Python source."""


def may_be_source(text: str) -> bool:
    """Whether a text may be a model in Python source: it defines a class, or imports something."""
    if not any(sign in text for sign in SOURCE_SIGNS):
        return False
    starts = ("class ", "import ", "from ")
    return any(line.startswith(starts) for line in text.splitlines())


def may_be_pasted(text: str) -> bool:
    """
    Whether a text is surely no definition as it stands, though it may parse.

    That is a notebook, a class that is indented or behind a prompt, methods without one, or a print
    of layers.
    """
    start = text[:200].lstrip()
    if start.startswith(("{", ">>> ", "In [")):
        return '"cells"' in text or start[0] != "{"
    if start.startswith("(") and "): " in start:
        return True
    if "padding=same" in text or "padding=valid" in text:
        return True
    if not any(each in text for each in ("class ", "def __init__", "def forward(self")):
        return False
    lines = text.splitlines()
    if any(line.startswith("class ") for line in lines):
        return False
    return any(
        line.startswith(("def __init__(self", "def forward(self")) or line.lstrip()[:6] == "class "
        for line in lines
    )


def suffix_of(name: str) -> str:
    """The end of a file's name, lower-case, with its dot."""
    last = name.rpartition("/")[2]
    return f".{last.rpartition('.')[2].lower()}" if "." in last[1:] else ""


def name_of(name: str) -> str:
    """What a network is called that has no name of its own: its file's, without the end."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "network" if name == "-" else last.rpartition(".")[0] or last


def sniff(text: str) -> str:
    """The reader for a text whose name says nothing: a document, or one layer a line."""
    start = text.lstrip()[:1]
    if start == "{":
        return DOCUMENT + "read_json"
    for line in text.splitlines():
        if line.startswith("layers:"):
            return DOCUMENT + "read_yaml"
        if line.startswith(("layers = [", "layers=[")) and _is_toml(text):
            return DOCUMENT + "read_toml"
    return TEXT


def _is_toml(text: str) -> bool:
    """Whether a text is a document: `layers = [...]` is also a line of Python."""
    import tomllib

    try:
        found = tomllib.loads(text).get("layers")
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
    return isinstance(found, list)
