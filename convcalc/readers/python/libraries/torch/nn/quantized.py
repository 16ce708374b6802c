"""Operations as modules, which matter to quantisation only: here they are the plain ones."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries import library
from convcalc.readers.python.libraries.torch.nn.classes import class_of
from convcalc.readers.python.libraries.torch.nn.module_methods import MODULE
from convcalc.readers.python.libraries.torch.nn.module_methods import methods
from convcalc.readers.python.libraries.torch.nn.module_paths import named
from convcalc.readers.python.objects.classes import HostClass

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.tracing.trace import Trace

WATCH = "activation_post_process"


def _functional(site: Site, module: ModuleInstance) -> None:
    module.begin()
    module.assign(WATCH, class_of("Identity").call([], {}, site), site)


def _operation(*names: str, is_watched: bool = True) -> Callable[..., Any]:
    """A method that does these operations of torch, and lets the identity inside see the result."""

    def run(site: Site, module: ModuleInstance, *args: Any, **kwargs: Any) -> object:
        trace: Trace = site.evaluator.trace  # type: ignore[attr-defined]  # a reader of source has it
        outer, trace.path = trace.path, named(module, trace, site)[0]
        try:
            result = _done(names, args, kwargs, site)
        finally:
            trace.path = outer
        watch: Any = module.attribute(WATCH, site)
        return watch.call([result], {}, site) if is_watched else result

    return run


def _done(names: Sequence[str], args: Any, kwargs: Any, site: Site) -> Any:
    torch = library("torch")
    assert torch is not None  # noqa: S101 (a line of the table of libraries)
    first, *rest = names
    operation: Any = torch.attribute(first, site)
    result = operation.call(list(args), kwargs, site)
    for name in rest:
        following: Any = torch.attribute(name, site)
        result = following.call([result], {}, site)
    return result


FLOAT_FUNCTIONAL = HostClass(
    "FloatFunctional",
    (MODULE,),
    methods(
        {
            "__init__": _functional,
            "add": _operation("add"),
            "add_scalar": _operation("add", is_watched=False),
            "mul": _operation("mul"),
            "mul_scalar": _operation("mul", is_watched=False),
            "cat": _operation("cat"),
            "add_relu": _operation("add", "relu"),
            "matmul": _operation("matmul"),
        }
    ),
    module="torch.ao.nn.quantized",
)

TABLE: dict[str, Any] = {"FloatFunctional": FLOAT_FUNCTIONAL, "QFunctional": FLOAT_FUNCTIONAL}
PACKAGE: dict[str, Any] = {}
"""A package that holds other modules and nothing else that is read."""
