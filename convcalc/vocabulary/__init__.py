"""
How each vocabulary spells layers: convcalc's own, PyTorch's (torch.nn), Keras's (keras.layers).

One text a vocabulary, an entry a layer, read when the layer is first spelled:

    Conv1d[1] Conv2d[2] Conv3d[3]
        (in_channels, out_channels, kernel_size:each, ..., bias=True) -> convolution.conv:torch_conv
        is _ConvNd; keeps transposed=False; owns weight bias; shows conv_words

A line that is not indented has the names that share the entry, each with what its maker is told
besides the arguments. Below stands the framework's own signature, then the maker: a function of a
file in `convcalc.layers`. What may follow is for whoever wants to know more: of PyTorch, what its
class keeps of the arguments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.layers.core.signatures import signature_in
from convcalc.tables import load
from convcalc.vocabulary.maker import Maker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.layers.core.layer import Layer

WORDS: dict[str, Any] = {"None": None, "True": True, "False": False}
"""Words in brackets that are not themselves."""


class Vocabulary:
    """
    The layers of one vocabulary, by name.

    The text is loaded, and its names are gathered, when one is first looked for.
    """

    __slots__ = ("_lines", "_makers", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self._lines: dict[str, tuple[str, list[str]]] = {}
        self._makers: dict[str, Maker] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._known()

    def __iter__(self) -> Iterator[str]:
        return iter(self._known())

    def _known(self) -> dict[str, tuple[str, list[str]]]:
        """By name: what stands in its brackets, and the lines below it."""
        if not self._lines:
            text: str = load(f"vocabulary.{self.name}:TEXT")
            body: list[str] = []
            for line in text.splitlines():
                if line[0] == " ":
                    body.append(line)
                    continue
                if body:
                    body = []
                for word in line.split():
                    name, _, fixed = word.partition("[")
                    self._lines[name] = (fixed, body)
        return self._lines

    def find(self, name: str) -> Maker | None:
        """The maker of a name, if the vocabulary has it."""
        maker = self._makers.get(name)
        if maker is None:
            if name not in self._known():
                return None
            maker = self._makers[name] = self._read(name)
        return maker

    def _read(self, name: str) -> Maker:
        fixed, body = self._lines[name]
        takes, _, behind = " ".join([line.strip() for line in body]).partition(") -> ")
        row, _, told = behind.partition(" ")
        signature, rules = signature_in(takes.removeprefix("("))
        return Maker(
            name=name,
            vocabulary=self.name,
            signature=signature,
            home=row,
            fixed=tuple([_fixed(word) for word in fixed[:-1].split(",") if word]),
            rules=rules,
            told=told,
        )


def _fixed(word: str) -> Any:
    return int(word) if word.isdigit() else WORDS.get(word, word)


NATIVE = Vocabulary("native")
TORCH = Vocabulary("torch")
KERAS = Vocabulary("keras")

VOCABULARIES = {"native": NATIVE, "torch": TORCH, "keras": KERAS}


def find(vocabulary: str, name: str) -> Maker | None:
    """The maker of a name in a vocabulary ("native", "torch" or "keras"), if it has one."""
    return VOCABULARIES[vocabulary].find(name)


def made(vocabulary: str, name: str, *args: Any, **kwargs: Any) -> Layer:
    """
    The layer that a call in a vocabulary means.

    Raises:
        BadValue: If an argument is missing, unknown or refused by the framework.
    """
    maker = find(vocabulary, name)
    assert maker is not None, name  # noqa: S101 (whoever asks spells a name that is there)
    return maker.make(args, kwargs)
