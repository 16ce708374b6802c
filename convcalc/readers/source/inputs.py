"""The inputs of a model: given by the caller, known to the model, or seen in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import UsageError
from convcalc.layers.core.shapes import show_shape
from convcalc.readers.source.matching import DEFAULT_DTYPE
from convcalc.readers.source.matching import LEAST_FULL
from convcalc.readers.source.matching import as_one_list
from convcalc.readers.source.matching import match
from convcalc.readers.source.matching import missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.tracing.models import Model
    from convcalc.readers.python.tracing.tensors import TensorValue
    from convcalc.readers.python.tracing.trace import Trace
    from convcalc.readers.source.making import Maker

    Given = tuple[str | None, Shape]
    Arguments = tuple[list[Any], dict[str, Any]]


class Inputs:
    """
    The shapes that the caller gave, and the batch.

    With `puts_batch_in_front` a batch axis is put in front of each of them.
    """

    def __init__(
        self, given: Sequence[Given], batch: Dim | None, *, puts_batch_in_front: bool = False
    ) -> None:
        self.given = list(given)
        self.batch = batch
        self.puts_batch_in_front = puts_batch_in_front

    @property
    def may_lack_batch(self) -> bool:
        """Whether all shapes that the caller gave are small enough to be without a batch axis."""
        sizes = [len(shape) for _, shape in self.given]
        return bool(sizes) and max(sizes) < LEAST_FULL and not self.puts_batch_in_front

    def with_batch(self) -> Inputs:
        """The same shapes with a batch axis in front."""
        return Inputs(self.given, self.batch, puts_batch_in_front=True)

    def arguments(self, model: Model, hand: Trace, maker: Maker) -> Arguments:
        """
        The tensors to call a model with, by position and by name.

        Raises:
            UsageError: If an input is missing, unknown or one too many.
        """
        feeding = Feeding(self, model, hand)
        site = maker.reader.site
        names = model.input_names(site)
        if self.given:
            return feeding.given(names, model.more_inputs(site))
        known = model.default_inputs()
        if known is not None:
            return feeding.known(known)
        if not names:
            return [], {}
        feeds = maker.feeds()
        if feeds:
            from convcalc.readers.source.shown.demo import fed_alike

            fed = fed_alike(model, feeds)
            if fed is None:
                raise missing(names)
            hand.builder.assumed.append(fed.sentence())
            return fed.arguments(model, hand, site, self.batch)
        seen = maker.seen_inputs()
        if seen is None or len(seen.shapes) < len(names):
            raise missing(names)
        hand.builder.assumed.append(seen.sentence)
        matched = match([(None, each) for each in seen.shapes], names, None)
        return [feeding.full(name, shape) for name, shape in matched.in_order], {}


def _put(kwargs: dict[str, Any], path: list[str], value: Any) -> None:
    """Put a value into dicts inside dicts, by the keys on the way."""
    *outer, last = path
    for each in outer:
        inner = kwargs.setdefault(each, {})
        if not isinstance(inner, dict):
            raise UsageError(
                f"{'.'.join(path)} is given, and {each} as a whole",
                expected="one of them",
            )
        kwargs = inner
    kwargs[last] = value


class Feeding:
    """Makes the tensors of one trace out of shapes."""

    def __init__(self, inputs: Inputs, model: Model, hand: Trace) -> None:
        self.inputs = inputs
        self.model = model
        self.hand = hand

    def given(self, names: Sequence[str], more: Sequence[str] | None) -> Arguments:
        """The tensors of the caller's shapes."""
        forward = getattr(
            self.model, "forward_function", lambda: getattr(self.model, "function", None)
        )
        given = as_one_list(self.inputs.given, names, forward())
        matched = match(given, names, more)
        args = [self._placed(name, shape) for name, shape in matched.in_order]
        kwargs: dict[str, Any] = {}
        for key, shapes in matched.by_name.items():
            tensors = [self._placed(name, shape) for name, shape in shapes]
            _put(kwargs, key.split("."), tensors[0] if len(tensors) == 1 else tensors)
        return args, kwargs

    def known(self, known: Sequence[tuple[str, Shape]]) -> Arguments:
        """The tensors of inputs that the model itself describes."""
        args = []
        for name, shape in known:
            is_open = bool(shape) and shape[0] == 0 and self.inputs.batch is None
            if is_open:
                self._say_batch(shape[1:])
            args.append(self.full(name, (1, *shape[1:]) if is_open else shape))
        return args, {}

    def _placed(self, name: str, shape: Shape) -> TensorValue:
        """The tensor of a shape that the caller gave, with or without its batch."""
        inputs = self.inputs
        if not inputs.puts_batch_in_front and (len(shape) > 1 or len(inputs.given) > 1):
            tensor = self.full(name, shape)
            self.hand.without_batch.add(tensor.tensor)
            return tensor
        if inputs.batch is None:
            self._say_batch(shape)
        return self._made(name, (1 if inputs.batch is None else inputs.batch, *shape), shape)

    def full(self, name: str, shape: Shape) -> TensorValue:
        """The tensor of a shape that has its batch, which is the caller's if there is one."""
        batch = self.inputs.batch
        is_renamed = batch is not None and bool(shape)
        return self._made(name, (batch, *shape[1:]) if is_renamed else tuple(shape), shape)

    def _made(self, name: str, shape: Any, given: Shape) -> TensorValue:
        dtype = getattr(given, "dtype", DEFAULT_DTYPE)
        return self.model.make_tensor(self.hand.builder.input(name, shape), dtype)

    def _say_batch(self, shape: Shape) -> None:
        self.hand.builder.assumed.append(f"batch 1, put in front of {show_shape(shape)}")
