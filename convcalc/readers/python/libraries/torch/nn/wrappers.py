"""Modules around one other module, which they hand everything to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.torch.nn.containers import methods
from convcalc.readers.python.libraries.torch.nn.module_methods import MODULE
from convcalc.readers.python.objects.classes import HostClass

if TYPE_CHECKING:
    from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
    from convcalc.readers.python.objects.host import Site


def _wrap(
    site: Site, module: ModuleInstance, inner: Any = None, *args: Any, **options: Any
) -> None:
    module.begin()
    module.put("device_ids", [], site)
    module.assign("module", options.get("module", inner), site)


def _hand_on(site: Site, module: ModuleInstance, *args: Any, **kwargs: Any) -> object:
    inner: Any = module.attribute("module", site)
    return inner.call(list(args), kwargs, site)


NAMESPACE = {"__init__": _wrap, "forward": _hand_on}

DATA_PARALLEL = HostClass("DataParallel", (MODULE,), methods(NAMESPACE), module="torch.nn")
DISTRIBUTED = HostClass(
    "DistributedDataParallel", (MODULE,), methods(NAMESPACE), module="torch.nn.parallel"
)
