"""What the code of a definition may see of files: what is below the folders it is read from."""

from __future__ import annotations

import os
from itertools import islice
from typing import Protocol

from convcalc.readers.places import is_file
from convcalc.readers.places import is_folder
from convcalc.readers.places import is_there

MOST_NAMES = 2_000
"""So many names of one folder are listed."""


class Rooted(Protocol):
    """What is asked of whoever finds modules."""

    def folders(self) -> list[str]:
        """The folders that the definition is read from."""


class Sight:
    """
    The files that are no source of one evaluation.

    `read` are those that its code has read.
    """

    def __init__(self, importer: Rooted) -> None:
        self.importer = importer
        self.read: list[str] = []

    def reaches(self, path: str) -> bool:
        """Whether a path is below a folder that the definition is read from, links followed."""
        whole = os.path.realpath(path)
        folders = [os.path.realpath(each) for each in self.importer.folders()]
        return any(whole == each or whole.startswith(os.path.join(each, "")) for each in folders)

    def answers(self, question: str, path: str) -> bool:
        """`os.path.exists(path)` and the like, by the name of the function."""
        asked = {"isfile": is_file, "isdir": is_folder, "islink": os.path.islink}
        return asked.get(question, is_there)(path)

    def names_in(self, folder: str) -> list[str]:
        """The names of the files and folders in a folder, in order."""
        return sorted(islice(os.listdir(folder), MOST_NAMES))

    def note(self, path: str) -> None:
        """Keep in mind that a file was read."""
        if path not in self.read:
            self.read.append(path)
