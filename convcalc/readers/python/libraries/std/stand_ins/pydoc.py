"""`pydoc`: what stands under a dotted name."""

import builtins as _builtins
from importlib import import_module as _import_module


def _module(name):
    """The module of that name; None where there is none."""
    try:
        return _import_module(name)
    except ModuleNotFoundError:
        return None


def locate(path, forceload=0):
    held, name, in_modules = _builtins, "", True
    for part in filter(None, path.split(".")):
        name = f"{name}.{part}" if name else part
        inner = _module(name) if in_modules else None
        if inner is None:
            in_modules = False
            try:
                inner = getattr(held, part)
            except AttributeError:
                return None
        held = inner
    return held
