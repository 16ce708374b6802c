"""`importlib.metadata`: the versions of what is read; what is not found is not installed."""

from importlib import import_module as _import_module
from importlib.util import find_spec as _find_spec
from sys import stdlib_module_names as _own_modules


class PackageNotFoundError(ModuleNotFoundError):
    pass


class _Distribution:
    def __init__(self, name, version):
        self.name = name
        self.version = version
        self.metadata = {"Name": name, "Version": version}


class _Packages:
    """What is installed, by the names of modules: which distribution one is from is not told."""

    def __contains__(self, name):
        return _find_spec(name) is not None and name not in _own_modules


def packages_distributions():
    return _Packages()


def version(distribution_name):
    name = distribution_name.replace("-", "_")
    if _find_spec(name) is None:
        raise PackageNotFoundError(distribution_name)
    return _import_module(name).__version__


def distribution(distribution_name):
    return _Distribution(distribution_name, version(distribution_name))


def metadata(distribution_name):
    return distribution(distribution_name).metadata
