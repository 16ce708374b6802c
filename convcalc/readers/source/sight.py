"""What the code of a definition may see of files: what is below the folders it is read from."""

from __future__ import annotations

import os
from itertools import islice
from typing import Protocol

from convcalc.readers.places import is_file
from convcalc.readers.places import is_folder
from convcalc.readers.places import is_there
from convcalc.readers.places import mounted

MOST_NAMES = 2_000
"""So many names of one folder are listed."""
MOST_CHANGES = 10_000
"""So many paths are kept that may have been changed."""
LONGEST = 4_096
"""Characters of a text that may be a path."""


class Rooted(Protocol):
    """What is asked of whoever finds modules."""

    def folders(self) -> list[str]:
        """The folders that the definition is read from."""


class Sight:
    """
    The files that are no source of one evaluation.

    Nothing is written, so what the code writes, removes or hands to what is not read is not known
    from then on. `read` are the files that its code has read, `asked` the variables of the
    environment that it has asked for, `environment` those that it has set.
    """

    def __init__(self, importer: Rooted) -> None:
        self.importer = importer
        self.read: list[str] = []
        self.asked: list[str] = []
        self.environment: dict[str, object] | None = None
        self._folder: str | None = ""
        self._folders: dict[str, str] = {}
        self._changed: dict[str, str] = {}
        self._handed: dict[str, str] = {}

    def enter(self, folder: str | None) -> None:
        """Let paths begin in a folder from now on, as `os.chdir` does; None: in one not known."""
        self._folder = folder if folder is None else self.whole(folder)

    def whole(self, path: str) -> str | None:
        """A path from the root of the file system; None where nobody knows where it begins."""
        if mounted(path) is not None or os.path.isabs(path):
            return os.path.normpath(path)
        if self._folder is None:
            return None
        return os.path.abspath(os.path.join(self._folder, path))

    def reaches(self, path: str) -> bool:
        """Whether a path is below a folder that the definition is read from, links followed."""
        place = self.whole(path)
        if place is None or "\0" in place:
            return False
        whole = os.path.realpath(place)
        return any(
            whole == each or whole.startswith(os.path.join(each, ""))
            for each in map(self._followed, dict.fromkeys(self.importer.folders()))
        )

    def _followed(self, folder: str) -> str:
        """A folder that is read, links followed: nothing that is read moves them."""
        found = self._folders.get(folder)
        if found is None:
            found = self._folders[folder] = os.path.realpath(folder)
        return found

    def answers(self, question: str, path: str) -> bool:
        """`os.path.exists(path)` and the like, by the name of the function."""
        asked = {"isfile": is_file, "isdir": is_folder, "islink": os.path.islink}
        return asked.get(question, is_there)(self.whole(path) or path)

    def names_in(self, folder: str) -> list[str] | None:
        """The names of the files and folders in a folder, in order; None if there are too many."""
        names = sorted(islice(os.listdir(self.whole(folder)), MOST_NAMES + 1))
        return None if len(names) > MOST_NAMES else names

    def note(self, path: str) -> None:
        """Keep in mind that a file was read, by its path from here where it is below."""
        whole = self.whole(path) or path
        near = os.path.relpath(whole)
        shown = path if near.startswith(os.pardir) or mounted(path) else near
        if shown not in self.read:
            self.read.append(shown)

    # what is not as it was

    def change(self, path: str, why: str) -> None:
        """Let nothing be known of a path and of what is below it."""
        self._keep(self._changed, path, why)

    def hand(self, path: str, why: str) -> None:
        """Let what is not read have a path: its file may be another one, its folder have more."""
        self._keep(self._handed, path, why)

    def _keep(self, paths: dict[str, str], path: str, why: str) -> None:
        whole = self.whole(path) if len(path) <= LONGEST else None
        if whole is not None and "\0" not in whole and len(paths) < MOST_CHANGES:
            paths.setdefault(os.path.realpath(whole), why)

    def doubt(self, path: str, *, listed: bool = False) -> str:
        """
        Why nothing is known of a path; empty where it is as it is on disk.

        With `listed`, what is directly inside a folder is asked for.
        """
        whole = self.whole(path)
        if whole is None:
            return "the current directory is not known"
        if not self._changed and not self._handed:
            return ""
        whole = os.path.realpath(whole)
        for above in _upwards(whole):
            if above in self._changed:
                return self._changed[above]
            if above in self._handed and (above == whole or not os.path.exists(whole)):
                return self._handed[above]
        if listed:
            inside = os.path.join(whole, "")
            for changed, why in self._changed.items():
                if changed.startswith(inside):
                    return why
        return ""


def _upwards(path: str) -> list[str]:
    """A path and the folders that it is in."""
    found = [path]
    while (above := os.path.dirname(path)) != path:
        path = above
        found.append(path)
    return found
