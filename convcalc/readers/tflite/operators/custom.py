"""Custom operators that are known: what leaves them follows from their options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.readers.tflite.flexbuffer import options_in
from convcalc.readers.tflite.unknown import as_stated

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.tflite.step import Step
    from convcalc.readers.tflite.values import Value


def detections(step: Step) -> list[Value | None]:
    """Boxes, classes and scores of the best detections of one picture, and how many they are."""
    options = options_in(step.operator.table.piece(5))
    found = [options.get(name) for name in ("max_detections", "max_classes_per_detection")]
    most, each = [value if isinstance(value, int) and value > 0 else 0 for value in found]
    count = most * each
    shapes: list[Shape] = [(1, count, 4), (1, count), (1, count), (1,)]
    is_known = count and len(step.wanted) == len(shapes)
    return as_stated(step, "", shapes if is_known else None)
