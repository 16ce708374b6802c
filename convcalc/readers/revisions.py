"""The files of a git revision, read with `git show`: nothing is checked out, nothing is changed."""

from __future__ import annotations

import os
import subprocess
from typing import IO

from convcalc.errors import LimitError
from convcalc.errors import ReadError
from convcalc.errors import UsageError
from convcalc.readers.places import mount
from convcalc.readers.places import mounted

MOST_BYTES = 10_000_000
MOST_LISTED_BYTES = 200_000_000
SECONDS = 60
LINKS = 5
"""How many symbolic links in a row are followed."""
NO_GIT = "git is not installed"
GIT_EXPECTED = "git, which reads revisions"
OF_HOOKS = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})
LINK_MODE = "120000"
ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}


def path_at(revision: str, path: str) -> str:
    """
    The path that stands for a file or folder of today at a revision of its repository.

    What is outside the repository stays what it is. The path can be read like any other; the
    revision's files beside it are beside it.

    Raises:
        UsageError: If git is missing, the path is in no repository, or there is no such revision.
    """
    folder = _existing_folder(path)
    top, complaint = _asked(folder, "rev-parse", "--show-toplevel")
    if not top:
        raise UsageError(f"{path!r} is in no git repository", hint=complaint)
    inside = os.path.relpath(os.path.realpath(_joined(folder, path)), os.path.realpath(top))
    if inside.startswith(os.pardir):
        return path
    return os.path.normpath(f"{_mounted_revision(top, revision)}/{inside}")


def _joined(folder: str, path: str) -> str:
    """The path with its existing part resolved, also where the file itself is gone."""
    return os.path.join(folder, os.path.relpath(os.path.abspath(path), os.path.abspath(folder)))


def _existing_folder(path: str) -> str:
    """The nearest folder above a path that is there today."""
    folder = os.path.abspath(path)
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    return folder


def _mounted_revision(top: str, revision: str) -> str:
    """The folder that stands for a revision's top folder."""
    folder = f"{top}@{revision}"
    if mounted(folder) is None:
        mount(folder, Revision(top, revision))
    return folder


class Revision:
    """
    The files of one commit.

    Raises:
        UsageError: If there is no such revision.
    """

    def __init__(self, top: str, revision: str) -> None:
        self.top = top
        self.revision = revision
        if revision.startswith("-") or not revision:
            raise UsageError(f"{revision!r} is no revision", expected="a branch, a tag or a commit")
        self.commit, _ = _asked(top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        if not self.commit:
            raise UsageError(
                f"there is no revision {revision!r} in {top}",
                expected="a branch, a tag or a commit",
                hint="a shallow clone has only the newest: git fetch brings others",
            )
        self._modes: dict[str, str] = {}
        self._folders: set[str] = {""}
        self._list()

    def _list(self) -> None:
        """Note what is in the commit: one call of git for all its files."""
        listed = _git(self.top, "ls-tree", "-r", "-z", "--full-tree", self.commit)
        for entry in listed.decode("utf-8", "surrogateescape").split("\0"):
            head, _, path = entry.partition("\t")
            self._modes[path] = head.partition(" ")[0]
            while path := path.rpartition("/")[0]:
                if path in self._folders:
                    break
                self._folders.add(path)

    def is_file(self, path: str) -> bool:
        """Whether the commit has a file of that path."""
        return bool(path) and path in self._modes

    def is_folder(self, path: str) -> bool:
        """Whether the commit has a file in a folder of that path; `.git` stands for its top."""
        return path in self._folders or path == ".git"

    def read(self, path: str) -> bytes:
        """
        What is in a file of the commit.

        Raises:
            ReadError: If there is no such file.
            LimitError: If it is too large.
        """
        for _ in range(LINKS):
            if not self.is_file(path):
                break
            data = _git(self.top, "show", "--no-textconv", f"{self.commit}:{path}", most=MOST_BYTES)
            if self._modes[path] != LINK_MODE:
                return data
            folder = path.rpartition("/")[0]
            path = os.path.normpath(os.path.join(folder, data.decode("utf-8", "replace")))
        raise ReadError(
            f"there is no file {path!r} at {self.revision!r}",
            hint="it may be new, or have had another name: diff --base REV OLDNAME NEWNAME",
        )


def _environment() -> dict[str, str]:
    """Git's surroundings, without what a hook sets, which is not about the folder in question."""
    own = {name: value for name, value in os.environ.items() if name not in OF_HOOKS}
    return own | ENVIRONMENT


def _asked(folder: str, *words: str) -> tuple[str, str]:
    """
    What git answers on one line, and what it complains of.

    Raises:
        UsageError: If there is no git.
        ReadError: If it takes too long.
    """
    command = ["git", "--no-pager", "-C", folder, *words]
    try:
        done = subprocess.run(  # noqa: S603  # a fixed program; no revision begins with a dash
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=_environment(),
            timeout=SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise UsageError(NO_GIT, expected=GIT_EXPECTED) from None
    except subprocess.TimeoutExpired:
        raise ReadError(f"git {words[0]} takes longer than {SECONDS} seconds") from None
    answer = done.stdout.decode("utf-8", "surrogateescape").strip("\n")
    complaint = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
    return ("" if done.returncode else answer), complaint


def _git(folder: str, *words: str, most: int = MOST_LISTED_BYTES) -> bytes:
    """
    What git prints.

    Raises:
        UsageError: If there is no git.
        ReadError: If git fails or takes too long.
        LimitError: If it prints too much.
    """
    command = ["git", "--no-pager", "-C", folder, *words]
    try:
        with subprocess.Popen(  # noqa: S603  # a fixed program; a revision never begins with a dash
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        ) as process:
            return _output(process, words, most)
    except FileNotFoundError:
        raise UsageError(NO_GIT, expected=GIT_EXPECTED) from None


def _output(process: subprocess.Popen[bytes], words: tuple[str, ...], most: int) -> bytes:
    stream: IO[bytes] | None = process.stdout
    data = b"" if stream is None else stream.read(most + 1)
    if len(data) > most:
        process.kill()
        raise LimitError(f"git {words[0]} gives more than {most:,} bytes")
    try:
        code = process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        raise ReadError(f"git {words[0]} takes longer than {SECONDS} seconds") from None
    if code:
        raise ReadError(f"git {' '.join(words)} fails with {code}")
    return data
