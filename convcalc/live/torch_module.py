"""A module of PyTorch that the caller holds: run on shapes, and read from what was called."""

from __future__ import annotations

from contextlib import ExitStack
from contextlib import contextmanager
from inspect import signature
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import LimitError
from convcalc.errors import ReadError
from convcalc.errors import UsageError
from convcalc.live.program import Program
from convcalc.live.run import Run
from convcalc.live.run import recorder
from convcalc.live.values import spelled
from convcalc.live.values import tensors_in
from convcalc.readers.definition import Definition
from convcalc.readers.python.language.limits import Limits
from convcalc.readers.source.definition import SourceDefinition
from convcalc.readers.source.parsed import parsed_text
from convcalc.readers.source.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.graph.graph import Graph
    from convcalc.layers.core.shapes import Shape

    Given = tuple[str | None, Shape]

STEPS = 400_000_000
SECONDS = 600
MOST_STATED = 40
"""Functions of which only the shapes are taken."""
REAL = "the model was run with numbers, since what it does depends on values"


class LiveModule(Definition):
    """
    A module of PyTorch.

    Args:
        torch: PyTorch, as the caller imported it.
        model: The module; nothing of it changes.
        data: What it is called with, in place of shapes: tensors, in a tuple or a dict.
        mode: "eval" or "train", or "same" for how it stands.
    """

    def __init__(self, torch: Any, model: Any, data: Any = None, mode: str = "eval") -> None:
        self.torch = torch
        self.model = getattr(model, "_orig_mod", model)
        if isinstance(self.model, torch.nn.DataParallel):
            self.model = self.model.module
        self.name = type(self.model).__name__
        self.data = data
        self.mode = mode
        if isinstance(self.model, torch.jit.ScriptModule):
            raise ReadError(
                "a scripted module does not tell what it does",
                expected="the module that it was scripted from",
            )

    @property
    def params(self) -> int:
        """The count of its parameters, each once."""
        return sum(int(each.numel()) for each in self.model.parameters())

    def trace(
        self,
        inputs: Sequence[Given] | None = None,
        batch: Dim | None = None,
        *,
        given_are_full: bool = False,  # noqa: ARG002 (shapes of a live module always are)
    ) -> Graph:
        """
        The graph of one run.

        Raises:
            UsageError: If there are no shapes in numbers.
            ReadError: If the module cannot be run with them.
        """
        args, kwargs = self._arguments(inputs or (), batch)
        run, is_real = self._ran(args, kwargs)
        tensors = tensors_in([args, kwargs], run.is_tensor)
        graph = self._read(run, args, kwargs, tensors, is_real=is_real)
        notes = (*graph.assumed, REAL) if is_real else graph.assumed
        return _without_places(graph.replace(name=self.name, assumed=notes))

    def _arguments(self, inputs: Sequence[Given], batch: Dim | None) -> tuple[Any, dict[str, Any]]:
        if self.data is not None:
            if isinstance(self.data, dict):
                return (), dict(self.data)
            is_several = isinstance(self.data, (tuple, list))
            return tuple(self.data) if is_several else (self.data,), {}
        if not inputs:
            raise UsageError(
                "the shape of the input is not known", expected="input_size=(1, 3, 224, 224)"
            )
        args, kwargs = [], {}
        for name, shape in inputs:
            made = self._tensor(shape, batch)
            if name is None:
                args.append(made)
            else:
                kwargs[name] = made
        return tuple(args), kwargs

    def _tensor(self, shape: Shape, batch: Dim | None) -> Any:
        sizes = (batch, *shape) if batch is not None else shape
        wrong = [size for size in sizes if not isinstance(size, int)]
        if wrong:
            raise UsageError(
                f"a model that is run takes no symbols, and {wrong[0]} is one",
                expected="whole numbers",
                hint='formulas come from its source: convcalc.summary("model.py:Net", ...)',
            )
        dtype = getattr(self.torch, getattr(shape, "dtype", "") or self._dtype())
        return self.torch.zeros(sizes, dtype=dtype, device="meta")

    def _dtype(self) -> str:
        """The type of numbers of the weights."""
        found = [each for each in self.model.parameters() if each.is_floating_point()]
        return str(found[0].dtype).rpartition(".")[2] if found else "float32"

    def _ran(self, args: Any, kwargs: dict[str, Any]) -> tuple[Run, bool]:
        """The run on shapes alone; with numbers, where it needs some."""
        try:
            return self._run(args, kwargs, "meta"), False
        except Exception as error:  # noqa: BLE001 (whatever the user's own code does)
            first = error
        try:
            return self._run(args, kwargs, "cpu"), True
        except Exception as error:  # noqa: BLE001 (the same)
            raise ReadError(
                f"the model cannot be run: {type(error).__name__}: {_short(error)}",
                hint="" if str(error) == str(first) else f"on shapes alone: {_short(first)}",
            ) from None

    def _run(self, args: Any, kwargs: dict[str, Any], device: str) -> Run:
        torch, model = self.torch, self.model
        run = Run(torch, model)
        own = _own_tensors(torch, model, device)
        for number, module in enumerate(model.modules()):
            for name, tensor in _stored(module):
                run.name(own[id(tensor)], f"MODULES[{number}].{name}")
        moved = [_moved(torch, each, device) for each in args]
        named = {key: _moved(torch, each, device) for key, each in kwargs.items()}
        pairs = zip(
            tensors_in([moved, named], run.is_tensor),
            tensors_in([args, kwargs], run.is_tensor),
            strict=True,
        )
        for position, (each, other) in enumerate(pairs):
            run.name(each, f"given_{position}")
            run.names[id(other)] = f"given_{position}"
        hooks = torch.nn.modules.module
        with ExitStack() as stack:
            stack.enter_context(_unchanged(torch, model, self.mode))
            stack.enter_context(_swapped(torch, model, own))
            stack.enter_context(torch.no_grad())
            stack.callback(hooks.register_module_forward_pre_hook(run.enter).remove)
            stack.callback(hooks.register_module_forward_hook(run.leave, with_kwargs=True).remove)
            stack.enter_context(torch.device(device))
            stack.enter_context(recorder(torch, run))
            model(*moved, **named)
        return run

    def _names(self, args: Any, kwargs: dict[str, Any], tensors: list[Any]) -> list[str]:
        """What the inputs are called: as the model calls them, where each is one tensor."""
        if len(args) + len(kwargs) == len(tensors):
            try:
                bound = signature(self.model.forward).bind_partial(*args, **kwargs)
            except (TypeError, ValueError):
                bound = None
            if bound is not None and len(bound.arguments) == len(tensors):
                return list(bound.arguments)
        return [f"input_{position + 1}" for position in range(len(tensors))]

    def _read(
        self, run: Run, args: Any, kwargs: dict[str, Any], tensors: list[Any], *, is_real: bool
    ) -> Graph:
        """The graph of the text of a run; what is not read is taken with its shapes."""
        names = self._names(args, kwargs, tensors)
        texts = [spelled(each, run.name_of) for each in args]
        texts += [f"{key}={spelled(each, run.name_of)}" for key, each in kwargs.items()]
        given = [(name, _shape_of(tensor)) for name, tensor in zip(names, tensors, strict=True)]
        stated: frozenset[str] = frozenset()
        while True:
            program = Program(run, names, ", ".join(texts), stated)
            limits = Limits(steps=STEPS, seconds=SECONDS)
            target = Target(place="live.py", expression="model")
            parsed = parsed_text(program.text, "live.py", limits)
            graph = SourceDefinition(target, parsed, limits=limits).trace(
                given, given_are_full=True
            )
            error = graph.error
            if error is None:
                return graph
            step = program.steps.get(error.source.line) if error.source is not None else None
            error.source = None
            error.notes.clear()
            is_ours = "PyTorch has" in error.message and not is_real
            if step is None or step.name in stated or is_ours or isinstance(error, LimitError):
                error.layer = step.name if step is not None else error.layer
                error.hint = error.hint or "this is an error of convcalc: please report it"
                raise error
            stated |= {step.name}
            if len(stated) > MOST_STATED:
                raise error


def _without_places(graph: Graph) -> Graph:
    """The graph without places in a text that nobody wrote."""
    modules = [node.module for node in graph.nodes]
    modules += [call.module for call in graph.calls if call.module is not None]
    for module in (*modules, *graph.unused):
        module.source = None
    return graph.replace(
        nodes=tuple([node.replace(source=None) for node in graph.nodes]),
        calls=tuple([call.replace(source=None, definition=None) for call in graph.calls]),
        tells_places=False,
    )


def _shape_of(tensor: Any) -> Any:
    from convcalc.given import shape_of

    return shape_of(tensor)


def _short(error: Exception) -> str:
    text = str(error).strip().partition("\n")[0]
    return text if len(text) < 200 else f"{text[:200]}..."


def _moved(torch: Any, value: Any, device: str) -> Any:
    """What a model is called with, on a device; the caller's own tensors are not touched."""
    if isinstance(value, torch.Tensor):
        if str(value.device) == "meta" and device != "meta":
            return torch.ones(value.shape, dtype=value.dtype, device=device)
        return value.detach().to(device, copy=True)
    if isinstance(value, dict):
        return {key: _moved(torch, each, device) for key, each in value.items()}
    if type(value) in (tuple, list):
        return type(value)([_moved(torch, each, device) for each in value])
    return value


def _stored(module: Any) -> list[tuple[str, Any]]:
    """The weights and buffers of one module."""
    pairs = [*module._parameters.items(), *module._buffers.items()]  # noqa: SLF001 (PyTorch's own)
    return [(name, tensor) for name, tensor in pairs if tensor is not None]


def _held(torch: Any, module: Any) -> list[Any]:
    """The tensors that a module holds otherwise, by themselves or in a list."""
    found = []
    for value in vars(module).values():
        if isinstance(value, torch.Tensor):
            found.append(value)
        elif isinstance(value, list):
            found += [each for each in value if isinstance(each, torch.Tensor)]
    return found


def _own_tensors(torch: Any, model: Any, device: str) -> dict[int, Any]:
    """What stands for each tensor of a model while it runs on a device, by the tensor's id."""
    made: dict[int, Any] = {}
    for module in model.modules():
        for tensor in [*[each for _, each in _stored(module)], *_held(torch, module)]:
            if id(tensor) not in made:
                made[id(tensor)] = tensor.detach().to(device, copy=True)
    return made


@contextmanager
def _swapped(torch: Any, model: Any, own: dict[int, Any]) -> Iterator[None]:
    """Let a model have other tensors, and give it back its own ones."""
    kept: list[tuple[dict[str, Any], dict[str, Any]]] = []

    def other(value: Any) -> Any:
        if isinstance(value, torch.Tensor):
            return own.get(id(value), value)
        if type(value) is list and any(isinstance(each, torch.Tensor) for each in value):
            return [other(each) for each in value]
        return value

    try:
        for module in model.modules():
            for table in (module._parameters, module._buffers, vars(module)):  # noqa: SLF001 (the same)
                kept.append((table, dict(table)))
                for name, value in list(table.items()):
                    table[name] = other(value)
        yield
    finally:
        for table, before in kept:
            for name in table.keys() - before.keys():
                del table[name]
            table.update(before)


@contextmanager
def _unchanged(torch: Any, model: Any, mode: str) -> Iterator[None]:
    """Let a model run in a mode, and leave it and the random numbers as they were."""
    trained = [(each, each.training) for each in model.modules()]
    state = torch.get_rng_state()
    try:
        if mode != "same":
            for each, _ in trained:
                each.training = mode == "train"
        yield
    finally:
        for each, training in trained:
            each.training = training
        torch.set_rng_state(state)
