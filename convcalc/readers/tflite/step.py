"""One operator as its spelling sees it: what goes in, the options, and how layers are applied."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.errors import BadValue
from convcalc.layers.other.given_weights import Activated
from convcalc.layers.other.given_weights import Functional
from convcalc.layers.other.unread_call import Stated
from convcalc.operations.promotion import Promotion
from convcalc.readers.tflite.schema import ACTIVATIONS
from convcalc.readers.tflite.values import Undecided
from convcalc.readers.tflite.values import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.shape.indexing import Part
    from convcalc.readers.stored.network import Network
    from convcalc.readers.stored.network import StoredTensor
    from convcalc.readers.tflite.model import Operator
    from convcalc.readers.tflite.model import Tensor
    from convcalc.readers.tflite.values import Runner


PROMOTION = Promotion()
"""How types meet where operators do not say it."""

ONES = ("stride", "dilati")
"""How options begin that are 1 without a word."""


class Step:
    """
    An operator that is being run; it is the hand that does `convcalc.operations`.

    `given` are the tensors that go in, `told` what the file says of them, and `wanted` what it says
    of those that leave. `parts` are the slices and positions that a rule has made out.
    """

    is_recording = True

    def __init__(
        self,
        run: Runner,
        operator: Operator,
        given: list[Value | None],
        told: list[Tensor | None],
        wanted: list[Tensor],
    ) -> None:
        self.run = run
        self.operator = operator
        self.word = operator.word
        self.given = given
        self.told = told
        self.wanted = wanted
        self.options: dict[str, Any] = operator.options()
        self.name = run.name_of(operator, wanted)
        self.parts: tuple[Part, ...] = ()

    @property
    def network(self) -> Network:
        """What applies layers."""
        return self.run.network

    @property
    def needs(self) -> Needs:
        """What must be true of the sizes, so far."""
        return self.run.network.needs

    @property
    def promotion(self) -> Promotion:
        """How types meet."""
        return PROMOTION

    @property
    def activation(self) -> str:
        """What is done at the end; empty for nothing."""
        number = self.options.get("activation", 0)
        if not 0 <= number < len(ACTIVATIONS):
            raise BadValue(f"the activation {number}, which there is not")
        return ACTIVATIONS[number]

    def has(self, place: int) -> bool:
        """Whether an input is there."""
        return place < len(self.given) and self.given[place] is not None

    def is_known(self) -> bool:
        """Whether the elements of all inputs are, as those of sizes may be."""
        return not self.operator.is_custom and all(
            each is not None and each.elements() is not None for each in self.given
        )

    def source(self, place: int) -> Value:
        """
        An input.

        Raises:
            BadValue: If it is not there.
        """
        found = self.given[place] if place < len(self.given) else None
        if found is None:
            raise BadValue(f"input {place} is not there", expected="a tensor")
        return found

    def shape(self, place: int) -> Shape:
        """The shape of an input."""
        return self.source(place).shape

    def axes(self, place: int, count: int) -> Shape:
        """
        The shape of an input that has so many axes.

        Raises:
            BadValue: If it has others.
        """
        shape = self.shape(place)
        if len(shape) != count:
            raise BadValue(f"input {place} has {len(shape)} axes", expected=f"{count}")
        return shape

    def numbers(self, place: int, what: str) -> Shape:
        """
        The elements of an input that says sizes or axes.

        Raises:
            Undecided: If they are not known before the network runs.
        """
        array = self.source(place).elements()
        found = () if array is None else tuple(array.items)
        if array is None or not all(type(each) is int or isinstance(each, Expr) for each in found):
            raise Undecided(f"{what} is worked out while it runs")
        return found

    def sizes(self, place: int, what: str) -> Shape:
        """
        The same, of which none is less than 0.

        Raises:
            Undecided: If they are not known before the network runs.
            BadValue: If one is.
        """
        found = self.numbers(place, what)
        for each in found:
            if type(each) is int and each < 0:
                raise BadValue(f"{each} for {what}", expected="at least 0")
        return found

    def whole_numbers(self, place: int, what: str) -> list[int]:
        """
        The same where no size with symbols may be among them.

        Raises:
            Undecided: If they are not known before the network runs.
        """
        found = self.numbers(place, what)
        whole = [each for each in found if type(each) is int]
        if len(whole) < len(found):
            raise Undecided(f"{what} is worked out while it runs")
        return whole

    def size(self, place: int, what: str) -> Dim:
        """
        The only element of an input, which is not less than 0.

        Raises:
            Undecided: If it is not known before the network runs.
            BadValue: If there is not just one.
        """
        found = self.sizes(place, what)
        if len(found) != 1:
            raise BadValue(f"{len(found)} numbers for {what}", expected="one")
        return found[0]

    def axis(self, place: int) -> int:
        """
        An axis, which is the only element of an input.

        Raises:
            Undecided: If it is not known before the network runs.
            BadValue: If there is not just one.
        """
        found = self.whole_numbers(place, "which axis it works along")
        if len(found) != 1:
            raise BadValue(f"{len(found)} numbers for an axis", expected="one")
        return found[0]

    def positive(self, *names: str) -> tuple[int, ...]:
        """
        Options that are sizes.

        Raises:
            BadValue: If one is less than 1.
        """
        found = tuple([self.options[name] for name in names])
        for name, value in zip(names, found, strict=True):
            if value < 1:
                raise BadValue(f"{name}={value}", expected="at least 1")
        return found

    def apply(
        self,
        layer: Layer,
        own: Sequence[int] = (0,),
        weights: Sequence[tuple[int, str]] = (),
        *,
        activates: bool = True,
    ) -> list[Value]:
        """
        Apply a layer to the inputs at these places.

        `weights` are the places of its weights with their names: those that the file stores are
        counted, others are handed over. What the operator does at its end is done, unless the layer
        `activates` itself.

        Raises:
            ConvcalcError: If the layer cannot take these inputs.
        """
        inputs = [self.source(place) for place in own]
        given = [(name, self.source(place)) for place, name in weights if self.has(place)]
        handed = [value for _, value in given if value.stored is None]
        stores = [(name, value.stored) for name, value in given if value.stored is not None]
        if handed:
            layer = Functional(layer=layer, count=len(inputs))
            inputs += handed
        if activates and self.activation:
            layer = Activated(layer=layer, count=len(inputs))
        return self._made(layer, inputs, stores)

    def _made(
        self,
        layer: Layer,
        inputs: Sequence[Value],
        stores: Sequence[tuple[str, StoredTensor]] = (),
        wanted: Sequence[Tensor] | None = None,
    ) -> list[Value]:
        dtypes = [each.dtype for each in (self.wanted if wanted is None else wanted)]
        found = self.network.apply(
            layer,
            inputs,
            name=self.name,
            spelled=self.word,
            call=self.call(),
            scope=self.name.rpartition("/")[0],
            stores=(*stores, *stored_among(inputs)),
            dtype=dtypes[0] if len(dtypes) == 1 else dtypes,
        )
        return [Value(each.tensor, each.dtype) for each in found]

    def call(self) -> str:
        """How a row spells the whole operator: its options, but for usual ones."""
        words = []
        for name, value in self.options.items():
            if name == "padding":
                words.append("VALID" if value else "SAME")
            elif name == "activation":
                words += [self.activation] if value else []
            elif value not in (None, "", False, 0) and not (value == 1 and name[:6] in ONES):
                words.append(f"{name}={list(value) if isinstance(value, tuple) else value}")
        return f"{self.word}({', '.join(words)})" if words else self.word

    def several(self, count: int) -> None:
        """
        Refuse an operator that has not so many outputs.

        Raises:
            BadValue: With how many there are.
        """
        if len(self.wanted) != count:
            raise BadValue(f"{len(self.wanted)} outputs", expected=f"{count}")

    def unknown(
        self,
        shapes: Sequence[Shape | None],
        reason: str,
        *,
        has_products: bool,
        inside: Sequence[tuple[str, StoredTensor]],
    ) -> list[Value | None]:
        """
        A row of which only the shapes are known, and perhaps that it has no products.

        A shape may be missing, and so is what would have it.
        """
        inputs = [each for each in self.given if each is not None]
        known = tuple([each for each in shapes if each is not None])
        layer = Stated(
            shapes=known,
            reason=reason,
            has_outputs=len(known) < len(shapes),
            products=None if has_products else 0,
        )
        wanted = [
            tensor for tensor, shape in zip(self.wanted, shapes, strict=True) if shape is not None
        ]
        made = iter(self._made(layer, inputs, inside, wanted))
        return [None if shape is None else next(made) for shape in shapes]

    # What `convcalc.operations` asks of a hand.

    def named(self, spelled: str) -> str:
        """The operator's word as layers have it."""
        return spelled.lower()

    def applied(
        self, spelled: str, layer: Layer, inputs: Sequence[Value], dtype: str | Sequence[str]
    ) -> list[Value]:
        """The operator's row, whose outputs have the types that the file says."""
        if self.activation:
            layer = Activated(layer=layer, count=len(inputs))
        return self._made(layer, inputs)

    def constant(
        self,
        shape: Shape,
        dtype: str,
        values: Any = None,
        shown: Value | None = None,
    ) -> Value:
        """A tensor that no layer makes."""
        made = self.network.constant(shape, dtype)
        return Value(made.tensor, dtype)

    def retyped(self, source: Value, dtype: str, values: Any, *, is_fresh: bool) -> Value:
        """The same tensor of the graph with another type."""
        return Value(source.tensor, dtype)


def stored_among(inputs: Sequence[Value]) -> list[tuple[str, StoredTensor]]:
    """
    The tensors of the file among what goes into an operator, other than sizes and axes.

    Whole numbers of four or eight bytes are counted where an operator has them as its bias only.
    """
    found = [
        each.stored for each in inputs if each.stored is not None and is_weight(each.stored.dtype)
    ]
    return [
        (f"constant_{number}" if number else "constant", each) for number, each in enumerate(found)
    ]


WHOLE = frozenset({"int32", "int64", "uint32", "uint64", "bool", "string", "resource", "variant"})


def is_weight(dtype: str) -> bool:
    """Whether a stored tensor of this type is a weight, whatever takes it."""
    return dtype not in WHOLE
