"""What a file does with its models when it is run: the calls that really happen, in order."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ConvcalcError
from convcalc.layers.core.shapes import show_shape
from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
from convcalc.readers.python.libraries.torch.nn.module_methods import MODULE
from convcalc.readers.python.libraries.torch.nn.module_paths import named_modules
from convcalc.readers.python.objects.attributes import get_attribute
from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.host import invoke
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.tracing.models import Model
from convcalc.readers.python.tracing.models import parameters_to_fill
from convcalc.readers.python.tracing.tensors import TensorValue
from convcalc.readers.python.tracing.tensors import tensors_in
from convcalc.readers.source.candidates import model_classes
from convcalc.readers.source.candidates import root_classes
from convcalc.readers.source.shown.feeding import fed_by
from convcalc.readers.source.shown.feeding import imported_as
from convcalc.readers.source.shown.feeding import loose_tools
from convcalc.readers.source.shown.seen import has_torch

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.tracing.trace import Trace
    from convcalc.readers.source.modules import SourceModule
    from convcalc.readers.source.parsed import ParsedFile
    from convcalc.readers.source.reader import SourceReader

TRIED = ("_test", "bench", "check", "debug", "demo", "example", "main", "run", "test", "try")
"""How functions, and classes of tests, begin that try a model out."""

MOST_FEEDS = 50
MOST_CALLS = 2_000
QUIET = (ast.Import, ast.ImportFrom)
"""Statements that call no model."""


class Feed:
    """A call of a model: the object, what it was handed, and the line."""

    __slots__ = ("args", "kwargs", "line", "model", "structure")

    def __init__(
        self, model: ModuleInstance, args: list[Any], kwargs: dict[str, Any], line: str
    ) -> None:
        self.model = model
        self.args = args
        self.kwargs = kwargs
        self.line = line
        self.structure = structure(model)

    def shown(self) -> str:
        """The shapes of its tensors."""
        return ", ".join([show_shape(each.shape) for each in tensors_in([self.args, self.kwargs])])

    def sentence(self) -> str:
        """What is said of it where it is taken for an input."""
        return f"the input {self.shown()}, as the file itself feeds {self.line}"

    def arguments(
        self, model: Model, hand: Trace, site: Site, batch: Dim | None
    ) -> tuple[list[Any], dict[str, Any]]:
        """The same arguments with inputs of a graph for tensors."""
        names = [*model.input_names(site), *(model.more_inputs(site) or ())]
        names = [each.lstrip("*") for each in names]
        names += [f"input_{each + 1}" for each in range(len(names), len(self.args))]
        taken: set[str] = set()

        def made(value: Any, name: str) -> Any:
            if isinstance(value, TensorValue):
                free = name
                while free in taken:
                    free = f"{name}_{len(taken) + 1}"
                taken.add(free)
                dtype = getattr(value, "dtype", "float32")
                shape = tuple(value.shape)
                shape = shape if batch is None or not shape else (batch, *shape[1:])
                return model.make_tensor(hand.builder.input(free, shape), dtype)
            if isinstance(value, (list, tuple)):
                return type(value)([made(each, name) for each in value])
            if isinstance(value, dict):
                return {key: made(each, f"{name}_{key}") for key, each in value.items()}
            return value

        args = [made(each, name) for name, each in zip(names, self.args, strict=False)]
        return args, {name: made(each, name) for name, each in self.kwargs.items()}


class Watcher:
    """Takes note of the calls of models by the code of a file."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.feeds: list[Feed] = []
        self.called: list[tuple[ModuleInstance, list[Any], str]] = []

    def layer(self, layer: ModuleInstance, args: list[Any], site: Site) -> None:
        """Note the call of a layer, or of a model."""
        if len(self.called) < MOST_CALLS:
            self.called.append((layer, args, site.source().spot))

    def call(
        self, model: ModuleInstance, args: list[Any], kwargs: dict[str, Any], site: Site
    ) -> object:
        """Note the call of a model, and make it: its result may be fed to another."""
        line = site.source().spot
        self.layer(model, args, site)
        if len(self.feeds) < MOST_FEEDS and _is_known(args, kwargs):
            self.feeds.append(Feed(model, args, kwargs, line))
        self.trace.watcher = None
        try:
            return model.run_forward(args, kwargs, site)
        finally:
            self.trace.watcher = self

    def tool(self, name: str, args: list[Any], kwargs: dict[str, Any], site: Site) -> None:
        """Note what a tool would call a model with."""
        home = getattr(site.scope.outermost(), "home", None)
        if home is not None and "." not in name:
            name = imported_as(name, home.parsed.tree)
        fed = fed_by(name, args, kwargs, site)
        if fed is not None and len(self.feeds) < MOST_FEEDS and _is_known(*fed[1:]):
            self.feeds.append(Feed(*fed, site.source().spot))


def _is_known(args: list[Any], kwargs: dict[str, Any]) -> bool:
    values = [*args, *kwargs.values()]
    has_tensors = next(tensors_in(values), None) is not None
    return has_tensors and not any(isinstance(each, Unread) for each in values)


def has_demo(parsed: ParsedFile) -> bool:
    """Whether a file of PyTorch does anything besides defining, or has a function that does."""
    return has_torch(parsed) and any(
        each.name.lower().startswith(TRIED)
        if isinstance(each, (ast.FunctionDef, ast.ClassDef))
        else not isinstance(each, QUIET)
        for each in parsed.tree.body
    )


def feeds_of(module: SourceModule, reader: SourceReader) -> list[Feed]:
    """
    The calls that happen when a file is run as a program; else those of its functions that try out.

    It ends where something cannot be read.
    """
    watcher = Watcher(reader.trace)
    reader.trace.watcher = watcher
    try:
        _run(module, reader, watcher)
    except ConvcalcError:
        pass
    finally:
        reader.trace.watcher = None
    return watcher.feeds + _one_by_one(module, watcher)


def _one_by_one(module: SourceModule, watcher: Watcher) -> list[Feed]:
    """The models whose modules the file calls one after the other, `for layer in net: ...`."""
    found = []
    places = {id(each[0]): index for index, each in reversed([*enumerate(watcher.called)])}
    for model in module.scope.variables.values():
        if not isinstance(model, ModuleInstance) or "Sequential" not in _bases(model):
            continue
        inner = [id(each) for _, each in model.held()]
        start = places.get(inner[0], -1) if inner else -1
        calls = watcher.called[start : start + len(inner)] if start >= 0 else []
        if [id(each[0]) for each in calls] == inner and _is_known(calls[0][1], {}):
            found.append(Feed(model, calls[0][1], {}, calls[0][2]))
    return found


def _bases(model: ModuleInstance) -> set[str]:
    return {each.name for each in model.cls.mro}


def _run(module: SourceModule, reader: SourceReader, watcher: Watcher) -> None:
    module.scope.variables.update({"__name__": "__main__", **loose_tools()})
    module.run_in_order()
    for node in module.parsed.tree.body:
        if watcher.feeds:
            return
        name = getattr(node, "name", "")
        found = module.find(name) if name.lower().startswith(TRIED) else None
        if isinstance(found, Function) and not parameters_to_fill(found):
            found.call([], {}, reader.site)
        elif isinstance(found, ClassObject) and not found.is_subclass(MODULE):
            _test(found, reader, watcher)


def _test(cls: ClassObject, reader: SourceReader, watcher: Watcher) -> None:
    """Call the methods of a test case, up to the first that calls a model."""
    site = reader.site
    names = [name for each in cls.mro for name in each.namespace if name.startswith("test")]
    case = cls.call([], {}, site) if names else None
    for name in dict.fromkeys(names):
        for each in ("setUpClass", "setup_class", "setUp", "setup_method", name):
            if cls.lookup(each) is not MISSING:
                invoke(get_attribute(case, each, site), [], {}, site)
        if watcher.feeds:
            return


def demonstrated(module: SourceModule, feeds: list[Feed]) -> Feed | None:
    """The first call of the one model that a file demonstrates; None where there are several."""
    classes, roots = model_classes(module.parsed), root_classes(module.parsed)
    models = {id(each.model): each.model for each in feeds}
    parts = {
        id(part)
        for model in models.values()
        for path, part in named_modules(model)
        if path and id(part) in models
    }
    whole = [
        each
        for each in feeds
        if id(each.model) not in parts
        and not _is_loss(each.model)
        and (each.model.cls.name in roots or each.model.cls.name not in classes)
    ]
    kinds = {each.structure for each in whole}
    return whole[0] if len(kinds) == 1 else None


def _is_loss(model: ModuleInstance) -> bool:
    """Whether a module only says how far a model is off."""
    return any(each.endswith("Loss") for each in _bases(model))


def is_alike(model: object, fed: Feed) -> bool:
    """Whether a model is made as another was when it was called."""
    return isinstance(model, ModuleInstance) and structure(model) == fed.structure


def fed_alike(model: object, feeds: list[Feed]) -> Feed | None:
    """The first call of a model that is made as this one is."""
    return next((each for each in feeds if is_alike(model, each)), None)


def structure(model: ModuleInstance) -> tuple[Any, ...]:
    """The modules of a model by their paths: of what class, and what they compute and hold."""
    return tuple(
        [
            (path, each.cls.name, repr(each.own_layer()), repr(each.stored()))
            for path, each in named_modules(model)
        ]
    )
