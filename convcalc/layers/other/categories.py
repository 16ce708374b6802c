"""Keras's layers from words and numbers to categories: bins, hashes, vocabularies, encodings."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.core.arguments import choice
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import truth
from convcalc.layers.core.axes import needs_inputs
from convcalc.layers.core.axes import needs_rank
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.trails import ONE_TO_ONE
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import pointwise

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given
    from convcalc.layers.core.trails import Trail

MODES = ("int", "one_hot", "multi_hot", "count", "tf_idf")


class Categories(Layer):
    """
    Every element by the number of its category, or by a vector with an entry a category.

    Shapes:
        input: any; (N, C) or (C) for `multi_hot`, `count` and `tf_idf`
        result: as the input for `int`; (*, count) for `one_hot`, in place of a last axis of 1;
            (N, count) or (count) for the others

    Units: nothing but looking up: no operations are counted.

    Source: keras.layers.CategoryEncoding, Discretization, Hashing, StringLookup, "Args".
    """

    kind: ClassVar[str] = "categories"

    mode: str
    count: Dim | None
    tokens: Dim | None = None
    column_only: bool = False

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """Keep the shape, add an axis behind, or replace the last."""
        shape = inputs[0]
        if self.mode == "int":
            return (shape,)
        if self.count is None:
            raise ShapeError(
                "how many categories there are is not known",
                hint="vocabulary=[...], or max_tokens=... with pad_to_max_tokens=True",
            )
        if self.mode == "one_hot":
            return ((*self._rest(shape, needs), self.count),)
        needs_rank(shape, (2, 1), f"(N, categories) for output_mode={self.mode!r}")
        return ((*shape[:-1], self.count),)

    def _rest(self, shape: Shape, needs: Needs) -> Shape:
        if len(shape) > 1 and shape[-1] == 1:
            return shape[:-1]
        if self.column_only and len(shape) > 1:
            raise ShapeError(
                f"the input {show_shape(shape)}, of which Keras tells (N, {self.count}) and makes"
                f" (N, {shape[-1]}, {self.count})",
                expected="(N, 1)",
            )
        if len(shape) > 1:
            needs.at_least(shape[-1], 2, lambda: ShapeError(f"no elements in {show_shape(shape)}"))
        return shape

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """None."""
        return 0

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The own element, or all of the own row."""
        shape, output = inputs[0], outputs[0]
        if self.mode == "int":
            return tuple(pointwise(each, output) for each in inputs)
        trail: Trail = {axis: (axis, ONE_TO_ONE) for axis in range(min(len(shape), len(output)))}
        if self.mode != "one_hot":
            trail[len(shape) - 1] = (len(output) - 1, WHOLE)
        elif len(shape) == len(output):
            trail[len(shape) - 1] = (None, WHOLE)
        return (trail,) * len(inputs)


class HashedCrossing(Categories):
    """
    Two columns hashed together.

    Shapes:
        input: (N, 1) or (N), twice
        result: as one of them for `int`; (N, count) for `one_hot`

    Source: keras.layers.HashedCrossing.
    """

    takes_many: ClassVar[bool] = True

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """As of one column."""
        needs_inputs(inputs, 2, 2, "two columns")
        for each in inputs:
            needs_rank(each, (2, 1), "(N, 1) or (N)")
        return super().outputs(inputs[:1], needs)


class Sentences(Categories):
    """
    Texts cut into words, and these by their numbers or counted.

    Shapes:
        input: (N) or (N, 1)
        result: (N, length) for `int`; (N, count) for the others

    Source: keras.layers.TextVectorization, "Args".
    """

    length: Dim | None = None

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """A row of numbers a text."""
        shape = inputs[0]
        if self.mode != "int":
            needs_rank(shape, (1,), "(N), as of Input(())")
            return super().outputs(((*shape, 1),), needs)
        if len(shape) not in (1, 2) or (len(shape) == 2 and shape[1] != 1):
            raise ShapeError(f"the texts {show_shape(shape)}", expected="(N) or (N, 1)")
        if self.length is None:
            raise ShapeError(
                "how many words the longest text has is not known",
                hint="output_sequence_length=...",
            )
        return ((shape[0], self.length),)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """The own text."""
        trail: Trail = {0: (0, ONE_TO_ONE)}
        if len(inputs[0]) == 2:
            trail[1] = (None, WHOLE)
        return (trail,)


def _mode(given: Given, *among: str) -> str:
    return choice(given.output_mode, "output_mode", among)


def keras_category_encoding(given: Given) -> Categories:
    """keras.layers.CategoryEncoding."""
    mode = _mode(given, "count", "one_hot", "multi_hot")
    return Categories(mode=mode, count=size(given.num_tokens, "num_tokens"))


def keras_discretization(given: Given) -> Categories:
    """keras.layers.Discretization: boundaries, or as many bins as are to be found in data."""
    mode = _mode(given, "int", "one_hot", "multi_hot", "count")
    if (given.bin_boundaries is None) == (given.num_bins is None):
        raise BadValue(
            "bin_boundaries and num_bins", expected="one of the two", argument="num_bins"
        )
    if given.bin_boundaries is None:
        return Categories(mode=mode, count=size(given.num_bins, "num_bins"))
    return Categories(mode=mode, count=len(_items(given.bin_boundaries, "bin_boundaries")) + 1)


def _items(value: Any, name: str) -> list[Any]:
    if not isinstance(value, (list, tuple)):
        refuse(name, value, "a list")
    return list(value)


def keras_hashing(given: Given) -> Categories:
    """keras.layers.Hashing."""
    mode = _mode(given, "int", "one_hot", "multi_hot", "count")
    return Categories(mode=mode, count=size(given.num_bins, "num_bins"), column_only=True)


def keras_hashed_crossing(given: Given) -> HashedCrossing:
    """keras.layers.HashedCrossing."""
    mode = _mode(given, "int", "one_hot")
    return HashedCrossing(mode=mode, count=size(given.num_bins, "num_bins"))


MOST_UNKNOWN = 1_000_000
"""So many tokens may stand for unknown ones."""


def keras_lookup(given: Given) -> Categories:
    """keras.layers.StringLookup, IntegerLookup."""
    mode = _mode(given, *MODES)
    special = [given.mask_token] if mode == "int" and given.mask_token is not None else []
    unknown = size(given.num_oov_indices, "num_oov_indices", 0)
    if not isinstance(unknown, int) or unknown > MOST_UNKNOWN:
        refuse("num_oov_indices", unknown, f"a whole number of at most {MOST_UNKNOWN:,}")
    special += [given.oov_token] * unknown
    tokens = _tokens(given, special)
    return Categories(mode=mode, count=_width(given, tokens), tokens=tokens)


def _tokens(given: Given, special: list[Any]) -> Dim | None:
    """How many tokens there are, those that stand for none and for unknown ones among them."""
    if not isinstance(given.vocabulary, (list, tuple)):
        return None
    told = list(given.vocabulary)
    return len(told) if special and told[: len(special)] == special else len(told) + len(special)


def _width(given: Given, tokens: Dim | None) -> Dim | None:
    """How long the vectors are: as told, or as many as there are tokens."""
    if truth(given.pad_to_max_tokens, "pad_to_max_tokens"):
        return size(given.max_tokens, "max_tokens")
    return tokens


def keras_text_vectorization(given: Given) -> Sentences:
    """keras.layers.TextVectorization."""
    mode = _mode(given, "int", "multi_hot", "count", "tf_idf")
    length = given.output_sequence_length
    tokens = _tokens(given, [*([""] if mode == "int" else []), "[UNK]"])
    return Sentences(
        mode=mode,
        count=_width(given, tokens),
        tokens=tokens,
        length=None if length is None else size(length, "output_sequence_length"),
    )
