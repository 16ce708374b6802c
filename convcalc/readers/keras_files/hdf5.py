"""
HDF5 files: groups, attributes, and the shapes and types of data sets, never their numbers.

Source: "HDF5 File Format Specification Version 3.0", The HDF Group: superblocks 0 to 3, object
headers 1 and 2, symbol tables, links, local and global heaps. Groups and attributes that are stored
in a fractal heap are not read, and told as such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import LimitError
from convcalc.errors import ReadError
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNATURE = b"\x89HDF\r\n\x1a\n"
UNDEFINED = -1
MOST_MESSAGES = 100_000
MOST_OBJECTS = 200_000
MOST_ELEMENTS = 1_000_000
"""Of an attribute."""

DATASPACE, LINK_INFO, DATATYPE, LINK, ATTRIBUTE = 0x01, 0x02, 0x03, 0x06, 0x0C
CONTINUATION, SYMBOL_TABLE, ATTRIBUTE_INFO = 0x10, 0x11, 0x15
FIXED, FLOAT, STRING, ENUM, VARIABLE = 0, 1, 3, 8, 9


class Datatype(Value):
    """What the elements are: a class of HDF5's, the bytes of one, and whether it is a text."""

    kind: int
    size: int
    is_text: bool = False
    is_signed: bool = False

    def word(self) -> str:
        """The type by its usual name; empty where it has none."""
        if self.kind == FLOAT:
            return f"float{8 * self.size}" if self.size in (2, 4, 8) else ""
        if self.kind == FIXED:
            sign = "" if self.is_signed else "u"
            return f"{sign}int{8 * self.size}" if self.size in (1, 2, 4, 8) else ""
        return {ENUM: "bool", STRING: "string"}.get(self.kind, "string" if self.is_text else "")


class Object:
    """A group or a data set."""

    __slots__ = ("attributes", "dtype", "is_whole", "links", "shape")

    def __init__(self) -> None:
        self.attributes: dict[str, Any] = {}
        self.links: dict[str, int] = {}
        self.shape: tuple[int, ...] | None = None
        self.dtype: Datatype | None = None
        self.is_whole = True


class Hdf5:
    """
    A file that is read object by object.

    Args:
        data: The bytes.
        file: What it is called in messages.
    """

    def __init__(self, data: memoryview, file: str) -> None:
        self.data = data
        self.file = file
        self._messages = 0
        self._wide = self._long = 8
        self.base = 0
        self.root = self._superblock()

    # bytes

    def refuse(self, what: str) -> ReadError:
        """The error that the file is damaged."""
        return ReadError(f"{self.file}: {what}", expected="a whole HDF5 file")

    def take(self, at: int, count: int) -> memoryview:
        """Some bytes."""
        if at < 0 or count < 0 or at + count > len(self.data):
            raise self.refuse(f"{count:,} bytes at byte {at:,} are behind the end of the file")
        return self.data[at : at + count]

    def number(self, at: int, count: int) -> int:
        """A whole number."""
        return int.from_bytes(self.take(at, count), "little")

    def address(self, at: int) -> int:
        """Where something stands in the file; `UNDEFINED` where it is nowhere."""
        found = self.number(at, self._wide)
        if found == (1 << 8 * self._wide) - 1:
            return UNDEFINED
        return found + self.base

    def _sign(self, at: int, expected: bytes) -> None:
        if bytes(self.take(at, len(expected))) != expected:
            raise self.refuse(f"no {expected.decode()} at byte {at:,}")

    # the beginning

    def _superblock(self) -> int:
        start = 0
        while bytes(self.data[start : start + 8]) != SIGNATURE:
            start = 512 if start == 0 else 2 * start
            if start >= len(self.data):
                raise self.refuse("this is no HDF5 file")
        self.base = start
        version = self.number(start + 8, 1)
        if version <= 1:
            self._widths(start + 13)
            entry = start + 24 + 4 * version + 4 * self._wide
            return self.address(entry + self._wide)
        if version <= 3:
            self._widths(start + 9)
            return self.address(start + 12 + 3 * self._wide)
        raise self.refuse(f"a superblock of version {version}, which is not known")

    def _widths(self, at: int) -> None:
        self._wide, self._long = self.number(at, 1), self.number(at + 1, 1)
        if self._wide not in (2, 4, 8) or self._long not in (2, 4, 8):
            raise self.refuse(f"addresses of {self._wide} and lengths of {self._long} bytes")

    # objects

    def object(self, address: int) -> Object:
        """
        The object that stands at an address.

        Raises:
            ReadError: If there is none, or it is damaged.
        """
        found = Object()
        for kind, at, size in self._all_messages(address):
            if kind == ATTRIBUTE:
                name, value = self._attribute(at, size)
                found.attributes[name] = value
            elif kind == DATASPACE:
                found.shape = self._dataspace(at)
            elif kind == DATATYPE:
                found.dtype = self._datatype(at)
            elif kind == SYMBOL_TABLE:
                found.links.update(self._symbols(self.address(at), self.address(at + self._wide)))
            elif kind == LINK:
                self._link(at, found)
            elif kind in (LINK_INFO, ATTRIBUTE_INFO):
                flags = self.number(at + 1, 1)
                order = (8 if kind == LINK_INFO else 2) if flags & 1 else 0
                if self.address(at + 2 + order) != UNDEFINED:
                    found.is_whole = False
        return found

    def _all_messages(self, address: int) -> Iterator[tuple[int, int, int]]:
        """The messages of an object header: kind, where it stands, how long it is."""
        if bytes(self.take(address, 4)) == b"OHDR":
            flags = self.number(address + 5, 1)
            at = address + 6 + (16 if flags & 0x20 else 0) + (4 if flags & 0x10 else 0)
            width = 1 << (flags & 3)
            blocks = [(at + width, self.number(at, width))]
            heads, order = (1, 2, 1), 2 if flags & 4 else 0
        else:
            if self.number(address, 1) != 1:
                raise self.refuse(f"no object at byte {address:,}")
            blocks = [(address + 16, self.number(address + 8, 4))]
            heads, order = (2, 2, 4), 0
        head = sum(heads) + order
        while blocks:
            at, length = blocks.pop(0)
            self.take(at, length)
            end = at + length
            while at + head <= end:
                self._messages += 1
                if self._messages > MOST_MESSAGES * 20:
                    raise LimitError(f"{self.file}: more messages than a file may have")
                kind = self.number(at, heads[0])
                size = self.number(at + heads[0], heads[1])
                at += head
                if at + size > end:
                    raise self.refuse(f"a message of {size:,} bytes at byte {at:,} does not fit")
                is_shared = self.number(at - order - (1 if heads[0] == 1 else 4), 1) & 2
                if kind == CONTINUATION:
                    blocks.append(self._continued(at, heads[0] == 1))
                elif not is_shared:
                    yield kind, at, size
                at += size

    def _continued(self, at: int, is_new: bool) -> tuple[int, int]:
        """Where the header goes on, and for how many bytes."""
        start, length = self.address(at), self.number(at + self._wide, self._long)
        if is_new:
            self._sign(start, b"OCHK")
            return start + 4, length - 8
        return start, length

    # groups

    def _link(self, at: int, found: Object) -> None:
        flags = self.number(at + 1, 1)
        at += 2
        kind = 0
        if flags & 0x08:
            kind, at = self.number(at, 1), at + 1
        at += (8 if flags & 0x04 else 0) + (1 if flags & 0x10 else 0)
        width = 1 << (flags & 3)
        length = self.number(at, width)
        name = str(self.take(at + width, length), "utf-8", "replace")
        if kind == 0:
            found.links[name] = self.address(at + width + length)

    def _symbols(self, tree: int, heap: int) -> dict[str, int]:
        """The links of a group of the old form."""
        self._sign(heap, b"HEAP")
        names = self.address(heap + 8 + 2 * self._long)
        found: dict[str, int] = {}
        waiting, seen = [tree], {tree}
        while waiting:
            node = waiting.pop()
            self._sign(node, b"TREE")
            count = self.number(node + 6, 2)
            at = node + 8 + 2 * self._wide + self._long
            below = [self.address(at + index * (self._wide + self._long)) for index in range(count)]
            if self.number(node + 5, 1):
                fresh = [each for each in below if each not in seen]
                seen.update(fresh)
                waiting += reversed(fresh)
                if len(seen) > MOST_OBJECTS:
                    raise LimitError(f"{self.file}: more groups than a file may have")
                continue
            for each in below:
                self._table(each, names, found)
        return found

    def _table(self, at: int, names: int, found: dict[str, int]) -> None:
        self._sign(at, b"SNOD")
        count = self.number(at + 6, 2)
        width = 2 * self._wide + 24
        for entry in range(at + 8, at + 8 + count * width, width):
            name = self._text(names + self.number(entry, self._wide))
            found[name] = self.address(entry + self._wide)
            if len(found) > MOST_OBJECTS:
                raise LimitError(f"{self.file}: more names than a group may have")

    def _text(self, at: int) -> str:
        """A text up to its zero."""
        piece = bytes(self.data[at : at + 4096]) if at >= 0 else b""
        end = piece.find(b"\0")
        if end < 0:
            raise self.refuse(f"no name at byte {at:,}")
        return piece[:end].decode("utf-8", "replace")

    # what things are

    def _dataspace(self, at: int) -> tuple[int, ...]:
        version, rank = self.number(at, 1), self.number(at + 1, 1)
        at += 8 if version == 1 else 4
        return tuple([self.number(at + index * self._long, self._long) for index in range(rank)])

    def _datatype(self, at: int) -> Datatype:
        kind = self.number(at, 1) & 15
        bits, size = self.number(at + 1, 1), self.number(at + 4, 4)
        is_text = kind == STRING or (kind == VARIABLE and bits & 15 == 1)
        return Datatype(kind=kind, size=size, is_text=is_text, is_signed=bool(bits & 8))

    def _attribute(self, at: int, size: int) -> tuple[str, Any]:
        version = self.number(at, 1)
        if not 1 <= version <= 3:
            raise self.refuse(f"an attribute of version {version}")
        name_size, type_size, space_size = [self.number(at + each, 2) for each in (2, 4, 6)]
        end = at + size
        at += 9 if version == 3 else 8
        name = str(self.take(at, name_size), "utf-8", "replace").split("\0")[0]
        if version == 1:
            name_size, type_size, space_size = [
                -(-each // 8) * 8 for each in (name_size, type_size, space_size)
            ]
        dtype = self._datatype(at + name_size)
        shape = self._dataspace(at + name_size + type_size)
        start = at + name_size + type_size + space_size
        return name, self._values(start, end, dtype, shape)

    def _values(self, at: int, end: int, dtype: Datatype, shape: tuple[int, ...]) -> Any:
        """What an attribute says: a text, a whole number, a list of them; None for others."""
        count = 1
        for each in shape:
            count *= each
        if dtype.kind not in (FIXED, STRING, VARIABLE) or count > MOST_ELEMENTS:
            return None
        if dtype.kind == VARIABLE and not dtype.is_text:
            return None
        if dtype.size <= 0 or at + count * dtype.size > end:
            if count:
                raise self.refuse(f"an attribute of {count:,} elements does not fit")
            return []
        found = [self._element(at + index * dtype.size, dtype) for index in range(count)]
        return found[0] if not shape else found

    def _element(self, at: int, dtype: Datatype) -> Any:
        if dtype.kind == FIXED:
            return int.from_bytes(self.take(at, dtype.size), "little", signed=dtype.is_signed)
        if dtype.kind == STRING:
            return bytes(self.take(at, dtype.size)).rstrip(b"\0").decode("utf-8", "replace")
        length = self.number(at, 4)
        heap = self.address(at + 4)
        if not length or heap in {UNDEFINED, self.base}:
            return ""
        start, size = self._in_heap(heap, self.number(at + 4 + self._wide, 4))
        return bytes(self.take(start, min(length, size))).decode("utf-8", "replace")

    def _in_heap(self, heap: int, wanted: int) -> tuple[int, int]:
        """Where an object of a global heap begins, and how long it is."""
        self._sign(heap, b"GCOL")
        end = heap + self.number(heap + 8, self._long)
        at = heap + 8 + self._long
        while at + 8 + self._long <= end:
            index = self.number(at, 2)
            size = self.number(at + 8, self._long)
            at += 8 + self._long
            if index == wanted:
                return at, size
            if not index:
                break
            at += -(-size // 8) * 8
            self._messages += 1
            if self._messages > MOST_MESSAGES * 20:
                raise LimitError(f"{self.file}: more objects than a heap may have")
        raise self.refuse(f"no object {wanted} in the heap at byte {heap:,}")

    # all of it

    def data_sets(self, address: int) -> Iterator[tuple[str, Object]]:
        """
        Every data set below a group, with its path, in the order of the file.

        Raises:
            ReadError: If the file is damaged, or a group is stored in a way that is not read.
        """
        waiting: list[tuple[str, int]] = [("", address)]
        seen: set[int] = {address}
        while waiting:
            path, at = waiting.pop()
            found = self.object(at)
            if found.shape is not None and found.dtype is not None:
                yield path, found
                continue
            if not found.is_whole and not found.links:
                raise ReadError(
                    f"{self.file}: the group {path or '/'!r} is stored in a fractal heap, which is "
                    "not read",
                    hint="h5repack --low=0 in.h5 out.h5, or save it as .keras",
                )
            fresh = [(name, each) for name, each in found.links.items() if each not in seen]
            seen.update(each for _, each in fresh)
            if len(seen) > MOST_OBJECTS:
                raise LimitError(f"{self.file}: more objects than a file may have")
            prefix = f"{path}/" if path else ""
            waiting += reversed([(f"{prefix}{name}", each) for name, each in fresh])
