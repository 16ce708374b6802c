"""An .h5 file with weights alone: their names and shapes, and no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import ReadError
from convcalc.graph.builder import GraphBuilder
from convcalc.graph.tensor import Module
from convcalc.layers.other.own_parameters import Parameters
from convcalc.readers.definition import Definition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.graph.graph import Graph
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.keras_files.hdf5 import Hdf5

    Given = tuple[str | None, Shape]
    Weight = tuple[str, tuple[int, ...], str]

STATISTICS = frozenset({"moving_mean", "moving_variance", "running_mean", "running_std"})
"""The weights of older files that are no parameters by their names."""

OPTIMIZER = ("optimizer", "optimizer_weights")
"""The groups of what an optimizer keeps."""


class WeightsDefinition(Definition):
    """
    The weights of a file that does not say what is done with them.

    Args:
        file: The file.
        name: What to call it.
    """

    def __init__(self, file: Hdf5, name: str) -> None:
        self.name = name
        self.weights: dict[str, list[Weight]] = {}
        self.kept = 0
        for path, found in file.data_sets(file.root):
            if path.partition("/")[0] in OPTIMIZER:
                self.kept += 1
                continue
            if found.dtype is None or found.shape is None or found.dtype.is_text:
                continue
            group, _, own = path.rpartition("/")
            holder = ".".join([each for each in group.split("/") if each != "vars"]) or name
            dtype = found.dtype.word()
            if not dtype:
                raise ReadError(f"{file.file}: the numbers of {path!r} are of a type not known")
            weight = (own.removesuffix(":0") or own, found.shape, dtype)
            self.weights.setdefault(holder, []).append(weight)
        if not self.weights:
            raise ReadError(
                f"{file.file} holds no model and no weights",
                expected="a file that Keras wrote with model.save or model.save_weights",
            )

    def trace(
        self,
        inputs: Sequence[Given] | None = None,
        batch: Dim | None = None,
        *,
        given_are_full: bool = False,
    ) -> Graph:
        """A graph of nothing: what the file stores, as layers that are never called."""
        builder = GraphBuilder(self.name)
        builder.format = "Keras, HDF5, weights only"
        builder.was_run = False
        builder.assumed.append(
            "the file has weights and no network: all that it stores is told as parameters, "
            "running statistics among them where they have no name"
        )
        if inputs:
            builder.assumed.append("the given input is not used, since nothing is traced")
        if self.kept:
            builder.assumed.append(f"{self.kept:,} tensors of the optimizer are left out")
        for holder, weights in self.weights.items():
            builder.define(Module(_layer(weights), spelled="weights", call="weights", name=holder))
        return builder.graph()


def _layer(weights: Sequence[Weight]) -> Parameters:
    """Weights that belong together."""
    return Parameters(
        weights_by_name=tuple([each[:2] for each in weights if each[0] not in STATISTICS]),
        buffers_by_name=tuple([each[:2] for each in weights if each[0] in STATISTICS]),
        formats=tuple([(own, dtype) for own, _, dtype in weights if dtype != "float32"]),
    )
