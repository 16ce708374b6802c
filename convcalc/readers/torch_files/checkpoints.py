"""
What `torch.save` wrote: a zip archive, or the older stream of pickles.

Source: torch/serialization.py and torch/_utils.py of PyTorch 2.13.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ReadError
from convcalc.readers.torch_files.machine import Inert
from convcalc.readers.torch_files.machine import Machine
from convcalc.readers.torch_files.stored_names import Stored
from convcalc.readers.torch_files.stored_names import definition_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from convcalc.readers.contents import Contents
    from convcalc.readers.stored.definition import FileDefinition

MAGIC = 0x1950A86A20F9469CFC6C
MOST_PICKLE = 500_000_000
DEEPEST = 100

STORAGES = {
    "DoubleStorage": "float64",
    "FloatStorage": "float32",
    "HalfStorage": "float16",
    "BFloat16Storage": "bfloat16",
    "LongStorage": "int64",
    "IntStorage": "int32",
    "ShortStorage": "int16",
    "CharStorage": "int8",
    "ByteStorage": "uint8",
    "BoolStorage": "bool",
    "ComplexFloatStorage": "complex64",
    "ComplexDoubleStorage": "complex128",
    "QInt8Storage": "int8",
    "QUInt8Storage": "uint8",
    "QInt32Storage": "int32",
    "UntypedStorage": "uint8",
}
DTYPES = {
    **{each: each for each in STORAGES.values()},
    "float": "float32",
    "double": "float64",
    "half": "float16",
    "long": "int64",
    "float8_e4m3fn": "float8",
    "float8_e5m2": "float8",
}

BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, KeyError),
    *(NotImplementedError, OSError, RuntimeError, ValueError),
)
"""What comes of a zip archive that is none."""

MODELS = ("state_dict", "model_state_dict", "model", "net", "network", "module", "params")
"""Keys of a checkpoint under which the network's own tensors stand, the surest first."""


class Storage:
    """A reference to the bytes of tensors: their number format, and what they are called."""

    __slots__ = ("dtype", "key")

    def __init__(self, dtype: str, key: str) -> None:
        self.dtype = dtype
        self.key = key


class Tensor:
    """A tensor that a pickle would make."""

    __slots__ = ("dtype", "memory", "shape")

    def __init__(self, shape: tuple[int, ...], dtype: str, memory: object) -> None:
        self.shape = shape
        self.dtype = dtype
        self.memory = memory


def read(contents: Contents, name: str) -> FileDefinition:
    """
    What a checkpoint stores.

    Raises:
        ReadError: If it is none, or holds no tensors.
    """
    try:
        if contents.head(2) == b"PK":
            whole, told = _zipped(contents), "torch.save"
        else:
            whole, told = _stream(contents), "torch.save, the older stream"
    except ReadError as problem:
        raise contents.refuse(
            problem.message, expected=problem.expected, hint=problem.hint
        ) from None
    chosen, notes = network_in(whole)
    tensors = list(tensors_in(chosen))
    if not tensors:
        raise contents.refuse("it stores no tensors", expected="a state_dict, or a module")
    return definition_of(name, tensors, told, notes)


def _zipped(contents: Contents) -> Any:
    """The object in the archive."""
    try:
        with zipfile.ZipFile(contents.path or BytesIO(contents.data)) as archive:
            names = [each for each in archive.namelist() if each.endswith("data.pkl")]
            if not names:
                raise ReadError("a zip archive without data.pkl", expected="a file of torch.save")
            name = min(names, key=len)
            if any("/code/" in each for each in archive.namelist()):
                raise ReadError(
                    "a TorchScript archive, whose code is not read",
                    expected="a checkpoint, or the model's source",
                    hint="torch.save(model.state_dict(), ...) stores what can be read here",
                )
            if archive.getinfo(name).file_size > MOST_PICKLE:
                raise ReadError(
                    "its pickle is too large", expected=f"at most {MOST_PICKLE:,} bytes"
                )
            data = archive.read(name)
    except BROKEN:
        raise ReadError("the zip archive is broken", expected="a whole file") from None
    return Machine(data, _storage, _called).next()


def _stream(contents: Contents) -> Any:
    """The object in the older stream: magic, protocol, system, then the object."""
    machine = Machine(bytes(contents.data[: MOST_PICKLE + 1]), _storage, _called)
    if machine.next() != MAGIC:
        raise ReadError("this is no file of torch.save", expected="a checkpoint")
    machine.next()
    machine.next()
    return machine.next()


def _storage(reference: Any) -> Any:
    """What a reference to a storage stands for: (kind, class, key, place, count)."""
    if not isinstance(reference, tuple) or len(reference) < 3 or reference[0] != "storage":
        return Inert("reference", reference)
    kind = reference[1].name.rpartition(".")[2] if isinstance(reference[1], Inert) else ""
    return Storage(STORAGES.get(kind, "float32"), str(reference[2]))


def _called(name: str, args: Any) -> Any:
    """What a call gives: tensors, dicts, and nothing else that is known."""
    short = name.rpartition(".")[2]
    if short in ("OrderedDict", "defaultdict", "dict"):
        return {}
    if not isinstance(args, tuple):
        return Inert(name, args)
    if short in ("_rebuild_parameter", "_rebuild_parameter_with_state", "_rebuild_from_type_v2"):
        found = args[2] if short == "_rebuild_from_type_v2" and len(args) > 2 else args
        if isinstance(found, tuple):
            held = [each for each in found if isinstance(each, Tensor)]
            if held:
                return held[0]
            return _called("_rebuild_tensor_v2", found)
        return Inert(name, args)
    if short.startswith(("_rebuild_tensor", "_rebuild_qtensor")) and len(args) > 2:
        return _tensor(args)
    if short == "_rebuild_meta_tensor_no_storage" and len(args) > 2:
        return Tensor(_sizes(args[1]), _dtype(args[0], "float32"), object())
    return Inert(name, args)


def _tensor(args: tuple[Any, ...]) -> Any:
    storage, offset, size = args[0], args[1], args[2]
    if not isinstance(storage, Storage):
        return Inert("tensor", args)
    dtype = storage.dtype
    for each in args[3:]:
        if isinstance(each, Inert) and each.name.startswith("torch."):
            dtype = _dtype(each, dtype)
    shape = _sizes(size)
    return Tensor(shape, dtype, (storage.key, offset, shape))


def _sizes(value: Any) -> tuple[int, ...]:
    """
    The sizes of a tensor.

    Raises:
        ReadError: If they are none.
    """
    if isinstance(value, Inert):
        value = value.args[0] if isinstance(value.args, tuple) and value.args else ()
    if not isinstance(value, (tuple, list)) or not all(
        type(each) is int and each >= 0 for each in value
    ):
        raise ReadError("a tensor without sizes", expected="a whole file of torch.save")
    return tuple(value)


def _dtype(value: Any, usual: str) -> str:
    short = value.name.rpartition(".")[2] if isinstance(value, Inert) else ""
    return DTYPES.get(short, usual)


def network_in(whole: Any) -> tuple[Any, list[str]]:
    """The part of a checkpoint that is the network, and what else there is, in words."""
    if not isinstance(whole, dict) or any(isinstance(each, Tensor) for each in whole.values()):
        return whole, []
    for key in MODELS:
        if key in whole and next(tensors_in(whole[key]), None) is not None:
            others = [
                (str(other), sum(1 for _ in tensors_in(value)))
                for other, value in whole.items()
                if other != key
            ]
            told = [
                f"{other} ({count:,} {'tensor' if count == 1 else 'tensors'})"
                for other, count in others
                if count
            ]
            notes = [f"read from {key!r}"]
            if told:
                notes.append(f"left out beside it: {', '.join(told[:5])}")
            return whole[key], notes
    return whole, []


def tensors_in(value: Any, path: str = "", depth: int = 0) -> Iterator[Stored]:
    """The tensors of a state_dict, of a module, or of what holds these, by their dotted names."""
    if depth > DEEPEST:
        return
    if isinstance(value, Tensor):
        yield Stored(path or "tensor", value.shape, value.dtype, value.memory)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from tensors_in(each, f"{path}.{key}" if path else str(key), depth + 1)
    elif isinstance(value, (list, tuple)):
        for index, each in enumerate(value):
            yield from tensors_in(each, f"{path}.{index}" if path else str(index), depth + 1)
    elif isinstance(value, Inert):
        yield from _of_module(value, path, depth)


def _of_module(value: Inert, path: str, depth: int) -> Iterator[Stored]:
    """The tensors of a module that was stored whole."""
    state = value.state[0] if isinstance(value.state, tuple) and value.state else value.state
    if isinstance(state, dict):
        for part in ("_parameters", "_buffers", "_modules"):
            yield from tensors_in(state.get(part), path, depth + 1)
    if value.items:
        yield from tensors_in(value.items, path, depth + 1)
