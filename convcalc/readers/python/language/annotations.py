"""
Annotations of classes and functions: read from the syntax, evaluated only when they are asked for.

Python evaluates them where they stand, or keeps them as texts under `from __future__ import
annotations`. What cannot be evaluated is not known; nothing else stops for it.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.python.language.source_text import SourceText
    from convcalc.readers.python.objects.host import Site

AS_TEXT = re.compile(r"^from __future__ import [^\n#]*\bannotations\b", re.MULTILINE)
LONGEST_TEXT = 1_000


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


def annotation_of(cls: ClassObject, annotation: ast.expr, site: Site) -> Any:
    """What an annotation in a class's body is in Python: a value, or a text."""
    own = (node.id for node in ast.walk(annotation) if isinstance(node, ast.Name))
    shadowed = next((name for name in own if name in cls.namespace), None)
    if shadowed is not None:
        return _unknown(annotation, f"the class has a {shadowed!r} of its own", site)
    return _value(annotation, cls.scope, cls.text, site)


def annotations_of(value: ClassObject | Function, site: Site) -> dict[str, Any]:
    """`value.__annotations__`: those of a function, or of a class's own body."""
    if isinstance(value, Function):
        return {
            name: _value(each, value.scope, value.text, site) for name, each in _of_function(value)
        }
    cls = value
    return {each.name: annotation_of(cls, each.annotation, site) for each in annotated(cls.node)}


def annotation_of_argument(function: Function, name: str, site: Site) -> Any:
    """One of them; None where there is none."""
    found = dict(_of_function(function)).get(name)
    return None if found is None else (_value(found, function.scope, function.text, site),)


def hints_of(value: Any, site: Site) -> dict[str, Any]:
    """`typing.get_type_hints(value)`: of all bases, and with texts evaluated."""
    found: dict[str, Any] = {}
    if isinstance(value, ClassObject):
        for each in reversed(value.mro):
            for name, hint in annotations_of(each, site).items():
                found[name] = _resolved(hint, each.scope, each.text, site)
    elif isinstance(value, Function):
        for name, hint in annotations_of(value, site).items():
            found[name] = _resolved(hint, value.scope, value.text, site)
    return found


def _of_function(function: Function) -> Iterator[tuple[str, ast.expr]]:
    arguments = function.arguments
    several = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    several += [each for each in (arguments.vararg, arguments.kwarg) if each is not None]
    for each in several:
        if each.annotation is not None:
            yield each.arg, each.annotation
    returns = getattr(function.node, "returns", None)
    if returns is not None:
        yield "return", returns


def _value(annotation: ast.expr, scope: Scope | None, text: SourceText | None, site: Site) -> Any:
    """An annotation, evaluated where it stands."""
    if scope is None or text is None:
        return _unknown(annotation, "where it stands is not kept", site)
    if AS_TEXT.search(text.parsed_text):
        return ast.unparse(annotation)
    evaluator = site.evaluator
    outer, evaluator.text = evaluator.text, text
    try:
        return evaluator.evaluate(annotation, scope)
    except LimitError:
        raise
    except ConvcalcError as error:
        return _unknown(annotation, error.message, site)
    finally:
        evaluator.text = outer


def _resolved(hint: Any, scope: Scope | None, text: SourceText | None, site: Site) -> Any:
    """A hint that is a text, evaluated."""
    if type(hint) is not str:
        return hint
    unknown = Unread("an annotation", f"the annotation {hint[:40]!r} is not read", site.source())
    if scope is None or text is None or len(hint) > LONGEST_TEXT:
        return unknown
    evaluator = site.evaluator
    outer, evaluator.text = evaluator.text, text
    try:
        parsed = ast.parse(hint, mode="eval").body
        for node in ast.walk(parsed):
            if isinstance(node, (ast.expr, ast.keyword)):
                ast.copy_location(node, site.node)
        return evaluator.evaluate(parsed, scope)
    except LimitError:
        raise
    except (ConvcalcError, SyntaxError, ValueError, RecursionError):
        return unknown
    finally:
        evaluator.text = outer


def _unknown(annotation: ast.expr, reason: str, site: Site) -> Unread:
    return Unread(f"the annotation {ast.unparse(annotation)[:40]}", reason, site.source())


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
