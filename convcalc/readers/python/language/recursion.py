"""How deeply the host itself may nest while it evaluates calls inside calls."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FRAMES_A_CALL = 100
"""Frames of the host that one call of the user may take: more than its deepest nesting needs."""


@contextmanager
def deep_recursion(frames: int) -> Iterator[None]:
    """Let the host nest as deeply as the limit of calls needs."""
    import sys

    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, frames))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
