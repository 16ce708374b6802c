"""Functions that a model calls before and behind the forward of a module."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.readers.python.objects.classes import BoundMethod
from convcalc.readers.python.objects.classes import HostMethod
from convcalc.readers.python.objects.host import HostObject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
    from convcalc.readers.python.objects.host import Site


class Hook:
    """A function of the user, `when` it is called: "before" or "after" the forward."""

    __slots__ = ("function", "when", "with_keywords")

    def __init__(self, function: Any, when: str, *, with_keywords: bool) -> None:
        self.function = function
        self.when = when
        self.with_keywords = with_keywords


class Handle(HostObject):
    """What registering a hook gives: it can be removed."""

    __slots__ = ("hook", "module")
    type_name: ClassVar[str] = "a handle of a hook"

    def __init__(self, module: ModuleInstance, hook: Hook | None) -> None:
        self.module = module
        self.hook = hook

    def attribute(self, name: str, site: Site) -> object:
        """`remove`."""
        return BoundMethod(REMOVE, self) if name == "remove" else super().attribute(name, site)


def _remove(site: Site, handle: Handle) -> None:
    hooks = handle.module.hooks
    if hooks is not None and handle.hook in hooks:
        hooks.remove(handle.hook)


REMOVE = HostMethod("remove", _remove)


def register(
    module: ModuleInstance, function: object, when: str, options: Mapping[str, Any]
) -> Handle:
    """Let the function be called around the module's forward."""
    hook = Hook(function, when, with_keywords=options.get("with_kwargs") is True)
    if options.get("prepend") is True:
        module.hooks = [hook, *(module.hooks or ())]
    else:
        module.hooks = [*(module.hooks or ()), hook]
    return Handle(module, hook)


def with_hooks(
    module: ModuleInstance, args: list[Any], kwargs: dict[str, Any], site: Site
) -> object:
    """The forward with the hooks around it, each of which may replace what passes."""
    hooks, module.hooks = module.hooks or [], None
    try:
        for hook in hooks:
            if hook.when == "before":
                args, kwargs = _before(hook, module, args, kwargs, site)
        result = module.call_forward(args, kwargs, site)
        for hook in hooks:
            if hook.when == "after":
                more = [kwargs] if hook.with_keywords else []
                replaced = hook.function.call([module, tuple(args), *more, result], {}, site)
                result = result if replaced is None else replaced
    finally:
        module.hooks = hooks
    return result


def _before(
    hook: Hook, module: ModuleInstance, args: list[Any], kwargs: dict[str, Any], site: Site
) -> tuple[list[Any], dict[str, Any]]:
    more = [kwargs] if hook.with_keywords else []
    replaced = hook.function.call([module, tuple(args), *more], {}, site)
    if replaced is None:
        return args, kwargs
    if hook.with_keywords:
        return list(replaced[0]), replaced[1]
    return (list(replaced) if isinstance(replaced, tuple) else [replaced]), kwargs
