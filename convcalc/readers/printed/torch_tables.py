"""
Tables of PyTorch's models: those of torchinfo and torchsummary, and names with `torch.Size`.

Source: torchinfo 1.8 and torchsummary 1.5, from their tables.
"""

from __future__ import annotations

import re

from convcalc.readers.printed.tables import Entry
from convcalc.readers.printed.tables import Table
from convcalc.readers.printed.tables import in_one
from convcalc.source import Source

INFO = re.compile(
    r"^[\s│├└─|+—-]*(?P<cls>[A-Za-z_]\w{0,100})(?: \((?P<name>[\w.]{1,200})\))?: "
    r"(?P<place>\d{1,4}-\d{1,6})\s+(?P<rest>.{0,400})$"
)
SUMMARY = re.compile(
    r"^\s*(?P<cls>[A-Za-z_]\w{0,100})-(?P<number>\d{1,6})\s+"
    r"(?P<shape>\[[-\d, ]{1,200}\])\s+(?P<params>[\d,]{1,20})\s*$"
)
STATE = re.compile(
    r"^\W*(?P<path>[A-Za-z_]\w{0,100}(?:\.\w{1,100}){0,40})\W{1,40}"
    r"torch\.Size\(\[(?P<sizes>[\d, ]{0,200})\]\)"
)
SHAPE = re.compile(r"\[(\d{1,12}(?:, \d{1,12})*)\]")
STATISTICS = frozenset({"num_batches_tracked", "running_mean", "running_var"})
LEARNED = re.compile(r"(?:in_proj_)?(?:weight|bias)(?:_\w+)?$")
MOST_LINES = 50_000


def torch_table(text: str, file: str) -> Table | None:
    """What a table of PyTorch's says; None where there is none of these."""
    lines = text.split("\n")[:MOST_LINES]
    for take in (_info, _summary, _state):
        table = take(lines, file)
        if table is not None and len(table.entries) > 1:
            return table
    return None


def _place(lines: list[str], number: int, file: str) -> Source:
    return Source(file=file, line=number, text=lines[number - 1][:500])


def _info(lines: list[str], file: str) -> Table | None:
    entries = []
    for number, line in enumerate(lines, start=1):
        match = INFO.match(line)
        if match is None:
            continue
        shapes = SHAPE.findall(match["rest"])
        words = SHAPE.sub(" ", match["rest"]).split()
        count = next((each for each in words if re.fullmatch(r"\(?[\d,]+\)?", each)), "")
        is_again = "(recursive)" in match["rest"]
        digits = count.strip("()").replace(",", "")
        entries.append(
            Entry(
                name=f"{match['name'] or match['cls']} {match['place']}",
                cls=match["cls"],
                place=_place(lines, number, file),
                shape=_sizes(shapes[0]) if len(shapes) == 1 else None,
                weights=in_one(int(digits)) if digits and not is_again else (),
            )
        )
    notes = ("a row that holds others has the parameters that are in none of them",)
    return Table(name="", format="a table of torchinfo", entries=tuple(entries), notes=notes)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in re.findall(r"-?\d{1,12}", text))


def _summary(lines: list[str], file: str) -> Table | None:
    entries = []
    for number, line in enumerate(lines, start=1):
        match = SUMMARY.match(line)
        if match is not None:
            shape = tuple(1 if each == -1 else each for each in _sizes(match["shape"][1:-1]))
            entries.append(
                Entry(
                    name=f"{match['cls']}-{match['number']}",
                    cls=match["cls"],
                    place=_place(lines, number, file),
                    shape=shape,
                    weights=in_one(int(match["params"].replace(",", "") or 0)),
                )
            )
    return Table(name="", format="a table of torchsummary", entries=tuple(entries))


def _state(lines: list[str], file: str) -> Table | None:
    """Names and shapes, as a loop over a state_dict or over named_parameters prints them."""
    modules: dict[str, list[tuple[str, tuple[int, ...], int]]] = {}
    for number, line in enumerate(lines, start=1):
        match = STATE.match(line)
        if match is not None:
            path, _, name = match["path"].rpartition(".")
            modules.setdefault(path, []).append((name, _sizes(match["sizes"]), number))
    entries = []
    for path, held in modules.items():
        statistics = [(name, shape) for name, shape, _ in held if name in STATISTICS]
        strange = [
            name for name, _, _ in held if name not in STATISTICS and not LEARNED.search(name)
        ]
        entries.append(
            Entry(
                name=path or "the model itself",
                cls="BatchNorm" if statistics else "module",
                place=_place(lines, held[0][2], file),
                weights=tuple([(n, s) for n, s, _ in held if n not in STATISTICS]),
                buffers=tuple(statistics),
                hidden=f"{', '.join(strange[:3])}: a parameter or a buffer" if strange else "",
            )
        )
    notes = ("names and shapes alone: what is done with them is not known",)
    return Table(name="", format="names with torch.Size", entries=tuple(entries), notes=notes)
