"""The methods of `nn.Module`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.torch.nn.hook_effects import changes_modules
from convcalc.readers.python.libraries.torch.nn.module import CALL
from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
from convcalc.readers.python.libraries.torch.nn.module import no_forward
from convcalc.readers.python.libraries.torch.nn.module_contents import SETTER
from convcalc.readers.python.libraries.torch.nn.module_listing import LOOKING
from convcalc.readers.python.libraries.torch.nn.module_listing import own_parameters_of
from convcalc.readers.python.libraries.torch.nn.module_listing import owned
from convcalc.readers.python.libraries.torch.nn.module_paths import named_modules
from convcalc.readers.python.libraries.torch.nn.parameter import Parameter
from convcalc.readers.python.libraries.torch.nn.parameter import tensor_given
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.classes import HostMethod
from convcalc.readers.python.objects.classes import HostProperty
from convcalc.readers.python.objects.failures import NoKey
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import MISSING
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from convcalc.readers.python.objects.host import Site


def _initialise(site: Site, module: ModuleInstance, *args: Any, **kwargs: Any) -> None:
    module.begin()


def _extra_repr(site: Site, module: ModuleInstance) -> str:
    return ""


# registering


def add_module(
    site: Site,
    holder: ModuleInstance,
    /,
    name: Any,
    module: Any = None,
) -> None:
    """
    Hold a module under a name, one that is not known, or None.

    Raises:
        NoKey: If the name cannot be part of a path.
        WrongType: If it is no name, or no module.
    """
    _check_name(holder, name, "module")
    if module is not None and not isinstance(module, (ModuleInstance, Unread)):
        raise WrongType(
            f"{describe(module)} is not a Module subclass",
            expected="a module",
            hint="a star hands over what is in it: nn.Sequential(*layers)"
            if isinstance(module, (list, tuple)) and module
            else "",
        )
    holder.register_module(name, module, site)


def _check_name(module: ModuleInstance, name: Any, what: str) -> None:
    if type(name) is not str:
        raise WrongType(f"{what} name should be a string, got {describe(name)}")
    if "." in name:
        raise NoKey(f'{what} name can\'t contain ".", got: {name}')
    if name == "":
        raise NoKey(f'{what} name can\'t be empty string ""')


def _register_parameter(site: Site, module: ModuleInstance, name: Any, param: Any) -> None:
    _check_name(module, name, "parameter")
    if isinstance(param, Unread):
        param.refuse(site)
    if param is not None and not isinstance(param, Parameter):
        raise WrongType(f"cannot assign {describe(param)} to parameter {name!r}")
    module.register_parameter(name, param, site)


def _register_buffer(
    site: Site, module: ModuleInstance, name: Any, tensor: Any, persistent: object = True
) -> None:
    _check_name(module, name, "buffer")
    if isinstance(tensor, Unread):
        module.put(name, tensor, site)
        return
    lasting = site.evaluator.decide(persistent, site)
    module.register_buffer(
        name, tensor_given(tensor, f"buffer {name!r}", site), site, is_persistent=lasting
    )


# finding


def _get_submodule(site: Site, module: ModuleInstance, target: str) -> ModuleInstance:
    found: Any = module
    for name in target.split(".") if target else ():
        children = found.children or {}
        inside = children.get(name)
        if not isinstance(inside, ModuleInstance):
            raise no_attribute(f"{found.cls.name!r} object", name, tuple(children))
        found = inside
    return found  # type: ignore[no-any-return]  # a module, step by step


def _get_parameter(site: Site, module: ModuleInstance, target: str) -> object:
    path, _, name = target.rpartition(".")
    owner = _get_submodule(site, module, path)
    found = owner.own_parameters().get(name)
    if found is None:
        raise no_attribute(f"{owner.cls.name!r} object", name, tuple(owner.own_parameters()))
    return found


def _get_buffer(site: Site, module: ModuleInstance, target: str) -> object:
    path, _, name = target.rpartition(".")
    owner = _get_submodule(site, module, path)
    found = owner.own_buffers().get(name)
    if found is None:
        raise no_attribute(f"{owner.cls.name!r} object", name, tuple(owner.own_buffers()))
    return found


def _set_submodule(
    site: Site, module: ModuleInstance, target: str, value: Any = None, **more: Any
) -> None:
    path, _, name = target.rpartition(".")
    add_module(site, _get_submodule(site, module, path), name, more.get("module", value))


def _missing(site: Site, module: ModuleInstance, name: Any) -> object:
    """`Module.__getattr__`, as the user's own may ask for it."""
    found = module.find(name, site)
    if found is MISSING:
        problem = no_attribute(f"{module.cls.name!r} object", name, module.attribute_names)
        problem.instead = lambda: module.meant_by(name)
        raise problem
    return found


# what changes no shape


def itself(site: Site, module: ModuleInstance, *args: Any, **kwargs: Any) -> ModuleInstance:
    """Moved to a device, cast: the same module."""
    return module


def _train(site: Site, module: ModuleInstance, mode: object = True) -> ModuleInstance:
    wanted = site.evaluator.decide(mode, site)
    for _, each in named_modules(module):
        each.is_training = wanted
    return module


def _for_use(site: Site, module: ModuleInstance) -> ModuleInstance:
    return _train(site, module, mode=False)


def nothing(site: Site, module: ModuleInstance, *args: Any, **kwargs: Any) -> None:
    """What matters only where the model is run."""


def _apply(site: Site, module: ModuleInstance, fn: Any) -> ModuleInstance:
    """
    `Module.apply`: what only fills weights with numbers is left out.

    What changes the modules themselves is run on each of them, from the inside out as PyTorch does.
    """
    if changes_modules(fn):
        for _, each in reversed(list(named_modules(module))):
            fn.call([each], {}, site)
    return module


def _learn(site: Site, module: ModuleInstance, requires_grad: object = True) -> ModuleInstance:
    wanted = site.evaluator.decide(requires_grad, site)
    for _, parameter in owned(module, own_parameters_of):
        parameter.is_learned = wanted
    return module


def _load(site: Site, module: ModuleInstance, *args: Any, **kwargs: Any) -> object:
    return Unread("load_state_dict(...)", "weights are never loaded", site.source())


def _delete(site: Site, module: ModuleInstance, name: str) -> None:
    module.remove_own(name, site)


def _hook(site: Site, module: ModuleInstance, hook: object, **options: Any) -> object:
    from convcalc.readers.python.libraries.torch.nn.module_hooks import register

    return register(module, hook, "after", options)


def _hook_before(site: Site, module: ModuleInstance, hook: object, **options: Any) -> object:
    from convcalc.readers.python.libraries.torch.nn.module_hooks import register

    return register(module, hook, "before", options)


def _hook_elsewhere(site: Site, module: ModuleInstance, *args: Any, **options: Any) -> object:
    from convcalc.readers.python.libraries.torch.nn.module_hooks import Handle

    return Handle(module, None)


def _text(site: Site, module: ModuleInstance) -> str:
    from convcalc.readers.python.libraries.torch.nn.module_repr import text_of

    return text_of(module, site)


METHODS: dict[str, Callable[..., Any]] = {
    "eval": _for_use,
    "train": _train,
    "__init__": _initialise,
    "__getattr__": _missing,
    "__delattr__": _delete,
    "__repr__": _text,
    "forward": no_forward,
    "extra_repr": _extra_repr,
    "_get_name": lambda _, module: module.cls.name,
    **LOOKING,
    "load_state_dict": _load,
    "add_module": add_module,
    "register_module": add_module,
    "register_parameter": _register_parameter,
    "register_buffer": _register_buffer,
    "get_submodule": _get_submodule,
    "set_submodule": _set_submodule,
    "get_parameter": _get_parameter,
    "get_buffer": _get_buffer,
    "apply": _apply,
    "requires_grad_": _learn,
    "register_forward_hook": _hook,
    "register_forward_pre_hook": _hook_before,
    **dict.fromkeys(
        (
            "to",
            "to_empty",
            "cuda",
            "cpu",
            "ipu",
            "xpu",
            "mtia",
            "type",
            "float",
            "double",
            "half",
            "bfloat16",
            "share_memory",
        ),
        itself,
    ),
    **dict.fromkeys(
        (
            "zero_grad",
            "compile",
            "reset_parameters",
            "_reset_parameters",
            "_load_from_state_dict",
            "_save_to_state_dict",
            "_register_state_dict_hook",
        ),
        nothing,
    ),
    **dict.fromkeys(
        (
            "register_backward_hook",
            "register_full_backward_hook",
            "register_full_backward_pre_hook",
            "register_load_state_dict_post_hook",
            "register_load_state_dict_pre_hook",
            "_register_load_state_dict_pre_hook",
            "register_state_dict_post_hook",
            "register_state_dict_pre_hook",
        ),
        _hook_elsewhere,
    ),
}
"""Name -> what it does, with (site, module, ...)."""


def methods(table: Mapping[str, Callable[..., Any]]) -> dict[str, Any]:
    """A class's namespace of these functions."""
    return {name: HostMethod(name, function) for name, function in table.items()}


def _training(site: Site, module: Any) -> object:
    return MISSING if module.is_training is None else module.is_training


MODULE = HostClass(
    "Module",
    (),
    {
        **methods(METHODS),
        "__setattr__": SETTER,
        "__call__": CALL,
        "training": HostProperty(_training),
        "dump_patches": False,
    },
    module="torch.nn.modules.module",
    instance_type=ModuleInstance,
)
"""`torch.nn.Module`."""
