"""
Data files beside the source: `open`, `yaml`, `tomllib` and `json.load`.

Only text below the folders that a definition is read from, of a bounded size, and nothing is ever
written. Pickles and checkpoints are not text, and so not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError
from convcalc.readers.files import read_file
from convcalc.readers.python.libraries.stand_ins import Written
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.libraries.std.entries import nothing
from convcalc.readers.python.objects.attributes import get_attribute
from convcalc.readers.python.objects.exceptions import throw
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import invoke
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.objects.host import Site

TEXT_FILE = Written("others/stand_ins/text_file.py", "io")
WRITING = frozenset("wax+")
HINT = "give what is needed as an argument, for example --args 'config={...}'"
NOT_SEEN = "only text below the model's own folders and --root is read"


def path_text(path: Any, site: Site) -> Any:
    """A path as a text: a text, or an object that says its path."""
    if isinstance(path, HostObject) and not isinstance(path, Unread):
        return invoke(get_attribute(path, "__fspath__", site), [], {}, site)
    return path


def data_text(path: Any, site: Site) -> Any:
    """
    The text of a file, or what stands for it where it is not to be read.

    Raises:
        ConvcalcError: Python's `FileNotFoundError`, where there is none.
    """
    path = path_text(path, site)
    importer = getattr(site.evaluator, "importer", None)
    if isinstance(path, Unread):
        return path
    if type(path) is not str or importer is None or not importer.sight.reaches(path):
        return Unread(f"open({path!r})", NOT_SEEN, site.source(), HINT)
    if not importer.sight.answers("exists", path):
        raise throw("FileNotFoundError", f"there is no file {path!r}", site)
    try:
        text = read_file(path)
    except LimitError:
        raise
    except ConvcalcError as problem:
        return Unread(f"open({path!r})", problem.message, site.source(), HINT)
    importer.sight.note(path)
    site.evaluator.charge_items(len(text) // 64)
    return text


def open_file(site: Site, path: Any, mode: Any = "r", *args: Any, **options: Any) -> object:
    """`open(path)`: the text of it; to one that is written nothing comes."""
    is_written = type(mode) is str and not WRITING.isdisjoint(mode)
    text = "" if is_written else data_text(path, site)
    if isinstance(text, Unread):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    cls: Any = TEXT_FILE.made("io.TextFile", site)
    return cls.call([text, path_text(path, site)], {}, site)


def stream_text(stream: Any, site: Site) -> Any:
    """The text in a stream, or the text itself."""
    if isinstance(stream, HostObject) and not isinstance(stream, Unread):
        return invoke(get_attribute(stream, "read", site), [], {}, site)
    return stream


def reading(load: Callable[[str, Site], object]) -> Callable[..., object]:
    """A function that reads a text or a stream in some language."""

    def run(site: Site, stream: Any, *more: Any, **options: Any) -> object:
        text = stream_text(stream, site)
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


def _list_folder(site: Site, path: Any = ".") -> object:
    path = path_text(path, site)
    importer = getattr(site.evaluator, "importer", None)
    if isinstance(path, Unread):
        return path
    if type(path) is not str or importer is None or not importer.sight.reaches(path):
        return Unread("os.listdir(...)", NOT_SEEN, site.source())
    if not importer.sight.answers("isdir", path):
        raise throw("FileNotFoundError", f"there is no folder {path!r}", site)
    return site.evaluator.made(importer.sight.names_in(path))


_READ_YAML = reading(_yaml)

YAML: dict[str, object] = {
    **dict.fromkeys(
        ("BaseLoader", "CLoader", "CSafeLoader", "FullLoader", "Loader", "SafeLoader"), None
    ),
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
LIST_FOLDER = functions({"listdir": _list_folder})
FSPATH = functions({"fspath": lambda site, path: path_text(path, site)})
IO: dict[str, object] = {"open": OPEN}
