"""How a block of statements ends before its last one."""

from __future__ import annotations


class Signal:
    """Why a block ended early: a return, with its value, a break or a continue."""

    __slots__ = ("value",)

    def __init__(self, value: object = None) -> None:
        self.value = value


BREAK = Signal()
CONTINUE = Signal()
