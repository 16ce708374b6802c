"""An .h5 file: the model in its attribute, or else the weights that are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

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
        holder = root.links.get("model_weights")
        stored = None if holder is None else Stored(file, holder)
        return of_text(text, shown, name, "HDF5", root.attributes, stored)
    if not root.is_whole and not root.links:
        raise ReadError(
            f"{contents.file}: its attributes are stored in a fractal heap, which is not read",
            hint="h5repack --low=0 in.h5 out.h5, or save it as .keras",
        )
    from convcalc.readers.keras_files.weights import WeightsDefinition

    return WeightsDefinition(file, name)


class Stored:
    """
    The weights of a file that has a model, by the names of its layers.

    Args:
        file: The file.
        holder: Where the group of the weights stands.
    """

    def __init__(self, file: Hdf5, holder: int) -> None:
        self._file = file
        self._holder = holder
        self._groups: dict[str, int] | None = None

    def __call__(self, name: str) -> dict[str, Any] | None:
        """
        The shapes of a layer's weights by name; None where the file does not tell.

        Raises:
            ReadError: If the file is damaged.
        """
        if self._groups is None:
            self._groups = self._file.object(self._holder).links
        if name not in self._groups:
            return None
        found: dict[str, Any] = {}
        for path, each in self._file.data_sets(self._groups[name]):
            own = path.rpartition("/")[2].removesuffix(":0")
            found[path if own in found else own] = each.shape
        return found
