"""
Where files are: on disk, or in a tree that is mounted beside it, as that of a revision.

A mounted tree has a folder's name that no folder on disk has, and everything below it is asked of
the tree. So whoever reads files need not know whether they are those of today.
"""

from __future__ import annotations

import os
from typing import Protocol


class Tree(Protocol):
    """Files by their path inside, with slashes; the empty path is the folder itself."""

    def is_file(self, path: str) -> bool:
        """Whether there is a file of that path."""

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder of that path."""

    def read(self, path: str) -> bytes:
        """
        What is in a file.

        Raises:
            ReadError: If it cannot be read.
        """


_MOUNTED: dict[str, Tree] = {}


def mount(folder: str, tree: Tree) -> None:
    """Let a folder stand for a tree, for the rest of the process."""
    _MOUNTED[folder] = tree


def mounted(path: str) -> tuple[Tree, str] | None:
    """The tree that a path is in, and the path inside; None for one on disk."""
    for folder, tree in _MOUNTED.items():
        if path == folder or path.startswith(f"{folder}/"):
            inside = os.path.normpath(path[len(folder) + 1 :] or ".").replace(os.sep, "/")
            return tree, "" if inside == "." else inside
    return None


def is_file(path: str) -> bool:
    """Whether a file is there."""
    if _MOUNTED and (found := mounted(path)):
        return found[0].is_file(found[1])
    return os.path.isfile(path)


def is_folder(path: str) -> bool:
    """Whether a folder is there."""
    if _MOUNTED and (found := mounted(path)):
        return found[0].is_folder(found[1])
    return os.path.isdir(path)


def is_there(path: str) -> bool:
    """Whether anything is there."""
    if _MOUNTED and (found := mounted(path)):
        return found[0].is_file(found[1]) or found[0].is_folder(found[1])
    return os.path.exists(path)
