"""Lightning: what it lends to a module, methods for training, which change no shape."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.readers.python.libraries.torch.nn.module_methods import MODULE
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.classes import HostMethod
from convcalc.readers.python.objects.host import Namespace

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.objects.host import Site

NO_PARAMETERS = frozenset({"self", "__class__"})


class HyperParameters(Namespace):
    """`self.hparams`: the arguments of the constructor, as attributes and by key."""

    __slots__ = ()
    type_name: ClassVar[str] = "hyperparameters"

    def subscript(self, key: object, site: Site) -> object:
        """`self.hparams[key]`."""
        return self.attribute(str(key), site)


def _save(site: Site, module: Any, *names: Any, **more: Any) -> None:
    """What `save_hyperparameters()` does: it looks at the variables of who calls it."""
    found = {name: each for name, each in site.scope.variables.items() if name not in NO_PARAMETERS}
    module.put("hparams", HyperParameters("hparams", found), site)


def _nothing(name: str) -> HostMethod:
    function: Callable[..., None] = lambda site, module, *given, **named: None  # noqa: E731
    return HostMethod(name, function)


QUIET = ("configure_optimizers", "log", "log_dict", "print", "save_weights", "training_step")

LIGHTNING_MODULE = HostClass(
    "LightningModule",
    (MODULE,),
    {
        "save_hyperparameters": HostMethod("save_hyperparameters", _save),
        **{name: _nothing(name) for name in QUIET},
    },
    module="lightning",
)

TABLE: dict[str, Any] = {"LightningModule": LIGHTNING_MODULE}
