"""The values of small constant tensors, worked out only when somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.operations.dtypes import numpy_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.layers.core.shapes import Shape

FAILURES = (ArithmeticError, IndexError, MemoryError, TypeError, ValueError)
"""What NumPy raises when it is asked for something impossible."""

MOST_VALUES = 65_536
"""A constant of more elements is known by its shape alone."""

DEEPEST = 40
"""Values that wait for others this deep are worked out at once."""


class Values:
    """Values that follow from other values; called, it gives them as a NumPy array."""

    __slots__ = ("depth", "found", "function", "inputs")

    def __init__(self, function: Callable[..., Any], inputs: Sequence[Any] = ()) -> None:
        self.function = function
        self.inputs: tuple[Any, ...] = tuple(inputs)
        self.found: Any = None
        self.depth = 1 + max((getattr(each, "depth", 0) for each in self.inputs), default=0)
        if self.depth > DEEPEST:
            self()

    def __call__(self) -> Any:
        """The values, worked out once."""
        if self.found is None:
            import numpy  # noqa: ICN001 (its name is short enough)

            try:
                with numpy.errstate(all="ignore"):
                    self.found = self.function(*[each() for each in self.inputs])
            except FAILURES as problem:
                raise BadValue(f"a constant cannot be worked out: {problem}") from None
            self.inputs = ()
            self.depth = 0
        return self.found


def cast(function: Callable[..., Any], dtype: str, shape: Shape) -> Callable[..., Any]:
    """The function with its result in this type and shape."""

    def run(*arrays: Any) -> Any:
        import numpy  # noqa: ICN001 (its name is short enough)

        return numpy.asarray(function(numpy, *arrays)).astype(numpy_name(dtype)).reshape(shape)

    return run


def one_of(several: Values, index: int, dtype: str, shape: Shape) -> Values:
    """One of several results that are worked out together."""
    return Values(cast(lambda _, results: results[index], dtype, shape), [several])


def is_small(shape: Shape) -> bool:
    """Whether the values of a constant of this shape are kept."""
    total = 1
    for each in shape:
        if type(each) is not int:
            return False
        total *= each
        if total > MOST_VALUES:
            return 0 in shape and all(type(size) is int for size in shape)
    return True
