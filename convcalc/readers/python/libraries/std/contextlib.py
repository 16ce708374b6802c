"""`contextlib`: managers for `with`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.std.rows import StandardFunction
from convcalc.readers.python.libraries.std.rows import call
from convcalc.readers.python.libraries.std.rows import functions
from convcalc.readers.python.libraries.std.rows import methods
from convcalc.readers.python.objects.classes import BoundMethod
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.classes import Descriptor
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.exceptions import matches
from convcalc.readers.python.objects.exceptions import thrown
from convcalc.readers.python.objects.generators import Generator
from convcalc.readers.python.objects.generators import Managed
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site


class ManagerFunction(Descriptor):
    """A function made by `@contextmanager`: what it gives is for `with`, or decorates."""

    __slots__ = ("function",)
    type_name: ClassVar[str] = "a function"

    def __init__(self, function: Any) -> None:
        self.function = function

    def get(self, instance: Any, owner: ClassObject, site: Site) -> object:
        """Bound like any function."""
        return self if instance is None else BoundMethod(self, instance)

    def parameters(self) -> Sequence[str]:
        """Those of the function."""
        return self.function.parameters()  # type: ignore[no-any-return]  # any function

    def attribute(self, name: str, site: Site) -> object:
        """What the function has."""
        return self.function.attribute(name, site)

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """A manager."""
        made = self.function.call(args, kwargs, site)
        if isinstance(made, Unread):
            return made
        if not isinstance(made, Generator):
            raise BadValue(f"a context manager's function has to yield, it gives {describe(made)}")
        return DecoratingManager(made, self, args, kwargs)


class DecoratingManager(Managed):
    """A manager that may stand above a function instead."""

    __slots__ = ("args", "kwargs", "maker")

    def __init__(
        self,
        generator: Generator,
        maker: ManagerFunction,
        args: list[Any],
        kwargs: dict[str, Any],
    ) -> None:
        super().__init__(generator)
        self.maker = maker
        self.args = args
        self.kwargs = kwargs

    def attribute(self, name: str, site: Site) -> object:
        """`__enter__` and `__exit__`."""
        return manager_attribute(self, name)

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Decorate a function: each of its calls is inside of a new manager."""
        (function,) = args

        def run(site: Site, /, *args: Any, **kwargs: Any) -> object:
            manager: Any = self.maker.call(self.args, self.kwargs, site)
            manager.enter(site)
            value = call(function, list(args), kwargs, site)
            manager.leave(None, site)
            return value

        return StandardFunction("inner", run)


def manager_attribute(manager: Any, name: str) -> object:
    """`__enter__` and `__exit__` of a manager of the host's."""
    if name == "__enter__":
        return StandardFunction(name, manager.enter)
    if name == "__exit__":
        return StandardFunction(
            name, lambda site, kind, problem, trace: manager.leave(problem, site)
        )
    raise no_attribute(manager.type_name, name, ("__enter__", "__exit__"))


class Manager(HostObject):
    """A manager that gives a value and does nothing; a base of others."""

    __slots__ = ("value",)
    type_name: ClassVar[str] = "a context manager"

    def __init__(self, value: Any = None) -> None:
        self.value = value

    def attribute(self, name: str, site: Site) -> object:
        """`__enter__` and `__exit__`."""
        return manager_attribute(self, name)

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """As a decorator it changes nothing."""
        if len(args) != 1 or kwargs:
            raise BadValue(f"a context manager decorates a function, got {len(args)} arguments")
        return args[0]

    def enter(self, site: Site) -> object:
        """The value."""
        return self.value

    def leave(self, problem: Any, site: Site) -> bool:
        """Nothing."""
        return False


class Suppressing(Manager):
    """`suppress(Kind, ...)`."""

    __slots__ = ()

    def leave(self, problem: Any, site: Site) -> bool:
        """Whether the exception is one of the kinds."""
        return problem is not None and matches(thrown(problem, site), self.value, site)


class Closing(Manager):
    """`closing(thing)`."""

    __slots__ = ()

    def leave(self, problem: Any, site: Site) -> bool:
        """Close it."""
        self.value.attribute("close", site).call([], {}, site)
        return False


class Stack(Manager):
    """`ExitStack()`: managers that are left together, the last first."""

    __slots__ = ("managers",)

    def __init__(self) -> None:
        super().__init__(self)
        self.managers: list[Any] = []

    def attribute_names(self) -> Sequence[str]:
        """What it can do."""
        return tuple(STACK)

    def attribute(self, name: str, site: Site) -> object:
        """What it can do."""
        if name in STACK:
            return BoundMethod(STACK[name], self)
        return super().attribute(name, site)

    def leave(self, problem: Any, site: Site) -> bool:
        """Leave them; whether one of them dealt with the exception."""
        is_handled = False
        while self.managers:
            manager = self.managers.pop()
            if manager.leave(None if is_handled else problem, site):
                is_handled = True
        return is_handled


class Callback(Manager):
    """A function that is called in the end."""

    __slots__ = ("args", "kwargs")

    def __init__(self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        super().__init__(function)
        self.args = args
        self.kwargs = kwargs

    def leave(self, problem: Any, site: Site) -> bool:
        """Call it."""
        call(self.value, list(self.args), self.kwargs, site)
        return False


def _enter_context(site: Site, stack: Stack, manager: Any) -> object:
    value = manager.enter(site)
    _push(site, stack, manager)
    return value


def _push(site: Site, stack: Stack, manager: Any) -> object:
    site.evaluator.charge_items(1)
    stack.managers.append(manager)
    return manager


def _callback(site: Site, stack: Stack, function: Any, /, *args: Any, **kwargs: Any) -> object:
    _push(site, stack, Callback(function, args, kwargs))
    return function


def _pop_all(site: Site, stack: Stack) -> Stack:
    made = Stack()
    made.managers, stack.managers = stack.managers, []
    return made


def _close(site: Site, stack: Stack) -> None:
    stack.leave(None, site)


STACK = methods(
    {
        "callback": _callback,
        "close": _close,
        "enter_context": _enter_context,
        "pop_all": _pop_all,
        "push": _push,
    }
)


def _null_context(site: Site, enter_result: Any = None) -> Manager:
    return Manager(enter_result)


TABLE: dict[str, object] = {
    "AbstractContextManager": HostClass("AbstractContextManager", (), {}, module="contextlib"),
    "ContextDecorator": HostClass("ContextDecorator", (), {}, module="contextlib"),
    **functions(
        {
            "ExitStack": lambda site: Stack(),
            "closing": lambda site, thing: Closing(thing),
            "contextmanager": lambda site, function: ManagerFunction(function),
            "nullcontext": _null_context,
            "redirect_stderr": lambda site, target: Manager(target),
            "redirect_stdout": lambda site, target: Manager(target),
            "suppress": lambda site, *kinds: Suppressing(kinds),
        }
    ),
}
