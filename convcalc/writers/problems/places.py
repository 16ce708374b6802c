"""Paths as the services know them: from the top of the repository, with `/` between their parts."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from pathlib import PurePath

TOPS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""The variables in which GitHub and GitLab say where they checked a repository out."""


@cache
def _top(folder: Path) -> Path:
    """The top of the repository that a folder is in, else the folder itself."""
    for name in TOPS:
        told = os.environ.get(name)
        if told and folder.is_relative_to(Path(told).resolve()):
            return Path(told).resolve()
    for each in (folder, *folder.parents):
        if (each / ".git").exists():
            return each
    return folder


def from_top(file: str) -> str:
    """
    A path from the top of the repository; one outside of it as it is.

    >>> from_top("stdin")
    'stdin'
    """
    if not file or not Path(file).exists():
        return file.replace(os.sep, "/")
    top, path = _top(Path.cwd()), Path(os.path.abspath(file))  # noqa: PTH100 (links stay links)
    if path.is_relative_to(top):
        path = path.relative_to(top)
    return PurePath(path).as_posix()
