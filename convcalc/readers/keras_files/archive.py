"""A .keras file: a zip with the configuration, who wrote it, and the weights."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from convcalc.errors import LimitError
from convcalc.errors import ReadError
from convcalc.readers.contents import MOST_BYTES
from convcalc.readers.contents import decoded

if TYPE_CHECKING:
    from typing import IO

    from convcalc.readers.contents import Contents
    from convcalc.readers.definition import Definition


def read_archive(contents: Contents, name: str) -> Definition:
    """
    The definition in a .keras file.

    Raises:
        ReadError: If it is no such zip.
        LimitError: If its configuration is too large.
    """
    from convcalc.readers.keras_files.configuration import of_text
    from convcalc.readers.keras_files.configuration import parsed

    try:
        with zipfile.ZipFile(_stream(contents)) as archive:
            names = set(archive.namelist())
            if "config.json" not in names:
                raise contents.refuse(
                    "the zip holds no config.json",
                    expected="a .keras file, as model.save writes it",
                )
            text = _member(archive, "config.json", contents.file)
            versions = {}
            if "metadata.json" in names:
                found = parsed(
                    _member(archive, "metadata.json", contents.file),
                    f"{contents.file}:metadata.json",
                )
                versions = found if isinstance(found, dict) else {}
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as problem:
        raise contents.refuse(f"the zip cannot be read: {problem}") from None
    except RuntimeError:
        raise contents.refuse(
            "the zip is encrypted", hint="unpack it, and give config.json"
        ) from None
    return of_text(text, f"{contents.file}:config.json", name, ".keras", versions)


def _stream(contents: Contents) -> IO[bytes]:
    from io import BytesIO

    if contents.path:
        return open(contents.path, "rb")  # noqa: PTH123  # the zip closes it
    return BytesIO(bytes(contents.data))


def _member(archive: zipfile.ZipFile, name: str, file: str) -> str:
    """The text of a member, of which no more is unpacked than a text may have."""
    about = archive.getinfo(name)
    if about.file_size > MOST_BYTES:
        raise LimitError(
            f"{file}:{name} is {about.file_size:,} bytes", expected=f"at most {MOST_BYTES:,}"
        )
    import zlib

    try:
        with archive.open(name) as stream:
            return decoded(stream.read(MOST_BYTES + 1), f"{file}:{name}")
    except zlib.error as problem:
        raise ReadError(f"{file}:{name} cannot be unpacked: {problem}") from None
