"""How far two layers are from being the same one, as numbers that can be compared quickly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from convcalc.checks.layer_record import LayerRecord

UNPAIRED = 12
"""What a layer costs that is on one side only."""
OTHER_NUMBER = 1
"""Another name that differs in its numbers only: what stands before it was added or removed."""
OTHER_NAME = 8
OTHER_ARGUMENTS = 8
OTHER_KIND = 2 * UNPAIRED - 1
"""Only under its very name is a layer of another kind better taken for it than for a new one."""

NUMBERS = re.compile(r"\d+")
LITERALS = re.compile(r"'[^']*'|\b(?:True|False|None)\b|-?\d[\w.]*")


class CallMarks(Value):
    """
    What of a call is compared, each as a number that is equal where that is; 0 is not known.

    `family` is the sort of layer in no framework's words; `literals` are the values in the text.
    """

    kind: int
    vocabulary: int
    family: int
    nature: int
    text: int
    literals: int


class Marks(Value):
    """What of a layer is compared; equal calls of both sides are one object."""

    name: int
    stem: int
    call: CallMarks


class Marker:
    """Gives equal things equal numbers, for the layers of both sides."""

    def __init__(self) -> None:
        self._numbers: dict[object, int] = {}
        self._calls: dict[tuple[str, str, str], CallMarks] = {}

    def marked(self, records: Iterable[LayerRecord]) -> list[Marks]:
        """The marks of every layer."""
        return [self._marks(each) for each in records]

    def _marks(self, record: LayerRecord) -> Marks:
        call = record.kind, record.call, record.nature
        marks = self._calls.get(call)
        if marks is None:
            marks = self._calls[call] = self._call_marks(record)
        stem = NUMBERS.sub("#", record.name)
        return Marks(
            name=self._number(("name", record.name)), stem=self._number(("stem", stem)), call=marks
        )

    def _call_marks(self, record: LayerRecord) -> CallMarks:
        text = plain_call(record.call)
        nature = record.nature
        return CallMarks(
            kind=self._number(("kind", record.kind)),
            vocabulary=self._number(("vocabulary", vocabulary_of(record.kind))),
            family=self._number(("family", nature.partition(" ")[0] or record.kind)),
            nature=self._number(("nature", nature)) if nature else 0,
            text=self._number(("text", text)),
            literals=self._number(("literals", frozenset(LITERALS.findall(text)))),
        )

    def _number(self, thing: object) -> int:
        return self._numbers.setdefault(thing, len(self._numbers) + 1)


def plain_call(call: str) -> str:
    """A call without the path of its library, blanks, and the choice of quotes."""
    path, bracket, arguments = call.partition("(")
    return "".join(f"{path.rpartition('.')[2]}{bracket}{arguments}".split()).replace('"', "'")


def vocabulary_of(kind: str) -> str:
    """Whose word a kind is: convcalc's own, PyTorch's, or Keras's where only that has it."""
    from convcalc.vocabulary import KERAS
    from convcalc.vocabulary import TORCH

    name = kind.rpartition(".")[2]
    if name in TORCH:
        return "torch"
    return "keras" if name in KERAS else "native"


def is_same_call(one: CallMarks, other: CallMarks) -> bool:
    """
    Whether two layers are asked for the same, as far as that does not show in their numbers.

    In one vocabulary that needs the same values in the same kind of layer, in two the same nature.
    """
    if one.text == other.text:
        return one.family == other.family
    if one.nature == 0 or one.nature != other.nature:
        return False
    if one.vocabulary != other.vocabulary:
        return True
    return one.kind == other.kind and one.literals == other.literals


def is_same(one: Marks, other: Marks) -> bool:
    """Whether two layers have the same name and are asked for the same."""
    return one.name == other.name and is_same_call(one.call, other.call)


def is_renumbered(one: Marks, other: Marks) -> bool:
    """Whether two layers are asked for the same, under names that differ in numbers at most."""
    return one.stem == other.stem and is_same_call(one.call, other.call)


def name_distance(one: Marks, other: Marks) -> int:
    """What it costs that a layer is called otherwise."""
    if one.name == other.name:
        return 0
    return OTHER_NUMBER if one.stem == other.stem else OTHER_NAME


def call_distance(one: CallMarks, other: CallMarks) -> int:
    """What it costs that a layer is asked for something else."""
    if is_same_call(one, other):
        return 0
    is_kin = one.kind == other.kind or one.family == other.family
    return OTHER_ARGUMENTS if is_kin else OTHER_KIND


def distance(one: Marks, other: Marks) -> int:
    """What it costs to take one layer for the other; 2·UNPAIRED or more where it never pays."""
    return name_distance(one, other) + call_distance(one.call, other.call)
