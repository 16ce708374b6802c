"""
How a .prototxt file spells its layers: three generations, told as one.

Source: BVLC/caffe, src/caffe/proto/caffe.proto and src/caffe/util/upgrade_proto.cpp.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.stored.prototext import Block

if TYPE_CHECKING:
    from convcalc.errors import ConvcalcError
    from convcalc.source import Source

OLD_TYPES: dict[str, str] = {
    "ABSVAL": "AbsVal",
    "ARGMAX": "ArgMax",
    "BN": "BN",
    "BNLL": "BNLL",
    "ELU": "ELU",
    "ELTWISE": "Eltwise",
    "EUCLIDEAN_LOSS": "EuclideanLoss",
    "EXP": "Exp",
    "HDF5_DATA": "HDF5Data",
    "HDF5_OUTPUT": "HDF5Output",
    "IM2COL": "Im2col",
    "IMAGE_DATA": "ImageData",
    "INNER_PRODUCT": "InnerProduct",
    "LRN": "LRN",
    "LSTM": "LSTM",
    "MVN": "MVN",
    "PRELU": "PReLU",
    "RELU": "ReLU",
    "RNN": "RNN",
    "SOFTMAX_LOSS": "SoftmaxWithLoss",
    "SPP": "SPP",
    "TANH": "TanH",
    "conv": "Convolution",
    "innerproduct": "InnerProduct",
    "pool": "Pooling",
    "relu": "ReLU",
    "tanh": "TanH",
    "bnll": "BNLL",
    "lrn": "LRN",
    "images": "ImageData",
    "hdf5_data": "HDF5Data",
    "window_data": "WindowData",
    "softmax_loss": "SoftmaxWithLoss",
    "euclidean_loss": "EuclideanLoss",
    "padding": "Padding",
}
"""Types as the first two generations call them; others only differ in their underscores."""

NUMBERED = (
    *("NONE", "ACCURACY", "BNLL", "CONCAT", "CONVOLUTION", "DATA", "DROPOUT"),
    *("EUCLIDEAN_LOSS", "FLATTEN", "HDF5_DATA", "HDF5_OUTPUT", "IM2COL", "IMAGE_DATA"),
    *("INFOGAIN_LOSS", "INNER_PRODUCT", "LRN", "MULTINOMIAL_LOGISTIC_LOSS", "POOLING"),
    *("RELU", "SIGMOID", "SOFTMAX", "SOFTMAX_LOSS", "SPLIT", "TANH", "WINDOW_DATA"),
    *("ELTWISE", "POWER", "SIGMOID_CROSS_ENTROPY_LOSS", "HINGE_LOSS", "MEMORY_DATA"),
    *("ARGMAX", "THRESHOLD", "DUMMY_DATA", "SLICE", "MVN", "ABSVAL", "SILENCE"),
    *("CONTRASTIVE_LOSS", "EXP", "DECONVOLUTION"),
)
"""The types of the second generation, each at its number."""

FIRST_NAMES = {
    "kernelsize": "kernel_size",
    "biasterm": "bias_term",
    "batchsize": "batch_size",
    "cropsize": "crop_size",
}
"""Fields of the first generation, which stand in the layer itself, by their later names."""


class CaffeLayer:
    """A layer: its name, its type in today's words, and the blobs that it takes and gives."""

    __slots__ = ("block", "bottoms", "inner", "name", "tops", "type")

    def __init__(self, block: Block, number: int, *, is_old: bool) -> None:
        self.block = block
        nested = block.one("layer")
        self.inner = nested if isinstance(nested, Block) else block
        word = text_of(self.inner.one("type", b""))
        self.type = modern(word) if is_old else word
        self.name = text_of(self.inner.one("name", b"")) or f"{self.type.lower()}_{number}"
        self.bottoms = [text_of(each) for each in block.all("bottom")]
        self.tops = [text_of(each) for each in block.all("top")]

    def place(self) -> Source:
        """Where it stands."""
        return self.block.place()

    def wrong(self, what: str, expected: str = "", hint: str = "") -> ConvcalcError:
        """The error that something in it is not right."""
        return BadValue(what, expected=expected, hint=hint).at(
            self.place(), f"{self.type} {self.name!r}"
        )

    def settings(self, name: str) -> Settings:
        """The fields of one of its messages, such as convolution_param."""
        if self.inner is not self.block:
            return Settings(self, self.inner, FIRST_NAMES)
        found = self.block.one(name)
        return Settings(self, found if isinstance(found, Block) else None, {})

    def shared(self) -> list[str]:
        """The names under which it shares what it stores, empty where it does not."""
        return [
            text_of(each.one("name", b"") if isinstance(each, Block) else each)
            for each in self.inner.all("param")
        ]

    def in_phase(self, phase: str) -> bool:
        """Whether it is there in this phase, by what it includes and excludes."""
        included, excluded = self.block.all("include"), self.block.all("exclude")
        if included:
            return any(_met(each, phase) for each in included)
        return not any(_met(each, phase) for each in excluded)


def _met(rule: Any, phase: str) -> bool:
    """Whether a rule holds: the phase, the level 0, and no stage."""
    if not isinstance(rule, Block):
        return False
    wanted = rule.one("phase")
    if wanted is not None and PHASES.get(str(wanted), str(wanted)) != phase:
        return False
    if rule.all("stage"):
        return False
    least, most = rule.one("min_level", 0), rule.one("max_level", 0)
    return least <= 0 <= most if isinstance(least, int) and isinstance(most, int) else True


PHASES = {"0": "TRAIN", "1": "TEST"}


class Settings:
    """The fields of a message of a layer, by their names of today."""

    __slots__ = ("_block", "_layer", "_names")

    def __init__(self, layer: CaffeLayer, block: Block | None, old_names: dict[str, str]) -> None:
        self._layer = layer
        self._block = block
        self._names = {new: old for old, new in old_names.items()}

    def all(self, name: str) -> list[Any]:
        """All values of a field."""
        if self._block is None:
            return []
        return self._block.all(name) or self._block.all(self._names.get(name, name))

    def has(self, name: str) -> bool:
        """Whether the field is there."""
        return bool(self.all(name))

    def number(self, name: str, usual: int, least: int | None = None) -> int:
        """
        A whole number.

        Raises:
            BadValue: If it is another sort of value, or too small.
        """
        found = self.numbers(name)
        value = found[-1] if found else usual
        if least is not None and value < least:
            raise self._layer.wrong(f"{name}: {value}", f"at least {least}")
        return value

    def numbers(self, name: str) -> list[int]:
        """
        Whole numbers.

        Raises:
            BadValue: If one is another sort of value.
        """
        found = []
        for each in self.all(name):
            if not isinstance(each, (int, float)) or each != int(each) or abs(each) > LARGEST:
                raise self._layer.wrong(f"{name}: {each!s:.40}", "a whole number")
            found.append(int(each))
        return found

    def truth(self, name: str, *, usual: bool) -> bool:
        """True or false, in any of its spellings."""
        found = self.all(name)
        if not found:
            return usual
        return found[-1] in (1, "true", "True", "t")

    def word(self, name: str, usual: str = "") -> str:
        """A word of an enumeration, or its number as a text."""
        found = self.all(name)
        return text_of(found[-1]) if found else usual

    def blocks(self, name: str) -> list[Block]:
        """Messages inside."""
        return [each for each in self.all(name) if isinstance(each, Block)]


LARGEST = 2**40


def text_of(value: Any) -> str:
    """A text, a word or a number as a text, without blank space around it."""
    return value.decode("utf-8", "replace").strip() if isinstance(value, bytes) else str(value)


def modern(word: str) -> str:
    """
    The type of a layer as it is called today.

    >>> modern("SIGMOID_CROSS_ENTROPY_LOSS"), modern("conv"), modern("4")
    ('SigmoidCrossEntropyLoss', 'Convolution', 'Convolution')
    """
    if word.isdecimal() and len(word) < 3 and int(word) < len(NUMBERED):
        word = NUMBERED[int(word)]
    if word in OLD_TYPES:
        return OLD_TYPES[word]
    if word.isupper() or word.islower():
        return "".join(part.capitalize() for part in word.split("_"))
    return word
