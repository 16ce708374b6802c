"""From the configuration of a layer to the layer, as Keras's library makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError
from convcalc.errors import ReadError
from convcalc.layers.core.arguments import ACTIVATIONS
from convcalc.layers.other.told import ToldAlike
from convcalc.readers.keras_files.older import ALIKE
from convcalc.readers.keras_files.older import HARMLESS
from convcalc.readers.keras_files.older import QUANTISED
from convcalc.readers.keras_files.older import class_now
from convcalc.readers.keras_files.older import config_now
from convcalc.readers.keras_files.spelling import spelled_call
from convcalc.readers.keras_files.unknown import UnknownInstance
from convcalc.readers.keras_files.unknown import tell
from convcalc.readers.keras_files.values import class_of
from convcalc.readers.keras_files.values import config_of
from convcalc.readers.keras_files.values import plain
from convcalc.readers.keras_files.values import shape_of
from convcalc.readers.keras_files.world import FileSite
from convcalc.readers.python.libraries.keras.inputs import INPUT_LAYER
from convcalc.readers.python.libraries.keras.layer_class import LAYER
from convcalc.readers.python.libraries.keras.layer_class import OWN_METHODS
from convcalc.readers.python.libraries.keras.layer_class import KerasClass
from convcalc.readers.python.libraries.keras.layer_classes import layer_class
from convcalc.readers.python.libraries.keras.layers_of_user_code import TIME_DISTRIBUTED
from convcalc.vocabulary import KERAS
from convcalc.vocabulary.maker import COMMON

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.keras_files.values import Record
    from convcalc.readers.keras_files.world import FileWorld
    from convcalc.readers.python.libraries.keras.layer import LayerInstance
    from convcalc.source import Source
    from convcalc.vocabulary.maker import Maker

    Open = tuple[Any, ...]

DEEPEST = 32
"""Models and wrappers inside one another."""

MODELS = frozenset({"Functional", "Model", "Network", "Sequential", "Graph"})
"""The classes of Keras's own that hold layers."""

LEFT_OUT = ("_initializer", "_regularizer", "_constraint", "init")
"""The ends of arguments that change no shape."""

USUAL = {"data_format": "channels_last", "trainable": True}
"""What arguments are where they are as usual."""

INSIDE = ("layer", "backward_layer", "cell", "cells")
"""Arguments that are layers."""


class LayerMaker:
    """
    Makes layers in a world; where one cannot be made, `partial` is the model up to it.

    Args:
        world: Where they are made.
        model_of: Makes a model of its object in the file, its path, and where it is in the text.
        stored: The weights that the file holds for a layer of some name, where it holds weights.
    """

    def __init__(
        self,
        world: FileWorld,
        model_of: Callable[[LayerMaker, Record, str, int], Any],
        stored: Callable[[str], dict[str, Any] | None] | None = None,
    ) -> None:
        self.world = world
        self._stored = stored
        self._model_of = model_of
        self.partial: Any = None
        self._depth = 0

    def layer(self, record: Any, place: str, behind: int = 0) -> Any:
        """
        The layer, or the model, of a configuration.

        Args:
            record: The object of the file.
            place: Its path in the file, for messages.
            behind: Where in the text to look for it.

        Raises:
            ConvcalcError: If it is none, or Keras would refuse it.
        """
        name = class_of(record)
        if not name:
            raise ReadError(f"{place} is no layer", expected='{"class_name": ..., "config": ...}')
        self._depth += 1
        if self._depth > DEEPEST:
            raise LimitError("models inside one another", expected=f"at most {DEEPEST} deep")
        config = record.get("config")
        own = config.get("name") if isinstance(config, dict) else record.get("name")
        source, offset = self.world.places.of_name(own, behind)
        try:
            if is_model(record):
                return self._model_of(self, record, place, offset)
            site = self.site(source, name)
            found = config_of(record, place)
            if not is_of_keras(record) and name not in QUANTISED:
                return self.unknown(name, found, site)
            return self._made(name, found, (place, offset), site)
        except ConvcalcError as problem:
            raise problem.at(source, own if isinstance(own, str) else name) from None
        finally:
            self._depth -= 1

    def site(self, source: Source, words: str) -> FileSite:
        """Where a layer stands."""
        return FileSite(self.world, source, words)

    def _made(self, name: str, config: Record, at: tuple[str, int], site: FileSite) -> Any:
        proper = class_now(name, config)
        if name == "InputLayer":
            return INPUT_LAYER.call([], _input(config), site)
        if name in FILE_LAYERS:
            return self._standing_in(name, config, site)
        if name not in KERAS and proper not in KERAS:
            return self.unknown(name, config, site)
        if proper == "Lambda":
            return self.unknown(name, config, site)
        return self._known(name, proper, config, at, site)

    def _known(
        self, name: str, proper: str, config: Record, at: tuple[str, int], site: FileSite
    ) -> Any:
        """A layer of the vocabulary, made of what it is told and is not so by itself."""
        maker = KERAS.find(proper)
        assert maker is not None  # noqa: S101 (its name is one of the vocabulary's)
        given: Record = {}
        for word, value in config_now(proper, config, maker.signature.known).items():
            self._take(word, value, given, maker, (name, config, at))
        usual = {**maker.signature.defaults, **USUAL}
        short = {word: each for word, each in given.items() if not _is_usual(word, each, usual)}
        args = []
        for word in maker.parameters():
            if word in maker.signature.defaults or word not in short:
                break
            args.append(short.pop(word))
        made = self._class(name, proper).call(args, short, site)
        made.spelled_call = spelled_call(name, args, short)
        return made

    def _take(
        self,
        word: str,
        value: Any,
        given: Record,
        maker: Maker,
        about: tuple[str, Record, tuple[str, int]],
    ) -> None:
        """Take one argument of a layer's configuration, or leave it out."""
        name, config, (place, offset) = about
        known = maker.signature.known
        if word == "dtype":
            self._take_dtype(plain(value))
        elif word in COMMON and word not in known:
            if word != "name" or isinstance(value, str):
                given[word] = plain(value)
        elif word in INSIDE and word in known and value is not None:
            given[word] = self._inside(value, f"{place}.config.{word}", offset)
        elif word.endswith("activation") and word in known:
            given[word] = self._activation(value, name, config)
        elif word.endswith(LEFT_OUT):
            return
        elif word in known:
            given[word] = plain(value)
            is_one = isinstance(given[word], tuple) and len(given[word]) == 1
            if word == "axis" and maker.name == "BatchNormalization" and is_one:
                given[word] = given[word][0]
        elif word not in HARMLESS and not _says_nothing(word, value):
            self._note(name, config, f"its argument {word!r} is not known, and left out")

    def _take_dtype(self, value: Any) -> None:
        """Say of a layer that does not compute in 32 bits what the bytes in a report are."""
        if isinstance(value, str) and value not in ("float32", "None") and "float" in value:
            said = f"layers of {value[:40]}: bytes are told as the network's number format has them"
            if said not in self.world.trace.builder.assumed:
                self.world.trace.builder.assumed.append(said)

    def _standing_in(self, name: str, config: Record, site: FileSite) -> Any:
        """A layer that keras.layers has not, and that is known all the same."""
        from convcalc.readers.python.libraries.stand_ins import stand_in

        row = stand_in("keras/stand_ins/file_layers.py", "keras.layers")[name]
        words = (*FILE_LAYERS[name], "name", "trainable")
        given = {word: plain(config[word]) for word in words if config.get(word) is not None}
        return row.made(f"keras.layers.{name}", site).call([], given, site)

    def _class(self, name: str, proper: str) -> Any:
        """The class of a layer, under the name that the file has for it."""
        own = TIME_DISTRIBUTED if proper == "TimeDistributed" else layer_class(proper)
        if own.name == name or name in KERAS:
            return own
        return KerasClass(name, (own,), {}, module="keras.layers", instance_type=own.instance_type)

    def _inside(self, value: Any, place: str, offset: int) -> Any:
        """A layer among the arguments, or several."""
        if isinstance(value, list):
            return [
                self.layer(each, f"{place}[{index}]", offset) for index, each in enumerate(value)
            ]
        return self.layer(value, place, offset)

    def _activation(self, value: Any, name: str, config: Record) -> Any:
        """An activation by its name; what is not known is taken for a function of elements."""
        if isinstance(value, dict):
            inner = value.get("config")
            word = class_of(value)
            value = inner if word == "function" and isinstance(inner, str) else word
        if value is None or value == "linear":
            return None
        word = value if isinstance(value, str) else str(value)
        word = SPELLINGS.get(word, word)
        if word in ACTIVATIONS:
            return word
        snake = SPELLINGS.get(word.lower(), word.lower())
        if snake in ACTIVATIONS:
            return snake
        self._note(name, config, f"the activation {word[:60]!r} is taken for one of every element")
        return "relu"

    def _note(self, name: str, config: Record, what: str) -> None:
        own = config.get("name")
        said = f"{own if isinstance(own, str) else name} ({name}): {what}"
        assumed = self.world.trace.builder.assumed
        if said not in assumed and len(assumed) < MOST_NOTES:
            assumed.append(said)

    # what is not known

    def _stored_of(self, name: str) -> dict[str, Any] | None:
        """The weights that the file holds for a layer; None where nobody knows them."""
        return None if self._stored is None else self._stored(name)

    def unknown(self, name: str, config: Record, site: FileSite) -> LayerInstance:
        """A layer that nobody knows: what leaves it must be told, see `tell`."""
        cls = KerasClass(
            name, (LAYER,), OWN_METHODS, module="keras.layers", instance_type=UnknownInstance
        )
        own = config.get("name")
        given: Record = {"trainable": config.get("trainable") is not False}
        if isinstance(own, str):
            given["name"] = own
        if shape_of(config.get("batch_input_shape")) is not None:
            given["batch_input_shape"] = shape_of(config["batch_input_shape"])
        made: Any = cls.call([], given, site)
        made.spelled_call = f"{name}(...)"
        made.stored = {} if name == "Lambda" else self._stored_of(made.name)
        if name in ALIKE:
            made.core = ToldAlike(
                reason=f"what {name} does is not known",
                has_weights=made.stored is None,
                stored=tuple((made.stored or {}).items()),
            )
        if name == "Lambda":
            shape = plain(config.get("output_shape"))
            if isinstance(shape, tuple) and all(type(each) is int for each in shape):
                tell(made, [(None, *shape)], [])
        return made  # type: ignore[no-any-return]


FILE_LAYERS = {
    "CustomScaleLayer": ("scale",),
    "Highway": ("activation", "bias"),
    "LayerScale": ("init_values", "projection_dim"),
    "MaxoutDense": ("output_dim", "nb_feature", "bias"),
    "ParametricSoftplus": ("shared_axes",),
    "SReLU": ("shared_axes",),
    "StochasticDepth": ("drop_path_rate",),
}
"""The layers of keras.applications and of Keras 1 that keras.layers has not -> their arguments."""

MOST_NOTES = 200
"""Sentences about what was taken for granted."""

SPELLINGS = {"leakyrelu": "leaky_relu", "hardswish": "hard_swish", "logsoftmax": "log_softmax"}


def is_model(record: Any) -> bool:
    """Whether a configuration is that of a model: it has layers inside."""
    if class_of(record) in MODELS:
        return True
    config = record.get("config")
    return (
        isinstance(config, dict) and isinstance(config.get("layers"), list) and "mode" not in config
    )


def is_of_keras(record: Record) -> bool:
    """Whether a class is Keras's own, and not one of the same name: newer files tell the module."""
    package, _, own = str(record.get("class_name")).rpartition(">")
    if own and package and not package.startswith(PACKAGES):
        return False
    module = record.get("module", "keras")
    return isinstance(module, str) and module.startswith(PACKAGES)


PACKAGES = ("keras", "tf_keras", "tensorflow")
"""How the modules of Keras's own layers begin."""


def _input(config: Record) -> Record:
    """The arguments of an InputLayer; a type is left out that is the usual one."""
    found = {word: plain(value) for word, value in config.items() if word in INPUT_WORDS}
    if found.get("dtype") not in DTYPES:
        found["dtype"] = "float32"
    if found.get("batch_shape") is None and found.get("batch_input_shape") is None:
        shape = found.get("shape", found.get("input_shape"))
        if shape is None:
            raise ReadError("an InputLayer without a shape", expected='"batch_shape": [...]')
    return found


DTYPES = (
    *(f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)),
    *("bfloat16", "bool", "complex64", "complex128", "float16", "float32", "float64", "string"),
)
"""The types that an input may have."""

INPUT_WORDS = ("batch_shape", "batch_input_shape", "shape", "input_shape", "name", "dtype")


def _says_nothing(word: str, value: Any) -> bool:
    """Whether an argument that a layer does not have is as if it were not there."""
    return value is None or value is False or (word == "groups" and value == 1)


def _is_usual(word: str, value: Any, defaults: Any) -> bool:
    usual = defaults.get(word, ...)
    if type(usual) is tuple and type(value) is tuple:
        return usual == value
    return type(usual) is type(value) and usual == value
