"""What a reader asks of a model, whatever library it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.objects.functions import Function

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.graph.tensor import Tensor
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.tracing.tensors import TensorValue
    from convcalc.readers.python.tracing.trace import Trace


class Model:
    """
    A mixin of the evaluated objects that are models: what takes tensors and gives tensors.

    The reader evaluates the target, asks for `input_names` and `default_inputs`, calls `prepare`
    once, makes the inputs with `make_tensor`, and calls `run`.
    """

    __slots__ = ()

    def input_names(self, site: Site) -> Sequence[str]:
        """
        The names of the inputs that must be given, in order.

        A name that begins with a star takes any number of tensors.
        """
        raise NotImplementedError

    def more_inputs(self, site: Site) -> Sequence[str] | None:
        """The names of the inputs that may be given besides; None where any may."""
        return None

    def forward_function(self) -> Any:
        """The function that takes its inputs, where there is one to look at."""
        return None

    def can_run(self) -> bool:
        """Whether it says what it does with its inputs."""
        return True

    def default_inputs(self) -> Sequence[tuple[str, Shape]] | None:
        """
        Names and full shapes of the inputs, where the model itself says them.

        A batch that is left open is a size of 0.
        """
        return None

    def prepare(self, trace: Trace) -> None:
        """Give every layer its path, and define it in `trace.builder`, called later or not."""

    def make_tensor(self, tensor: Tensor, dtype: str) -> TensorValue:
        """The library's own tensor for an input."""
        raise NotImplementedError

    def run(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """
        Call the model with tensors, or lists of them, by position and by name.

        Returns what its code returns: a tensor, or tensors in lists, tuples, dicts and objects.
        """
        raise NotImplementedError


class FunctionModel(Model):
    """A function of the user that takes tensors, such as `def forward(x)`."""

    __slots__ = ("function",)

    def __init__(self, function: Function) -> None:
        self.function = function

    def forward_function(self) -> Any:
        """The function itself."""
        return self.function

    def input_names(self, site: Site) -> Sequence[str]:
        """Its parameters without a default."""
        return parameters_to_fill(self.function)

    def more_inputs(self, site: Site) -> Sequence[str] | None:
        """Its parameters with a default."""
        return parameters_beside(self.function)

    def run(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call it."""
        return self.function.call(args, kwargs, site)


def parameters_to_fill(function: object) -> list[str]:
    """
    The parameters of a function of the user that have no default; `*name` takes any number.

    The first one is left out by the caller where it is `self`.
    """
    if not isinstance(function, Function):
        return []
    arguments = function.arguments
    names = [each.arg for each in (*arguments.posonlyargs, *arguments.args)]
    names = names[: len(names) - len(arguments.defaults)]
    if arguments.vararg is not None and len(names) <= 1:
        names.append(f"*{arguments.vararg.arg}")
    keywords = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return [*names, *[each.arg for each, default in keywords if default is None]]


def parameters_beside(function: object) -> list[str] | None:
    """The parameters of a function of the user that have a default; None where it takes any."""
    if not isinstance(function, Function) or function.arguments.kwarg is not None:
        return None
    arguments = function.arguments
    needed = parameters_to_fill(function)
    return [
        each.arg
        for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
        if each.arg not in needed
    ]
