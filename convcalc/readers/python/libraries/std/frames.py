"""`sys._getframe` and `inspect.currentframe`: who has called the function that asks."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.readers.python.objects.attributes import get_attribute
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import Site
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from convcalc.readers.python.language.scope import Scope

HIDDEN = "what Python has called on the way is not told"


class Frame(HostObject):
    """One of the calls that go on, or the body of a class or module."""

    __slots__ = ("scope",)
    type_name: ClassVar[str] = "a frame"

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def __repr__(self) -> str:
        return "<frame>"

    def attribute(self, name: str, site: Site) -> object:
        """What called it, its names, and the name of its function; its line is not told."""
        if name == "f_back":
            return above(self, site)
        if name in ("f_globals", "f_locals"):
            asked: Any = site.evaluator.builtins[name.removeprefix("f_")]
            return asked.call([], {}, Site(site.evaluator, site.node, self.scope))
        if name == "f_code":
            return Code(self.scope)
        return Unread(f"<frame>.{name}", f"{name} of a frame is not read", site.source())


class Code(HostObject):
    """The code of a frame: the name of its function, or that it is a module."""

    __slots__ = ("scope",)
    type_name: ClassVar[str] = "code"

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def attribute(self, name: str, site: Site) -> object:
        """`co_name`; nothing else is told."""
        if name == "co_name" and self.scope.function is not None:
            called: str = self.scope.function.name
            return "<lambda>" if called == "lambda" else called
        if name == "co_name" and self.scope.parent is None:
            return "<module>"
        return Unread(f"<frame>.f_code.{name}", f"{name} of code is not read", site.source())


def above(frame: Frame, site: Site) -> Frame | Unread:
    """The frame that has called a frame; not known where Python's own code may stand between."""
    scope = frame.scope
    caller = scope.parent if scope.is_class else scope.caller
    if caller is None or scope.is_inline or caller.is_inline or _is_ours(caller):
        return Unread("<frame>.f_back", HIDDEN, site.source())
    return Frame(caller)


def _is_ours(scope: Scope) -> bool:
    return scope.function is not None and scope.function.text.is_ours


def frame_at(site: Site, depth: Any = 0) -> object:
    """`sys._getframe(depth)`: the function that asks, or one that many calls above it."""
    if isinstance(depth, Unread):
        return depth
    if type(depth) is not int:
        raise WrongType(f"a depth of frames is a whole number, got {describe(depth)}")
    found: object = Frame(site.scope)
    if site.scope.is_inline or _is_ours(site.scope):
        return Unread("<frame>", HIDDEN, site.source())
    site.evaluator.charge_steps(max(depth, 0))
    for _ in range(depth):
        if not isinstance(found, Frame):
            break
        found = above(found, site)
    return found


def module_of(site: Site, value: Any) -> object:
    """`inspect.getmodule(value)`: where a class, a function or a frame is from."""
    if isinstance(value, Unread):
        return value.result(site)
    if isinstance(value, Frame):
        name: Any = value.scope.module()
    else:
        name = get_attribute(value, "__module__", site)
    if isinstance(name, Unread):
        return name
    return site.evaluator.import_module(name, site.node)  # type: ignore[arg-type]  # a place
