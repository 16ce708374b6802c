"""The columns that a row can be shown with: its fields, under their own and short names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.conventions import CONVENTIONS
from convcalc.conventions import convention
from convcalc.errors import UsageError
from convcalc.values import Value
from convcalc.writers.clean import clean
from convcalc.writers.numbers import NOTHING
from convcalc.writers.numbers import by_axis
from convcalc.writers.numbers import plain_by_axis
from convcalc.writers.numbers import plain_count
from convcalc.writers.numbers import plain_shapes
from convcalc.writers.numbers import show_count
from convcalc.writers.numbers import show_field
from convcalc.writers.numbers import show_shapes

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.analysis.report import Report
    from convcalc.analysis.report import Row
    from convcalc.layers.core.shapes import Shape


class Column(Value):
    """
    One column: its heading, what people read in it and what machines do.

    `is_number` columns are right-aligned. `is_foreign` ones hold the user's own words.
    """

    title: str
    show: Callable[[Row], str]
    plain: Callable[[Row], str]
    is_number: bool = False
    is_foreign: bool = False


def column(name: str) -> Column:
    """
    The column of this name or short name.

    Raises:
        UsageError: If there is none.
    """
    make = COLUMNS.get(SHORT_NAMES.get(name, name))
    if make is None and name in CONVENTIONS:
        make = _count(convention(name).title, "work")
    if make is None:
        from convcalc.suggestions import did_you_mean

        raise UsageError(
            f"unknown column {name!r}",
            expected=", ".join(COLUMNS),
            hint=did_you_mean(name, (*COLUMNS, *SHORT_NAMES)),
        )
    return make


def columns(names: Sequence[str]) -> list[Column]:
    """
    The columns of these names, in this order.

    Raises:
        UsageError: If one is unknown or there is none.
    """
    wanted = [column(name.strip().lower().replace("-", "_")) for name in names]
    if not wanted:
        raise UsageError("no columns to show", expected=", ".join(COLUMNS))
    return wanted


def telling_columns(report: Report) -> tuple[str, ...]:
    """What a table shows unless told otherwise; the work is that of the report's convention."""
    return ("name", "call", "output_shapes", "params", report.convention, "receptive_field")


def telling_call(call: str) -> str:
    """
    A layer as it was written, without the path of the library it comes from.

    >>> telling_call("torch.nn.Conv2d(1, 4, kernel_size=7)")
    'Conv2d(1, 4, kernel_size=7)'
    >>> telling_call("self.left(x) + self.right(x)")
    'self.left(x) + self.right(x)'
    """
    path, bracket, arguments = call.partition("(")
    if path.replace(".", "").isidentifier() and (not bracket or _closes_last(arguments)):
        path = path.rpartition(".")[2]
    return clean(path + bracket + arguments)


def _closes_last(arguments: str) -> bool:
    """Whether the bracket that is open before this text is closed by its last character."""
    depth, last = 1, len(arguments) - 1
    for place, character in enumerate(arguments):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return place == last
    return True


def _count(title: str, field: str) -> Column:
    return Column(
        title=title,
        show=lambda row: show_count(row.__dict__[field]),
        plain=lambda row: plain_count(row.__dict__[field]),
        is_number=True,
    )


def _text(title: str, field: str) -> Column:
    def show(row: Row) -> str:
        value = row.__dict__[field]
        return clean(str(value)) if value else NOTHING

    def plain(row: Row) -> str:
        return clean(str(row.__dict__[field] or ""))

    return Column(title=title, show=show, plain=plain, is_foreign=True)


def _shapes(title: str, field: str) -> Column:
    return Column(
        title=title,
        show=lambda row: show_shapes(row.__dict__[field]),
        plain=lambda row: plain_shapes(row.__dict__[field]),
    )


def _by_axis(title: str, field: str) -> Column:
    return Column(
        title=title,
        show=lambda row: by_axis(row.receptive_field.__dict__[field]),
        plain=lambda row: plain_by_axis(row.receptive_field.__dict__[field]),
    )


def _weights(row: Row, shapes: Callable[[tuple[Shape, ...]], str]) -> str:
    return ", ".join([f"{clean(name)} {shapes((shape,))}" for name, shape in row.weights.items()])


def _tied(row: Row) -> str:
    return ", ".join([f"{clean(name)} {clean(owner)}" for name, owner in row.tied_to.items()])


def _params(row: Row) -> str:
    return "shared" if row.shared_with else show_count(row.params)


def _field_status(row: Row) -> str:
    field = row.receptive_field
    return f"{field.status}: {clean(field.reason)}" if field.reason else field.status


COLUMNS: dict[str, Column] = {
    "name": _text("layer", "name"),
    "scope": _text("scope", "scope"),
    "kind": _text("kind", "kind"),
    "call": Column(
        title="type",
        show=lambda row: telling_call(row.call),
        plain=lambda row: clean(row.call),
        is_foreign=True,
    ),
    "line": Column(
        title="line",
        show=lambda row: str(row.line) if row.line else NOTHING,
        plain=lambda row: str(row.line) if row.line else "",
        is_number=True,
    ),
    "input_shapes": _shapes("input", "input_shapes"),
    "output_shapes": _shapes("output", "output_shapes"),
    "weights": Column(
        title="weights",
        show=lambda row: _weights(row, show_shapes) or NOTHING,
        plain=lambda row: _weights(row, plain_shapes),
    ),
    "params": _count("params", "params").replace(show=_params),
    "trainable_params": _count("trainable", "trainable_params"),
    "buffers": _count("buffers", "buffers"),
    "macs": _count("MACs", "macs"),
    "flops": _count("FLOPs", "flops"),
    "elementwise": _count("element ops", "elementwise"),
    "weight_bytes": _count("weight bytes", "weight_bytes"),
    "activation_bytes": _count("activation bytes", "activation_bytes"),
    "receptive_field": Column(
        title="field",
        show=lambda row: show_field(row.receptive_field),
        plain=lambda row: plain_by_axis(row.receptive_field.size),
        is_number=True,
    ),
    "receptive_field_stride": _by_axis("field stride", "stride"),
    "receptive_field_start": _by_axis("field start", "start"),
    "receptive_field_status": Column(
        title="field status", show=_field_status, plain=_field_status, is_foreign=True
    ),
    "status": _text("status", "status"),
    "shared_with": _text("shared with", "shared_with"),
    "source": _text("called at", "source"),
    "definition": _text("defined at", "definition"),
    "tied_to": Column(
        title="tied to",
        show=lambda row: _tied(row) or NOTHING,
        plain=_tied,
        is_foreign=True,
    ),
}

SHORT_NAMES: dict[str, str] = {
    "layer": "name",
    "type": "call",
    "input": "input_shapes",
    "in": "input_shapes",
    "output": "output_shapes",
    "out": "output_shapes",
    "parameters": "params",
    "trainable": "trainable_params",
    "element_ops": "elementwise",
    "ops": "elementwise",
    "weight_memory": "weight_bytes",
    "memory": "activation_bytes",
    "activations": "activation_bytes",
    "rf": "receptive_field",
    "field": "receptive_field",
    "rf_stride": "receptive_field_stride",
    "stride": "receptive_field_stride",
    "rf_start": "receptive_field_start",
    "start": "receptive_field_start",
    "rf_status": "receptive_field_status",
    "shared": "shared_with",
    "called_at": "source",
    "defined_at": "definition",
    "tied": "tied_to",
}
