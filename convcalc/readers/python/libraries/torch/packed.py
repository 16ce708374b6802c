"""A packed sequence: what recurrent layers take and give besides tensors."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import no_attribute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.python.libraries.torch.tensor import TorchTensor
    from convcalc.readers.python.objects.host import Site


class Packed(HostObject):
    """What `pack_padded_sequence` gives: the padded tensor as it is, (N, T, *) or (T, N, *)."""

    __slots__ = ("is_first", "lengths", "padded")
    type_name: ClassVar[str] = "a packed sequence"

    def __init__(self, padded: TorchTensor, lengths: object, *, is_first: bool) -> None:
        self.is_first = is_first
        self.padded = padded
        self.lengths = lengths

    def attribute_names(self) -> Sequence[str]:
        """Its elements."""
        return ("data",)

    def attribute(self, name: str, site: Site) -> object:
        """The elements of all sequences, one behind the other."""
        if name != "data":
            raise no_attribute(self.type_name, name, self.attribute_names())
        from convcalc.readers.python.libraries.torch.functions.views import flatten

        return flatten(site, "flatten", self.padded, 0, 1)

    def turned(self, site: Site, *, batch_first: bool) -> TorchTensor:
        """The padded tensor with the batch in front, or the steps."""
        from convcalc.readers.python.libraries.torch.functions.views import transpose

        if batch_first is self.is_first:
            return self.padded
        return transpose(site, "transpose", self.padded, 0, 1)
