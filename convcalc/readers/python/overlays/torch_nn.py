"""torch.nn: its classes by name, each made when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from convcalc.readers.python.overlays import HERE
from convcalc.readers.python.overlays import Deferred
from convcalc.readers.python.overlays.torch_nn_loss_rows import LOSSES
from convcalc.readers.python.overlays.torch_nn_rows import ABSTRACT
from convcalc.readers.python.overlays.torch_nn_rows import BATCH_NORM
from convcalc.readers.python.overlays.torch_nn_rows import LAZY
from convcalc.readers.python.overlays.torch_nn_rows import NORMALISING
from convcalc.readers.python.overlays.torch_nn_rows import ROWS

MADE: dict[str, Any] = {}
"""The classes that were asked for: they are the same wherever they are imported from."""

ELSEWHERE: dict[str, str] = {
    "Module": "torch_nn_methods:MODULE",
    "Container": "torch_nn_methods:MODULE",
    "Parameter": "torch_nn_parameter:PARAMETER",
    "Buffer": "torch_nn_parameter:BUFFER",
    "UninitializedParameter": "torch_nn_parameter:UNINITIALISED",
    "Sequential": "torch_nn_containers:SEQUENTIAL",
    "ModuleList": "torch_nn_containers:MODULE_LIST",
    "ModuleDict": "torch_nn_containers:MODULE_DICT",
    "MultiheadAttention": "torch_nn_attention:ATTENTION",
    "NonDynamicallyQuantizableLinear": "torch_nn_attention:PROJECTION",
    "TransformerEncoderLayer": "torch_nn_transformer:ENCODER_LAYER",
    "TransformerDecoderLayer": "torch_nn_transformer:DECODER_LAYER",
    "TransformerEncoder": "torch_nn_transformer:ENCODER",
    "TransformerDecoder": "torch_nn_transformer:DECODER",
    "Transformer": "torch_nn_transformer:TRANSFORMER",
    "ParameterList": "torch_nn_lists:PARAMETER_LIST",
    "ParameterDict": "torch_nn_lists:PARAMETER_DICT",
    "DataParallel": "torch_nn_wrappers:DATA_PARALLEL",
    "DistributedDataParallel": "torch_nn_wrappers:DISTRIBUTED",
}
"""Classes with a way of their own: name -> file:what beside this file."""


def class_of(name: str) -> Any:
    """A class of torch.nn by its name, the last part of a dotted one."""
    name = name.rpartition(".")[2]
    found = MADE.get(name)
    if found is None:
        found = MADE[name] = _made(name)
    return found


def _made(name: str) -> Any:
    if name in ELSEWHERE:
        file, _, what = ELSEWHERE[name].partition(":")
        return getattr(import_module(HERE + file), what)
    if name in ROWS:
        from convcalc.readers.python.overlays.torch_nn_layers import LayerClass

        row = ROWS[name]
        return LayerClass(name, (class_of(row.base),), row)
    if name in LAZY:
        from convcalc.readers.python.overlays.torch_nn_lazy import LazyClass

        becomes = class_of(LAZY[name])
        mixin, base = "LazyModuleMixin", becomes
        if name.startswith("LazyConv"):
            mixin = "_LazyConvXdMixin"
        elif name != "LazyLinear":
            mixin, base = "_LazyNormBase", class_of(becomes.row.base)
        return LazyClass(name, (class_of(mixin), base), becomes.row, becomes)
    if name in LOSSES:
        from convcalc.readers.python.overlays.torch_nn_losses import LossClass

        return LossClass(name, LOSSES[name])
    if name in NORMALISING:
        from convcalc.readers.python.overlays.torch_nn_layers import LayerClass

        return LayerClass(name, (class_of(ABSTRACT[name]),), BATCH_NORM, NORMALISING[name])
    from convcalc.readers.python.classes import HostClass

    return HostClass(name, (class_of(ABSTRACT[name]),), {}, module="torch.nn")


TABLE: dict[str, Any] = dict.fromkeys(
    (*ELSEWHERE, *ROWS, *LAZY, *LOSSES, *ABSTRACT), Deferred(class_of)
)
