"""The classes, builders and variables of a file that may be models, told from its text."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from convcalc.readers.source.changes import root_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from convcalc.readers.source.parsed import ParsedFile

MODEL_BASES = frozenset(
    {"Module", "Model", "LightningModule", "ScriptModule", "Sequential", "Functional"}
)
LAYER_BASES = MODEL_BASES | {"Layer"}
LIBRARIES = frozenset({"nn", "layers", "models", "keras"})
"""What the classes of layers and models are taken from."""

LOSSES = re.compile(r"(?:Loss|Criterion|Metric|Meter)$")
"""How classes are called that tell how good a model is."""

TELLING = frozenset(
    {"parameters", "named_parameters", "state_dict", "modules", "children", "named_modules"}
)
"""The methods of models that give no model."""

TAKING = frozenset({"forward", "call"})
"""The methods that take what a model is fed."""


def model_classes(parsed: ParsedFile) -> dict[str, ast.ClassDef]:
    """
    The classes at the top of a file that derive from a model's or a layer's, by name.

    One whose base is imported is taken for such where it says what it does with its inputs.
    """
    imported = {name for each in parsed.tree.body for name in imported_by(each)}
    found: dict[str, ast.ClassDef] = {}
    for node in parsed.tree.body:
        if isinstance(node, ast.ClassDef):
            bases = {last_name(each) for each in node.bases}
            of_library = any(_owner(each) in LIBRARIES for each in node.bases)
            of_others = bool({name for each in node.bases for name in root_of(each)} & imported)
            of_others = of_others and _takes_inputs(node)
            if of_library or of_others or bases & LAYER_BASES or bases & found.keys():
                found[node.name] = node
    return found


def imported_by(node: ast.stmt) -> list[str]:
    """The names that an import at the top of a file brings from modules that are no library."""
    from convcalc.readers.python.libraries import is_closed

    if not isinstance(node, ast.ImportFrom):
        return []
    is_own = bool(node.level) or not is_closed(node.module or "")
    return [each.asname or each.name for each in node.names] if is_own else []


def _takes_inputs(node: ast.ClassDef) -> bool:
    """Whether a class has a method that takes tensors."""
    return any(isinstance(each, ast.FunctionDef) and each.name in TAKING for each in node.body)


def root_classes(parsed: ParsedFile) -> list[str]:
    """Model classes that no other uses, nor is one handed to a model where it is made."""
    classes = model_classes(parsed)
    used: set[str] = set()
    for node in parsed.tree.body:
        if isinstance(node, ast.ClassDef) and node.name in classes:
            used |= {name for name in _loaded(node) if name != node.name}
        elif isinstance(node, ast.FunctionDef):
            used |= {name for name in _handed(node, {*classes, *MODEL_BASES}) if name in classes}
    roots = [name for name in classes if name not in used]
    roots = [name for name in roots if not LOSSES.search(name)] or roots
    return [name for name in roots if _derives_from_model(classes[name], classes)] or roots


def _handed(function: ast.FunctionDef, makers: set[str]) -> set[str]:
    """What a function hands to a model that it makes: `Net(Block, 3)`, `Net(Block())`."""
    made = [
        each
        for each in ast.walk(function)
        if isinstance(each, ast.Call) and last_name(each.func) in makers
    ]
    values = [
        value for each in made for value in (*each.args, *[one.value for one in each.keywords])
    ]
    return {name for each in values for name in _loaded(each)}


def _derives_from_model(node: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> bool:
    bases = [last_name(each) for each in node.bases]
    return any(
        each in MODEL_BASES or (each in classes and _derives_from_model(classes[each], classes))
        for each in bases
    )


def variables(parsed: ParsedFile) -> list[str]:
    """Variables at the top of a file that hold what a model class, or a library's, makes."""
    return _holding(parsed, {*model_classes(parsed), *MODEL_BASES})


def built(parsed: ParsedFile) -> list[str]:
    """Variables at the top of a file that hold what a builder returns."""
    return _holding(parsed, set(builders(parsed)))


def _holding(parsed: ParsedFile, makers: set[str]) -> list[str]:
    found: list[str] = []
    for node in parsed.tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            made_by = last_name(node.value.func)
            target = node.targets[0]
            if isinstance(target, ast.Name) and made_by in makers:
                found.append(target.id)
    return list(dict.fromkeys(found))


def functions(parsed: ParsedFile) -> list[ast.FunctionDef]:
    """The functions at the top of a file, but for those that try a model out."""
    tops = [each for each in parsed.tree.body if isinstance(each, ast.FunctionDef)]
    return [each for each in tops if not each.name.startswith("test") and each.name != "main"]


def functions_in(parsed: ParsedFile) -> list[str]:
    """Functions that return what an imported class makes, where nothing else may be a model."""
    imported = {name for each in parsed.tree.body for name in imported_by(each)}
    classes = {name for name in imported if name[:1].isupper()}
    return [each.name for each in functions(parsed) if returned_by(each, classes)]


def makers_of_lists(parsed: ParsedFile) -> list[str]:
    """Functions that return a list of layers as they stand in it."""
    return [
        function.name
        for function in functions(parsed)
        for each in ast.walk(function)
        if isinstance(each, ast.Return)
        and isinstance(each.value, (ast.List, ast.Tuple))
        and each.value.elts
        and all(map(_is_of_library, each.value.elts))
    ]


def _is_of_library(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and _owner(node.func) in LIBRARIES


def builders(parsed: ParsedFile) -> dict[str, str]:
    """
    The functions that return a model, by name, and what makes it.

    That is one of the file's classes, a library's, or another builder.
    """
    makers = {*model_classes(parsed), *MODEL_BASES}
    found: dict[str, str] = {}
    for node in functions(parsed):
        made = returned_by(node, {*makers, *found})
        if made:
            found[node.name] = found.get(made, made)
    return found


def outer_builders(parsed: ParsedFile) -> list[str]:
    """The builders that no class and no other builder calls."""
    made, classes = builders(parsed), model_classes(parsed)
    used = {
        name
        for node in parsed.tree.body
        if isinstance(node, (ast.ClassDef, ast.FunctionDef))
        and (node.name in made or node.name in classes)
        for name in _loaded(node)
        if name != node.name
    }
    return [name for name in made if name not in used] or list(made)


def returned_by(function: ast.FunctionDef, makers: Collection[str]) -> str:
    """The maker whose call a function returns, at once or by a variable; empty if there is none."""
    values: dict[str, list[ast.expr]] = {}
    pending: list[ast.expr] = []
    for each in ast.walk(function):
        if isinstance(each, ast.Assign):
            for name in [name for target in each.targets for name in root_of(target)]:
                values.setdefault(name, []).append(each.value)
        elif isinstance(each, ast.Return) and each.value is not None:
            pending.append(each.value)
    while pending:
        each = pending.pop(0)
        name = last_name(each.func) if isinstance(each, ast.Call) else ""
        if name in makers:
            return name
        pending += values.pop(each.id, []) if isinstance(each, ast.Name) else _of_which(each)
    return ""


def _of_which(node: ast.expr) -> list[ast.expr]:
    """The parts of an expression that its value may be, or have inside."""
    if isinstance(node, ast.Call) and last_name(node.func) in TELLING:
        return []
    if isinstance(node, ast.Call):
        # What a wrapper is handed may be the model: `return nn.DataParallel(net)`.
        owner = [node.func.value] if isinstance(node.func, ast.Attribute) else []
        return [*owner, *node.args]
    if isinstance(node, (ast.Attribute, ast.Subscript)):
        return [node.value]
    if isinstance(node, (ast.Tuple, ast.List)):
        return node.elts
    if isinstance(node, ast.Dict):
        return node.values
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else []


def _loaded(node: ast.AST) -> set[str]:
    return {
        each.id
        for each in ast.walk(node)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)
    }


def _owner(node: ast.expr) -> str:
    """The last part of what a dotted name is taken from: `nn` of `torch.nn.Conv2d`."""
    return last_name(node.value) if isinstance(node, ast.Attribute) else ""


def last_name(node: ast.expr) -> str:
    """The last part of a dotted name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
