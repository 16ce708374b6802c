"""
`os.path`, and the functions of `os` and `shutil` that ask for files or change them.

Nothing is written or removed: what the code would change is not known from then on.
"""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.places import mounted
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.objects.attributes import get_attribute
from convcalc.readers.python.objects.exceptions import throw
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import invoke
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.python.objects.host import Site

NOT_SEEN = "only what is below the model's own folders and --root is read"
PLAIN = ("basename", "commonpath", "commonprefix", "dirname", "isabs", "join", "normpath", "split")


def path_text(path: Any, site: Site) -> Any:
    """A path as a text: a text, or an object that says its path."""
    if isinstance(path, HostObject) and not isinstance(path, Unread):
        return invoke(get_attribute(path, "__fspath__", site), [], {}, site)
    return path


def sight_of(site: Site) -> Any:
    """What the definition may see of files; None where it is no file itself."""
    importer = getattr(site.evaluator, "importer", None)
    return None if importer is None else importer.sight


def doubted(asked: str, path: Any, site: Site, *, listed: bool = False) -> Unread | None:
    """What stands for an answer about a path that is not known, or is not to be given."""
    if isinstance(path, Unread):
        return path
    sight = sight_of(site)
    if type(path) is not str or sight is None:
        return Unread(f"{asked}({show(path)})", NOT_SEEN, site.source())
    reason = sight.doubt(path, listed=listed)
    if not reason and not sight.reaches(path):
        reason = NOT_SEEN
    return Unread(f"{asked}({show(path)})", reason, site.source()) if reason else None


# os.path


def _texts(name: str, parts: Any, site: Site) -> Unread | list[str]:
    found = [path_text(each, site) for each in parts]
    for each in found:
        if isinstance(each, Unread):
            return each
        if type(each) is not str:
            raise BadValue(f"os.path.{name}() takes texts, got {describe(each)}: {show(each)}")
    site.evaluator.charge_text(sum(map(len, found)) + len(found))
    return found


def _path(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of texts, or of one list of them."""

    def run(site: Site, *parts: Any) -> object:
        is_list = len(parts) == 1 and isinstance(parts[0], (list, tuple))
        texts = _texts(name, parts[0] if is_list else parts, site)
        if isinstance(texts, Unread):
            return texts
        return function(texts) if is_list else function(*texts)

    return run


def _whole(name: str, function: Callable[[str], str]) -> Callable[..., Any]:
    """`abspath` and `realpath`."""

    def run(site: Site, path: Any, **options: Any) -> object:
        texts = _texts(name, [path], site)
        if isinstance(texts, Unread):
            return texts
        sight = sight_of(site)
        whole = None if sight is None else sight.whole(texts[0])
        if whole is None:
            return Unread(
                f"os.path.{name}({show(texts[0])})",
                "the current directory is not known",
                site.source(),
            )
        return whole if mounted(whole) else function(whole)

    return run


def _expanded(name: str, sign: str, reason: str) -> Callable[..., Any]:
    """`expanduser` and `expandvars`: nobody's home and environment is read."""

    def run(site: Site, path: Any) -> object:
        texts = _texts(name, [path], site)
        if isinstance(texts, Unread) or sign not in texts[0]:
            return texts if isinstance(texts, Unread) else texts[0]
        return Unread(f"os.path.{name}({show(texts[0])})", reason, site.source())

    return run


def _relpath(site: Site, path: Any, start: Any = ".") -> object:
    whole = _whole("relpath", os.path.normpath)
    ends = [whole(site, path), whole(site, start)]
    for each in ends:
        if isinstance(each, Unread):
            return each
    return os.path.relpath(*ends)


def _asked(question: str) -> Callable[..., Any]:
    """`os.path.exists` and the like, of what is below the folders that are read."""

    def run(site: Site, path: Any) -> object:
        text: Any = path_text(path, site)
        unread = doubted(f"os.path.{question}", text, site)
        return sight_of(site).answers(question, text) if unread is None else unread

    return run


OS_PATH: dict[str, object] = {
    "sep": "/",
    "pardir": "..",
    "curdir": ".",
    "extsep": ".",
    **functions(
        {
            **{name: _path(name, getattr(posixpath, name)) for name in (*PLAIN, "splitext")},
            **{each: _whole(each, getattr(os.path, each)) for each in ("abspath", "realpath")},
            **{each: _asked(each) for each in ("exists", "isdir", "isfile", "islink")},
            "expanduser": _expanded("expanduser", "~", "home folders are not looked into"),
            "expandvars": _expanded("expandvars", "$", "the environment is not read"),
            "relpath": _relpath,
        }
    ),
}

# os


def changing(name: str, *places: int) -> Callable[..., Any]:
    """A function that changes what its arguments at some places are the paths of."""

    def run(site: Site, *args: Any, **options: Any) -> None:
        paths = [args[each] for each in places if each < len(args)]
        for each in [*paths, *[options[key] for key in ("path", "src", "dst") if key in options]]:
            change(site, each, f"{name}() changes it in {site.source()}")

    return run


def change(site: Site, path: Any, why: str) -> None:
    """Let nothing be known of a path from now on."""
    text = path_text(path, site)
    sight = sight_of(site)
    if sight is not None and type(text) is str:
        sight.change(text, why)


def _enter(site: Site, path: Any) -> None:
    text = path_text(path, site)
    sight = sight_of(site)
    if sight is not None:
        sight.enter(text if type(text) is str else None)


def _current(site: Site) -> object:
    return _whole("getcwd", os.path.normpath)(site, ".")


def _names(site: Site, path: Any = ".") -> object:
    path = path_text(path, site)
    unread = doubted("os.listdir", path, site, listed=True)
    if unread is not None:
        return unread
    sight = sight_of(site)
    if not sight.answers("isdir", path):
        raise throw("FileNotFoundError", f"there is no folder {path!r}", site)
    names = sight.names_in(path)
    if names is None:
        return Unread(f"os.listdir({path!r})", "the folder holds too many files", site.source())
    return site.evaluator.made(names)


OS_FILES: dict[str, object] = {
    **functions(
        {
            **{
                each: changing(f"os.{each}", 0)
                for each in ("makedirs", "mkdir", "remove", "removedirs", "rmdir", "unlink")
            },
            **{each: changing(f"os.{each}", 0, 1) for each in ("rename", "renames", "replace")},
            **{each: changing(f"os.{each}", 1) for each in ("link", "symlink")},
            "chdir": _enter,
            "fspath": lambda site, path: path_text(path, site),
            "getcwd": _current,
            "listdir": _names,
        }
    )
}
SHUTIL: dict[str, object] = {
    **functions(
        {
            "move": changing("shutil.move", 0, 1),
            "rmtree": changing("shutil.rmtree", 0),
            **{
                each: changing(f"shutil.{each}", 1)
                for each in ("copy", "copy2", "copyfile", "copytree", "unpack_archive")
            },
        }
    )
}
