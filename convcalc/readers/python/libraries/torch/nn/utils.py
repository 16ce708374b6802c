"""torch.nn.utils: weights that are worked out of other weights, and small helpers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import product
from convcalc.readers.python.libraries.stand_ins import Written
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.libraries.torch.nn.classes import class_in
from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
from convcalc.readers.python.libraries.torch.nn.module_methods import MODULE
from convcalc.readers.python.libraries.torch.nn.parameter import buffer_of
from convcalc.readers.python.libraries.torch.nn.parameter import parameter_of
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.classes import HostMethod
from convcalc.readers.python.objects.classes import HostProperty
from convcalc.readers.python.objects.failures import NoAttribute
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import describe

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.libraries.torch.nn.parameter import Parameter
    from convcalc.readers.python.objects.host import Site

SHAPE = "_shape"
"""Where a module that works out a weight keeps its shape."""


def own_weight(module: Any, name: Any, site: Site) -> Parameter:
    """
    The parameter that is to be worked out.

    Raises:
        WrongType: If it is no module's.
        NoAttribute: If the module has none of that name.
    """
    if not isinstance(module, ModuleInstance):
        raise WrongType(f"{describe(module)} has no weight", expected="a module")
    found = module.own_parameters().get(name)
    if found is None:
        raise NoAttribute(
            f"{module.cls.name!r} object has no parameter {name!r}",
            name,
            tuple(module.own_parameters()),
        )
    return found


def put_tensor(module: ModuleInstance, name: str, shape: Shape, site: Site) -> None:
    """Let a plain tensor stand where the parameter was."""
    del module.own_parameters()[name]
    module.put(name, buffer_of(shape), site)
    module.touch(name)


def _lengths(shape: Shape, dim: Any) -> Shape:
    """The shape of the lengths of a weight along every axis but one."""
    if dim is None or dim == -1:
        return ()
    return tuple(size if axis == dim % len(shape) else 1 for axis, size in enumerate(shape))


def _unrolled(module: ModuleInstance, shape: Shape, dim: Any) -> tuple[Shape, Shape]:
    """The shapes of the two vectors by which the largest singular value is followed."""
    if dim is None:
        is_transposed = any(each.name.startswith("ConvTranspose") for each in module.cls.mro)
        dim = 1 if is_transposed else 0
    rest = tuple(size for axis, size in enumerate(shape) if axis != dim % len(shape))
    return (shape[dim],), (product(rest),)


def _weight_norm(site: Site, module: Any, name: str = "weight", dim: Any = 0) -> object:
    shape = own_weight(module, name, site).shape
    put_tensor(module, name, shape, site)
    module.register_parameter(f"{name}_g", parameter_of(_lengths(shape, dim)), site)
    module.register_parameter(f"{name}_v", parameter_of(shape), site)
    return module


def _spectral_norm(
    site: Site,
    module: Any,
    name: str = "weight",
    n_power_iterations: Any = 1,
    eps: Any = 1e-12,
    dim: Any = None,
) -> object:
    shape = own_weight(module, name, site).shape
    put_tensor(module, name, shape, site)
    module.register_parameter(f"{name}_orig", parameter_of(shape), site)
    for letter, vector in zip("uv", _unrolled(module, shape, dim), strict=True):
        module.register_buffer(f"{name}_{letter}", buffer_of(vector), site)
    return module


def _remove(site: Site, module: Any, name: str = "weight", *args: Any, **options: Any) -> object:
    """Make the parameter one of its own again."""
    parameters, buffers = module.own_parameters(), module.own_buffers()
    whole = parameters.get(f"{name}_orig") or parameters.get(f"{name}_v")
    if whole is None:
        raise WrongType(f"{name!r} of {module.cls.name} is not worked out of other weights")
    for ending in ("_g", "_v", "_orig", "_u"):
        parameters.pop(f"{name}{ending}", None)
        buffers.pop(f"{name}{ending}", None)
    module.register_parameter(name, parameter_of(whole.shape), site)
    return module


# parametrizations


def _made(site: Site, module: ModuleInstance, *args: Any, **kwargs: Any) -> object:
    """The weight that the modules inside make."""
    given: list[Any] = [each for each in module.own_parameters().values() if each is not None]
    for _, each in module.held():
        given = [each.call(given, {}, site)]
    return buffer_of(module.attributes[SHAPE])


def _class(name: str) -> HostClass:
    namespace = {"forward": HostMethod("forward", _made)}
    return HostClass(name, (MODULE,), namespace, module="torch.nn.utils")


PARAMETRIZATION_LIST = _class("ParametrizationList")
WEIGHT_NORM = _class("_WeightNorm")
SPECTRAL_NORM = _class("_SpectralNorm")


def _begin(cls: HostClass, shape: Shape, site: Site) -> ModuleInstance:
    made = ModuleInstance(cls)
    made.notice(site)
    made.begin()
    made.put(SHAPE, shape, site)
    return made


def _worked_out(name: str) -> HostProperty:
    """What stands for a parameter: the modules inside run whenever it is asked for."""

    def run(site: Site, module: ModuleInstance) -> object:
        every = (module.children or {})["parametrizations"]
        return every.children[name].call([], {}, site)

    return HostProperty(run)


def parametrize(
    site: Site, module: ModuleInstance, name: str, parts: dict[str, Shape], by: ModuleInstance
) -> ModuleInstance:
    """Work a parameter out of others, in modules inside as PyTorch makes them."""
    shape = own_weight(module, name, site).shape
    children = module.children or {}
    held = children.get("parametrizations")
    if held is None:
        held = class_in(site, "ModuleDict").call([], {}, site)
        module.register_module("parametrizations", held, site)
        word = f"Parametrized{module.cls.name}"
        module.cls = HostClass(word, (module.cls,), {}, module="torch.nn.utils.parametrize")
    whole = _begin(PARAMETRIZATION_LIST, shape, site)
    for each, part in parts.items():
        whole.register_parameter(each, parameter_of(part), site)
    whole.register_module("0", by, site)
    put_tensor(module, name, shape, site)
    held.register_module(name, whole, site)
    module.cls.namespace[name] = _worked_out(name)
    return module


def _parametrized_weight_norm(
    site: Site, module: Any, name: str = "weight", dim: Any = 0
) -> object:
    shape = own_weight(module, name, site).shape
    parts = {"original0": _lengths(shape, dim), "original1": shape}
    return parametrize(site, module, name, parts, _begin(WEIGHT_NORM, shape, site))


def _parametrized_spectral_norm(
    site: Site,
    module: Any,
    name: str = "weight",
    n_power_iterations: Any = 1,
    eps: Any = 1e-12,
    dim: Any = None,
) -> object:
    shape = own_weight(module, name, site).shape
    by = _begin(SPECTRAL_NORM, shape, site)
    for letter, vector in zip("uv", _unrolled(module, shape, dim), strict=True):
        by.register_buffer(f"_{letter}", buffer_of(vector), site)
    return parametrize(site, module, name, {"original": shape}, by)


def _register(
    site: Site, module: Any, tensor_name: str, parametrization: Any, *, unsafe: Any = False
) -> object:
    shape = own_weight(module, tensor_name, site).shape
    if not isinstance(parametrization, ModuleInstance):
        raise WrongType(f"{describe(parametrization)} is no module")
    return parametrize(site, module, tensor_name, {"original": shape}, parametrization)


def _is_parametrized(site: Site, module: Any, tensor_name: Any = None) -> bool:
    held = (module.children or {}).get("parametrizations")
    return held is not None and (tensor_name is None or tensor_name in (held.children or {}))


TABLE: dict[str, Any] = functions(
    {
        "weight_norm": _weight_norm,
        "spectral_norm": _spectral_norm,
        "remove_weight_norm": _remove,
        "remove_spectral_norm": _remove,
    }
)
PARAMETRIZATIONS: dict[str, Any] = functions(
    {"weight_norm": _parametrized_weight_norm, "spectral_norm": _parametrized_spectral_norm}
)
PARAMETRIZE: dict[str, Any] = functions(
    {"register_parametrization": _register, "is_parametrized": _is_parametrized}
)
TUPLES: dict[str, Any] = dict.fromkeys(
    (
        "_list_with_default",
        "_ntuple",
        "_pair",
        "_quadruple",
        "_reverse_repeat_tuple",
        "_single",
        "_triple",
    ),
    Written("torch/stand_ins/utils.py", "torch.nn.modules.utils"),
)
