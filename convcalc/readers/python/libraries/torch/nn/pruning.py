"""`torch.nn.utils.prune`: a weight that is another one times a mask, which is a buffer."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
from convcalc.readers.python.libraries.torch.nn.module_paths import named_modules
from convcalc.readers.python.libraries.torch.nn.parameter import buffer_of
from convcalc.readers.python.libraries.torch.nn.utils import own_weight
from convcalc.readers.python.libraries.torch.nn.utils import put_tensor
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import describe

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site

WAYS = (
    "custom_from_mask",
    "identity",
    "l1_unstructured",
    "ln_structured",
    "random_structured",
    "random_unstructured",
)


def _prune(site: Site, module: Any, name: str = "weight", *args: Any, **options: Any) -> object:
    """Let the parameter be called `name_orig`, and a buffer `name_mask` stand beside it."""
    if isinstance(module, ModuleInstance) and f"{name}_mask" in module.own_buffers():
        return module
    parameter = own_weight(module, name, site)
    put_tensor(module, name, parameter.shape, site)
    module.register_parameter(f"{name}_orig", parameter, site)
    module.register_buffer(f"{name}_mask", buffer_of(parameter.shape), site)
    return module


def _global(site: Site, parameters: Any, *args: Any, **options: Any) -> None:
    for module, name in parameters:
        _prune(site, module, name)


def _remove(site: Site, module: Any, name: str) -> object:
    """Make the weight a parameter of its own again, without the mask."""
    if not isinstance(module, ModuleInstance) or f"{name}_mask" not in module.own_buffers():
        raise WrongType(f"{name!r} of {describe(module)} has not been pruned")
    parameter = module.own_parameters().pop(f"{name}_orig")
    del module.own_buffers()[f"{name}_mask"]
    module.register_parameter(name, parameter, site)
    return module


def _is_pruned(site: Site, module: Any) -> bool:
    return any(
        buffer.endswith("_mask") and f"{buffer.removesuffix('mask')}orig" in each.own_parameters()
        for _, each in named_modules(module)
        for buffer in each.own_buffers()
    )


TABLE: dict[str, Any] = functions(
    {
        **dict.fromkeys(WAYS, _prune),
        "global_unstructured": _global,
        "is_pruned": _is_pruned,
        "remove": _remove,
    }
)
