"""`collections`: a text, and `namedtuple`, which makes classes of a kind of their own."""

from __future__ import annotations

from convcalc.readers.python.libraries.stand_ins import stand_in
from convcalc.readers.python.libraries.std.classes.namedtuple import namedtuple
from convcalc.readers.python.libraries.std.entries import functions

TABLE: dict[str, object] = {
    **stand_in("std/stand_ins/collections.py"),
    **functions({"namedtuple": namedtuple}),
}
