"""What goes wrong in the evaluated world, named as Python names it, so that `except` can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.errors import ShapeError
from convcalc.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

FAILURES = (TypeError, ValueError, ZeroDivisionError, OverflowError, KeyError, IndexError)
"""What the host raises when a plain operation is asked for something impossible."""


class Missing(ConvcalcError):  # noqa: N818 (what is wrong, as the user would say)
    """
    A name that is not there, among others.

    What else there is, is asked for when the message is printed: most of these errors are caught.
    """

    def __init__(
        self,
        message: str,
        name: str = "",
        among: Iterable[str] | Callable[[], Iterable[str]] = (),
        *,
        expected: str = "",
        hint: str = "",
        instead: Callable[[], str] | None = None,
    ) -> None:
        self._hint = ""
        super().__init__(message, expected=expected, hint=hint)
        self.name = name
        self.among = among
        self.instead = instead

    @property
    def hint(self) -> str:
        """What may have been meant, else the nearest name that is there."""
        if not self._hint and self.instead is not None:
            self._hint = self.instead()
        if not self._hint and self.name:
            from convcalc.suggestions import nearest

            self._hint = nearest(self.name, self.among() if callable(self.among) else self.among)
        return self._hint

    @hint.setter
    def hint(self, hint: str) -> None:
        self._hint = hint


class NoAttribute(Missing, UnknownName):
    """An attribute that is not there."""

    python: ClassVar[str] = "AttributeError"


class NoName(Missing, UnknownName):
    """A name that nothing defines."""

    python: ClassVar[str] = "NameError"


class NoModule(UnknownName):
    """A module that is not there."""

    python: ClassVar[str] = "ModuleNotFoundError"


class NoImport(UnknownName):
    """A module that is there without the name that is wanted."""

    python: ClassVar[str] = "ImportError"


class NoKey(Missing, BadValue):
    """A key that is not in the dict."""

    python: ClassVar[str] = "KeyError"


class NoElement(BadValue):
    """An index behind the end."""

    python: ClassVar[str] = "IndexError"


class WrongType(BadValue):
    """An operation that this kind of value does not have."""

    python: ClassVar[str] = "TypeError"


class NoQuotient(BadValue):
    """A division by zero."""

    python: ClassVar[str] = "ZeroDivisionError"


class Exhausted(BadValue):
    """An iterator at its end."""

    python: ClassVar[str] = "StopIteration"


class Uncaught(BadValue):
    """
    What no `except` of the user catches: a size or a value that cannot be decided or known.

    To go on as if it had failed would be a guess.
    """


class NotKnown(Uncaught):
    """What a definition does not tell: the values of a tensor, a part that is not read."""


class Stopped(Uncaught):
    """What Python itself stops with, at an earlier place than where that shows here."""


def not_foreseen(problem: Exception) -> Uncaught:
    """
    The complaint about values that a rule of ours did not expect.

    No `except` of the user catches it: what the library itself would do is not known.
    """
    return Uncaught(
        f"this cannot be read with these values: {type(problem).__name__}: {str(problem)[:200]}",
        hint="report it, if Python takes this line as it is",
    )


VALUES = ("ValueError", "TypeError")
"""What a refused argument may be: the refusal does not say which of the two Python raises."""


def python_names(error: ConvcalcError) -> tuple[str, ...]:
    """
    The exceptions of Python that an error stands for; none where no `except` may catch it.

    The first of them is its class.
    """
    if isinstance(error, Uncaught):
        return ()
    named = getattr(error, "python", "")
    if named:
        return (named,)
    if isinstance(error, ShapeError):
        return ("RuntimeError", *VALUES)
    if isinstance(error, UnknownName):
        return ("NameError", "AttributeError")
    return VALUES if isinstance(error, BadValue) else ()
