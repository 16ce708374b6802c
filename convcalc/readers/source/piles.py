"""Layers and tensors that no model of a file holds, and the network that they are taken for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.keras.layer import LayerInstance as KerasLayer
from convcalc.readers.python.libraries.keras.model import ModelInstance as KerasModel
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.readers.python.libraries.torch.nn.layer import LayerInstance as TorchLayer
from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
from convcalc.readers.python.libraries.torch.nn.module_paths import named_modules
from convcalc.readers.python.objects.attributes import get_attribute
from convcalc.readers.python.objects.host import invoke
from convcalc.readers.python.objects.instances import Instance
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.tracing.models import Model
from convcalc.readers.source.candidates import LOSSES

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.source.modules import SourceModule


NAMES = re.compile(r"(?:^|_)(?:model|net|network|backbone|cnn)\d*$", re.IGNORECASE)
"""What variables are called that hold a model."""


def is_layer(value: object) -> bool:
    """Whether a value is a layer or a model of a library, and no loss."""
    if isinstance(value, TorchLayer):
        return not value.layer_class.name.endswith("Loss")
    return isinstance(value, (ModuleInstance, KerasLayer))


def held_models(module: SourceModule) -> list[str]:
    """The variables that hold models of a file which are no part of another, each model once."""
    models = {
        name: value
        for name, value in module.everything().items()
        if isinstance(value, Model) and not isinstance(value, TorchLayer) and not _is_loss(value)
    }
    parts = {id(part) for value in models.values() for part in _inside(value)}
    free = {id(value): name for name, value in models.items() if id(value) not in parts}
    return list(free.values()) or _unread_models(module)


def _unread_models(module: SourceModule) -> list[str]:
    """The variables with the name of a model that are not known, so that they say why."""
    variables = module.everything().items()
    return [name for name, value in variables if NAMES.search(name) and isinstance(value, Unread)]


def _is_loss(model: object) -> bool:
    return isinstance(model, Instance) and LOSSES.search(model.cls.name) is not None


def _inside(model: object) -> list[object]:
    if isinstance(model, ModuleInstance):
        return [part for path, part in named_modules(model) if path]
    if isinstance(model, KerasModel):
        return [*model.sublayers(), *[part for each in model.sublayers() for part in _inside(each)]]
    return []


def piled(module: SourceModule) -> list[str]:
    """
    Expressions for what a file has instead of a model, of which the last one counts.

    Those are tensors of Keras's, else lists of layers, else its layers in order.
    """
    values = {name: value for name, value in module.everything().items() if name[:2] != "__"}
    ends = [name for name, value in values.items() if _is_symbolic(value)]
    if ends:
        return ends[-1:]
    lists = [name for name, value in values.items() if _is_pile(value)]
    layers = [name for name, value in values.items() if is_layer(value)]
    return lists or ([", ".join(layers)] if layers else [])


def network_of(value: object, expression: str, site: Site) -> Model | None:
    """
    What is no model as one; None where it is nothing of the kind.

    Layers in a list run one after the other; a tensor of Keras's is the end of a functional model.
    """
    if _is_symbolic(value):
        functional: Model = _made("keras", "Model", [_beginnings(value), value], site)
        return functional
    if isinstance(value, KerasLayer):
        value = [value]
    if not _is_pile(value):
        return None
    layers = flat(value)
    if all(isinstance(each, ModuleInstance) for each in layers):
        network: Any = _made("torch.nn", "Sequential", [], site)
        for name, each in zip(_names(expression, layers), layers, strict=True):
            network.register_module(name, each, site)
        return network  # type: ignore[no-any-return]  # a module is a model
    if all(isinstance(each, KerasLayer) for each in layers):
        row: Model = _made("keras", "Sequential", [layers], site)
        return row
    return None


def _names(expression: str, layers: list[Any]) -> list[str]:
    words = expression.split(", ")
    is_each_named = 1 < len(words) == len(layers) and all(map(str.isidentifier, words))
    return words if is_each_named else [str(place) for place in range(len(layers))]


def _made(module: str, name: str, args: list[Any], site: Site) -> Any:
    found = site.evaluator.importer.module(module)  # type: ignore[attr-defined]  # a reader of source has it
    return invoke(get_attribute(found, name, site), args, {}, site)


def heads(value: object, expression: str) -> str:
    """A function that calls every layer in a dict on one input; empty for anything else."""
    if not isinstance(value, dict) or not value or not all(map(is_layer, value.values())):
        return ""
    calls = [f"{key!r}: {expression}[{key!r}](input)" for key in value]
    return f"lambda input: {{{', '.join(calls)}}}"


def _beginnings(end: Any) -> list[KerasTensor]:
    """The inputs that a tensor of Keras's comes from, in the order in which they were made."""
    found: list[KerasTensor] = []
    pending, seen = [end], set()
    while pending:
        each = pending.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        if each.operation.is_input:
            found.append(each)
        pending.extend(each.operation.inputs)
    return sorted(found, key=lambda each: each.tensor.index)


def _is_symbolic(value: object) -> bool:
    return isinstance(value, KerasTensor) and value.is_symbolic


def _is_pile(value: object) -> bool:
    return isinstance(value, (list, tuple)) and bool(value) and all(map(is_layer, flat(value)))


def flat(value: object) -> list[Any]:
    """What is in lists inside lists, in order."""
    if not isinstance(value, (list, tuple)):
        return [value]
    return [inner for each in value for inner in flat(each)]
