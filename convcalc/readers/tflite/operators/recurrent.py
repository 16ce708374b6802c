"""Recurrent operators: their matrices are inputs, in the places that the kernels give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import BadValue
from convcalc.layers.recurrent.matrices import Matrices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.tflite.step import Step
    from convcalc.readers.tflite.values import Value

Roles = tuple[tuple[int, str], ...]

GATES = ("input", "forget", "cell", "output")


def _roles(first: int, prefix: str = "") -> Roles:
    """
    The weights of an LSTM, whose first one stands in this place.

    >>> _roles(1)[0], _roles(1)[4], len(_roles(1))
    ((1, 'input_to_input'), (5, 'recurrent_to_input'), 17)
    """
    names = [f"input_to_{gate}" for gate in GATES]
    names += [f"recurrent_to_{gate}" for gate in GATES]
    names += ["cell_to_input", "cell_to_forget", "cell_to_output"]
    names += [f"{gate}_bias" for gate in GATES]
    names += ["projection", "projection_bias"]
    return tuple([(first + index, prefix + name) for index, name in enumerate(names)])


NORMS: Roles = tuple([(20 + index, f"{gate}_norm") for index, gate in enumerate(GATES)])
AUXILIARY: Roles = tuple(
    [(40 + index, f"fw_aux_to_{gate}") for index, gate in enumerate(GATES)]
    + [(44 + index, f"bw_aux_to_{gate}") for index, gate in enumerate(GATES)]
)


def _matrices(step: Step, roles: Roles) -> tuple[Shape, ...]:
    """The shapes of the weights that are matrices."""
    found = [step.shape(place) for place, _ in roles if step.has(place)]
    return tuple([shape for shape in found if len(shape) == 2])


def _cell(step: Step, first: int) -> tuple[Dim, Dim]:
    """How wide the result of an LSTM is whose weights start here, and how many gate elements."""
    rows = step.axes(first + 1, 2)[0]
    gates = 4 if step.has(first) else 3
    width = step.axes(first + 15, 2)[0] if step.has(first + 15) else rows
    return width, rows * gates


def _applied(
    step: Step,
    roles: Roles,
    units: Sequence[Dim],
    gates: Dim,
    *,
    time: int | None,
    own: Sequence[int] = (0,),
) -> list[Value]:
    layer = Matrices(
        mode=step.word,
        matrices=_matrices(step, roles),
        units=tuple(units),
        gates=gates,
        time=time,
    )
    step.several(len(units))
    return step.apply(layer, own, roles, activates=False)


def _time(step: Step) -> int:
    """The axis of the steps of (N, T, F), or of (T, N, F)."""
    step.axes(0, 3)
    return 0 if step.options["time_major"] else 1


def sequence_lstm(step: Step) -> list[Value]:
    """An LSTM over a sequence."""
    width, gates = _cell(step, 1)
    return _applied(step, _roles(1) + NORMS, (width,), gates, time=_time(step))


def lstm(step: Step) -> list[Value]:
    """One step of an LSTM; the basic kind has one matrix (4·O, I + O), and gives all it holds."""
    if step.options["kernel_type"] == 1:
        rows, columns = step.axes(2, 2)
        width = step.axes(1, 2)[1]
        roles: Roles = ((2, "weight"), (3, "bias"))
        units = (width, width, columns, rows)[: len(step.wanted) or 1]
        return _applied(step, roles, units, rows, time=None)
    width, gates = _cell(step, 1)
    return _applied(step, _roles(1) + NORMS, (width,), gates, time=None)


def bidirectional_lstm(step: Step) -> list[Value]:
    """An LSTM in both directions, whose results are joined or two."""
    forward, backward = _cell(step, 1), _cell(step, 18)
    roles = _roles(1, "fw_") + _roles(18, "bw_") + AUXILIARY
    own = (0, 39) if step.has(39) else (0,)
    units = _joined(step, forward[0], backward[0])
    return _applied(step, roles, units, forward[1] + backward[1], time=_time(step), own=own)


def _joined(step: Step, forward: Dim, backward: Dim) -> Sequence[Dim]:
    return (forward + backward,) if step.options["merge_outputs"] else (forward, backward)


PLAIN: Roles = ((1, "weight"), (2, "recurrent_weight"), (3, "bias"))
BOTH_WAYS: Roles = (
    (1, "fw_weight"),
    (2, "fw_recurrent_weight"),
    (3, "fw_bias"),
    (5, "bw_weight"),
    (6, "bw_recurrent_weight"),
    (7, "bw_bias"),
    (10, "fw_aux_weight"),
    (11, "bw_aux_weight"),
)


def rnn(step: Step) -> list[Value]:
    """One step of a plain recurrent network."""
    units = step.axes(1, 2)[0]
    return _applied(step, PLAIN, (units,), units, time=None)


def sequence_rnn(step: Step) -> list[Value]:
    """A plain recurrent network over a sequence."""
    units = step.axes(1, 2)[0]
    return _applied(step, PLAIN, (units,), units, time=_time(step))


def bidirectional_rnn(step: Step) -> list[Value]:
    """A plain recurrent network in both directions."""
    forward, backward = step.axes(1, 2)[0], step.axes(5, 2)[0]
    own = (0, 9) if step.has(9) else (0,)
    units = _joined(step, forward, backward)
    return _applied(step, BOTH_WAYS, units, forward + backward, time=_time(step), own=own)


def svdf(step: Step) -> list[Value]:
    """Filters of features (F, I) and of time (F, T), `rank` of them added up for every unit."""
    step.axes(0, 2)
    filters = step.axes(1, 2)[0]
    (rank,) = step.positive("rank")
    if type(filters) is int and filters % rank:
        raise BadValue(f"{filters} filters of rank {rank}", expected=f"a multiple of {rank}")
    roles: Roles = ((1, "weight_feature"), (2, "weight_time"), (3, "bias"))
    return _applied(step, roles, (filters // rank,), filters, time=None)
