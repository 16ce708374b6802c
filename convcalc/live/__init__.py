"""
Objects of frameworks that the caller already imported: run once on shapes, and read from that.

Nothing here imports a framework: who holds an object of one has done so.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from convcalc.readers.definition import Definition


def definition_of(source: Any, data: Any = None, mode: str = "eval") -> Definition | None:
    """
    What an object is: a module of PyTorch, what makes one, or a model or layer of Keras.

    Args:
        source: The object.
        data: What it is called with, in place of shapes.
        mode: "eval" or "train", or "same" for how it stands.

    None of anything else.

    Raises:
        ConvcalcError: If it is a model that cannot be read.
    """
    from convcalc.live.keras_model import kind_of

    if kind_of(source):
        from convcalc.live.keras_model import read_keras

        return read_keras(source)
    torch: Any = sys.modules.get("torch")
    if torch is None or not hasattr(torch, "nn"):
        return None
    exported = getattr(sys.modules.get("torch.export"), "ExportedProgram", ())
    if exported and isinstance(source, exported):
        source = source.module()
        mode = "same"
    if callable(source) and not isinstance(source, torch.nn.Module):
        source = _made(torch, source)
    if not isinstance(source, torch.nn.Module):
        return None
    from convcalc.live.torch_module import LiveModule

    return LiveModule(torch, source, data, mode)


def _made(torch: Any, make: Any) -> Any:
    """What a class or function makes; None of one that makes nothing without arguments."""
    state = torch.get_rng_state()
    try:
        return make()
    except TypeError:
        return None
    finally:
        torch.set_rng_state(state)
