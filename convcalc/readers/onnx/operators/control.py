"""Graphs inside nodes: branches, loops, scans."""

from __future__ import annotations

from itertools import starmap
from typing import TYPE_CHECKING

from convcalc.dims import is_equal
from convcalc.layers.other.function import Function
from convcalc.layers.other.unread_call import Stated
from convcalc.readers.onnx.declared import declared_shape
from convcalc.readers.onnx.operators.sequences import sequence
from convcalc.readers.onnx.step import Undecided
from convcalc.readers.onnx.values import Value
from convcalc.readers.stored.arrays import Array
from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.onnx.step import Step
    from convcalc.readers.stored.wire import Record

MOST_TRIPS = 256
"""Turns of a loop that are run one by one."""


def branch(step: Step) -> list[Value]:
    """
    If: the branch that a known condition takes; of an unknown one what both have in common.

    The work of two branches of which one is taken is not known: it is that of neither.
    """
    condition = step.scalar(0)
    graphs = [step.graph("then_branch"), step.graph("else_branch")]
    if condition is not None:
        return step.run.graph(graphs[not condition], (), step.scope)
    run = step.run
    before = run.network.mark()
    results, works, kept = [], [], []
    for graph in graphs:
        results.append(run.graph(graph, (), step.scope))
        works.append(run.network.work_since(before))
        kept += [each for each in run.network.stored_since(before) if each not in kept]
        run.network.restore(before)
    pairs = list(zip(*results, strict=True))
    has_sequences = any(value.is_sequence for pair in pairs for value in pair)
    if works == [0, 0] and not has_sequences and all(starmap(_alike, pairs)):
        return run.graph(graphs[0], (), step.scope)
    layer = Stated(
        shapes=tuple([_common(step, one, other) for one, other in pairs]),
        reason="which branch is taken is worked out by the network: "
        f"{works[0]} or {works[1]} multiply-accumulates",
    )
    dtypes = [each.dtype for each in results[0]]
    made = step.apply(layer, [step.needed(0)], dtype=dtypes, kept=kept)
    for value, (one, other) in zip(made, pairs, strict=True):
        value.is_sequence = one.is_sequence or other.is_sequence
    return made


def _alike(one: Value, other: Value) -> bool:
    if one.is_sequence or other.is_sequence:
        return one.is_sequence and other.is_sequence
    return one.shape == other.shape and one.dtype == other.dtype


def _common(step: Step, one: Value, other: Value) -> Shape:
    """The shape that both branches give, with names for sizes that differ."""
    if one.is_sequence or other.is_sequence:
        return one.shape
    if one.rank != other.rank:
        raise Undecided("the branches of If give other numbers of axes")
    return tuple(
        [
            left if is_equal(left, right) else step.fresh()
            for left, right in zip(one.shape, other.shape, strict=True)
        ]
    )


def loop(step: Step) -> list[Value]:
    """
    Loop: turned as often as a known count says, where the condition stays true.

    Otherwise one turn is run, to see what stays as it is; what changes, and how often all of it is
    done, is not known.
    """
    body = step.graph("body")
    names = [each["name"] or "" for each in body["input"]]
    trips = step.scalar(0) if step.given(0) is not None else None
    begin = step.scalar(1) if step.given(1) is not None else True
    carried = [each for each in step.inputs[2:] if each is not None]
    if begin is False or trips == 0:
        return [*carried, *_nothing(step, body, len(carried))]
    if type(trips) is int and 0 < trips <= MOST_TRIPS:
        found = _turned(step, body, carried, trips)
        if found is not None:
            return found
    return _unknown_turns(step, body, carried, len(names))


def _nothing(step: Step, body: Record, count: int) -> list[Value]:
    """The scanned outputs of a loop that is never run."""
    scanned = len(body["output"]) - 1 - count
    return [step.constant((0,), "float32", is_constant=False) for _ in range(scanned)]


def _first(step: Step, body: Record, index: int | None) -> list[Value]:
    """What a turn is told: its number, if that is known, and that it goes on."""
    # Some files write a vector of one where the standard has a single number.
    shapes = [
        (1,) if len(declared_shape(record) or ()) == 1 else () for record in body["input"][:2]
    ]
    number = None if index is None else Array(shapes[0], [index])
    return [
        step.constant(shapes[0], "int64", number, is_constant=False),
        step.constant(shapes[1], "bool", Array(shapes[1], [True]), is_constant=False),
    ]


def _turned(step: Step, body: Record, carried: list[Value], trips: int) -> list[Value] | None:
    """All turns, one by one; None where one of them may be the last."""
    run = step.run
    before = run.network.mark()
    count = len(carried)
    rows: list[Sequence[Value]] = []
    for index in range(trips):
        found = run.graph(body, [*_first(step, body, index), *carried], step.scope)
        goes_on = found[0].array.scalar() if found[0].array is not None else None
        if goes_on is None and index + 1 < trips and not _is_passed_on(body):
            run.network.restore(before)
            return None
        carried = list(found[1 : 1 + count])
        rows.append(found[1 + count :])
        if goes_on is False:
            break
    return [*carried, *[_stacked(step, column) for column in zip(*rows, strict=True)]]


def _is_passed_on(body: Record) -> bool:
    """Whether the condition that a turn gives is the one that it was told."""
    told, given = body["input"][1]["name"], body["output"][0]["name"]
    passed = {
        each["output"][0]: each["input"][0]
        for each in body["node"]
        if each["op_type"] == "Identity"
    }
    return told in (given, passed.get(given))


def _stacked(step: Step, column: Sequence[Value]) -> Value:
    shapes = {each.shape for each in column}
    inner = column[0].shape if len(shapes) == 1 else tuple([step.fresh() for _ in column[0].shape])
    return step.constant((len(column), *inner), column[0].dtype, is_constant=False)


def _unknown_turns(step: Step, body: Record, carried: list[Value], count: int) -> list[Value]:
    run = step.run
    started = [
        Value(each.tensor, each.dtype, items=None, is_sequence=each.is_sequence) for each in carried
    ]
    first = _first(step, body, None)
    for _ in range(4):
        before = run.network.mark()
        found = run.graph(body, [*first, *started], step.scope)
        work = run.network.work_since(before)
        kept = run.network.stored_since(before)
        run.network.restore(before)
        after = found[1 : 1 + len(carried)]
        if all(_alike(one, other) for one, other in zip(started, after, strict=True)):
            break
        started = [_widened(step, one, other) for one, other in zip(started, after, strict=True)]
    else:
        raise Undecided("what a loop carries on changes its shape at every turn")
    turns = step.fresh()
    shapes = [each.shape for each in started]
    shapes += [(turns, *each.shape) for each in found[1 + len(carried) :]]
    layer = Stated(
        shapes=tuple(shapes),
        reason="how often the loop is turned is worked out by the network: "
        f"{work} multiply-accumulates a turn",
    )
    dtypes = [each.dtype for each in found[1:]]
    inputs = [each for each in step.inputs if each is not None]
    results = step.apply(layer, inputs, dtype=dtypes, kept=kept)
    for result, each in zip(results, started, strict=False):
        result.is_sequence = each.is_sequence
    return results


def _widened(step: Step, one: Value, other: Value) -> Value:
    """What a turn may carry on: sizes that changed have names of their own."""
    if one.rank != other.rank:
        raise Undecided("what a loop carries on changes its number of axes")
    sizes = tuple(
        [
            left if left == right else step.fresh()
            for left, right in zip(one.shape, other.shape, strict=True)
        ]
    )
    made = step.network.constant(sizes, other.dtype)
    return Value(made.tensor, other.dtype, is_sequence=other.is_sequence)


def scan(step: Step) -> list[Value]:
    """Scan: the body once for every position of the scanned axes; its work so many times."""
    body = step.graph("body")
    inputs = list(step.inputs)
    batched = step.version < 9
    if batched:
        inputs = inputs[1:]
    given = [each for each in inputs if each is not None]
    scanned = step.whole("num_scan_inputs")
    states, sources = given[: len(given) - scanned], given[len(given) - scanned :]
    axes = step.wholes("scan_input_axes") or (0,) * scanned
    trips: Dim = 0
    held: list[Value] = []
    for value, axis in zip(sources, axes, strict=True):
        place = 1 if batched else step.axis(axis, value.rank)
        trips = value.shape[place]
        rest = tuple([size for index, size in enumerate(value.shape) if index != place])
        held.append(step.constant(rest[1:] if batched else rest, value.dtype, is_constant=False))
    begun = [
        step.constant(each.shape[1:], each.dtype, is_constant=False) if batched else each
        for each in states
    ]
    if type(trips) is int and trips <= MOST_TRIPS and not batched:
        return _scanned(step, body, (begun, held), trips)
    return _scanned_once(step, body, (begun, held), (trips, states if batched else []))


def _scanned(
    step: Step, body: Record, taken: tuple[list[Value], list[Value]], trips: int
) -> list[Value]:
    states, held = taken
    rows: list[Sequence[Value]] = []
    count = len(states)
    for _ in range(trips):
        found = step.run.graph(body, [*states, *held], step.scope)
        states = list(found[:count])
        rows.append(found[count:])
    return [*states, *_placed(step, rows, trips)]


def _placed(step: Step, rows: list[Sequence[Value]], trips: Dim) -> list[Value]:
    """The outputs of all turns along the axes where they are put."""
    first = rows[0] if rows else ()
    axes = step.wholes("scan_output_axes") or (0,) * len(first)
    results = []
    for value, axis in zip(first, axes, strict=True):
        shape = list(value.shape)
        place = axis + len(shape) + 1 if axis < 0 else axis
        shape.insert(place, trips)
        results.append(step.constant(tuple(shape), value.dtype, is_constant=False))
    return results


def _scanned_once(
    step: Step,
    body: Record,
    taken: tuple[list[Value], list[Value]],
    around: tuple[Dim, list[Value]],
) -> list[Value]:
    """The body run once to see its shapes and its work, which is that of one turn."""
    states, held = taken
    trips, outer = around
    run = step.run
    before = run.network.mark()
    found = run.graph(body, [*states, *held], step.scope)
    work = run.network.work_since(before)
    kept = run.network.stored_since(before)
    run.network.restore(before)
    count = len(states)
    batch = (outer[0].shape[0],) if outer else ()
    shapes = [(*batch, *each.shape) for each in found[:count]]
    shapes += [(*batch, trips, *each.shape) for each in found[count:]]
    batches = batch[0] if batch else 1
    layer: Layer
    if isinstance(work, Unknown):
        layer = Stated(shapes=tuple(shapes), reason=work.reason)
    else:
        layer = Function(function="scan", shapes=tuple(shapes), products=work * trips * batches)
    inputs = [each for each in step.inputs if each is not None]
    return step.apply(layer, inputs, dtype=[each.dtype for each in found], kept=kept)


def sequence_map(step: Step) -> list[Value]:
    """SequenceMap: the body once for every tensor of the first sequence."""
    body = step.graph("body")
    given = [each for each in step.inputs if each is not None]
    items = given[0].items
    if items is None:
        return _mapped_once(step, body, given)
    rows = []
    for index in range(len(items)):
        row = [each.items[index] if each.items is not None else each for each in given]
        rows.append(step.run.graph(body, row, step.scope))
    return [sequence(column, column[0])[0] for column in zip(*rows, strict=True)]


def _mapped_once(step: Step, body: Record, given: Sequence[Value]) -> list[Value]:
    """The body run once, for a sequence of which only the shape of one tensor is known."""
    run = step.run
    before = run.network.mark()
    row = [step.constant(each.shape, each.dtype, is_constant=False) for each in given]
    found = run.graph(body, row, step.scope)
    work, kept = run.network.work_since(before), run.network.stored_since(before)
    run.network.restore(before)
    layer = Stated(
        shapes=tuple([each.shape for each in found]),
        reason=f"how many tensors SequenceMap takes is not known: {work} multiply-accumulates each",
    )
    made = step.apply(layer, list(given), dtype=[each.dtype for each in found], kept=kept)
    return [sequence(None, each)[0] for each in made]
