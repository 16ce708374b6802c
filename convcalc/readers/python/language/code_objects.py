"""`function.__code__`: what Python keeps of a function besides its steps, read from its syntax."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from convcalc.readers.python.objects.host import Namespace
from convcalc.readers.python.objects.host import no_attribute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.readers.python.objects.functions import Function

SCOPES = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
)


def code_of_function(function: Function) -> Namespace:
    """
    The counts of a function's arguments, and the names of its own variables.

    Raises:
        NoAttribute: Of a function that no user wrote.
    """
    if function.text.is_ours:
        raise no_attribute("'function' object", "__code__", ())
    arguments = function.arguments
    in_order = [*arguments.posonlyargs, *arguments.args]
    several = [*in_order, *arguments.kwonlyargs]
    several += [each for each in (arguments.vararg, arguments.kwarg) if each is not None]
    names = dict.fromkeys([each.arg for each in several])
    body = function.body if isinstance(function.body, list) else [function.body]
    names.update(dict.fromkeys(_variables(body)))
    return Namespace(
        "code",
        {
            "co_argcount": len(in_order),
            "co_filename": function.text.file,
            "co_firstlineno": getattr(function.node, "lineno", 1),
            "co_kwonlyargcount": len(arguments.kwonlyargs),
            "co_name": function.name,
            "co_posonlyargcount": len(arguments.posonlyargs),
            "co_varnames": tuple(names),
        },
    )


def _variables(body: list[ast.stmt] | list[ast.expr]) -> Iterator[str]:
    """The names that a body binds, but for those that functions inside it use as well."""
    own, inner = list(_walked(body)), set[str]()
    for each in own:
        if isinstance(each, (ast.Global, ast.Nonlocal)):
            inner.update(each.names)
        elif isinstance(each, SCOPES):
            inner.update(node.id for node in ast.walk(each) if isinstance(node, ast.Name))
    for each in own:
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
            if each.id not in inner:
                yield each.id
        elif isinstance(each, (ast.FunctionDef, ast.ClassDef)) and each.name not in inner:
            yield each.name


def _walked(body: list[ast.stmt] | list[ast.expr]) -> Iterator[ast.AST]:
    """What is in a body in the order of the text, without what functions inside it hold."""
    for each in body:
        yield each
        if not isinstance(each, SCOPES):
            yield from _walked(list(ast.iter_child_nodes(each)))  # type: ignore[arg-type]  # nodes
