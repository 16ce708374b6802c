"""`builtins`: what needs no import, by import."""

from __future__ import annotations

from convcalc.readers.python.values.object_builtins import PROGRAM_BUILTINS

TABLE: dict[str, object] = dict(PROGRAM_BUILTINS)
