"""The layers of torch.nn: what each class keeps of its arguments, owns, and shows of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.vocabulary import TORCH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from convcalc.vocabulary.maker import Maker

ASIDE = frozenset({"device", "dtype"})
"""Arguments that say where and in what the weights are made, which no class keeps."""


class LayerEntry:
    """
    A class of torch.nn whose forward is one layer, as PyTorch's text tells it below the signature.

    An argument is kept under its own name, rewritten by the rule behind its colon (see
    `layer_words`), unless it is marked `dropped`, begins with an underscore or names what is owned.
    Clauses, each a word and what follows, tell the rest:

        is: The class it derives from.
        keeps: Attributes besides the arguments: `name=value` of a constant or of another argument,
            `name:rule`, or a name that is worked out.
        owns: The parameters that are registered, there or None.
        stores: The buffers that are registered.
        takes: The arguments of its forward, "input" if nothing is said; behind an arrow, how what
            leaves it is handed out: "states" as (sequence, states), "pair" as (h, c).
        shows: Its arguments as PyTorch shows them, a format of its attributes, or the name of a
            function in `layer_words`.
    """

    __slots__ = ("base", "gives", "kept", "owns", "shows", "stores", "takes")

    def __init__(self, told: str, maker: Maker | None = None) -> None:
        clauses = {
            word: rest for word, _, rest in [part.partition(" ") for part in told.split("; ")]
        }
        self.base = clauses["is"]
        self.owns = tuple(clauses.get("owns", "").split())
        self.stores = tuple(clauses.get("stores", "").split())
        self.shows = clauses.get("shows", "")
        takes, _, self.gives = clauses.get("takes", "input").partition(" -> ")
        self.takes = tuple(takes.split())
        others = [_parsed(word) for word in clauses.get("keeps", "").split()]
        renamed = {constant for *_, constant in others}
        own = [] if maker is None else self._arguments(maker)
        self.kept = (*[each for each in own if each[0] not in renamed], *others)

    def _arguments(self, maker: Maker) -> Iterator[tuple[str, str, str]]:
        for name in maker.parameters():
            rule = maker.rules.get(name, "")
            if rule == "dropped" or name in ASIDE or name in self.owns or name.startswith("_"):
                continue
            yield name, rule, ""


def _parsed(word: str) -> tuple[str, str, str]:
    """The name of an attribute, its rule and its constant, either of them empty."""
    name, _, constant = word.partition("=")
    name, _, rule = name.partition(":")
    return name, rule, constant


def entry_of(name: str) -> LayerEntry:
    """What PyTorch's text tells of a class."""
    maker = TORCH.find(name)
    assert maker is not None  # noqa: S101 (whoever asks has it from the text)
    return LayerEntry(maker.told, maker)


NORMALISING = {"_BatchNorm": "SyncBatchNorm"}
"""Classes that people derive their own layers from, and a layer that is made the same way."""

ABSTRACT: Mapping[str, str] = {
    "_ConvNd": "Module",
    "_ConvTransposeNd": "_ConvNd",
    "_NormBase": "Module",
    "_BatchNorm": "_NormBase",
    "_InstanceNorm": "_NormBase",
    "_MaxPoolNd": "Module",
    "_AvgPoolNd": "Module",
    "_LPPoolNd": "Module",
    "_AdaptiveAvgPoolNd": "Module",
    "_AdaptiveMaxPoolNd": "Module",
    "_MaxUnpoolNd": "Module",
    "_ConstantPadNd": "Module",
    "_ReflectionPadNd": "Module",
    "_ReplicationPadNd": "Module",
    "_CircularPadNd": "Module",
    "_DropoutNd": "Module",
    "RNNBase": "Module",
    "RNNCellBase": "Module",
    "LazyModuleMixin": "Module",
    "_LazyConvXdMixin": "LazyModuleMixin",
    "_LazyNormBase": "LazyModuleMixin",
    "_Loss": "Module",
    "_WeightedLoss": "_Loss",
}
"""Classes that only others derive from, and what they themselves derive from."""
