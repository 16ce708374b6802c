"""keras, keras.layers and keras.models: the tables of names."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.layers.core.arguments import ACTIVATIONS as ACTIVATION_NAMES
from convcalc.readers.python.libraries import Deferred
from convcalc.readers.python.libraries.keras.functions.activations import activation_function
from convcalc.readers.python.libraries.keras.functions.activations import named_activation
from convcalc.readers.python.libraries.keras.functions.constants import variable
from convcalc.readers.python.libraries.keras.inputs import INPUT_LAYER
from convcalc.readers.python.libraries.keras.inputs import make_input
from convcalc.readers.python.libraries.keras.layer_class import LAYER
from convcalc.readers.python.libraries.keras.layer_classes import layer_class
from convcalc.readers.python.libraries.keras.layers_of_user_code import LAMBDA
from convcalc.readers.python.libraries.keras.layers_of_user_code import TIME_DISTRIBUTED
from convcalc.readers.python.libraries.keras.model_class import FUNCTIONAL
from convcalc.readers.python.libraries.keras.model_class import MODEL
from convcalc.readers.python.libraries.keras.model_class import SEQUENTIAL
from convcalc.readers.python.libraries.keras.tensors import KERAS_TENSOR
from convcalc.readers.python.libraries.keras.without_effect import SCOPE
from convcalc.readers.python.libraries.keras.without_effect import Ignored
from convcalc.readers.python.objects.descriptors import HostStatic
from convcalc.readers.python.objects.host import Namespace
from convcalc.vocabulary import KERAS

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import HostObject
    from convcalc.readers.python.objects.host import Site

FUNCTIONAL_FORMS = {
    "add": "Add",
    "average": "Average",
    "concatenate": "Concatenate",
    "dot": "Dot",
    "maximum": "Maximum",
    "minimum": "Minimum",
    "multiply": "Multiply",
    "subtract": "Subtract",
}
"""Functions of keras.layers that make a layer and call it at once."""


def _layer(name: str) -> HostObject:
    return layer_class(name.rpartition(".")[2])


def _form(name: str) -> HostStatic:
    word = name.rpartition(".")[2]
    cls = layer_class(FUNCTIONAL_FORMS[word])

    def run(site: Site, inputs: Any, *args: Any, **kwargs: Any) -> object:
        made: Any = cls.call(list(args), kwargs, site)
        return made.call([inputs], {}, site)

    return HostStatic(word, run)


def _version_aware(name: str) -> HostObject:
    """`VersionAwareLayers()`, an object with all layers."""
    from convcalc.readers.python.libraries import library

    return HostStatic("VersionAwareLayers", lambda *_: library("keras.layers"))


def _own(name: str) -> HostObject:
    """keras.layers again, for keras.layers.experimental.preprocessing and its like."""
    from convcalc.readers.python.libraries import LibraryModule

    return LibraryModule(name, LAYERS)


def _input_spec(
    site: Site, dtype: Any = None, shape: Any = None, ndim: Any = None, **rest: Any
) -> Namespace:
    """What a layer says of its input; it changes no shape."""
    sizes = tuple(shape) if isinstance(shape, (list, tuple)) else shape
    axes = len(sizes) if isinstance(sizes, tuple) else ndim
    return Namespace(
        "InputSpec", {"dtype": dtype, "shape": sizes, "ndim": axes, "axes": {}, **rest}
    )


def _source_inputs(name: str) -> object:
    from convcalc.readers.python.libraries.keras.backend import OPERATION_UTILS

    return OPERATION_UTILS["get_source_inputs"]


INPUT = HostStatic("Input", make_input)

LAYERS: dict[str, Any] = {
    **{name: Deferred(_layer) for name in KERAS},
    **{name: Deferred(_form) for name in FUNCTIONAL_FORMS},
    "Input": INPUT,
    "InputLayer": INPUT_LAYER,
    "InputSpec": HostStatic("InputSpec", _input_spec),
    "Lambda": LAMBDA,
    "Layer": LAYER,
    "TimeDistributed": TIME_DISTRIBUTED,
    "VersionAwareLayers": Deferred(_version_aware),
    "Wrapper": LAYER,
    "experimental": Deferred(_own),
    "preprocessing": Deferred(_own),
}

MODELS: dict[str, Any] = {
    "Functional": FUNCTIONAL,
    "Model": MODEL,
    "Sequential": SEQUENTIAL,
}

KERAS_ITSELF: dict[str, Any] = {
    "Function": FUNCTIONAL,
    "Initializer": Ignored("keras.initializers.Initializer"),
    "Input": INPUT,
    "InputSpec": LAYERS["InputSpec"],
    "KerasTensor": KERAS_TENSOR,
    "Layer": LAYER,
    "Loss": Ignored("keras.Loss"),
    "Metric": Ignored("keras.Metric"),
    "Optimizer": Ignored("keras.Optimizer"),
    "Variable": HostStatic("Variable", variable),
    "__version__": "3.15.1",
    "name_scope": SCOPE,
    "version": HostStatic("version", lambda *_: "3.15.1"),
    **MODELS,
}

ENGINE: dict[str, Any] = {
    **KERAS_ITSELF,
    "InputLayer": INPUT_LAYER,
    "Network": MODEL,
    "get_source_inputs": Deferred(_source_inputs),
}
"""keras.engine of older versions, with the names of all its modules."""

ACTIVATIONS: dict[str, Any] = {
    **{
        name: Deferred(lambda dotted: named_activation(dotted.rpartition(".")[2]))
        for name in sorted(ACTIVATION_NAMES)
    },
    "deserialize": HostStatic("deserialize", lambda _, value: activation_function(value)),
    "get": HostStatic("get", lambda _, value=None: activation_function(value)),
    "serialize": HostStatic("serialize", lambda _, value: getattr(value, "name", value)),
}
