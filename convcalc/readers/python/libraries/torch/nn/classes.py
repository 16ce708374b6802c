"""torch.nn: its classes by name, each made when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries import Deferred
from convcalc.readers.python.libraries.stand_ins import Written
from convcalc.readers.python.libraries.torch.nn.layer_entries import ABSTRACT
from convcalc.readers.python.libraries.torch.nn.layer_entries import NORMALISING
from convcalc.readers.python.libraries.torch.nn.layer_entries import entry_of
from convcalc.readers.python.libraries.torch.nn.loss_entries import LOSSES
from convcalc.tables import load
from convcalc.vocabulary import TORCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site

MADE: dict[str, Any] = {}
"""The classes that were asked for: they are the same wherever they are imported from."""

ELSEWHERE: dict[str, str] = {
    "Module": "module_methods:MODULE",
    "Container": "module_methods:MODULE",
    "Parameter": "parameter:PARAMETER",
    "Buffer": "parameter:BUFFER",
    "UninitializedParameter": "parameter:UNINITIALISED",
    "Sequential": "sequential:SEQUENTIAL",
    "MultiheadAttention": "attention:ATTENTION",
    "NonDynamicallyQuantizableLinear": "attention:PROJECTION",
}
"""Classes with a way of their own: name -> file:what beside this file."""


WRITTEN: dict[str, Sequence[str]] = {
    "torch.nn.modules.container": ("ModuleDict", "ModuleList", "ParameterDict", "ParameterList"),
    "torch.nn.modules.transformer": (
        "Transformer",
        "TransformerDecoder",
        "TransformerDecoderLayer",
        "TransformerEncoder",
        "TransformerEncoderLayer",
    ),
    "torch.nn.parallel": ("DataParallel", "DistributedDataParallel"),
}
"""Classes that are written in Python, by their module; the text has its last name."""


def class_of(name: str) -> Any:
    """A class of torch.nn by its name, the last part of a dotted one."""
    name = name.rpartition(".")[2]
    found = MADE.get(name)
    if found is None:
        found = MADE[name] = _made(name)
    return found


def _made(name: str) -> Any:
    if name in ELSEWHERE:
        return load(ELSEWHERE[name], inside="convcalc.readers.python.libraries.torch.nn")
    if name in TORCH and not name.startswith("Lazy"):
        from convcalc.readers.python.libraries.torch.nn.layer import LayerClass

        entry = entry_of(name)
        return LayerClass(name, (class_of(entry.base),), entry)
    if name in TORCH:
        from convcalc.readers.python.libraries.torch.nn.layer_lazy import LazyClass

        becomes = class_of(name.removeprefix("Lazy"))
        mixin, base = "LazyModuleMixin", becomes
        if name.startswith("LazyConv"):
            mixin = "_LazyConvXdMixin"
        elif name != "LazyLinear":
            mixin, base = "_LazyNormBase", class_of(becomes.entry.base)
        return LazyClass(name, (class_of(mixin), base), becomes.entry, becomes)
    if name in LOSSES:
        from convcalc.readers.python.libraries.torch.nn.losses import LossClass

        return LossClass(name, LOSSES[name])
    if name in NORMALISING:
        from convcalc.readers.python.libraries.torch.nn.layer import LayerClass

        return LayerClass(
            name, (class_of(ABSTRACT[name]),), entry_of("BatchNorm1d"), NORMALISING[name]
        )
    from convcalc.readers.python.objects.classes import HostClass

    return HostClass(name, (class_of(ABSTRACT[name]),), {}, module="torch.nn")


TABLE: dict[str, Any] = {
    **dict.fromkeys((*ELSEWHERE, *TORCH, *LOSSES, *ABSTRACT), Deferred(class_of)),
    **{
        name: Written(f"torch/stand_ins/{module.rpartition('.')[2]}.py", module)
        for module, names in WRITTEN.items()
        for name in names
    },
}


def class_in(site: Site, name: str) -> Any:
    """A class of torch.nn, whoever writes it: those of a text are another's in each evaluation."""
    return TABLE[name].made(name, site)
