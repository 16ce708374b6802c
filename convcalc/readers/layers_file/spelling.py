"""
Which layer a name means: convcalc's own in lower case, PyTorch's, Keras's, by spelling.

`nn.X` and `torch.nn.X` are PyTorch's, `layers.X`, `keras.layers.X`, `tf.keras.layers.X` Keras's. A
bare name that both have is PyTorch's, unless the text otherwise uses only Keras's words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.errors import UnknownName
from convcalc.readers.layers_file.forms import FORMS
from convcalc.readers.layers_file.forms import OrderedDict
from convcalc.readers.layers_file.forms import Partial
from convcalc.readers.layers_file.layer_names import LayerName
from convcalc.readers.layers_file.spec_values import Ignored
from convcalc.readers.layers_file.spec_values import is_tensors
from convcalc.readers.python.objects.host import HostObject
from convcalc.vocabulary import KERAS
from convcalc.vocabulary import NATIVE
from convcalc.vocabulary import TORCH
from convcalc.vocabulary import VOCABULARIES
from convcalc.vocabulary import find

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.readers.layers_file.tracer import Tracer
    from convcalc.readers.python.objects.host import Site

WORD = r"\b[A-Za-z_]\w*"

FRAMEWORKS = {
    "torch": "torch",
    "nn": "torch",
    "keras": "keras",
    "tf": "keras",
    "tensorflow": "keras",
    "layers": "keras",
}
"""Words that give a text's framework away."""

FUNCTIONAL = {
    "add": "Add",
    "average": "Average",
    "concatenate": "Concatenate",
    "dot": "Dot",
    "maximum": "Maximum",
    "minimum": "Minimum",
    "multiply": "Multiply",
    "subtract": "Subtract",
}
"""Keras's merges as functions: `layers.add([a, b])`."""

TENSOR_FUNCTIONS = {
    "add": "add",
    "cat": "concat",
    "concat": "concat",
    "matmul": "matmul",
    "mul": "multiply",
    "sub": "subtract",
}
"""PyTorch's functions of tensors that are merges: `torch.cat([a, b], 1)`."""

SETTINGS = ("activations", "constraints", "initializers", "optimizers", "regularizers")


class Spelling:
    """Finds the layer that a name means, for one text."""

    def __init__(self, tracer: Tracer, text: str) -> None:
        self.tracer = tracer
        self._text = text
        self._prefers: str | None = None
        self._names: dict[tuple[str, str], LayerName] = {}
        self.roots = roots(self)

    def bare(self, name: str) -> HostObject | None:
        """What a name without dots means, if anything."""
        is_own = name.islower()
        if is_own and name in NATIVE:
            return self.layer("native", name)
        form = FORMS.get(name)
        if form is not None:
            return form(self.tracer)
        # A text of names is loaded only where it can have the name.
        in_torch, in_keras = not is_own and name in TORCH, not is_own and name in KERAS
        if in_torch and in_keras:
            return self.layer(self.prefers(), name)
        if in_torch or in_keras:
            return self.layer("torch" if in_torch else "keras", name)
        return self.roots.get(name)

    def layer(self, vocabulary: str, name: str) -> LayerName | None:
        """The layer of that name in one vocabulary, if it has one."""
        found = self._names.get((vocabulary, name))
        if found is None:
            maker = find(vocabulary, name)
            if maker is None:
                return None
            found = self._names[vocabulary, name] = LayerName(maker, self.tracer)
        return found

    def prefers(self) -> str:
        """The framework of the text: "torch", unless every telling word is Keras's."""
        if self._prefers is None:
            told: set[str] = set()
            for word in set(re.findall(WORD, self._text)):
                if word in FRAMEWORKS:
                    told.add(FRAMEWORKS[word])
                elif (word in TORCH) != (word in KERAS):
                    told.add("torch" if word in TORCH else "keras")
            self._prefers = "keras" if told == {"keras"} else "torch"
        return self._prefers

    def known(self) -> list[str]:
        """Every name that can stand alone."""
        return [*NATIVE, *TORCH, *KERAS, *FORMS, *self.roots]


class LayerSpace(HostObject):
    """A module that holds layers: `nn`, `keras.layers`."""

    __slots__ = ("also", "name", "spelling", "vocabulary")
    type_name: ClassVar[str] = "a module"

    def __init__(
        self, name: str, vocabulary: str, spelling: Spelling, also: Mapping[str, object]
    ) -> None:
        self.name = name
        self.vocabulary = vocabulary
        self.spelling = spelling
        self.also = also

    def attribute_names(self) -> Sequence[str]:
        """The layers and what else is in it."""
        return (*VOCABULARIES.get(self.vocabulary, ()), *self.also)

    def attribute(self, name: str, site: Site) -> object:
        """A layer, or what else is in it."""
        if name in self.also:
            return self.also[name]
        layer = self._layer(name)
        if layer is not None:
            return layer
        from convcalc.suggestions import nearest

        raise UnknownName(
            f"no layer is called '{self.name}.{name}'",
            hint=nearest(name, self.attribute_names()),
        )

    def _layer(self, name: str) -> HostObject | None:
        if not self.vocabulary:
            return None
        layer = self.spelling.layer(self.vocabulary, name)
        if layer is None and self.vocabulary == "keras" and name in FUNCTIONAL:
            layer = self.spelling.layer("keras", FUNCTIONAL[name])
        return layer


class FunctionSpace(HostObject):
    """`torch.nn.functional`: may be imported, as every constructor's file does, but not used."""

    __slots__ = ()
    type_name: ClassVar[str] = "a module"

    def attribute(self, name: str, site: Site) -> object:
        """
        Its functions are not read.

        Raises:
            UnknownName: Always; names the layer to write instead.
        """
        raise UnknownName(
            f"functions of tensors are not read here: {site.text()}",
            expected="a layer",
            hint=f"{name}(x) applies the layer {name!r} to x" if name in NATIVE else "",
        )


class TensorFunction(HostObject):
    """A function of PyTorch's that is a merge: `torch.cat([a, b], dim=1)`."""

    __slots__ = ("name", "spelling")
    type_name: ClassVar[str] = "a function"

    def __init__(self, spelling: Spelling, name: str) -> None:
        self.spelling = spelling
        self.name = name

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """The merge, whose axis PyTorch calls `dim` and counts from 0 by default."""
        if "dim" in kwargs:
            kwargs = {"axis" if name == "dim" else name: each for name, each in kwargs.items()}
        layer = self.spelling.layer("native", self.name)
        if layer is None or not args or not is_tensors(args[0]):
            raise BadValue(f"{self.name} takes tensors first: {site.text()}")
        if self.name == "concat" and len(args) == 1:
            kwargs.setdefault("axis", 0)
        return layer.call(args, kwargs, site)


def roots(spelling: Spelling) -> dict[str, HostObject]:
    """The modules that a text may speak of without importing them."""
    tracer = spelling.tracer
    form: dict[str, Callable[[Tracer], HostObject]] = FORMS
    sequential = form["Sequential"](tracer)
    models = {"Sequential": sequential, "Model": form["Model"](tracer)}
    entry = {"Input": form["Input"](tracer), "InputLayer": form["InputLayer"](tracer)}
    torch_holders = {
        "Sequential": sequential,
        "ModuleList": form["ModuleList"](tracer),
        "init": Ignored("init"),
        "Module": Ignored("Module"),
    }
    nn = LayerSpace("nn", "torch", spelling, torch_holders)
    functions = {name: TensorFunction(spelling, own) for name, own in TENSOR_FUNCTIONS.items()}
    torch = LayerSpace("torch", "", spelling, {"nn": nn, **functions, **DTYPES})
    layers = LayerSpace("layers", "keras", spelling, entry)
    settings = {name: Ignored(name) for name in SETTINGS}
    inner = LayerSpace("models", "keras", spelling, models)
    members = {"layers": layers, "models": inner, **models, **entry, **settings}
    keras = LayerSpace("keras", "keras", spelling, members)
    tf = LayerSpace("tf", "", spelling, {"keras": keras, "nn": Ignored("nn"), **DTYPES})
    return {
        "F": FunctionSpace(),
        "nn": nn,
        "torch": torch,
        "layers": layers,
        "keras": keras,
        "models": inner,
        "tf": tf,
        "tensorflow": tf,
    }


DTYPES = {
    name: Ignored(name) for name in ("bfloat16", "float", "float16", "float32", "float64", "half")
}


def modules(spelling: Spelling) -> dict[str, HostObject]:
    """What a text may import, by dotted name, besides what every source may."""
    found = spelling.roots
    keras, collections = found["keras"], {"OrderedDict": OrderedDict()}
    table = {
        "torch": found["torch"],
        "torch.nn": found["nn"],
        "torch.nn.functional": found["F"],
        "tensorflow": found["tf"],
        "collections": LayerSpace("collections", "", spelling, collections),
        "functools": LayerSpace("functools", "", spelling, {"partial": Partial.make()}),
        "typing": Ignored("typing"),
    }
    for prefix in ("keras", "tensorflow.keras", "tf.keras"):
        table[prefix] = keras
        table[f"{prefix}.layers"] = found["layers"]
        table[f"{prefix}.models"] = found["models"]
    return table
