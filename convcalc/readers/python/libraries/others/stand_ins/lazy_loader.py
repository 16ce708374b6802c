"""`lazy_loader`: a package whose submodules are imported where they are first asked for."""

import importlib


def attach(package_name, submodules=None, submod_attrs=None):
    submod_attrs = submod_attrs or {}
    submodules = set(submodules) if submodules is not None else set()
    places = {name: module for module, names in submod_attrs.items() for name in names}
    public = sorted(submodules | places.keys())

    def __getattr__(name):
        if name in submodules:
            return importlib.import_module(f"{package_name}.{name}")
        if name in places:
            module = importlib.import_module(f"{package_name}.{places[name]}")
            return getattr(module, name)
        raise AttributeError(f"No {package_name} attribute {name}")

    def __dir__():
        return public.copy()

    return __getattr__, __dir__, public.copy()
