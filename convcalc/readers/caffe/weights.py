"""
What a .caffemodel file stores: names, types and shapes; the numbers themselves are not read.

Source: BVLC/caffe, src/caffe/proto/caffe.proto.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ReadError
from convcalc.readers.caffe.spelled import modern
from convcalc.readers.caffe.tracing import STATISTICS
from convcalc.readers.stored.definition import FileDefinition
from convcalc.readers.stored.network import StoredTensor
from convcalc.readers.stored.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.operations.operand import Operand
    from convcalc.readers.contents import Contents
    from convcalc.readers.stored.network import Network
    from convcalc.readers.stored.wire import Messages
    from convcalc.readers.stored.wire import Record

MESSAGES: Messages = {
    "Net": {1: ("name", "text"), 2: ("layers", "OldLayer*"), 100: ("layer", "Layer*")},
    "Layer": {1: ("name", "text"), 2: ("type", "text"), 7: ("blobs", "Blob*")},
    "OldLayer": {4: ("name", "text"), 5: ("type", "int"), 6: ("blobs", "Blob*")},
    "Blob": {
        1: ("num", "int"),
        2: ("channels", "int"),
        3: ("height", "int"),
        4: ("width", "int"),
        7: ("shape", "Shape"),
    },
    "Shape": {1: ("dim", "int*")},
}

ROLES: dict[str, tuple[str, ...]] = {
    "BatchNorm": ("mean", "variance", "factor"),
    "Scale": ("scale", "bias"),
    "PReLU": ("slope",),
}
USUAL_ROLES = ("weight", "bias")


def read(contents: Contents, name: str) -> FileDefinition:
    """
    What a .caffemodel file stores.

    Raises:
        ReadError: If the bytes are none, or nothing is stored.
    """
    try:
        net = Wire(MESSAGES).read(contents.data, "Net")
    except ReadError as problem:
        raise contents.refuse(f"this is no whole .caffemodel file: {problem.message}") from None
    layers = [each for each in (*net["layer"], *net["layers"]) if each["blobs"]]
    if not layers:
        raise contents.refuse(
            "no layer stores anything", expected="a .caffemodel file with weights"
        )

    def drive(network: Network, inputs: Sequence[Operand]) -> list[Operand]:
        for layer in layers:
            kind = layer["type"]
            spelled = modern(str(kind)) if isinstance(kind, int) else kind or ""
            network.keep(layer["name"] or spelled, spelled, list(_tensors(layer, spelled)))
        return []

    return FileDefinition(
        net["name"] or name,
        [],
        drive,
        format="Caffe, weights alone",
        assumed=[
            "a .caffemodel is read for what it stores; the .prototxt beside it has the layers"
        ],
    )


def _tensors(layer: Record, spelled: str) -> Iterator[tuple[str, StoredTensor]]:
    roles = ROLES.get(spelled, USUAL_ROLES)
    for index, blob in enumerate(layer["blobs"]):
        role = roles[index] if index < len(roles) else f"blob{index}"
        yield role, StoredTensor(role, _shape(blob), is_buffer=role in STATISTICS)


def _shape(blob: Record) -> tuple[int, ...]:
    """The shape of a blob; the older files have four numbers."""
    shape: Any = blob["shape"]
    if shape is not None:
        found = tuple(shape["dim"])
    else:
        found = tuple([blob[each] or 1 for each in ("num", "channels", "height", "width")])
    if any(size < 0 for size in found):
        raise ReadError(f"a blob of the shape {found}")
    return found
