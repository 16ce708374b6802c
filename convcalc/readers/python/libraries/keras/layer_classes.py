"""Keras's own layers as classes, made from the vocabulary when they are first asked for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.keras.functions.activations import ActivationFunction
from convcalc.readers.python.libraries.keras.functions.activations import activation_function
from convcalc.readers.python.libraries.keras.inputs import full_shape
from convcalc.readers.python.libraries.keras.layer import LayerInstance
from convcalc.readers.python.libraries.keras.layer_class import LAYER
from convcalc.readers.python.libraries.keras.layer_class import OWN_METHODS
from convcalc.readers.python.libraries.keras.layer_class import KerasClass
from convcalc.readers.python.libraries.keras.layer_class import initialise
from convcalc.readers.python.libraries.keras.layer_contents import refuse_unread
from convcalc.readers.python.libraries.keras.session import session
from convcalc.readers.python.objects.descriptors import HostMethod
from convcalc.readers.python.objects.host import HostObject
from convcalc.vocabulary import KERAS
from convcalc.vocabulary import find
from convcalc.vocabulary.maker import COMMON

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from convcalc.readers.python.objects.classes import HostClass
    from convcalc.readers.python.objects.host import Site
    from convcalc.vocabulary.maker import Maker

PER_AXIS = frozenset({"kernel_size", "strides", "dilation_rate", "pool_size"})
"""Arguments that Keras keeps as one number an axis."""

ACTIVATIONS = frozenset({"activation", "recurrent_activation"})
"""Arguments that Keras keeps as functions."""

LEGACY_NAMES = {"Convolution": "Conv", "MaxPool": "MaxPooling", "AvgPool": "AveragePooling"}
"""How the classes behind other spellings are really called."""

SHAPE_ARGUMENTS = ("input_shape", "batch_input_shape", "input_dim")


@cache
def layer_class(name: str) -> HostClass:
    """The class of a layer of the vocabulary."""
    maker = find("keras", name)
    if maker is None:
        raise BadValue(f"no layer of Keras is called {name!r}")
    proper = proper_name(name)
    if proper != name:
        return layer_class(proper)
    return KerasClass(
        name,
        (LAYER,),
        {**OWN_METHODS, "__init__": HostMethod("__init__", _initialiser(maker))},
        module="keras.layers",
        instance_type=LayerInstance,
    )


def proper_name(name: str) -> str:
    """The class's own name, of those that it is known by."""
    for short, full in LEGACY_NAMES.items():
        if short in name and full not in name:
            proper = name.replace(short, full)
            return proper if proper in KERAS else name
    return name.replace("GlobalAvgPool", "GlobalAveragePooling")


def _initialiser(maker: Maker) -> Callable[..., None]:
    def run(site: Site, self: LayerInstance, *args: Any, **kwargs: Any) -> None:
        common = {name: each for name, each in kwargs.items() if name in COMMON}
        initialise(site, self, **common)
        own = maker.parameters()
        told = {
            name: each for name, each in kwargs.items() if name in set(SHAPE_ARGUMENTS) - {*own}
        }
        kept = {name: each for name, each in kwargs.items() if name not in told}
        keep_input(self, told, site)
        given = [plain(each) for each in args]
        named = {name: plain(each) for name, each in legacy(maker, kept).items()}
        _set_format(maker, given, named, site)
        try:
            self.core = maker.make(given, named)
        except BadValue as problem:
            refuse_unread(named.get(problem.argument, given), site)
            problem.layer = problem.layer or maker.name
            raise
        keep_attributes(self, maker, given, kwargs | _formats(named))

    return run


def _set_format(maker: Maker, given: list[Any], named: dict[str, Any], site: Site) -> None:
    """Say where the channels are, where the layer does not say it and it is not as usual."""
    names, word = maker.parameters(), session(site).image_data_format
    if word == "channels_last" or "data_format" not in names:
        return
    position = list(names).index("data_format")
    if position < len(given):
        given[position] = given[position] or word
    elif named.get("data_format") is None:
        named["data_format"] = word


def _formats(named: Mapping[str, Any]) -> dict[str, Any]:
    return {"data_format": named["data_format"]} if "data_format" in named else {}


IGNORED = frozenset(
    {"weights", "implementation", "time_major", "input_length", "fused", "autocast"}
)
"""Arguments of older versions that change no shape."""


def legacy(maker: Maker, kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """The named arguments without those that only older versions of Keras take."""
    known = maker.parameters()
    renamed = {"alpha": "negative_slope"} if maker.name == "LeakyReLU" else {}
    return {
        renamed.get(name, name): each
        for name, each in kwargs.items()
        if name in known or name not in IGNORED
    }


def keep_input(self: LayerInstance, kwargs: Mapping[str, Any], site: Site) -> None:
    """The shape of the input that a first layer may say itself."""
    is_whole = kwargs.get("input_shape", kwargs.get("batch_input_shape")) is not None
    if kwargs.get("input_dim") is not None and not is_whole:
        self.attributes["_declared"] = (None, kwargs["input_dim"])
    elif any(kwargs.get(name) is not None for name in SHAPE_ARGUMENTS):
        self.attributes["_declared"] = full_shape(dict(kwargs), site)


def plain(value: Any) -> Any:
    """An argument as the vocabulary takes it: layers and functions by what they do."""
    if isinstance(value, ActivationFunction):
        return value.name
    if isinstance(value, LayerInstance):
        return value if value.core is None or value.is_overridden() else value.core
    if type(value) in (list, tuple) and any(isinstance(each, HostObject) for each in value):
        return type(value)([plain(each) for each in value])
    return value


def keep_attributes(
    self: LayerInstance, maker: Maker, args: list[Any], kwargs: Mapping[str, Any]
) -> None:
    """What a layer of Keras tells of its arguments."""
    names = maker.parameters()
    found = {**maker.signature.defaults, **dict(zip(names, args, strict=False))}
    found |= {name: each for name, each in kwargs.items() if name in names}
    ndim = maker.fixed[0] if maker.fixed and type(maker.fixed[0]) is int else 0
    if "strides" in found and found["strides"] is None:
        found["strides"] = found.get("pool_size")
    for name in PER_AXIS.intersection(found) if ndim else ():
        if type(found[name]) is int:
            found[name] = (found[name],) * ndim
    for name in ACTIVATIONS.intersection(found):
        found[name] = activation_function(found[name])
    found["data_format"] = found.get("data_format") or "channels_last"
    self.attributes |= found
