"""Signatures, and the arguments of a call bound to them, with complaints in the user's words."""

from __future__ import annotations

import ast
from types import SimpleNamespace
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence


class Given(SimpleNamespace):
    """The arguments of a layer's call by name, defaults among them, as a maker takes them."""

    def but(self, **others: Any) -> Given:
        """The same arguments with some set otherwise."""
        return Given(**(self.__dict__ | others))


class Signature(Value):
    """
    What a function takes.

    Args:
        names: The arguments in order, `*rest` and `**rest` apart.
        most: How many may be given without a name.
        defaults: Those that may be left out, and what they are then.
        rest: The name of `*rest`, or "".
        keyword_rest: The name of `**rest`, or "".
    """

    names: tuple[str, ...]
    most: int
    defaults: Mapping[str, Any]
    rest: str = ""
    keyword_rest: str = ""
    known: frozenset[str]


_SIGNATURES: dict[object, Signature] = {}


def signature(function: Callable[..., Any], fixed: int) -> Signature:
    """What a function takes behind its first `fixed` parameters."""
    found = _SIGNATURES.get(function)
    if found is None:
        code, defaults = function.__code__, function.__defaults__ or ()
        positional = code.co_varnames[fixed : code.co_argcount]
        total = code.co_argcount + code.co_kwonlyargcount
        names = (*positional, *code.co_varnames[code.co_argcount : total])
        star, stars = bool(code.co_flags & 4), bool(code.co_flags & 8)
        usual = dict(zip(positional[len(positional) - len(defaults) :], defaults, strict=True))
        found = _SIGNATURES[function] = Signature(
            names=names,
            most=len(positional),
            defaults=usual | (function.__kwdefaults__ or {}),
            rest=code.co_varnames[total] if star else "",
            keyword_rest=code.co_varnames[total + star] if stars else "",
            known=frozenset(names),
        )
    return found


def signature_in(text: str) -> tuple[Signature, dict[str, str]]:
    """
    What a text between parentheses says that a function takes, and the words behind its colons.

    A default is a literal; a bare word stands for itself.

    >>> parsed, rules = signature_in("size, stride:each=1, *, bias=True")
    >>> parsed.names, parsed.most, dict(parsed.defaults), rules
    (('size', 'stride', 'bias'), 2, {'stride': 1, 'bias': True}, {'stride': 'each'})
    """
    (function,) = ast.parse(f"def _({text}): ...").body
    assert isinstance(function, ast.FunctionDef)  # noqa: S101 (it is spelled here)
    takes = function.args
    every = (*takes.args, *takes.kwonlyargs)
    names = tuple([each.arg for each in every])
    usual = [*[None] * (len(takes.args) - len(takes.defaults)), *takes.defaults, *takes.kw_defaults]
    found = Signature(
        names=names,
        most=len(takes.args),
        defaults={
            name: _literal(value)
            for name, value in zip(names, usual, strict=True)
            if value is not None
        },
        rest=takes.vararg.arg if takes.vararg else "",
        keyword_rest=takes.kwarg.arg if takes.kwarg else "",
        known=frozenset(names),
    )
    return found, {each.arg: ast.unparse(each.annotation) for each in every if each.annotation}


def _literal(value: ast.expr) -> Any:
    if isinstance(value, ast.Constant):
        return value.value
    return value.id if isinstance(value, ast.Name) else ast.literal_eval(value)


def check(
    signature: Signature, args: Sequence[Any], kwargs: Mapping[str, Any], spelled: str
) -> None:
    """
    Need arguments that a signature takes.

    Raises:
        BadValue: If one is missing, unknown, given twice or one too many.
    """
    names, most = signature.names, signature.most
    if len(args) > most and not signature.rest:
        raise BadValue(
            f"{spelled}() takes {most} arguments without a name, got {len(args)}",
            expected=", ".join(names[:most]) or "no arguments",
        )
    given = set(names[: min(len(args), most)])
    for name in kwargs:
        if name in given:
            place = names.index(name) + 1
            raise BadValue(
                f"{spelled}() got {name!r} twice",
                expected=", ".join(names),
                hint=f"argument {place} without a name is {name}",
                argument=name,
            )
        if name not in signature.known and not signature.keyword_rest:
            raise BadValue(
                f"{spelled}() has no argument {name!r}",
                expected=", ".join(names),
                hint=_meant_argument(name, names),
                argument=name,
            )
    missing = [
        name
        for name in names
        if name not in signature.defaults and name not in given and name not in kwargs
    ]
    if missing:
        raise BadValue(
            f"{spelled}() needs {' and '.join(map(repr, missing))}", expected=", ".join(names)
        )


def _meant_argument(word: str, names: Sequence[str]) -> str:
    from convcalc.layers.core.arguments import same_meaning
    from convcalc.suggestions import did_you_mean

    other = same_meaning(word, names)
    return f"did you mean {other!r}?" if other else did_you_mean(word, names)


def bound(
    signature: Signature, args: Sequence[Any], kwargs: Mapping[str, Any], spelled: str
) -> dict[str, Any]:
    """
    The arguments of a call by name, defaults among them.

    Raises:
        BadValue: If one is missing, unknown, given twice or one too many.
    """
    check(signature, args, kwargs, spelled)
    given = dict(signature.defaults)
    given.update(zip(signature.names[: signature.most], args, strict=False))
    if signature.rest:
        given[signature.rest] = tuple(args[signature.most :])
    if signature.keyword_rest:
        known = signature.known
        others = {name: each for name, each in kwargs.items() if name not in known}
        given[signature.keyword_rest] = others
        kwargs = {name: each for name, each in kwargs.items() if name in known}
    given.update(kwargs)
    return given


def bind(
    function: Callable[..., Any],
    fixed: Sequence[Any],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
    spelled: str,
) -> Any:
    """
    Call a function as Python would, with complaints in the user's words.

    Raises:
        BadValue: If an argument is missing, unknown, given twice or one too many.
    """
    check(signature(function, len(fixed)), args, kwargs, spelled)
    return function(*fixed, *args, **kwargs)
