"""What `nn.Module` tells of the modules, parameters and buffers inside."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.torch.nn.module_paths import named_modules
from convcalc.readers.python.values.streams import Stream

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
    from convcalc.readers.python.objects.host import Site


def owned(
    module: ModuleInstance,
    of: Callable[[ModuleInstance], Mapping[str, Any]],
    prefix: str = "",
    *,
    recurse: bool = True,
    once: bool = True,
) -> Iterator[tuple[str, Any]]:
    """What modules own, with its path, each object once unless said otherwise."""
    seen: set[int] = set()
    walk = named_modules(module, prefix, once=once) if recurse else [(prefix, module)]
    for path, each in walk:
        for name, value in of(each).items():
            if value is None or (once and id(value) in seen):
                continue
            seen.add(id(value))
            yield (f"{path}.{name}" if path else name), value


def own_parameters_of(module: ModuleInstance) -> Mapping[str, Any]:
    """The parameters of one module."""
    return module.own_parameters()


def own_buffers_of(module: ModuleInstance) -> Mapping[str, Any]:
    """The buffers of one module."""
    return module.own_buffers()


def _counted(site: Site, found: Iterable[Any]) -> Stream:
    """As an iterator of the evaluated world, its elements counted."""
    elements = list(found)
    site.evaluator.charge_items(len(elements))
    return Stream(iter(elements), "generator")


def _named_modules(
    site: Site,
    module: ModuleInstance,
    memo: object = None,
    prefix: str = "",
    remove_duplicate: object = True,
) -> object:
    once = site.evaluator.decide(remove_duplicate, site)
    return _counted(site, named_modules(module, prefix, once=once))


def _modules(site: Site, module: ModuleInstance, remove_duplicate: object = True) -> object:
    once = site.evaluator.decide(remove_duplicate, site)
    return _counted(site, (each for _, each in named_modules(module, once=once)))


def _distinct_children(module: ModuleInstance) -> Iterator[tuple[str, Any]]:
    """Those that are not known among them: a loop over them may call each."""
    seen: set[int] = set()
    for name, child in (module.children or {}).items():
        if child is not None and id(child) not in seen:
            seen.add(id(child))
            yield name, child


def _named_children(site: Site, module: ModuleInstance) -> object:
    return _counted(site, _distinct_children(module))


def _children(site: Site, module: ModuleInstance) -> object:
    return _counted(site, (child for _, child in _distinct_children(module)))


def _named_parameters(
    site: Site,
    module: ModuleInstance,
    prefix: str = "",
    recurse: object = True,
    remove_duplicate: object = True,
) -> Stream:
    decide = site.evaluator.decide
    found = owned(
        module,
        own_parameters_of,
        prefix,
        recurse=decide(recurse, site),
        once=decide(remove_duplicate, site),
    )
    return _counted(site, found)


def _parameters(site: Site, module: ModuleInstance, recurse: object = True) -> object:
    return _counted(
        site, (each for _, each in _named_parameters(site, module, "", recurse).iterator)
    )


def _named_buffers(
    site: Site,
    module: ModuleInstance,
    prefix: str = "",
    recurse: object = True,
    remove_duplicate: object = True,
) -> Stream:
    decide = site.evaluator.decide
    found = owned(
        module,
        own_buffers_of,
        prefix,
        recurse=decide(recurse, site),
        once=decide(remove_duplicate, site),
    )
    return _counted(site, found)


def _buffers(site: Site, module: ModuleInstance, recurse: object = True) -> object:
    return _counted(site, (each for _, each in _named_buffers(site, module, "", recurse).iterator))


def _lasting(module: ModuleInstance) -> dict[str, Any]:
    buffers = module.own_buffers()
    kept = {name: each for name, each in buffers.items() if name not in module.transient}
    return {**module.own_parameters(), **kept}


def state_dict(site: Site, module: ModuleInstance, *args: Any, **kwargs: Any) -> object:
    """The parameters and lasting buffers by their paths."""
    prefix = kwargs.get("prefix", "")
    found = dict(owned(module, _lasting, prefix.rstrip("."), once=False))
    site.evaluator.charge_items(len(found))
    return found


LOOKING: dict[str, Callable[..., Any]] = {
    "named_modules": _named_modules,
    "modules": _modules,
    "named_children": _named_children,
    "children": _children,
    "named_parameters": _named_parameters,
    "parameters": _parameters,
    "named_buffers": _named_buffers,
    "buffers": _buffers,
    "state_dict": state_dict,
}
"""Name -> what it does, with (site, module, ...)."""
