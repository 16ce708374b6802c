"""Which model a file means when nobody says it, and which there are to choose from."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from convcalc.errors import UsageError
from convcalc.readers.source.candidates import builders
from convcalc.readers.source.candidates import built
from convcalc.readers.source.candidates import functions
from convcalc.readers.source.candidates import functions_in
from convcalc.readers.source.candidates import makers_of_lists
from convcalc.readers.source.candidates import model_classes
from convcalc.readers.source.candidates import outer_builders
from convcalc.readers.source.candidates import root_classes
from convcalc.readers.source.candidates import variables

if TYPE_CHECKING:
    from convcalc.readers.source.modules import SourceModule
    from convcalc.readers.source.parsed import ParsedFile
    from convcalc.readers.source.target import Target

MOST_LISTED = 20


class NothingHeld(UsageError):  # noqa: N818 (what is wrong, as the user would say)
    """A file whose text shows no model."""


def only_model(module: SourceModule, target: Target) -> str:
    """
    The one model of a file: a class that is no part of another, a variable, or a builder.

    Raises:
        NothingHeld: If there is none.
        UsageError: If there are several; lists what can be chosen.
    """
    parsed = module.parsed
    made = _made_in_file(parsed)
    if made and not target.arguments:
        return made
    held = [] if target.arguments else [variables(parsed), built(parsed)]
    builders_too = [outer_builders(parsed), functions_in(parsed), makers_of_lists(parsed)]
    for found in [_roots(parsed), *held, *builders_too]:
        if len(found) == 1:
            return found[0]
        if found:
            break
    if not models_in(parsed):
        raise NothingHeld(
            f"{target.place} holds no model",
            expected="a class that derives from torch.nn.Module or keras.Model, "
            "or a function that makes a model",
        )
    raise nothing_chosen(parsed, target.place)


def _roots(parsed: ParsedFile) -> list[str]:
    """
    The classes that no other uses and no builder makes.

    Beside builders of another class they may be spare: then those are among the answers, too.
    """
    made = builders(parsed)
    free = [name for name in root_classes(parsed) if name not in made.values()]
    if not free:
        return _without_arguments(parsed, made)
    others = [name for name in outer_builders(parsed) if made[name] in model_classes(parsed)]
    return [*free, *others]


def _without_arguments(parsed: ParsedFile, made: dict[str, str]) -> list[str]:
    """The one class that can be made as it is, where its one builder cannot be called so."""
    classes = model_classes(parsed)
    names = [name for name in outer_builders(parsed) if made[name] in classes]
    if len(names) != 1 or made[names[0]] not in root_classes(parsed):
        return []
    builder = next(each for each in functions(parsed) if each.name == names[0])
    is_asking = _lacks_defaults(builder.args, 0)
    cls = made[names[0]]
    return [cls] if is_asking and not _needs_arguments(classes[cls]) else []


def _made_in_file(parsed: ParsedFile) -> str:
    """The one variable that holds the one model, whose class cannot be made without arguments."""
    classes = model_classes(parsed)
    roots, held = _roots(parsed) or root_classes(parsed), variables(parsed)
    if len(roots) != 1 or len(held) != 1:
        return ""
    return held[0] if roots[0] in classes and _needs_arguments(classes[roots[0]]) else ""


def _needs_arguments(node: ast.ClassDef) -> bool:
    """Whether the constructor that a class itself defines has arguments without a default."""
    for each in node.body:
        if isinstance(each, ast.FunctionDef) and each.name == "__init__":
            return _lacks_defaults(each.args, 1)
    return False


def _lacks_defaults(spec: ast.arguments, first: int) -> bool:
    """Whether arguments behind the first ones have no default."""
    places = len(spec.posonlyargs) + len(spec.args) - first
    return places > len(spec.defaults) or None in spec.kw_defaults


def nothing_chosen(parsed: ParsedFile, place: str) -> UsageError:
    """The question which of several models is meant, with targets to paste."""
    choices = models_in(parsed)
    listed = [f"{place}:{each}" for each in choices[:MOST_LISTED]]
    more = f", and {len(choices) - MOST_LISTED} more" if len(choices) > MOST_LISTED else ""
    return UsageError(
        f"{place} holds {'several models' if len(choices) > 1 else 'models'}",
        expected="one of them, behind a colon",
        hint="choose from\n    " + "\n    ".join(listed) + more if listed else "",
    )


def models_in(parsed: ParsedFile) -> list[str]:
    """The names that a target of this file may have: roots first, then all others."""
    made = builders(parsed)
    names = [
        *[name for name in root_classes(parsed) if name not in made.values()],
        *variables(parsed),
        *built(parsed),
        *made,
        *model_classes(parsed),
    ]
    return list(dict.fromkeys(names or functions_in(parsed)))
