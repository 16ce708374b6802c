"""What a file holds, as plain records: tensors, operators and the subgraphs that they are in."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from convcalc.errors import ReadError
from convcalc.readers.stored.arrays import MOST
from convcalc.readers.stored.arrays import Array
from convcalc.readers.tflite.flatbuffer import Buffer
from convcalc.readers.tflite.schema import CUSTOM
from convcalc.readers.tflite.schema import LETTERS
from convcalc.readers.tflite.schema import NAMES
from convcalc.readers.tflite.schema import OPTIONS
from convcalc.readers.tflite.schema import TYPES

if TYPE_CHECKING:
    from convcalc.readers.tflite.flatbuffer import Table


class Tensor(NamedTuple):
    """
    A tensor of a subgraph as the file tells it.

    `sizes` has None for a size that is open. `shape` has 1 there, and where `has_rank` is False and
    it is empty, the number of axes may be open as well. `buffer` is the place of its bytes, 0 where
    it has none. `is_sparse`: the bytes are those of some elements only.
    """

    name: str
    shape: tuple[int, ...]
    sizes: tuple[int | None, ...]
    dtype: str
    buffer: int
    is_variable: bool
    has_rank: bool
    is_sparse: bool


class Operator(NamedTuple):
    """An operator: its word in the schema or its own name, and the places of its tensors."""

    word: str
    is_custom: bool
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    table: Table

    def options(self) -> dict[str, Any]:
        """Its options by name, those that are not in the file with their usual values."""
        spec = OPTIONS.get(self.word, "")
        table = self.table.table(12 if self.word.startswith("STABLEHLO_") else 4)
        if self.word == "REDUCE_WINDOW":
            table = self.table.table(12)
        return {field[0]: _option(table, *field[1:]) for field in map(_field, spec.split())}


def _field(text: str) -> tuple[str, int, str, int]:
    """
    An option's name, the number of its field, its letter and what is usual.

    >>> _field("dilation_w:4i=1")
    ('dilation_w', 4, 'i', 1)
    """
    where, _, usual = text.partition("=")
    name, _, place = where.partition(":")
    return name, int(place[:-1]), place[-1], int(usual or 0)


LISTS = {"*": "i", "l": "q"}


def _option(table: Table | None, field: int, letter: str, usual: int) -> Any:
    if letter == "s":
        return "" if table is None else table.text(field)
    if letter in LISTS:
        return None if table is None else table.numbers(field, LISTS[letter])
    if letter == "?":
        return bool(usual) if table is None else table.truth(field, usual=bool(usual))
    return usual if table is None else table.number(field, letter, usual)


class Subgraph(NamedTuple):
    """A list of operators in the order in which they run, and the tensors between them."""

    name: str
    tensors: list[Tensor]
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    operators: list[Operator]


class Signature(NamedTuple):
    """A name for a subgraph."""

    key: str
    subgraph: int


class Model:
    """
    A whole file.

    Raises:
        ReadError: If the bytes are none.
        LimitError: If they would be read over and over.
    """

    def __init__(self, data: memoryview) -> None:
        self._data = data
        root = Buffer(data).root()
        self.version: int = root.number(0, "I")
        self.description = root.text(3)
        self._buffers = root.tables(4)
        codes = [_code(table) for table in root.tables(1)]
        self.subgraphs = [self._subgraph(table, codes) for table in root.tables(2)]
        if not self.subgraphs:
            raise ReadError("no network is in it: there are no subgraphs")
        self.signatures = [
            Signature(table.text(2), table.number(4, "I")) for table in root.tables(7)
        ]

    def _subgraph(self, table: Table, codes: list[tuple[str, bool]]) -> Subgraph:
        tensors = [self._tensor(each) for each in table.tables(0)]
        count = len(tensors)
        return Subgraph(
            name=table.text(4),
            tensors=tensors,
            inputs=_places(table.numbers(1), count, least=0),
            outputs=_places(table.numbers(2), count, least=0),
            operators=[_operator(each, codes, count) for each in table.tables(3)],
        )

    def _tensor(self, table: Table) -> Tensor:
        shape = table.numbers(0) or ()
        signature = table.numbers(7) or shape
        kind: int = table.number(1, "b")
        if not 0 <= kind < len(TYPES):
            raise ReadError(f"a tensor has elements of the type {kind}, which there is not")
        if len(signature) != len(shape):
            signature = shape
        buffer: int = table.number(2, "I")
        if buffer >= max(len(self._buffers), 1):
            raise ReadError(f"a tensor has the bytes {buffer} of {len(self._buffers)}")
        return Tensor(
            name=table.text(3),
            shape=tuple([1 if each < 0 else each for each in shape]),
            sizes=tuple([None if each < 0 else each for each in signature]),
            dtype=TYPES[kind],
            buffer=buffer if self._is_filled(buffer) else 0,
            is_variable=table.truth(5),
            has_rank=table.truth(8) or bool(shape),
            is_sparse=table.table(6) is not None,
        )

    def _is_filled(self, buffer: int) -> bool:
        """Whether there are bytes in a buffer, inside the flatbuffer or behind it."""
        if not 0 < buffer < len(self._buffers):
            return False
        table = self._buffers[buffer]
        return table.count(0, "B") > 0 or table.number(1, "Q") > 1

    def bytes_of(self, tensor: Tensor) -> memoryview:
        """
        The bytes of a stored tensor.

        Raises:
            ReadError: If they are not in the file.
        """
        if not tensor.buffer:
            return self._data[:0]
        table = self._buffers[tensor.buffer]
        start: int = table.number(1, "Q")
        if start <= 1:
            return table.piece(0)
        size: int = table.number(2, "Q")
        if start + size > len(self._data):
            raise ReadError(
                f"the tensor {tensor.name!r} has its bytes at {start:,}, and the file ends at "
                f"{len(self._data):,}",
                expected="a whole file",
            )
        return self._data[start : start + size]

    def elements_of(self, tensor: Tensor) -> int:
        """How many elements the file stores of a sparse tensor."""
        width = struct.calcsize("<" + LETTERS.get(tensor.dtype, "B"))
        return len(self.bytes_of(tensor)) // width

    def array_of(self, tensor: Tensor) -> Array | None:
        """The elements of a small stored tensor; None where they are many or not of numbers."""
        letter = LETTERS.get(tensor.dtype)
        if not tensor.buffer or letter is None or tensor.is_sparse:
            return None
        count = 1
        for size in tensor.shape:
            count *= size
        data = self.bytes_of(tensor)
        if count > MOST or len(data) != count * struct.calcsize("<" + letter):
            return None
        items = struct.unpack(f"<{count}{letter}", data)
        return Array(tensor.shape, map(bool, items) if tensor.dtype == "bool" else items)


def _code(table: Table) -> tuple[str, bool]:
    """The word of an operator, and whether it is custom: the larger one of two numbers says it."""
    number: int = max(table.number(0, "b"), table.number(3, "i"))
    if number == CUSTOM:
        return table.text(1) or "CUSTOM", True
    if not 0 <= number < len(NAMES):
        return f"BUILTIN_{number}", True
    return NAMES[number], False


def _operator(table: Table, codes: list[tuple[str, bool]], count: int) -> Operator:
    index: int = table.number(0, "I")
    if index >= len(codes):
        raise ReadError(f"an operator of kind {index}, and there are {len(codes)} kinds")
    word, is_custom = codes[index]
    return Operator(
        word=word,
        is_custom=is_custom,
        inputs=_places(table.numbers(1), count, least=-1),
        outputs=_places(table.numbers(2), count, least=0),
        table=table,
    )


def _places(given: tuple[int, ...] | None, count: int, *, least: int) -> tuple[int, ...]:
    """
    Places of tensors.

    Raises:
        ReadError: If one is none.
    """
    found = given or ()
    for each in found:
        if not least <= each < count:
            raise ReadError(f"tensor {each} is asked for, and there are {count}")
    return found
