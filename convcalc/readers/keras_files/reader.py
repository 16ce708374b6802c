"""From the bytes of a Keras file to a definition: what kind of file it is, where its model is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from convcalc.readers.contents import Contents
    from convcalc.readers.definition import Definition


def read(contents: Contents, name: str) -> Definition:
    """
    The definition in a Keras file.

    Raises:
        ReadError: If it is none, or holds no model.
    """
    head = contents.head(8)
    if head[:2] == b"PK":
        from convcalc.readers.keras_files.archive import read_archive

        return read_archive(contents, name)
    if b"{" in head:
        from convcalc.readers.keras_files.configuration import of_text

        return of_text(contents.text(), contents.file, name, "JSON")
    from convcalc.readers.keras_files.stored import read_hdf5

    return read_hdf5(contents, name)
