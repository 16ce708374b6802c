"""
The table that `model.summary()` of Keras prints.

Source: keras.utils.summary_utils of Keras 3.15, and the tables of Keras 1 and 2.
"""

from __future__ import annotations

import re

from convcalc.readers.printed.tables import Entry
from convcalc.readers.printed.tables import Table
from convcalc.readers.printed.tables import in_one
from convcalc.source import Source

HEAD = re.compile(r"Layer \(type\).{1,80}Output Shape.{1,80}Param #")
MODEL = re.compile(r'Model: "?([\w.-]{1,100})"?')
NEW = re.compile(r"[│┃|]")
RULE = re.compile(r"[├┡└╞╘]")
OLD = re.compile(
    r"(?P<name>[\w./-]{1,200}) \((?P<cls>\w{1,100})\s?(?P<end>\)?)\s*"
    r"(?P<shape>[\[(][\[\]()\w, ]{1,200}[\])]|\?|multiple)\s+(?P<params>[\d,]{1,20}|unused)(?:\s|$)"
)
CELL_NAME = re.compile(r"([\w./-]{1,200}…?) ?\((\w{1,100}…?)\)?")
SIZES = re.compile(r"\((None|\d{1,12})?((?:, ?(?:None|\d{1,12}))*),?\)")
TOTAL = re.compile(r"(?m)^\W*(Total|Trainable|Non-trainable) params: ([\d,]{1,20})")
NORMS = frozenset({"BatchNormalization", "SyncBatchNormalization", "BatchNormalizationV1"})
HOLDERS = frozenset({"Functional", "Model", "Sequential"})
MOST_LINES = 20_000
FORMAT = "model.summary() of Keras"

Cells = tuple[str, str, str, int]
Row = tuple[str, str, "tuple[int, ...] | None", int, Source]


def is_summary(text: str) -> bool:
    """Whether a text holds the head of such a table."""
    return HEAD.search(text) is not None and ":depth-idx" not in text


def keras_table(text: str, file: str) -> Table | None:
    """What a table of Keras says; None where it has no rows."""
    rows = list(_rows(text, file))
    if not rows:
        return None
    totals = {
        name: int(count.replace(",", "")) for name, count in TOTAL.findall(text) if count[0] != ","
    }
    known = sum(_statistics(cls, shape, params) or 0 for _, cls, shape, params, _ in rows)
    is_split = totals.get("Non-trainable") == known
    entries = tuple(_entry(row, is_split=is_split) for row in rows)
    told = sum(row[3] for row in rows)
    hides = ""
    if not is_split and "Non-trainable" in totals:
        frozen = totals["Non-trainable"]
        hides = f"which {frozen:,} are not trained: frozen weights, or statistics of norms"
    if told != totals.get("Total", told):
        hides = f"the rows have {told:,} parameters, the table says {totals['Total']:,} in all"
    named = MODEL.search(text)
    return Table(
        name=named[1] if named else "",
        format=FORMAT,
        entries=entries,
        notes=("an open batch is told as 1",),
        hides=hides,
    )


def _rows(text: str, file: str) -> list[Row]:
    lines = text.split("\n")[:MOST_LINES]
    found: list[Row] = []
    head = next((i for i, line in enumerate(lines) if HEAD.search(line)), 0)
    pending: Cells | None = None
    for number, line in enumerate(lines[head + 1 :], start=head + 2):
        if TOTAL.match(line):
            break
        if NEW.search(line) or RULE.search(line):
            pending = _new(line, number, pending, found, lines, file)
        elif (match := OLD.match(line.strip())) is not None:
            cut = "" if match["end"] else "…"
            named = f"{match['name']} ({match['cls']}{cut})"
            _flush((named, match["shape"], match["params"], number), found, lines, file)
    if pending is not None:
        _flush(pending, found, lines, file)
    return found


def _new(
    line: str,
    number: int,
    pending: Cells | None,
    found: list[Row],
    lines: list[str],
    file: str,
) -> Cells | None:
    """Take a line of a table in boxes, whose cells may go on below."""
    if RULE.search(line):
        if pending is not None:
            _flush(pending, found, lines, file)
        return None
    cells = [each.strip() for each in NEW.split(line)[1:4]]
    if len(cells) < 3:
        return pending
    name, shape, params = cells
    if pending is None:
        return name, shape, params, number
    return (
        f"{pending[0]}{_gap(name)}{name}",
        f"{pending[1]} {shape}",
        pending[2] or params,
        pending[3],
    )


def _gap(name: str) -> str:
    return " " if name.startswith("(") else ""


def _flush(cells: Cells, found: list[Row], lines: list[str], file: str) -> None:
    """Keep a row whose cells are complete."""
    name, shape, params, number = cells
    match = CELL_NAME.search(name)
    if match is None:
        return
    count = params.partition(" ")[0].replace(",", "")
    place = Source(file=file, line=number, text=lines[number - 1][:500])
    size = int(count) if count.isdigit() else 0
    found.append((match[1], _whole_class(match[2]), _shape(shape), size, place))


def _whole_class(name: str) -> str:
    """A class whose end was cut off, where only one of Keras's begins so."""
    if not name.endswith("…"):
        return name
    from convcalc.vocabulary import KERAS

    known = [each for each in KERAS if each.startswith(name[:-1])]
    return known[0] if len(known) == 1 else name


def _shape(text: str) -> tuple[int, ...] | None:
    """The one shape in a cell, with a batch of 1; None where there are several, or open sizes."""
    shapes = SIZES.findall(text)
    if len(shapes) != 1:
        return None
    words = [each.strip() for each in f"{shapes[0][0] or 'None'}{shapes[0][1]}".split(",")]
    sizes = [1 if not index and each == "None" else each for index, each in enumerate(words)]
    if any(each == "None" for each in sizes):
        return None
    return tuple(int(each) for each in sizes)


def _statistics(cls: str, shape: tuple[int, ...] | None, params: int) -> int | None:
    """How many of a norm's numbers are statistics; None where that is not known."""
    if cls not in NORMS:
        return None
    for size in reversed((shape or ())[1:]):
        if params in (2 * size, 3 * size, 4 * size):
            return 2 * size
    return params // 2 if params % 4 == 0 else None


def _entry(row: Row, *, is_split: bool) -> Entry:
    name, cls, shape, params, place = row
    statistics = _statistics(cls, shape, params)
    hidden = ""
    if (cls in NORMS and statistics is None) or (cls in HOLDERS and params and not is_split):
        hidden = f"{params:,} with what is not trained, which a summary does not tell apart"
    statistics = statistics or 0
    return Entry(
        name=name,
        cls=cls,
        place=place,
        shape=shape,
        weights=in_one(params - statistics),
        buffers=in_one(statistics, "statistics"),
        hidden=hidden,
    )
