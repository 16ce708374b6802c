"""Which model a file means when nobody says it, and which there are to choose from."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from convcalc.errors import UsageError
from convcalc.readers.source.changes import is_main_guard

if TYPE_CHECKING:
    from convcalc.readers.source.modules import SourceModule
    from convcalc.readers.source.parsed import ParsedFile
    from convcalc.readers.source.target import Target

MODEL_BASES = frozenset({"Module", "Model", "LightningModule", "Sequential", "Functional"})
LAYER_BASES = MODEL_BASES | {"Layer"}
LIBRARIES = frozenset({"nn", "layers", "models", "keras"})
"""What the classes of layers and models are taken from."""

MOST_LISTED = 20


def only_model(module: SourceModule, target: Target) -> str:
    """
    The one model of a file: a class that no other uses, a variable, or a builder.

    Raises:
        UsageError: If there is none, or several; lists what can be chosen.
    """
    parsed = module.parsed
    made = _made_in_file(parsed)
    if made and not target.arguments:
        return made
    variables = [] if target.arguments else [_variables(parsed), _built(parsed)]
    for found in [_root_classes(parsed), *variables, _builders(parsed)]:
        if len(found) == 1:
            return found[0]
        if found:
            break
    if not models_in(parsed):
        raise UsageError(
            f"{target.place} holds no model",
            expected="a class that derives from torch.nn.Module or keras.Model, "
            "or a function that makes a model",
        )
    raise nothing_chosen(parsed, target.place)


def _made_in_file(parsed: ParsedFile) -> str:
    """The one variable that holds the one model, whose class cannot be made without arguments."""
    roots, variables = _root_classes(parsed), _variables(parsed)
    if len(roots) != 1 or len(variables) != 1:
        return ""
    return variables[0] if _needs_arguments(model_classes(parsed)[roots[0]]) else ""


def _needs_arguments(node: ast.ClassDef) -> bool:
    """Whether the constructor that a class itself defines has arguments without a default."""
    for each in node.body:
        if isinstance(each, ast.FunctionDef) and each.name == "__init__":
            spec = each.args
            places = len(spec.posonlyargs) + len(spec.args) - 1
            return places > len(spec.defaults) or None in spec.kw_defaults
    return False


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
    names = [
        *_root_classes(parsed),
        *_variables(parsed),
        *_built(parsed),
        *_builders(parsed),
        *model_classes(parsed),
    ]
    return list(dict.fromkeys(names))


def model_classes(parsed: ParsedFile) -> dict[str, ast.ClassDef]:
    """The classes at the top of a file that derive from a model's or a layer's, by name."""
    found: dict[str, ast.ClassDef] = {}
    for node in parsed.tree.body:
        if isinstance(node, ast.ClassDef):
            bases = {_last_name(each) for each in node.bases}
            of_library = any(_owner(each) in LIBRARIES for each in node.bases)
            if of_library or bases & LAYER_BASES or bases & found.keys():
                found[node.name] = node
    return found


def _root_classes(parsed: ParsedFile) -> list[str]:
    """Model classes that no other class or function of the file uses."""
    classes = model_classes(parsed)
    used: set[str] = set()
    for node in parsed.tree.body:
        if is_main_guard(node) or _is_try_out(node):
            continue
        own = node.name if isinstance(node, ast.ClassDef) else ""
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            used |= {name for name in _loaded(node) if name != own}
    roots = [name for name in classes if name not in used]
    return [name for name in roots if _derives_from_model(classes[name], classes)] or roots


def _derives_from_model(node: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> bool:
    bases = [_last_name(each) for each in node.bases]
    return any(
        each in MODEL_BASES or (each in classes and _derives_from_model(classes[each], classes))
        for each in bases
    )


def _variables(parsed: ParsedFile) -> list[str]:
    """Variables at the top of a file that hold what a model class, or a library's, makes."""
    return _holding(parsed, {*model_classes(parsed), *MODEL_BASES})


def _built(parsed: ParsedFile) -> list[str]:
    """Variables at the top of a file that hold what a builder returns."""
    return _holding(parsed, set(_builders(parsed)))


def _holding(parsed: ParsedFile, makers: set[str]) -> list[str]:
    found: list[str] = []
    for node in parsed.tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            made_by = _last_name(node.value.func)
            target = node.targets[0]
            if isinstance(target, ast.Name) and made_by in makers:
                found.append(target.id)
    return list(dict.fromkeys(found))


def _builders(parsed: ParsedFile) -> list[str]:
    """Functions at the top of a file that return a model: one of its classes, or a library's."""
    makers = {*model_classes(parsed), *MODEL_BASES}
    found: list[str] = []
    for node in parsed.tree.body:
        if isinstance(node, ast.FunctionDef) and not _is_try_out(node):
            returned = [each.value for each in ast.walk(node) if isinstance(each, ast.Return)]
            called = {
                _last_name(each.func) for each in ast.walk(node) if isinstance(each, ast.Call)
            }
            if any(each is not None for each in returned) and called & makers:
                found.append(node.name)
    return found


def _is_try_out(node: ast.stmt) -> bool:
    """Whether this is a function that tries a model out, not a part of one."""
    return isinstance(node, ast.FunctionDef) and (
        node.name.startswith("test") or node.name == "main"
    )


def _loaded(node: ast.AST) -> set[str]:
    return {
        each.id
        for each in ast.walk(node)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)
    }


def _owner(node: ast.expr) -> str:
    """The last part of what a dotted name is taken from: `nn` of `torch.nn.Conv2d`."""
    return _last_name(node.value) if isinstance(node, ast.Attribute) else ""


def _last_name(node: ast.expr) -> str:
    """The last part of a dotted name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
