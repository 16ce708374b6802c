"""Which printed modules run one after the other, and how far that can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import symbol
from convcalc.readers.printed.modules import CHAINS
from convcalc.readers.printed.modules import TORCHVISION_CHAINS
from convcalc.readers.printed.modules import WRAPPERS
from convcalc.readers.printed.words import arguments_in

if TYPE_CHECKING:
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.printed.tree import Printed

RUNNING = CHAINS | TORCHVISION_CHAINS | WRAPPERS
AXES = ("H", "W", "D")


def is_alone(root: Printed) -> bool:
    """Whether a model of a class of its own has one chain, and nothing else."""
    return len(root.children) == 1 and root.children[0].cls in CHAINS and not root.extra


def links_of(root: Printed) -> list[tuple[str, Printed]]:
    """
    What runs one after the other from the beginning, with paths.

    None of them is a chain; where even the first one is not known, it is the model itself.

    Raises:
        LimitError: If there are too many.
    """
    links = []
    waiting = [("", root)]
    while waiting:
        path, module = waiting.pop()
        if module.cls in RUNNING or (module is root and is_alone(root)):
            waiting += reversed(module.named_children(path))
        elif module.cls != "None":
            links.append((path, module))
    return links


def entrance_of(module: Printed) -> Shape | None:
    """The shape that a layer takes, with symbols for what it leaves open; None for most layers."""
    args, kwargs = arguments_in(module.extra)
    cls = module.cls
    first = args[0] if args else kwargs.get("in_features")
    if type(first) is not int or first < 1:
        return None
    if cls == "Linear":
        return (1, first)
    if cls.startswith(("Conv", "BatchNorm")) and cls[-2:] in {"1d", "2d", "3d"}:
        names = ("L",) if cls[-2] == "1" else AXES[: int(cls[-2])]
        return (1, first, *map(symbol, names))
    return None
