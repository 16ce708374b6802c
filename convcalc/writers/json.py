"""The report as a JSON document, `convcalc.report/1`, the contract with programs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import LimitError
from convcalc.errors import UsageError
from convcalc.unknown import Unknown
from convcalc.writers.view import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.analysis.report import ReceptiveField
    from convcalc.analysis.report import Report
    from convcalc.analysis.report import Row
    from convcalc.analysis.report import Totals
    from convcalc.dims import Dim
    from convcalc.errors import ConvcalcError
    from convcalc.layers.core.shapes import Shape
    from convcalc.writers.view import View

SCHEMA = "convcalc.report/1"
COUNTS = (
    "params",
    "trainable_params",
    "buffers",
    "macs",
    "flops",
    "elementwise",
    "weight_bytes",
    "activation_bytes",
)


def write(report: Report, view: View = PLAIN) -> str:
    """
    The document as text, one line a layer, with a line break at the end.

    Raises:
        UsageError: If columns are chosen: the document is one whole.
        LimitError: If a number is too long to be written out.
    """
    if view.columns:
        raise UsageError(
            "columns cannot be chosen for JSON",
            expected="the whole document",
            hint="csv, markdown, html and table have columns",
        )
    try:
        return "".join(_chunks(report))
    except ValueError as error:
        raise LimitError(f"a number is too long to be written out: {error}") from None


def document(report: Report) -> dict[str, Any]:
    """The document as plain dictionaries, lists, texts and whole numbers."""
    import json

    read: dict[str, Any] = json.loads(write(report))
    return read


def _chunks(report: Report) -> Iterator[str]:
    """The text in pieces: a layer, or a member of the document, a line."""
    separator = "{\n"
    for name, value in _head(report).items():
        yield f'{separator}  "{name}": {encode(value)}'
        separator = ",\n"
    known: dict[Any, str] = {}
    for name, rows in (("layers", report.layers), ("unused", report.unused)):
        lines = ",\n".join([f"    {_row(row, known)}" for row in rows])
        yield f'{separator}  "{name}": [\n{lines}\n  ]' if rows else f'{separator}  "{name}": []'
    for name, value in _tail(report).items():
        yield f'{separator}  "{name}": {encode(value)}'
    yield "\n}\n"


def encode(value: Any) -> str:
    """A plain value as JSON; the standard library's encoder costs two milliseconds to import."""
    kind = type(value)
    if kind is str:
        return quoted(value)
    if kind is int:
        return str(value)
    if kind is list:
        return f"[{', '.join(map(encode, value))}]"
    if kind is dict:
        return (
            f"{{{', '.join([f'{quoted(name)}: {encode(each)}' for name, each in value.items()])}}}"
        )
    return "null" if value is None else _other(value)


def quoted(text: str) -> str:
    """A text as JSON, in ASCII."""
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return _other(text)


def _other(value: Any) -> str:
    """What is rare: a text with escapes, a float."""
    import json

    return json.dumps(value)


def _head(report: Report) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "name": report.name,
        **({"format": report.format} if report.format else {}),
        "dtype": report.dtype,
        "convention": report.convention,
        "inputs": _named(report.inputs),
        "outputs": _named(report.outputs),
        "symbols": list(report.symbols),
        "assumed": list(report.assumed),
    }


def _tail(report: Report) -> dict[str, Any]:
    return {
        "totals": totals_document(report.totals),
        "constraints": list(report.constraints),
        "unknown": list(report.unknown),
        "failures": [error_document(failure) for failure in report.failures],
        "error": None if report.error is None else error_document(report.error),
    }


def _row(row: Row, known: dict[Any, str]) -> str:
    """
    One layer, with the names of its fields.

    Many layers have the same shapes and see the same: `known` keeps their texts, those of receptive
    fields by identity.
    """
    own = row.__dict__
    seen = row.receptive_field
    field = known.get(id(seen)) or known.setdefault(id(seen), encode(_field(seen)))
    inputs = [_shape_text(shape, known) for shape in row.input_shapes]
    outputs = [_shape_text(shape, known) for shape in row.output_shapes]
    weights = [
        f"{quoted(name)}: {_shape_text(shape, known)}" for name, shape in row.weights.items()
    ]
    counts = [
        f'"{name}": {count if type(count := own[name]) is int else encode(_count(count))}'
        for name in COUNTS
    ]
    return (
        f'{{"name": {quoted(row.name)}, "scope": {quoted(row.scope)}, "kind": {quoted(row.kind)}, '
        f'"call": {quoted(row.call)}, "line": {row.line or "null"}, '
        f'"input_shapes": [{", ".join(inputs)}], "output_shapes": [{", ".join(outputs)}], '
        f'"weights": {{{", ".join(weights)}}}, {", ".join(counts)}, '
        f'"receptive_field": {field}, "status": {quoted(row.status)}, '
        f'"shared_with": {encode(row.shared_with)}{_more(row)}}}'
    )


def _more(row: Row) -> str:
    """The members that only some rows have."""
    members = ""
    if row.source:
        members += f', "source": {quoted(row.source)}'
    if row.definition:
        members += f', "definition": {quoted(row.definition)}'
    if row.tied_to:
        members += f', "tied_to": {encode(row.tied_to)}'
    return members


def _shape_text(shape: Shape, known: dict[Any, str]) -> str:
    return known.get(shape) or known.setdefault(shape, encode(_shape(shape)))


def totals_document(totals: Totals) -> dict[str, Any]:
    """The sums; `at_least` names those that leave out something unknown."""
    names = (*COUNTS, "peak_activation_bytes")
    return {
        **{name: _count(totals.__dict__[name]) for name in names},
        "at_least": sorted(totals.at_least.intersection(names)),
    }


def error_document(error: ConvcalcError) -> dict[str, Any]:
    """What happened, where, what was expected, and what to write instead."""
    source = error.source
    return {
        "type": type(error).__name__,
        "message": error.message,
        "layer": error.layer,
        "expected": error.expected,
        "hint": error.hint,
        "notes": list(error.notes),
        "source": None
        if source is None
        else {"file": source.file, "line": source.line, "column": source.column}
        | ({"cell": source.cell} if source.cell else {}),
    }


def _named(named: tuple[tuple[str, Shape], ...]) -> list[dict[str, Any]]:
    return [{"name": name, "shape": _shape(shape)} for name, shape in named]


def _shape(shape: Shape) -> list[int | str]:
    # The repr() of a size is its ASCII form, which parses back.
    return [size if type(size) is int else repr(size) for size in shape]


def _count(count: Dim | Unknown) -> int | str | dict[str, str]:
    if type(count) is int:
        return count
    return {"unknown": count.reason} if isinstance(count, Unknown) else repr(count)


def _field(field: ReceptiveField) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "size": _answers(field.size),
        "stride": _answers(field.stride),
        "start": _answers(field.start),
        "status": field.status,
    }
    if field.reason:
        shown["reason"] = field.reason
    return shown


def _answers(values: tuple[Any, ...]) -> list[int | str | None]:
    return [each if each is None or type(each) is int else _text(each) for each in values]


def _text(value: Any) -> str:
    # A fraction says "1/2" by str(), an expression its ASCII form by repr().
    return str(value) if hasattr(value, "denominator") else repr(value)
