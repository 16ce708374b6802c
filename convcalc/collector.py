"""Python's collector of reference cycles, held back where there is nothing for it to find."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def calm_collector() -> Iterator[None]:
    """Hold the cycle collector back: a syntax tree is large and has no cycles."""
    import gc

    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
