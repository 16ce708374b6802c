"""
What every tensor of a graph sees of the network's inputs.

One walk over the nodes carries, for every axis of every input, along which axis of the tensor one
moves to move along it and what one position sees. The axes that a window slides along somewhere are
the ones reported. A tensor that nobody makes, such as a weight or a
constant, sees nothing and adds nothing to what others see.

Source: Araujo, Norris, Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill
2019.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.answers import paths_answer
from convcalc.analysis.answers import position_answer
from convcalc.analysis.answers import slide_answer
from convcalc.analysis.merging import merge
from convcalc.analysis.paths import Path
from convcalc.analysis.paths import Paths
from convcalc.analysis.paths import compose
from convcalc.analysis.report import ReceptiveField
from convcalc.analysis.steps import steps_of
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import Irregular
from convcalc.layers.core.trails import Slide
from convcalc.layers.core.trails import Whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from convcalc.analysis.answers import Answer
    from convcalc.analysis.steps import Step
    from convcalc.dims import Dim
    from convcalc.graph.graph import Graph
    from convcalc.graph.graph import Node
    from convcalc.graph.tensor import Tensor
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.trails import Trail

Field = dict[int, tuple[int | None, Path]]
"""
Input axis (numbered over all inputs) -> the tensor's axis that moves along it, and what one
position sees.
"""

NOTHING = ReceptiveField()
NO_FIELD: Field = {}


class FieldWalk:
    """The fields of all tensors, and the input axes that windows slide along."""

    def __init__(self, graph: Graph) -> None:
        self.names = [name for name, _ in graph.inputs]
        self.sizes: list[Dim] = []
        self.keys_of_input: list[range] = []
        self.windowed: set[int] = set()
        self._fields: dict[int, Field] = {}
        self._answers: dict[tuple[int, Shape], ReceptiveField] = {}
        self._trails: dict[tuple[int, Shapes], tuple[Trail, ...]] = {}
        for _, tensor in graph.inputs:
            keys = range(len(self.sizes), len(self.sizes) + len(tensor.shape))
            self.keys_of_input.append(keys)
            self.sizes += tensor.shape
            self._fields[tensor.index] = {key: (axis, ONE_TO_ONE) for axis, key in enumerate(keys)}
        for node in graph.nodes:
            self._step(node)

    def field(self, tensor: Tensor) -> Field:
        """What a tensor sees, axis by axis."""
        return self._fields.get(tensor.index, NO_FIELD)

    def _step(self, node: Node) -> None:
        fields = self._fields
        layer, inputs, outputs = node.layer, node.inputs, node.outputs
        shape = outputs[0].shape if outputs else ()
        if len(inputs) == 1 and type(layer).trails is Layer.trails and inputs[0].shape == shape:
            field = fields.get(inputs[0].index, NO_FIELD)
        else:
            field = self._merged(
                [
                    self._composed(fields.get(tensor.index, NO_FIELD), trail)
                    for tensor, trail in zip(inputs, self._trails_of(node), strict=False)
                ]
            )
        for tensor in outputs:
            fields[tensor.index] = field if len(tensor.shape) == len(shape) else _detached(field)

    def _trails_of(self, node: Node) -> tuple[Trail, ...]:
        """The layer's trails, worked out once for equal calls of one layer object."""
        layer, inputs = node.layer, tuple([each.shape for each in node.inputs])
        key = (id(layer), inputs)
        trails = self._trails.get(key)
        if trails is None:
            trails = layer.trails(inputs, tuple([each.shape for each in node.outputs]))
            self._trails[key] = trails
        return trails

    def _composed(self, field: Field, trail: Trail) -> Field:
        """What an output sees of the input through one tensor."""
        result: Field = {}
        changed = False
        last_path, last_step, last = None, None, None
        for key, view in field.items():
            axis, path = view
            if axis is None:
                result[key] = view
                continue
            through = trail.get(axis)
            if through is None:
                changed = True
                continue
            moved, step = through
            if step is ONE_TO_ONE and moved == axis:
                result[key] = view
                continue
            changed = True
            if isinstance(step, Slide) and step.windowed:
                self.windowed.add(key)
            # Height and width are alike most of the time.
            if path is not last_path or step is not last_step or last is None:
                last_path, last_step, last = path, step, compose(path, step)
            result[key] = (moved, last)
        return result if changed else field

    def _merged(self, fields: list[Field]) -> Field:
        """What an output sees through all of its inputs."""
        if not fields:
            return NO_FIELD
        if len(fields) == 1 or all(each is fields[0] for each in fields):
            return fields[0]
        result: Field = {}
        for field in fields:
            for key, view in field.items():
                known = result.get(key)
                result[key] = view if known is None else _meet(known, view)
        return result

    def answer(self, tensor: Tensor) -> ReceptiveField:
        """The receptive field of a tensor, in the words of the report."""
        field = self.field(tensor)
        key = (id(field), tensor.shape)
        known = self._answers.get(key)
        if known is None:
            known = self._answers[key] = self._answer(field, tensor.shape)
        return known

    def _answer(self, field: Field, shape: Shape) -> ReceptiveField:
        seen = []
        for position, keys in enumerate(self.keys_of_input):
            wanted = [key for key in keys if key in self.windowed]
            if any(key in field for key in wanted):
                answers = [self._axis(field.get(key), key, shape) for key in wanted]
                seen.append((self.names[position], _joined(answers)))
        if not seen:
            return NOTHING
        first = seen[0][1]
        others = [(name, other) for name, other in seen[1:] if other != first]
        if not others:
            return first
        told = [
            f"of input {seen[0][0]!r}",
            *(f"input {name!r}: {_brief(each)}" for name, each in others),
        ]
        return first.replace(reason="; ".join([*filter(None, [first.reason]), *told]))

    def _axis(self, view: tuple[int | None, Path] | None, key: int, shape: Shape) -> Answer:
        if view is None:
            return 0, None, None, "none", ""
        axis, path = view
        if axis is not None and shape[axis] == 0:
            return 0, None, None, "none", ""
        if isinstance(path, Whole):
            return self.sizes[key], None, 0, "global", ""
        if isinstance(path, Slide):
            return slide_answer(path) if axis is not None else position_answer(path)
        if isinstance(path, Irregular):
            return path.size, None, None, "union", path.reason
        if isinstance(path, Paths):
            return paths_answer(path, None if axis is None else shape[axis])
        return None, None, None, "union", path.reason


def _meet(
    known: tuple[int | None, Path], other: tuple[int | None, Path]
) -> tuple[int | None, Path]:
    """One input axis seen through two tensors."""
    axis, path = known
    another, more = other
    if axis == another or axis is None or another is None:
        together = merge(_standing(path, axis, another), _standing(more, another, axis))
        return (another if axis is None else axis), together
    if isinstance(path, Whole) or isinstance(more, Whole):
        return axis, WHOLE
    return axis, Irregular(size=None, reason="paths run along different axes")


def _standing(path: Path, axis: int | None, other: int | None) -> Path:
    """A view that does not move while the other one does."""
    if axis is not None or other is None:
        return path
    if isinstance(path, Paths):
        return path.replace(slides=tuple(map(_still, path.slides)))
    if isinstance(path, Irregular):
        return path.replace(size=None)
    return _still(path) if isinstance(path, Slide) else path


def _still(slide: Slide) -> Slide:
    """The first position of a slide, whatever the output's is."""
    return slide.replace(starts=slide.starts[:1], sizes=slide.sizes[:1], advance=0)


def _detached(field: Field) -> Field:
    """What an output of another rank sees, where the axes cannot be told apart any more."""
    return {
        key: (None, path if isinstance(path, Whole) else Irregular(size=None, reason="axes change"))
        for key, (_, path) in field.items()
    }


def _joined(answers: Iterable[Answer]) -> ReceptiveField:
    """The answers of all axes as one; the worst status stands for all."""
    sizes, strides, starts, statuses, reasons = zip(*answers, strict=True)
    if all(each == "global" for each in statuses):
        status = "global"
    else:
        status = "union" if "union" in statuses else "exact"
    return ReceptiveField(
        size=sizes,
        stride=strides,
        start=starts,
        status=status,
        reason="; ".join(dict.fromkeys(filter(None, reasons))),
    )


def _brief(field: ReceptiveField) -> str:
    return "×".join("?" if size is None else str(size) for size in field.size)


def receptive_fields(graph: Graph) -> list[ReceptiveField]:
    """The receptive field of what leaves every row first, in order."""
    walk = FieldWalk(graph)
    return [field_of(step, walk) for step in steps_of(graph)]


def field_of(step: Step, walk: FieldWalk) -> ReceptiveField:
    """The receptive field of what leaves a row first."""
    outputs = step.outputs
    return walk.answer(outputs[0]) if outputs else NOTHING
