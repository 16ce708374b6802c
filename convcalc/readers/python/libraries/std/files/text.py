"""
Data files beside the source: `open`, `yaml`, `tomllib` and `json.load`.

Only text below the folders that a definition is read from, of a bounded size, and nothing is ever
written. Pickles and checkpoints are not text, and so not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError
from convcalc.readers.files import read_file
from convcalc.readers.python.libraries import Deferred
from convcalc.readers.python.libraries.stand_ins import Written
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.libraries.std.entries import nothing
from convcalc.readers.python.libraries.std.files.paths import change
from convcalc.readers.python.libraries.std.files.paths import doubted
from convcalc.readers.python.libraries.std.files.paths import path_text
from convcalc.readers.python.libraries.std.files.paths import sight_of
from convcalc.readers.python.objects.attributes import get_attribute
from convcalc.readers.python.objects.exceptions import throw
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import invoke
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.objects.unread import unread_among

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.objects.host import Site

TEXT_FILE = Written("others/stand_ins/text_file.py", "io")
WRITING = frozenset("wax")
PLAIN = frozenset({"ascii", "u8", "utf8", "utfsig", "utf8sig"})
"""Encodings whose text is read as it stands in the file, without their strokes."""
HINT = "give what is needed as an argument, for example --args 'config={...}'"


class Raw(HostObject):
    """A file that is open for bytes, or the bytes of it: known as the text that they spell."""

    __slots__ = ("text",)
    type_name: ClassVar[str] = "the bytes of a file"

    def __init__(self, text: str) -> None:
        self.text = text

    def enter(self, site: Site) -> object:
        """Itself."""
        return self

    def attribute(self, name: str, site: Site) -> object:
        """All of it, as bytes or as text; the rest is not known."""
        rules: dict[str, Callable[..., object]] = {
            "read": self._read,
            "decode": self._decode,
            "close": nothing,
        }
        if name not in rules:
            return Unread(f"bytes.{name}", "bytes are not read", site.source(), HINT)
        return functions({name: rules[name]})[name]

    def truth(self, site: Site) -> bool:
        """Whether there are any."""
        return bool(self.text)

    def length(self, site: Site) -> object:
        """Not known: only their text is."""
        Unread("len(bytes)", "bytes are not read", site.source(), HINT).refuse(site)

    def _read(self, site: Site, *size: Any) -> object:
        if size and size[0] != -1:
            return Unread("bytes.read(...)", "bytes are not read in parts", site.source(), HINT)
        return self

    def _decode(self, site: Site, encoding: Any = "utf-8", *errors: Any) -> object:
        if not _is_plain(encoding):
            return Unread("bytes.decode(...)", f"{encoding!r} is not read", site.source(), HINT)
        return self.text


def _is_plain(encoding: Any) -> bool:
    if encoding is None:
        return True
    spelled = str(encoding).lower().replace("-", "").replace("_", "")
    return type(encoding) is str and spelled in PLAIN


def data_text(path: Any, site: Site) -> Any:
    """
    The text of a file, or what stands for it where it is not to be read.

    Raises:
        ConvcalcError: Python's `FileNotFoundError`, where there is none.
    """
    path = path_text(path, site)
    unread = doubted("open", path, site)
    if unread is not None:
        return Unread(unread.name, unread.reason, unread.source, unread.hint or HINT)
    sight = sight_of(site)
    if not sight.answers("exists", path):
        raise throw("FileNotFoundError", f"there is no file {path!r}", site)
    try:
        text = read_file(sight.whole(path))
    except LimitError:
        raise
    except ConvcalcError as problem:
        return Unread(f"open({path!r})", problem.message, site.source(), HINT)
    sight.note(path)
    site.evaluator.charge_items(len(text) // 64)
    return text


def open_file(
    site: Site,
    file: Any,
    mode: Any = "r",
    buffering: Any = -1,
    encoding: Any = None,
    errors: Any = None,
    newline: Any = None,
    *more: Any,
) -> object:
    """`open(path)`: the text of it; one that is written is not known from then on."""
    unread = unread_among([mode, encoding])
    if unread is not None:
        change(site, file, f"{unread.name} opens it in {site.source()}")
        return unread
    shown = path_text(file, site)
    if not WRITING.isdisjoint(mode) or "+" in mode:
        change(site, file, f"it is opened to be written in {site.source()}")
        if "+" in mode or isinstance(shown, Unread):
            return Unread(f"open(..., {mode!r})", "it is written", site.source(), HINT)
        return _made("io.WrittenFile", TEXT_FILE, [shown], site)
    text = data_text(file, site)
    if isinstance(text, Unread):
        return text
    if "b" in mode:
        return Raw(text)
    if not _is_plain(encoding) or not (newline is None or "\r" not in text):
        reason = f"{encoding!r} is not read" if newline is None else "its line ends are not read"
        return Unread(f"open({shown!r})", reason, site.source(), HINT)
    if newline is None:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _made("io.TextFile", TEXT_FILE, [text, shown], site)


def _made(name: str, row: Written, args: list[Any], site: Site) -> object:
    cls: Any = row.made(name, site)
    return cls.call(args, {}, site)


def stream_text(stream: Any, site: Site) -> Any:
    """The text in a stream, or the text itself."""
    if isinstance(stream, HostObject) and not isinstance(stream, (Unread, Raw)):
        stream = invoke(get_attribute(stream, "read", site), [], {}, site)
    return stream.text if isinstance(stream, Raw) else stream


class Loader(HostObject):
    """One of YAML's loaders; what is added to it is not read, and so what it would load."""

    __slots__ = ("name",)
    type_name: ClassVar[str] = "a loader of YAML"

    def __init__(self, name: str) -> None:
        self.name = name

    def attribute(self, name: str, site: Site) -> object:
        """What adds to it."""
        if not name.startswith("add_"):
            return Unread(f"{self.name}.{name}", ADDED, site.source(), HINT)
        return functions({name: self._add})[name]

    def _add(self, site: Site, *args: Any, **options: Any) -> None:
        site.evaluator.spoiled[id(self)] = (self, Unread(self.name, ADDED, site.source(), HINT))


ADDED = "what is added to a loader of YAML is not read"


def reading(load: Callable[[str, Site], object]) -> Callable[..., object]:
    """A function that reads a text or a stream in some language."""

    def run(site: Site, stream: Any, *more: Any, **options: Any) -> object:
        given = [*more, *options.values()]
        unread = unread_among(map(site.evaluator.known, given))
        text = stream_text(stream, site) if unread is None else unread
        if isinstance(text, Unread):
            return text
        if type(text) is not str:
            raise BadValue("a text or a file is read")
        site.evaluator.charge_items(len(text))
        return load(text, site)

    return run


def _yaml(text: str, site: Site) -> object:
    from convcalc.readers.yaml_values import load

    return load(text, "YAML")[0]


def _toml(text: str, site: Site) -> object:
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as problem:
        raise BadValue(f"this is no TOML: {problem}") from None


LOADERS = (
    "CFullLoader",
    "CLoader",
    "CSafeLoader",
    "FullLoader",
    "Loader",
    "SafeLoader",
    "UnsafeLoader",
)
_READ_YAML = reading(_yaml)

YAML: dict[str, object] = {
    **{each: Deferred(Loader) for each in LOADERS},
    **functions(
        {
            **dict.fromkeys(("full_load", "load", "safe_load", "unsafe_load"), _READ_YAML),
            "dump": nothing,
            "safe_dump": nothing,
        }
    ),
}
TOMLLIB: dict[str, object] = functions({"load": reading(_toml), "loads": reading(_toml)})  # type: ignore[assignment]  # functions are objects
OPEN = functions({"open": open_file})["open"]
IO: dict[str, object] = {"open": OPEN}
