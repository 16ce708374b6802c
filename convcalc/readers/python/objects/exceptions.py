"""Python's exceptions as classes of the evaluated world, and our own errors as such exceptions."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.descriptors import HostMethod
from convcalc.readers.python.objects.descriptors import HostStatic
from convcalc.readers.python.objects.failures import Uncaught
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.failures import python_names
from convcalc.readers.python.objects.host import MISSING
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.instances import Instance

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.objects.host import Site

TREE = """
BaseException: Exception GeneratorExit KeyboardInterrupt SystemExit
Exception: ArithmeticError AssertionError AttributeError BufferError EOFError ImportError
Exception: LookupError MemoryError NameError OSError ReferenceError RuntimeError StopIteration
Exception: StopAsyncIteration SyntaxError SystemError TypeError ValueError Warning
ArithmeticError: FloatingPointError OverflowError ZeroDivisionError
ImportError: ModuleNotFoundError
LookupError: IndexError KeyError
NameError: UnboundLocalError
OSError: ConnectionError FileExistsError FileNotFoundError PermissionError TimeoutError
RuntimeError: NotImplementedError RecursionError
SyntaxError: IndentationError
ValueError: UnicodeError
Warning: BytesWarning DeprecationWarning FutureWarning ImportWarning PendingDeprecationWarning
Warning: ResourceWarning RuntimeWarning SyntaxWarning UnicodeWarning UserWarning
"""
"""A class and those that derive from it, a base before what derives from it."""

SPECIAL = frozenset({"args", "__cause__", "__context__", "__traceback__", "__notes__"})
LETTERS = 500
"""So much of what an exception says is shown."""


class ExceptionInstance(Instance):
    """An exception; `error` is the error of ours that it stands for, if it was not raised."""

    __slots__ = ("args", "error")

    def __init__(self, cls: ClassObject) -> None:
        super().__init__(cls)
        self.args: tuple[Any, ...] = ()
        self.error: ConvcalcError | None = None

    def __repr__(self) -> str:
        return f"{self.cls.name}({', '.join(map(repr, self.args))})"

    def find(self, name: str, site: Site) -> Any:
        """`args` and what Python keeps with an exception; everything else as for any object."""
        found = super().find(name, site)
        if found is MISSING and name in SPECIAL:
            return self.args if name == "args" else None
        if found is MISSING and name in ("value", "name", "msg", "code"):
            return self.args[0] if self.args else None
        return found

    def set_own(self, name: str, value: object, site: Site) -> None:
        """`args` may be set."""
        if name == "args":
            self.args = tuple(site.evaluator.collect(value, site))
        else:
            super().set_own(name, value, site)


class Thrown(BadValue):
    """An exception of the evaluated world on its way."""

    def __init__(self, exception: ExceptionInstance, text: str) -> None:
        name = exception.cls.name
        # A lone half of a letter cannot be printed.
        text = text[:LETTERS].encode("utf-8", "replace").decode()
        super().__init__(f"{name}: {text}" if text else name)
        self.exception = exception


def _new(site: Site, cls: Any, *args: Any, **kwargs: Any) -> object:
    instance = cls.make(site)
    instance.args = args
    return instance


def _initialise(site: Site, instance: Any, *args: Any, **kwargs: Any) -> None:
    instance.args = args


def _says(site: Site, instance: Any) -> str:
    from convcalc.readers.python.values.formats import as_text
    from convcalc.readers.python.values.formats import represent

    if not instance.args:
        return ""
    if len(instance.args) > 1:
        return represent(site, instance.args)
    if instance.cls.is_subclass(EXCEPTIONS["KeyError"]) and instance.error is None:
        return represent(site, instance.args[0])
    return as_text(site, instance.args[0])


def _shows(site: Site, instance: Any) -> str:
    from convcalc.readers.python.values.formats import represent

    if len(instance.args) == 1:
        return f"{instance.cls.name}({represent(site, instance.args[0])})"
    return f"{instance.cls.name}{represent(site, instance.args)}"


METHODS: dict[str, Callable[..., Any]] = {
    "__init__": _initialise,
    "__str__": _says,
    "__repr__": _shows,
    "with_traceback": lambda site, instance, *args: instance,
    "add_note": lambda site, instance, note: None,
}


def _grown() -> dict[str, ClassObject]:
    members: dict[str, Any] = {name: HostMethod(name, each) for name, each in METHODS.items()}
    members["__new__"] = HostStatic("__new__", _new)
    root = HostClass(
        "BaseException", (), members, module="builtins", instance_type=ExceptionInstance
    )
    classes: dict[str, ClassObject] = {"BaseException": root}
    for line in TREE.strip().splitlines():
        base, _, names = line.partition(":")
        for name in names.split():
            classes[name] = HostClass(name, (classes[base],), {}, module="builtins")
    for name in ("EnvironmentError", "IOError"):
        classes[name] = classes["OSError"]
    return classes


EXCEPTIONS = _grown()
"""Name -> class."""


def exception_of(error: ConvcalcError, site: Site) -> ExceptionInstance:
    """The exception that an error is, for `except ... as e`."""
    if isinstance(error, Thrown):
        return error.exception
    cls = EXCEPTIONS[python_names(error)[0]]
    exception: Any = cls.make(site)
    exception.args = (error.message,)
    exception.error = error
    return exception  # type: ignore[no-any-return]  # of this class by its instance_type


def matches(error: ConvcalcError, classes: Any, site: Site) -> bool:
    """
    Whether `except classes` catches an error.

    Raises:
        WrongType: If they are no classes.
        NotKnown: If only a class that nobody knows may catch it.
    """
    if type(classes) is tuple:
        return any(matches(error, each, site) for each in sorted(classes, key=_is_unread))
    if not isinstance(classes, HostObject):
        raise WrongType(f"except takes a class of exceptions, got {describe(classes)}")
    if not isinstance(classes, ClassObject):
        return _is_unread(classes) and classes.truth(site)
    if isinstance(error, Thrown):
        return error.exception.cls.is_subclass(classes)
    return any(EXCEPTIONS[name].is_subclass(classes) for name in python_names(error))


def _is_unread(value: object) -> bool:
    return isinstance(value, HostObject) and value.is_unread


def is_catchable(error: ConvcalcError) -> bool:
    """Whether any `except` may catch it: a limit, or what cannot be known, never."""
    return isinstance(error, Thrown) or bool(python_names(error))


def attempt(function: Callable[[], Any], name: str, site: Site) -> Any:
    """What a function gives, or MISSING where it raises the exception of that name."""
    try:
        return function()
    except ConvcalcError as error:
        if matches(error, EXCEPTIONS[name], site):
            return MISSING
        raise


def thrown(value: object, site: Site) -> ConvcalcError:
    """
    The error that `raise value` raises.

    Raises:
        WrongType: If it is no exception.
    """
    if isinstance(value, ClassObject):
        value = value.call([], {}, site)
    if isinstance(value, ExceptionInstance):
        if value.error is not None:
            return value.error
        text = value.call_special("__str__", [], site)
        return Thrown(value, text if isinstance(text, str) else "")
    if isinstance(value, HostObject):
        # A class of exceptions that nobody knows: it stops the reading, and no except may guess.
        return Uncaught(f"the source raises {value!r}")
    return WrongType(f"raise takes an exception, got {describe(value)}")


def throw(name: str, text: str, site: Site) -> ConvcalcError:
    """An exception of a class of Python's, ready to be raised by the host."""
    exception: Any = EXCEPTIONS[name].call([text] if text else [], {}, site)
    return Thrown(exception, text)
