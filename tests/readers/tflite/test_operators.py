"""Every operator by itself: shapes as the interpreter has them, with numbers and with symbols."""

from __future__ import annotations

from typing import Any

import pytest
from golden_files import cases_of
from golden_files import files_of

from convcalc.analysis.summarise import report_of
from convcalc.dims import Expr
from convcalc.dims import free_symbols
from convcalc.dims import substitute
from convcalc.errors import ShapeError
from convcalc.operations.operand import Operand
from convcalc.readers.contents import Contents
from convcalc.readers.stored.network import Network
from convcalc.readers.tflite.model import Model
from convcalc.readers.tflite.operators import OPERATORS
from convcalc.readers.tflite.reader import inputs_of
from convcalc.readers.tflite.reader import read
from convcalc.readers.tflite.running import Run

CASES = [pytest.param(case, id=case["name"]) for case in cases_of("tflite_operators")]

TOO_SMALL = {"conv_valid_dyn", "avg_pool"}
"""Windows that do not fit into a map of one position, which the interpreter gives an empty one."""

OPEN = frozenset({"where", "where_gather", "unique", "nms", "nms_padded", "if_const"})
"""Files in which some size depends on values."""


def model_of(case: dict[str, Any]) -> Model:
    return Model(memoryview(files_of("tflite_operators")[case["file"]]))


def traced(model: Model, inputs: dict[str, list[int]]) -> Run:
    network = Network("net")
    given = []
    for place, each in zip(model.subgraphs[0].inputs, inputs_of(model), strict=True):
        assert each.shape is not None
        shape: Any = tuple(inputs.get(str(place), each.shape))
        given.append(Operand(network.builder.input(each.name, shape), each.dtype))
    run = Run(model, network)
    run.differences.is_moved = bool(inputs)
    run.main(given)
    return run


def check(run: Run, wanted: dict[str, list[int]], bound: dict[str, int], *, is_open: bool) -> None:
    for place, value in enumerate(run.values):
        if value is None or str(place) not in wanted:
            continue
        for size, right in zip(value.shape, wanted[str(place)], strict=True):
            if isinstance(size, Expr):
                if not set(free_symbols(size)) <= set(bound):
                    assert is_open
                    continue
                assert substitute(size, bound) == right
            else:
                assert size == right


@pytest.mark.parametrize("case", CASES)
def test_shapes_are_the_interpreters(case: dict[str, Any]):
    model = model_of(case)
    for index, run in enumerate(case["runs"]):
        if index == 0 and case["name"] in TOO_SMALL:
            with pytest.raises(ShapeError, match="is larger than its input"):
                traced(model, run["inputs"])
        else:
            check(traced(model, run["inputs"]), run["shapes"], {}, is_open=case["name"] in OPEN)


@pytest.mark.parametrize("case", CASES)
def test_formulas_are_the_interpreters_shapes(case: dict[str, Any]):
    model = model_of(case)
    found = traced(model, {})
    for run in case["runs"]:
        bound = {}
        for place, each in zip(model.subgraphs[0].inputs, inputs_of(model), strict=True):
            for size, right in zip(each.shape or (), run["inputs"][str(place)], strict=True):
                if isinstance(size, Expr):
                    bound[repr(size)] = right
        check(found, run["shapes"], bound, is_open=case["name"] in OPEN)


LSTM = 2 * 5 * 4 * (6 * 4 + 6 * 6)
"""Two sequences of five steps, four features to six units."""

WORK = {
    "bidirectional_lstm": 2 * LSTM,
    "bidirectional_lstm_merged": 2 * LSTM,
    "bidirectional_rnn": 2 * 5 * (6 * 4 + 6 * 6 + 7 * 4 + 7 * 7),
    "fully_connected_kept": 2 * 3 * 5 * 4,
    "fully_connected_rows": 3 * 5 * 8,
    "keras_bilstm": 2 * LSTM,
    "keras_gru": 2 * 3 * 3 * (6 * 4 + 6 * 6),
    "keras_lstm": LSTM,
    "keras_rnn": 2 * 3 * (6 * 4 + 6 * 6),
    "lstm": 2 * 4 * (6 * 4 + 6 * 6),
    "lstm_basic": 2 * 24 * 10,
    "matmul_adj": 2 * 3 * 5 * 4,
    "matmul_bcast": 3 * 2 * 3 * 5 * 4,
    "rnn": 2 * (6 * 4 + 6 * 6),
    "sequence_lstm": LSTM,
    "sequence_lstm_peepholes": LSTM,
    "sequence_lstm_projected": 2 * 5 * (3 * (6 * 4 + 6 * 3) + 3 * 6),
    "sequence_rnn": 2 * 5 * (6 * 4 + 6 * 6),
    "svdf": 3 * (10 * 4 + 10 * 7),
    "svdf_without_bias": 10 * 4 + 10 * 7,
    "while_count": 4 * 2 * 3 * 3,
}
"""Multiply-accumulates, counted by hand; loops are run turn by turn."""


@pytest.mark.parametrize("name", WORK)
def test_work_is_what_a_hand_counts(name: str):
    data = files_of("tflite_operators")[f"{name}.tflite"]
    assert report_of(read(Contents(data, name), name).trace()).totals.macs == WORK[name]


@pytest.mark.parametrize("name", ["if_data", "while_data"])
def test_what_is_decided_while_it_runs_is_not_known_but_its_weights_are(name: str):
    data = files_of("tflite_operators")[f"{name}.tflite"]
    report = report_of(read(Contents(data, name), name).trace())
    assert "macs" in report.totals.at_least
    assert "is decided while it runs" in report.unknown[0]
    assert "as the file says" in report.assumed[0]
    assert report.totals.params == {"if_data": 25, "while_data": 11}[name]


def test_a_state_is_a_buffer_and_a_variable_that_nobody_writes_a_weight():
    data = files_of("tflite_operators")["stream.tflite"]
    report = report_of(read(Contents(data, "stream"), "stream").trace())
    assert (report.totals.params, report.totals.buffers, report.totals.macs) == (12, 20, 60)


def test_every_operator_has_been_run():
    words = {
        operator.word
        for case in (*cases_of("tflite_operators"), *cases_of("tflite"))
        for archive in ("tflite_operators", "tflite")
        if (data := files_of(archive).get(case["file"]))
        for graph in Model(memoryview(data)).subgraphs
        for operator in graph.operators
    }
    never = {each for each in OPERATORS if not each.startswith("STABLEHLO_")} - words
    assert never == NEVER


NEVER = {
    "ATAN2",
    "CALL",
    "DENSIFY",
    "IMAG",
    "RANK",
    "SELECT",
    "UNSORTED_SEGMENT_MIN",
    "UNSORTED_SEGMENT_PROD",
}
"""Operators of which there is no file here."""
