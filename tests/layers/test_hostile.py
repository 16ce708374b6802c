"""Whatever is given to a layer, it answers or complains in words: never with a traceback."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from convcalc import vocabulary
from convcalc.dims import symbol
from convcalc.errors import ConvcalcError
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.needs import Needs

NAMES = [(table, name) for table, names in vocabulary.VOCABULARIES.items() for name in names]

numbers = st.one_of(st.integers(-3, 9), st.sampled_from([10**9, 2**70, 0.5, -1.5, float("nan")]))
junk: st.SearchStrategy[Any] = st.one_of(
    numbers,
    st.sampled_from(["same", "valid", "relu", "", "ab,bc->ac", None, True, False, abs, {}, {1}]),
    st.just(symbol("S")),
    st.lists(numbers, max_size=4),
    st.lists(st.integers(1, 4), max_size=3).map(tuple),
)
sizes = st.one_of(st.integers(1, 9), st.sampled_from([2**70, symbol("H"), symbol("W")]))
shapes = st.lists(st.lists(sizes, max_size=5).map(tuple), max_size=3).map(tuple)


@settings(max_examples=1500, deadline=None)
@given(data=st.data(), spelled=st.sampled_from(NAMES), inputs=shapes)
def test_answers_or_complains(data: st.DataObject, spelled: tuple[str, str], inputs: Any):
    maker = vocabulary.find(*spelled)
    assert maker is not None
    args = data.draw(st.lists(junk, max_size=3))
    kwargs = data.draw(
        st.dictionaries(st.sampled_from([*maker.parameters(), "no"]), junk, max_size=2)
    )
    try:
        layer = maker.make(args, kwargs)
        outputs = layer.applied(inputs, Needs())
        layer.macs(inputs, outputs)
        layer.elementwise(inputs, outputs)
        layer.trails(inputs, outputs)
        layer.buffers(inputs)
        layer.weights(inputs)
        layer.weights(())
    except (ConvcalcError, NeedsInput):
        pass
