"""What PyTorch's layers share in reading their arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.layers.core.arguments import sizes
from convcalc.layers.core.arguments import switch

if TYPE_CHECKING:
    from convcalc.dims import Dim


def torch_sizes(value: Any, ndim: int, name: str, least: int = 1) -> tuple[Dim, ...]:
    """
    One size for every spatial axis; PyTorch takes a tuple of one for all axes, too.

    Raises:
        BadValue: If there is another count of them or one is too small.
    """
    if isinstance(value, (tuple, list)) and len(value) == 1:
        value = value[0]
    return sizes(value, ndim, name, least)


def torch_switch(value: Any, name: str) -> bool:
    """A yes or no; None is taken for no, as in `bias=None`."""
    return value is not None and switch(value, name)
