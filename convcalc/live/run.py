"""One run of a module of PyTorch on shapes, with everything that was called on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.live.calls import name_of
from convcalc.live.calls import written
from convcalc.live.layers import call_of
from convcalc.live.values import NotSpelled
from convcalc.live.values import spelled
from convcalc.live.values import tensors_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence


class Step:
    """
    A call that was recorded.

    `text` is None where it has none; `results` are the names of the tensors it gave, `shapes`
    theirs, `pattern` how they were handed out.
    """

    __slots__ = ("given", "name", "pattern", "results", "shapes", "text")

    def __init__(self, name: str, text: str | None, given: list[str]) -> None:
        self.name = name
        self.text = text
        self.given = given
        self.pattern = ""
        self.results: list[str] = []
        self.shapes: list[tuple[int, ...]] = []


class Frame:
    """
    The run of one module: the steps in it, and what it gave.

    `before` are the names that tensors had at its beginning, where they have others now.
    """

    __slots__ = ("before", "gives", "steps")

    def __init__(self) -> None:
        self.before: dict[int, str] = {}
        self.steps: list[Step] = []
        self.gives = "None"


class Run:
    """
    What happens while a module runs.

    `runs` has for each module, by its number, the frames of its calls in order; `leaves` the calls
    that make the layers that are taken as one.
    """

    def __init__(self, torch: Any, model: Any) -> None:
        self.torch = torch
        self.model = model
        self.numbers: dict[int, int] = {
            id(each): number for number, each in enumerate(model.modules())
        }
        self.leaves = {id(each): call_of(each) for each in model.modules()}
        self.names: dict[int, str] = {}
        self.held: list[Any] = []
        self.foreign: list[tuple[str, tuple[int, ...], str]] = []
        self.frames: list[Frame] = []
        self.runs: dict[int, list[Frame]] = {}
        self.hidden = 0
        self._count = 0

    def name(self, tensor: Any, name: str) -> None:
        """Call a tensor so from now on."""
        old = self.names.get(id(tensor))
        if old is not None:
            for frame in self.frames:
                frame.before.setdefault(id(tensor), old)
        self.names[id(tensor)] = name
        self.held.append(tensor)

    def new_name(self) -> str:
        """A name that no tensor had."""
        self._count += 1
        return f"t{self._count}"

    def name_of(self, value: Any) -> str | None:
        """The name of a tensor, also of one from elsewhere; None for what is none."""
        if not isinstance(value, self.torch.Tensor):
            return None
        found = self.names.get(id(value))
        if found is None:
            found = self.new_name()
            self.name(value, found)
            self.foreign.append((found, tuple(value.shape), str(value.dtype)))
        return found

    def is_tensor(self, value: Any) -> bool:
        """Whether a value is a tensor."""
        return isinstance(value, self.torch.Tensor)

    def called(self, function: Any, args: Sequence[Any], kwargs: Any, result: Any) -> None:
        """Record a call of a function."""
        if self.hidden or not self.frames:
            return
        name = name_of(function)
        tensors = tensors_in(result, self.is_tensor)
        if not tensors and name != "__setitem__":
            return
        step = self._step(name, function, args, kwargs)
        if name != "__setitem__":
            self._results(step, result, tensors)
        self.frames[-1].steps.append(step)

    def _step(self, name: str, function: Any, args: Sequence[Any], kwargs: Any) -> Step:
        given = [self.name_of(each) or "" for each in tensors_in([*args, kwargs], self.is_tensor)]
        try:
            texts = [spelled(each, self.name_of) for each in args]
            named = {key: spelled(each, self.name_of) for key, each in (kwargs or {}).items()}
        except NotSpelled:
            return Step(name, None, given)
        return Step(name, written(self.torch, function, texts, named), given)

    def _results(self, step: Step, result: Any, tensors: list[Any]) -> None:
        for each in tensors:
            fresh = self.new_name()
            self.name(each, fresh)
            step.results.append(fresh)
            step.shapes.append(tuple(each.shape))
        step.pattern = _pattern(result, self.name_of)
        if not step.pattern:
            step.text = None

    def enter(self, module: Any, _: Any) -> None:
        """Begin the run of a module."""
        if self.hidden or self.leaves.get(id(module)) is not None:
            self.hidden += 1
        elif id(module) in self.numbers:
            self.frames.append(Frame())

    def leave(self, module: Any, args: Any, kwargs: Any, result: Any) -> None:
        """End it, and record its call in what called it."""
        before: dict[int, str] = {}
        if self.hidden:
            self.hidden -= 1
            if self.hidden:
                return
        elif id(module) in self.numbers:
            frame = self.frames.pop()
            before = frame.before
            try:
                frame.gives = spelled(result, self.name_of)
            except NotSpelled:
                found = [self.name_of(each) for each in tensors_in(result, self.is_tensor)]
                frame.gives = f"({', '.join(map(str, found))},)"
            self.runs.setdefault(self.numbers[id(module)], []).append(frame)
            if not self.frames:
                self.runs.setdefault(-1, []).append(frame)
                return
        if not self.frames or id(module) not in self.numbers:
            return
        self._module_step(module, (args, kwargs, result), before)

    def _module_step(self, module: Any, called: Any, before: dict[int, str]) -> None:
        def name_of(value: Any) -> str | None:
            return before.get(id(value)) or self.name_of(value)

        args, kwargs, result = called
        number = self.numbers[id(module)]
        given = [name_of(each) or "" for each in tensors_in([args, kwargs], self.is_tensor)]
        is_leaf = self.leaves.get(id(module)) is not None
        try:
            texts = [spelled(each, name_of) for each in args]
            texts += [f"{key}={spelled(each, name_of)}" for key, each in kwargs.items()]
        except NotSpelled:
            texts = given
        step = Step(type(module).__name__, f"MODULES[{number}]({', '.join(texts)})", given)
        tensors = tensors_in(result, self.is_tensor)
        if is_leaf:
            self._results(step, result, tensors)
        else:
            step.results = [self.name_of(each) or "" for each in tensors]
            step.shapes = [tuple(each.shape) for each in tensors]
        self.frames[-1].steps.append(step)


def _pattern(result: Any, name_of: Callable[[Any], str | None]) -> str:
    """To what the tensors of a result are assigned; "" where they are not in tuples or lists."""
    named = name_of(result)
    if named is not None:
        return named
    if not isinstance(result, (tuple, list)):
        return "" if isinstance(result, dict) else "_"
    parts = [_pattern(each, name_of) for each in result]
    return f"({', '.join(parts)},)" if all(parts) else ""


def recorder(torch: Any, run: Run) -> Any:
    """A mode of PyTorch that hands every call of a function to a run."""

    class Recorder(torch.overrides.TorchFunctionMode):  # type: ignore[misc] # (whatever the caller has)
        def __torch_function__(
            self, function: Any, _: Any, args: Any = (), kwargs: Any = None
        ) -> Any:
            result = function(*args, **(kwargs or {}))
            run.called(function, args, kwargs, result)
            return result

    return Recorder()
