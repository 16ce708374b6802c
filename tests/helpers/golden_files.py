"""Golden cases of file formats: what is in an archive of files, and what their frameworks say."""

from __future__ import annotations

import gzip
import json
import tarfile
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "golden" / "formats"


@cache
def cases_of(name: str) -> list[dict[str, Any]]:
    """The cases of a file of golden data."""
    with gzip.open(FOLDER / f"{name}.json.gz") as stream:
        found: list[dict[str, Any]] = json.load(stream)["cases"]
    return found


@cache
def files_of(name: str) -> dict[str, bytes]:
    """The files of an archive of golden data by their paths."""
    found: dict[str, bytes] = {}
    with tarfile.open(FOLDER / f"{name}_files.tar.gz") as archive:
        for member in archive:
            stream = archive.extractfile(member)
            if stream is not None:
                found[member.name.removeprefix("./")] = stream.read()
    return found
