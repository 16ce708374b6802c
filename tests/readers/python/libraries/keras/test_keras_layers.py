"""Layers and models of Keras as objects of the evaluated world."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

import convcalc
from convcalc.errors import ConvcalcError
from convcalc.readers.python.language.limits import Limits
from convcalc.readers.python.libraries.keras.tensors import tensors_of
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.tracing.trace import Trace
from convcalc.readers.source.parsed import parsed_text
from convcalc.readers.source.reader import SourceReader

ROOT = Path(__file__).parents[4]
GOLDEN = ROOT / "golden" / "frameworks" / "keras_layers.json.gz"
CASES: list[dict[str, Any]] = json.loads(gzip.decompress(GOLDEN.read_bytes()))["cases"][::12]

IMPORTS = """
import keras
from keras import layers
from keras import ops
"""


def value_of(text: str, name: str = "r") -> Any:
    """The value of a name of a source, or what stopped it."""
    parsed = parsed_text(IMPORTS + text, "net.py", Limits())
    reader = SourceReader(parsed.text, Trace("net"))
    module = reader.importer.main(parsed, "net.py")
    found = module.find(name)
    is_known = name not in module.errors and not isinstance(found, Unread)
    return found if is_known else next(iter(module.errors.values()))


def summary(folder: Path, text: str, target: str, *given: Any, **options: Any) -> convcalc.Report:
    file = folder / "net.py"
    file.write_text(IMPORTS + text)
    return convcalc.summary(f"{file}:{target}", *given, **options)


def calls(case: dict[str, Any]) -> str:
    many = isinstance(case["in"][0], list)
    shapes = case["in"] if many else [case["in"]]
    lines = [f"x{i} = keras.Input(batch_shape={tuple(each)})" for i, each in enumerate(shapes)]
    names = ", ".join(f"x{index}" for index in range(len(shapes)))
    given = f"[{names}]" if many else names
    return "\n".join([*lines, f"layer = {case['call']}", f"r = layer({given})"])


@pytest.mark.parametrize("case", CASES, ids=[f"{each['call']}-{each['in']}" for each in CASES])
def test_layers_called_on_inputs_give_the_shapes_of_keras(case: dict[str, Any]) -> None:
    wanted = case.get("symbolic_out", case.get("out"))

    found = value_of(calls(case))

    if case.get("symbolic_error") or wanted is None:
        assert isinstance(found, ConvcalcError)
        return
    shapes = [list(each.tensor.shape) for each in tensors_of(found)]
    assert shapes == (wanted if isinstance(wanted[0], list) else [wanted])


ATTRIBUTES = {
    "a kernel size of one number": ("layers.Conv2D(8, 3).kernel_size", (3, 3)),
    "strides of one number": ("layers.Conv1D(8, 3, strides=2).strides", (2,)),
    "strides of a pool are its window": ("layers.MaxPooling2D(3).strides", (3, 3)),
    "a default": ("layers.Dense(4).use_bias", True),
    "the activation is the function": (
        "layers.Dense(4, activation='relu').activation == keras.activations.relu",
        True,
    ),
    "no activation is linear": ("layers.Dense(4).activation.__name__", "linear"),
    "automatic names count": (
        "[layers.Conv2D(4, 3).name for _ in range(2)]",
        ["conv2d", "conv2d_1"],
    ),
    "automatic names are in snake case": ("layers.ReLU().name", "re_lu"),
    "a given name": ("layers.Dense(4, name='head').name", "head"),
    "other spellings are the same class": ("layers.MaxPool2D is layers.MaxPooling2D", True),
    "a layer is an instance of its class": (
        "isinstance(layers.Conv2D(4, 3), (layers.Dense, layers.Conv2D))",
        True,
    ),
    "a layer is a Layer": ("isinstance(layers.Conv2D(4, 3), layers.Layer)", True),
    "a model is a Layer": ("isinstance(keras.Sequential([]), keras.layers.Layer)", True),
    "an open size is None": ("keras.Input((None, 8)).shape", (None, None, 8)),
    "a known batch": ("keras.Input((4, 8), batch_size=2).shape", (2, 4, 8)),
    "a shape as TensorFlow has it": ("keras.Input((4, 8)).shape.as_list()", [None, 4, 8]),
    "the rank": ("len(keras.Input((4, 8)).shape)", 3),
    "a tensor is a KerasTensor": ("isinstance(keras.Input((4,)), keras.KerasTensor)", True),
    "a layer that is not called has no weights": ("len(layers.Dense(4).weights)", 0),
    "channels come last": ("keras.backend.image_data_format()", "channels_last"),
}


@pytest.mark.parametrize(("text", "wanted"), ATTRIBUTES.values(), ids=ATTRIBUTES)
def test_attributes_are_as_keras_has_them(text: str, wanted: object) -> None:
    assert value_of(f"r = {text}") == wanted


MODEL = """
def make():
    inputs = keras.Input((8, 8, 3), name="image")
    x = layers.Conv2D(4, 3, name="first")(inputs)
    x = layers.BatchNormalization(name="norm")(x)
    x = layers.Flatten(name="flat")(x)
    return keras.Model(inputs, layers.Dense(2, name="last")(x), name="net")

m = make()
"""

ASKED = {
    "its layers": ("[l.name for l in m.layers]", ["image", "first", "norm", "flat", "last"]),
    "a layer by name": ("m.get_layer('first').filters", 4),
    "a layer by index": ("m.get_layer(index=-1).units", 2),
    "the output of a layer": ("m.get_layer('norm').output.shape", (None, 6, 6, 4)),
    "the input of a layer": ("m.layers[1].input.shape", (None, 8, 8, 3)),
    "its own output": ("m.output.shape", (None, 2)),
    "its shapes": ("(m.input_shape, m.output_shape)", ((None, 8, 8, 3), (None, 2))),
    "its parameters": ("m.count_params()", 112 + 16 + 290),
    "those that are trained": ("len(m.trainable_weights)", 6),
    "those that are not": ("len(m.non_trainable_weights)", 2),
    "the shape of a kernel": ("m.get_layer('last').kernel.shape", (144, 2)),
    "what compiling leaves": ("m.compile(optimizer='adam', loss='mse')", None),
    "its name": ("m.name", "net"),
}


@pytest.mark.parametrize(("text", "wanted"), ASKED.values(), ids=ASKED)
def test_a_functional_model_tells_what_it_is_asked(text: str, wanted: object) -> None:
    assert value_of(f"{MODEL}\nr = {text}") == wanted


def test_a_frozen_model_trains_nothing_of_itself(tmp_path: Path) -> None:
    text = f"""{MODEL}
def top():
    base = make()
    base.trainable = False
    inputs = keras.Input((8, 8, 3))
    return keras.Model(inputs, layers.Dense(5)(base(inputs, training=False)))
"""
    report = summary(tmp_path, text, "top()")

    assert report.totals.params + report.totals.buffers == 418 + 15
    assert report.totals.trainable_params == 15
    assert report.layers[0].name == "net.first"


def test_a_layer_called_twice_is_counted_once(tmp_path: Path) -> None:
    text = """
def make():
    one, other = keras.Input((8,), name="one"), keras.Input((8,), name="other")
    shared = layers.Dense(4, name="shared")
    return keras.Model([one, other], layers.Subtract()([shared(one), shared(other)]))
"""
    report = summary(tmp_path, text, "make()")

    assert [row.name for row in report.layers] == ["shared", "shared", "subtract"]
    assert [row.shared_with for row in report.layers] == [None, "shared", None]
    assert report.totals.params == 36


def test_other_sizes_than_the_model_says_may_be_given(tmp_path: Path) -> None:
    text = """
def make():
    inputs = keras.Input((None, None, 3))
    x = layers.Conv2D(4, 3, strides=2, padding="same")(inputs)
    return keras.Model(inputs, layers.GlobalAveragePooling2D()(x))
"""
    shape = summary(tmp_path, text, "make()").layers[0].output_shapes[0]
    assert list(map(str, shape)) == ["1", "⌈H/2⌉", "⌈W/2⌉", "4"]
    report = summary(tmp_path, text, "make()", (2, 65, 33, 3))
    assert report.layers[0].output_shapes == ((2, 33, 17, 4),)


def test_weights_of_one_s_own_layer_are_its_row(tmp_path: Path) -> None:
    text = """
class Mix(layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), name="w")
        self.steps = self.add_weight("steps", (1,), trainable=False)
        self.rest = [self.add_weight(shape=(3,)), keras.Variable(ops.zeros((2, 2)))]

    def call(self, inputs, training=None):
        return ops.relu(ops.matmul(inputs, self.w))

def make():
    inputs = keras.Input((8,))
    return keras.Model(inputs, Mix(4, name="mix")(inputs))
"""
    report = summary(tmp_path, text, "make()")

    [row] = report.layers
    assert (row.name, row.kind, row.params, row.macs) == ("mix", "Mix", 32 + 1 + 3 + 4, 32)
    assert row.trainable_params == 39


def test_layers_that_are_never_called_are_told(tmp_path: Path) -> None:
    text = """
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.first = layers.Dense(4, name="first")
        self.parts = {"spare": [layers.Dense(5, name="spare")]}

    def call(self, x):
        return self.first(x)
"""
    report = summary(tmp_path, text, "Net()", (1, 8))

    assert [row.name for row in report.layers] == ["first"]
    assert [row.name for row in report.unused] == ["spare"]


ERRORS = {
    "a wrong shape, with the line where the layer was made": (
        """
class Block(layers.Layer):
    def __init__(self):
        super().__init__()
        self.flat = layers.Reshape((7, 7))

    def call(self, x):
        return self.flat(x)

r = Block()(keras.Input((48,)))
""",
        [
            "net.py:12:16: Reshape 'block.reshape': (48,) has 48 elements, (7, 7) takes 49",
            "    return self.flat(x)",
            "           ^^^^^^^^^^^^",
            "the layer is defined at net.py:9: self.flat = layers.Reshape((7, 7))",
            "in Block.call, called at net.py:14",
            "expected: sizes whose product is 48",
        ],
    ),
    "inputs that do not lead to the output": (
        """
a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
r = keras.Model(a, layers.Add(name="sum")([a, b]))
""",
        [
            "net.py:7:5: the model's inputs do not lead to what 'sum' is called with",
            '    r = keras.Model(a, layers.Add(name="sum")([a, b]))',
            "        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
            "expected: inputs that everything before the outputs comes from",
            "hint: add 'b' to inputs",
        ],
    ),
    "a layer that the model does not have": (
        f"{MODEL}\nr = m.get_layer('frist')\n",
        [
            "net.py:15:5: no layer of the model is called 'frist'",
            "    r = m.get_layer('frist')",
            "        ^^^^^^^^^^^^^^^^^^^^",
            "hint: did you mean 'first'?",
        ],
    ),
    "a layer that there is not": (
        "x = layers.Conv2d(4, 3)(keras.Input((8, 8, 3)))\nr = layers.Flatten()(x)\n",
        [
            "net.py:6:5: keras.layers.Conv2d(...)(...) is not known: keras.layers.Conv2d is not read",
            "    r = layers.Flatten()(x)",
            "        ^^^^^^^^^^^^^^^^^^^",
            "it comes from net.py:5:5",
            "hint: did you mean 'Conv2D'? --assume layers.Conv2d=SHAPE says what it gives",
        ],
    ),
    "an argument that the layer does not have": (
        "r = layers.Dense(4, activaton='relu')\n",
        [
            "net.py:5:31: Dense: Dense() has no argument 'activaton'",
            "    r = layers.Dense(4, activaton='relu')",
            "                                  ^^^^^^",
        ],
    ),
    "a model called with too few tensors": (
        """
a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
r = keras.Model([a, b], layers.add([a, b]))(a)
""",
        [
            "net.py:7:5: the model is called with 1 tensors",
            "    r = keras.Model([a, b], layers.add([a, b]))(a)",
            "        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
            "expected: 2: a, b",
        ],
    ),
    "a layer without an input": (
        "r = layers.Dense(4)(3)\n",
        [
            "net.py:5:5: Dense is called without a tensor",
            "    r = layers.Dense(4)(3)",
            "        ^^^^^^^^^^^^^^^^^^",
            "expected: a tensor, or a list of tensors",
        ],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), ERRORS.values(), ids=ERRORS)
def test_errors_stand_at_the_user_s_line(text: str, wanted: list[str]) -> None:
    assert str(value_of(text)).splitlines()[: len(wanted)] == wanted


HOSTILE = {
    "a model inside itself": """
m = keras.Sequential([])
m.add(m)
r = m(keras.Input((4,)))
""",
    "a layer that holds itself": """
class L(layers.Layer):
    def __init__(self):
        super().__init__()
        self.me = [self, {"me": self}]
    def call(self, x):
        return self(x)
r = L()(keras.Input((4,)))
""",
    "sizes without bounds": "r = ops.tile(ops.zeros((1,)), [10 ** 400])\n",
    "a class of Keras changed": "layers.Dense.call = lambda self, x: x\nr = layers.Dense.call.x\n",
    "a very large number of tensors": "r = ops.unstack(keras.Input((10 ** 9,)), axis=1)\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_sources_end_in_an_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConvcalcError):
        summary(tmp_path, text, "r")
