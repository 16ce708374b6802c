"""The losses of torch.nn as modules that call their function."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries import library
from convcalc.readers.python.libraries.torch.functions.losses import reduction
from convcalc.readers.python.libraries.torch.nn.classes import class_of
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.classes import HostMethod
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.tracing.tensors import TensorValue

if TYPE_CHECKING:
    from convcalc.readers.python.libraries.torch.nn.loss_entries import LossEntry
    from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
    from convcalc.readers.python.objects.host import Site

KEPT_AS_BUFFERS = frozenset({"weight", "pos_weight"})
RETIRED = frozenset({"size_average", "reduce"})
"""Arguments that PyTorch takes and does not keep."""


def functional(name: str, site: Site) -> Any:
    """A function of torch.nn.functional."""
    module = library("torch.nn.functional")
    assert module is not None  # noqa: S101 (a line of the table of libraries)
    return module.attribute(name, site)


class LossClass(HostClass):
    """One class of torch.nn that is a loss."""

    __slots__ = ("entry",)

    def __init__(self, name: str, entry: LossEntry) -> None:
        self.entry = entry
        namespace = {
            "__init__": HostMethod("__init__", self._initialise),
            "forward": HostMethod("forward", self._forward),
        }
        super().__init__(name, (class_of(entry.base),), namespace, module="torch.nn.modules.loss")

    def _initialise(self, site: Site, module: ModuleInstance, *args: Any, **kwargs: Any) -> None:
        options = self.entry.options
        unknown = [name for name in kwargs if name not in options]
        if unknown or len(args) > len(options):
            what = repr(unknown[0]) if unknown else f"{len(args)} arguments"
            raise WrongType(f"{self.name}() does not take {what}", expected=", ".join(options))
        given = options | dict(zip(options, args, strict=False)) | kwargs
        if "reduction" in given:
            given["reduction"] = reduction(given)
        module.begin()
        for name, value in given.items():
            if name in KEPT_AS_BUFFERS:
                tensor = value if isinstance(value, TensorValue) else None
                module.register_buffer(name, tensor, site)
            elif name == "distance_function" and value is None:
                module.assign(name, class_of("PairwiseDistance").call([], {}, site), site)
            elif name not in RETIRED:
                module.put(name, value, site)

    def _forward(self, site: Site, module: ModuleInstance, *args: Any, **kwargs: Any) -> object:
        options = {
            name: module.attribute(name, site) for name in self.entry.options if name not in RETIRED
        }
        function = functional(self.entry.function, site)
        return function.call(list(args), options | kwargs, site)
