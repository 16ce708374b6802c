"""
Registries of models, which fill up while their packages are imported.

Nothing is imported here, so that the builder of a name is looked for in the package's files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.objects.functions import MANY
from convcalc.readers.python.objects.functions import Builtin
from convcalc.readers.python.objects.functions import Entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.objects.host import Site

TIMM_MODELS = "timm.models"
TORCHVISION_MODELS = "torchvision.models"


def builder(package: str, name: Any, site: Site) -> Any:
    """
    The function of a package that makes the model of that name.

    Raises:
        BadValue: If no file of the package defines it.
    """
    importer = site.evaluator.importer  # type: ignore[attr-defined]  # a reader of source has it
    home = importer.module(package)
    inner = importer.defined_inside(home, name) if isinstance(name, str) else ""
    if not inner:
        raise BadValue(f"no model of {package} is called {name!r}")
    return importer.module(inner).attribute(name, site)


def _finds(package: str) -> Callable[..., object]:
    def find(site: Site, name: Any, module_filter: Any = None) -> object:
        return builder(package, name, site)

    return find


def _is_model(site: Site, name: Any) -> bool:
    try:
        builder(TIMM_MODELS, name, site)
    except BadValue:
        return False
    return True


def _get_model(site: Site, name: Any, *more: Any, **config: Any) -> object:
    made_by = builder(TORCHVISION_MODELS, name.lower(), site)
    return made_by.call(list(more), config, site)


class Making(Builtin):
    """A function that hands any named arguments on."""

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """Call it."""
        return self.entry.function(site, *args, **kwargs)


def _nothing(site: Site, *given: Any, **named: Any) -> None:
    """Weights are never loaded."""


TIMM_BUILDING: dict[str, Any] = {
    "load_checkpoint": Making("load_checkpoint", Entry(_nothing, 0, MANY)),
    "load_custom_pretrained": Making("load_custom_pretrained", Entry(_nothing, 0, MANY)),
    "load_pretrained": Making("load_pretrained", Entry(_nothing, 0, MANY)),
}

TIMM: dict[str, Any] = {
    "is_model": Builtin("is_model", Entry(_is_model, 1, 1)),
    "model_entrypoint": Builtin(
        "model_entrypoint", Entry(_finds(TIMM_MODELS), 1, 2, ("module_filter",))
    ),
}

TORCHVISION: dict[str, Any] = {
    "get_model": Making("get_model", Entry(_get_model, 1, MANY)),
    "get_model_builder": Builtin("get_model_builder", Entry(_finds(TORCHVISION_MODELS), 1, 1)),
}
