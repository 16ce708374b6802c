"""What a statement may have changed: seen in its text, and in that of the functions it calls."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError
from convcalc.readers.python.libraries import LibraryModule
from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.objects.classes import BoundMethod
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.instances import Instance
from convcalc.readers.python.objects.unread import is_changeable
from convcalc.readers.source.changes import names_of
from convcalc.readers.source.modules import SourceModule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.source.modules import Finder

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
DEFINED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
STORED = (ast.Store, ast.Del)
CHAINS = (ast.Name, ast.Attribute, ast.Subscript, ast.Starred)
HOLDING = (ast.List, ast.Tuple, ast.Set, ast.Dict, ast.IfExp, ast.BoolOp, ast.NamedExpr)
NAMESPACES = frozenset({"exec", "globals", "locals", "vars"})
CONTAINERS = (list, dict, set, bytearray)


class Touched:
    """
    Names that may be bound anew, and objects that may be changed.

    An object may be changed where it is an argument of a call, where a method of it is called, and
    where an attribute or an element of it is set; of a function of the user all of this holds that
    its body does with what stands outside of it.
    """

    def __init__(self, scope: Scope) -> None:
        self.names: list[tuple[Scope, str]] = []
        self.objects: list[object] = []
        self._scope = scope
        self._seen: set[int] = set()

    @classmethod
    def by_star(cls, scope: Scope) -> Touched:
        """What `from x import *` may bring, where nobody knows what that is."""
        touched = cls(scope)
        touched.names = [(scope, name) for name in scope.variables if is_data(scope, name)]
        return touched

    def of(self, statement: ast.stmt, scope: Scope | None = None) -> None:
        """Add what a statement at the top of a file may have changed, this one or another."""
        scope = scope or self._scope
        for node in inside([statement]):
            self._add_names(node, scope)
            self._add_objects(node, scope, frozenset())

    def of_function(self, function: Function) -> None:
        """Add what calling a function of the user may have changed."""
        self._add_function(function)
        given = [each for each in self.objects if isinstance(each, Function)]
        self.objects = [each for each in self.objects if not isinstance(each, Function)]
        for each in given:
            self.of_function(each)

    def _add_names(self, node: ast.AST, scope: Scope) -> None:
        if isinstance(node, (ast.Attribute, ast.Subscript, ast.Expr)):
            return
        self.names += [(scope, name) for name in names_of(node) if name != "*"]
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
            self.names += [(scope, name) for name in scope.variables if is_data(scope, name)]

    def _add_objects(self, node: ast.AST, scope: Scope, local: frozenset[str]) -> None:
        changed: Iterable[ast.expr] = ()
        if isinstance(node, ast.Call):
            changed = [*node.args, *[each.value for each in node.keywords]]
            self._add_called(node.func, scope, local)
            if isinstance(node.func, ast.Name) and node.func.id in NAMESPACES:
                outer = scope.outermost()
                self.names += [(outer, name) for name in outer.variables if is_data(outer, name)]
        elif isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.ctx, STORED):
            changed = [node.value]
        elif isinstance(node, ast.AugAssign):
            changed = [node.target]
        elif isinstance(node, ast.With):
            changed = [each.context_expr for each in node.items]
        elif isinstance(node, (*DEFINED, ast.Lambda)):
            for decorator in getattr(node, "decorator_list", ()):
                self._add_called(decorator, scope, local)
            if not isinstance(node, ast.ClassDef):
                self._add_inner(node, scope, local)
        if isinstance(node, ast.ClassDef):
            self._add_bases(node, scope, local)
            self._add_class_body(node, scope, local)
        elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
            # Under its new name, which is not known from here on, it may be changed anywhere.
            changed = [node.value] if node.value is not None else []
        for each in changed:
            self._add_given(each, scope, local)
            if isinstance(node, ast.Attribute):
                self._add_of_module(node, scope, local)

    def _add_of_module(self, node: ast.Attribute, scope: Scope, local: frozenset[str]) -> None:
        """`settings.width = ...`, where the module is the user's."""
        module_scope = getattr(value_of(node.value, scope, local), "scope", None)
        if module_scope is not None and node.attr in module_scope.variables:
            self.names.append((module_scope, node.attr))

    def _add_given(self, node: ast.AST, scope: Scope, local: frozenset[str]) -> None:
        """Add what an expression stands for, or what the objects are in a list that it writes."""
        value = value_of(node, scope, local) if isinstance(node, CHAINS) else MISSING
        self._add(value)
        if isinstance(node, HOLDING):
            for each in ast.iter_child_nodes(node):
                self._add_given(each, scope, local)

    def _add(self, value: Any) -> None:
        if isinstance(value, (*CONTAINERS, Function)) or is_changeable(value):
            self.objects.append(value)
        elif isinstance(value, HostObject) and value.receiver() is not value:
            self._add(value.receiver())

    def _add_class_body(self, node: ast.ClassDef, scope: Scope, local: frozenset[str]) -> None:
        nodes = list(inside(node.body))
        shared = {name for each in nodes if isinstance(each, ast.Global) for name in each.names}
        self.names += [(scope.outermost(), name) for name in shared]
        for each in nodes:
            if not isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self._add_objects(each, scope, local)

    def _add_bases(self, node: ast.ClassDef, scope: Scope, local: frozenset[str]) -> None:
        """What metaclasses and bases do when a class is made."""
        for each in (*node.bases, *[word.value for word in node.keywords]):
            cls = value_of(each, scope, local)
            if isinstance(cls, ClassObject):
                for name in ("__new__", "__init__", "__init_subclass__"):
                    held = cls.lookup(name)
                    self._add_function(getattr(held, "function", held))

    def _add_called(self, node: ast.expr, scope: Scope, local: frozenset[str]) -> None:
        """Add the object whose method is called, and what a function of the user does."""
        if isinstance(node, ast.Attribute):
            owner = value_of(node.value, scope, local)
            if not isinstance(owner, LibraryModule):
                self._add(owner)
        function = value_of(node, scope, local)
        if isinstance(function, BoundMethod):
            self._add(function.instance)
            function = function.function
        if isinstance(function, ClassObject):
            function = function.lookup("__init__")
        elif isinstance(function, Instance):
            function = function.cls.lookup("__call__")
        self._add_function(function)

    def _add_function(self, function: Any) -> None:
        if isinstance(function, Function) and id(function) not in self._seen:
            self._seen.add(id(function))
            self._add_body(function)

    def _add_body(self, function: Function) -> None:
        self._add_inner(function.node, function.scope, frozenset())
        for default in (*function.defaults, *function.keyword_defaults.values()):
            self._add(default)

    def _add_inner(self, node: Any, scope: Scope, local: frozenset[str]) -> None:
        """What a function does where it is called, which stands in a scope."""
        body = node.body
        nodes = list(inside(body if isinstance(body, list) else [body]))
        shared = {name for each in nodes if isinstance(each, ast.Global) for name in each.names}
        around = {name for each in nodes if isinstance(each, ast.Nonlocal) for name in each.names}
        spec = node.args
        given = [*spec.posonlyargs, *spec.args, *spec.kwonlyargs]
        own = {each.arg for each in (*given, spec.vararg, spec.kwarg) if each is not None}
        for each in nodes:
            if isinstance(each, ast.Name) and isinstance(each.ctx, STORED):
                own.add(each.id)
        self.names += [(scope.outermost(), name) for name in shared]
        holders = ((scope.find(name), name) for name in around - local)
        self.names += [(holder, name) for holder, name in holders if holder is not None]
        for each in nodes:
            self._add_objects(each, scope, local | frozenset(own - shared - around))


def inside(statements: Sequence[ast.AST]) -> Iterable[ast.AST]:
    """Statements and what is in them, but for the bodies of functions and classes inside."""
    pending: list[ast.AST] = [*statements]
    while pending:
        node = pending.pop()
        yield node
        if isinstance(node, DEFINITIONS):
            pending += getattr(node, "decorator_list", ())
        else:
            pending.extend(ast.iter_child_nodes(node))


def value_of(node: ast.expr, scope: Scope, local: frozenset[str]) -> Any:
    """
    What a chain of names stands for now, else MISSING; for an element, what it is an element of.

    Nothing is evaluated: attributes are looked up where they are kept.
    """
    if isinstance(node, (ast.Subscript, ast.Starred)):
        return value_of(node.value, scope, local)
    if isinstance(node, ast.Name):
        if node.id in local:
            return MISSING
        holder = scope.find(node.id)
        return MISSING if holder is None else holder.variables[node.id]
    if isinstance(node, ast.Call):
        return value_of(node.func, scope, local)
    if not isinstance(node, ast.Attribute):
        return MISSING
    owner = value_of(node.value, scope, local)
    if isinstance(owner, Instance):
        found = owner.attributes.get(node.attr, MISSING)
        if found is not MISSING:
            return found
        held = owner.cls.lookup(node.attr)
        return BoundMethod(held, owner) if isinstance(held, Function) else owner
    if isinstance(owner, ClassObject):
        return owner.lookup(node.attr)
    inner = getattr(owner, "scope", None)
    if inner is not None and not isinstance(owner, Function):
        return inner.variables.get(node.attr, MISSING)
    return owner


def is_data(scope: Scope, name: str) -> bool:
    """Whether a name holds a plain value, which a star may replace."""
    value = scope.variables[name]
    plain = (int, float, str, tuple, *CONTAINERS, type(None))
    return not name.startswith("__") and isinstance(value, plain)


IMPORTS = (ast.Import, ast.ImportFrom)


def add_imports(touched: Touched, statement: ast.stmt, scope: Scope, importer: Finder) -> None:
    """
    Add what the imports inside a statement may have changed, and bind what they bind.

    A file of the user's that has not run is run for that: what it did not make of constants alone
    may be something else when it runs later.
    """
    for node in inside([statement]):
        for name in _modules_of(node):
            had = importer.begun()
            try:
                module = importer.begin(name, statement)
            except LimitError:
                raise
            except ConvcalcError:
                continue
            if isinstance(module, SourceModule):
                _bind(node, name, module, scope)
            for each in importer.begun():
                if each not in had:
                    _add_module(touched, each)


def _modules_of(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (each.name for each in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield "." * node.level + (node.module or "")


def _bind(node: ast.AST, name: str, module: SourceModule, scope: Scope) -> None:
    """Bind what an import binds that is asked for below in the same statement."""
    variables = scope.variables
    if isinstance(node, ast.ImportFrom):
        for each in node.names:
            found = module.find(each.name) if each.name != "*" else MISSING
            if found is not MISSING:
                variables.setdefault(each.asname or each.name, found)
    elif isinstance(node, ast.Import):
        for each in node.names:
            if each.name == name and (each.asname or "." not in name):
                variables.setdefault(each.asname or name, module)


def _add_module(touched: Touched, module: SourceModule) -> None:
    """What a module did when it ran, but for definitions, imports and constants."""
    for statement in module.parsed.tree.body:
        if not isinstance(statement, (*DEFINED, *IMPORTS)) and not _is_constant(statement):
            touched.of(statement, module.scope)


def _is_constant(statement: ast.stmt) -> bool:
    """Whether a statement only binds what it spells out."""
    reads = (each for each in ast.walk(statement) if isinstance(each, (ast.Name, ast.Call)))
    is_plain = isinstance(statement, (ast.Assign, ast.AnnAssign, ast.Expr))
    return is_plain and all(isinstance(getattr(each, "ctx", None), ast.Store) for each in reads)
