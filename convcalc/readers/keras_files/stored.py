"""An .h5 file: the model in its attribute, or else the weights that are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import ReadError
from convcalc.readers.keras_files.hdf5 import Hdf5

if TYPE_CHECKING:
    from convcalc.readers.contents import Contents
    from convcalc.readers.definition import Definition


def read_hdf5(contents: Contents, name: str) -> Definition:
    """
    The definition in an .h5 file.

    Raises:
        ReadError: If it is none, or nothing in it is a weight.
    """
    file = Hdf5(contents.data, contents.file)
    root = file.object(file.root)
    text = root.attributes.get("model_config")
    if isinstance(text, str):
        from convcalc.readers.keras_files.configuration import of_text

        shown = f"{contents.file}:model_config"
        return of_text(text, shown, name, "HDF5", root.attributes)
    if not root.is_whole and not root.links:
        raise ReadError(
            f"{contents.file}: its attributes are stored in a fractal heap, which is not read",
            hint="h5repack --low=0 in.h5 out.h5, or save it as .keras",
        )
    from convcalc.readers.keras_files.weights import WeightsDefinition

    return WeightsDefinition(file, name)
