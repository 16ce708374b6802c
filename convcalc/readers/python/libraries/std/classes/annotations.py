"""What the annotated names of a class's body say, read from its syntax: nothing is evaluated."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.readers.python.objects.classes import ClassObject


class Annotated:
    """A name and its annotation; `word` is the annotation's own, as ClassVar in ClassVar[int]."""

    __slots__ = ("annotation", "name", "word")

    def __init__(self, name: str, annotation: ast.expr) -> None:
        self.name = name
        self.annotation = annotation
        self.word = _word(annotation)

    def text(self) -> str:
        """The annotation as it is written."""
        held = self.annotation
        if isinstance(held, ast.Constant) and isinstance(held.value, str):
            return held.value
        return ast.unparse(held)


def annotated(node: ast.ClassDef | None) -> Iterator[Annotated]:
    """The annotated names of a class, in order."""
    for each in _annotations(node.body if node is not None else []):
        if isinstance(each.target, ast.Name):
            yield Annotated(each.target.id, each.annotation)


def annotations_of(cls: ClassObject) -> dict[str, Any]:
    """The annotations of a class as texts, as `from __future__ import annotations` makes them."""
    return {each.name: each.text() for each in annotated(cls.node)}


def _annotations(body: list[ast.stmt]) -> Iterator[ast.AnnAssign]:
    for each in body:
        if isinstance(each, ast.AnnAssign):
            yield each
        elif isinstance(each, ast.If):
            yield from _annotations([*each.body, *each.orelse])


def _word(annotation: ast.expr) -> str:
    """The last name in front of the brackets of an annotation."""
    if isinstance(annotation, ast.Subscript):
        return _word(annotation.value)
    if isinstance(annotation, ast.Attribute):
        return annotation.attr
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        return annotation.value.partition("[")[0].rpartition(".")[2].strip()
    return annotation.id if isinstance(annotation, ast.Name) else ""
