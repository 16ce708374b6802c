"""`convcalc_live`: what the text of an object that was run says besides PyTorch's own functions."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ShapeError
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.other.unread_call import Stated
from convcalc.readers.python.libraries.torch.calls import apply
from convcalc.readers.python.libraries.torch.functional import entries

if TYPE_CHECKING:
    from convcalc.readers.python.libraries.torch.calls import RuleEntry
    from convcalc.readers.python.libraries.torch.tensor import TorchTensor
    from convcalc.readers.python.objects.host import Site


def stated(site: Site, spelled: str, name: str, shapes: Any, *tensors: Any) -> Any:
    """A call that is not read, whose shapes PyTorch told."""
    layer = Stated(
        shapes=tuple([tuple(shape) for shape in shapes]), reason=f"what {name} does is not read"
    )
    found: list[TorchTensor] = apply(site, name, layer, tensors)
    return found[0] if len(found) == 1 else tuple(found)


def same(site: Site, spelled: str, tensor: TorchTensor, shape: Any) -> None:
    """
    Compare a shape with PyTorch's.

    Raises:
        ShapeError: If it is another one.
    """
    if tuple(tensor.tensor.shape) != tuple(shape):
        raise ShapeError(
            f"convcalc has {show_shape(tensor.tensor.shape)} where PyTorch has "
            f"{show_shape(tuple(shape))}",
            hint="this is an error of convcalc: please report it, with the model",
        )


ENTRIES: dict[str, RuleEntry] = {
    "same": ("others.live", "same"),
    "stated": ("others.live", "stated"),
}

TABLE: dict[str, Any] = entries(ENTRIES)
