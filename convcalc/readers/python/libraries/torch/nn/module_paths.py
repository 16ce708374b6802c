"""The paths of modules, as `named_modules` tells them, and what each of them is to the graph."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from convcalc.graph.tensor import Module
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.other.own_parameters import NO_PARAMETERS
from convcalc.layers.other.own_parameters import Parameters
from convcalc.readers.python.language.limits import exceeded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.tracing.trace import Trace
    from convcalc.source import Source


MOST_PATHS = 250_000


def named_modules(
    root: ModuleInstance, prefix: str = "", *, once: bool = True
) -> Iterator[tuple[str, ModuleInstance]]:
    """
    Every module with its path, from the outside in, in the order of registration.

    A module that is held twice is told by its first path; with `once` off by all, unless it holds
    itself.

    Raises:
        LimitError: If there are too many paths, as where modules hold the same one twice in turn.
    """
    left = MOST_PATHS
    seen: set[int] = set()
    pending: list[tuple[str, ModuleInstance, frozenset[int]]] = [(prefix, root, frozenset())]
    while pending:
        path, module, around = pending.pop()
        if id(module) in (seen if once else around):
            continue
        seen.add(id(module))
        left -= not once
        if left < 0:
            raise exceeded("paths", MOST_PATHS, "paths of modules")
        yield path, module
        inner = around | {id(module)} if not once else around
        dot = f"{path}." if path else ""
        pending.extend([(dot + name, child, inner) for name, child in reversed([*module.held()])])


def prepare(root: ModuleInstance, trace: Trace) -> None:
    """Give every module its path, tell what it owns, and define those that give an entry."""
    trace.begin()
    _adopt(root, "", trace)


def _adopt(root: ModuleInstance, prefix: str, trace: Trace) -> None:
    for path, module in named_modules(root, prefix):
        module.path = path
        module.is_training = False
        trace.reserve(path)
        module.node_module = _node_module(module, path, trace.owners)
        if module.is_leaf() or module.node_module.parameters is not NO_PARAMETERS:
            trace.builder.define(module.node_module)


def _attach(module: ModuleInstance, trace: Trace, site: Site) -> None:
    """Let a module belong to the function or script that calls it, named as it is called there."""
    called = site.node.func if isinstance(site.node, ast.Call) else site.node
    word = module.cls.name.lower()
    if isinstance(called, ast.Name):
        word = called.id
    elif isinstance(called, ast.Attribute):
        word = called.attr
    elif isinstance(called, ast.Subscript) and isinstance(called.slice, ast.Constant):
        owner = f"{called.value.id}." if isinstance(called.value, ast.Name) else ""
        word = f"{owner}{called.slice.value}"  # type: ignore[str-bytes-safe]  # bytes are no matter
    _adopt(module, trace.unique(f"{trace.path}.{word}" if trace.path else word), trace)


def _node_module(module: ModuleInstance, path: str, owners: dict[int, str]) -> Module:
    stored = module.stored()
    if stored is not None and stored is not NO_PARAMETERS:
        stored = _tied(module, stored, path, owners)
    return Module(
        module.own_layer(),
        spelled=module.cls.name,
        call=module.made_by(),
        name=path,
        source=definition(module),
        parameters=stored,
    )


def _tied(
    module: ModuleInstance, stored: Parameters, path: str, owners: dict[int, str]
) -> Parameters:
    """
    The same, but parameters that an earlier module owns are said to be its.

    A buffer that is held twice is told once.
    """
    tied: list[tuple[str, str]] = []
    for name, parameter in module.own_parameters().items():
        if parameter is not None:
            owner = _owner(parameter, name, path, owners)
            if owner:
                tied.append((name, owner))
    again = {
        name
        for name, buffer in module.own_buffers().items()
        if buffer is not None and _owner(buffer, name, path, owners)
    }
    if not tied and not again:
        return stored
    kept = tuple([each for each in stored.buffers_by_name if each[0] not in again])
    return stored.replace(tied_to=tuple(tied), buffers_by_name=kept)


def _owner(held: object, name: str, path: str, owners: dict[int, str]) -> str:
    """The path under which something was held before; empty where this is the first."""
    own = f"{path}.{name}" if path else name
    owner = owners.setdefault(id(held), own)
    return "" if owner is own else owner


def definition(module: ModuleInstance) -> Source | None:
    """Where it was made."""
    if module.made_at is None:
        return None
    text, node = module.made_at
    return text.place(node)


def stored_by(module: ModuleInstance) -> Parameters:
    """The parameters and buffers that a module itself holds."""
    weights: list[tuple[str, Shape]] = []
    frozen: list[str] = []
    for name, parameter in module.own_parameters().items():
        if parameter is not None:
            weights.append((name, parameter.shape))
            if not parameter.is_learned:
                frozen.append(name)
    buffers = [
        (name, buffer.shape) for name, buffer in module.own_buffers().items() if buffer is not None
    ]
    if not weights and not buffers:
        return NO_PARAMETERS
    return Parameters(
        weights_by_name=tuple(weights), buffers_by_name=tuple(buffers), frozen=tuple(frozen)
    )


def named(module: ModuleInstance, trace: Trace, site: Site) -> tuple[str, Module]:
    """
    The path of a module that is called, and what it is to the graph.

    One that the model does not hold is named after the code that calls it. What it learns is
    nobody's: PyTorch would not count it among the model's parameters. Where no model holds
    anything, as in a function, it belongs to the whole.
    """
    if module.path is None and trace.is_loose:
        _attach(module, trace, site)
    if module.path is not None and module.node_module is not None:
        return module.path, module.node_module
    word = module.cls.name.lower()
    path = trace.unique(f"{trace.path}.{word}" if trace.path else word)
    node_module = Module(
        module.own_layer(),
        spelled=module.cls.name,
        call=module.made_by(),
        source=definition(module),
        parameters=NO_PARAMETERS,
    )
    if trace.is_begun:
        module.path, module.node_module = path, node_module
        if _learns(module):
            trace.builder.assumed.append(
                f"{path} is held by no module: its parameters are not the model's"
            )
    return path, node_module


def _learns(module: ModuleInstance) -> bool:
    """Whether it has parameters, as far as that is known without an input."""
    try:
        return bool(module.own_layer().weights(())) or stored_by(module) is not NO_PARAMETERS
    except NeedsInput:
        return True
