"""What a report says besides its rows, above and below them, as (label, value, note)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.conventions import convention
from convcalc.writers.clean import clean
from convcalc.writers.numbers import show_bytes
from convcalc.writers.numbers import show_count
from convcalc.writers.numbers import show_shapes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from convcalc.analysis.report import Report
    from convcalc.layers.core.shapes import Shape

Fact = tuple[str, str, str]

MOST_LISTED = 20


def header(report: Report) -> list[Fact]:
    """What file it is, inputs, symbols, and what was taken for granted."""
    facts = [("format", clean(report.format), "")] if report.format else []
    facts += _shapes("input", report.inputs)
    if report.symbols:
        facts.append(("symbols", clean(", ".join(report.symbols)), ""))
    facts += _listed("assumed", report.assumed)
    return facts


def footer(report: Report) -> list[Fact]:
    """Outputs, totals, conditions, and what is not known."""
    facts = _shapes("output", report.outputs)
    facts += totals(report)
    facts += _listed("requires", report.constraints)
    facts += _listed("unknown", report.unknown)
    facts += _listed(
        "unused",
        [f"{row.name}: {row.call}, {show_count(row.params)} params" for row in report.unused],
    )
    if report.error is not None:
        facts.append(("stopped", "by an error; totals are of the rows above", ""))
    return facts


def totals(report: Report) -> list[Fact]:
    """The sums, those over something unknown with a `≥`."""
    sums = report.totals

    def count(field: str) -> str:
        return _least(report, field) + show_count(sums.__dict__[field])

    def size(field: str) -> str:
        return _least(report, field) + show_bytes(sums.__dict__[field])

    work = [("MACs", count("macs")), ("FLOPs", count("flops"))]
    if report.convention == "flops":
        work.reverse()
    elif report.convention != "macs":
        work.insert(0, _of_convention(report, count("work")))
    (label, shown), (other_label, other), *_ = work
    stored = _stored_as(report)
    if sums.buffers != 0:
        stored += ", with buffers"
    return [
        ("params", count("params"), _kinds_of_params(report)),
        (label, shown, f"{other_label} {other} · element operations {count('elementwise')}"),
        ("weights", size("weight_bytes"), stored),
        (
            "activations",
            size("activation_bytes"),
            f"at most {size('peak_activation_bytes')} at once",
        ),
    ]


def _stored_as(report: Report) -> str:
    """The number format of the weights, unless a file has others of its own."""
    sums = report.totals
    if report.format:
        from convcalc.analysis.dtypes import bits_of
        from convcalc.analysis.dtypes import bytes_of

        if sums.weight_bytes != bytes_of(sums.params + sums.buffers, bits_of(report.dtype)):
            return "in the number formats of the file"
    return report.dtype


def _of_convention(report: Report, counted: str) -> tuple[str, str]:
    """What the report's convention counts, also in the unit in which its tool prints it."""
    used = convention(report.convention)
    work = [row.work for row in report.layers if isinstance(row.work, int)]
    if used.printed is not None and len(work) == len(report.layers):
        counted = f"{counted} = {used.printed(work)}"
    return used.title, counted


def _least(report: Report, field: str) -> str:
    return "≥ " if field in report.totals.at_least else ""


def _kinds_of_params(report: Report) -> str:
    """How many of the parameters are learned, and what is stored besides."""
    sums = report.totals
    if sums.trainable_params == sums.params:
        is_sure = sums.params != 0 and "trainable_params" not in report.totals.at_least
        note = "all trainable" if is_sure else ""
    else:
        note = f"trainable {_least(report, 'trainable_params')}{show_count(sums.trainable_params)}"
    if sums.buffers == 0:
        return note
    buffers = f"buffers {_least(report, 'buffers')}{show_count(sums.buffers)}"
    if _is_keras(report):
        buffers += f" · Keras's total {show_count(sums.params + sums.buffers)}"
    return f"{note} · {buffers}" if note else buffers


def _is_keras(report: Report) -> bool:
    """Whether a layer is spelled in Keras's words that keeps something it does not learn."""
    from convcalc.vocabulary import KERAS
    from convcalc.vocabulary import TORCH

    return any(
        row.buffers != 0 and (name := _spelled(row.call)) in KERAS and name not in TORCH
        for row in report.layers
    )


def _spelled(call: str) -> str:
    return call.partition("(")[0].rpartition(".")[2].strip()


def _shapes(label: str, named: Iterable[tuple[str, Shape]]) -> list[Fact]:
    # A name that only repeats the label says nothing.
    return [
        (label, show_shapes((shape,)), "" if name == label else clean(name))
        for name, shape in named
    ]


def _listed(label: str, texts: Iterable[str]) -> list[Fact]:
    """One fact a text; of very many, the first ones and how many more."""
    shown = list(texts)
    more = len(shown) - MOST_LISTED
    facts = [(label, clean(text), "") for text in shown[:MOST_LISTED]]
    if more > 0:
        facts.append((label, f"… and {more:,} more (all of them with --format json)", ""))
    return facts
