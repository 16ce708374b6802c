"""`glob`: the files below the folders that are read, in the order of their names."""

import fnmatch as _fnmatch
import os as _os


def has_magic(pathname):
    return any(sign in pathname for sign in "*?[")


def escape(pathname):
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in pathname)


def _names(folder, is_hidden):
    """The names in a folder; those with a dot in front only where they are wanted."""
    if not _os.path.isdir(folder or "."):
        return []
    names = sorted(_os.listdir(folder or "."))
    return names if is_hidden else [name for name in names if name[0] != "."]


def _below(folder, is_hidden):
    """Everything below a folder, each folder in front of what is in it."""
    for name in _names(folder, is_hidden):
        path = _os.path.join(folder, name)
        yield path
        yield from _below(path, is_hidden)


def _matches(folder, part, is_last, is_recursive, is_hidden):
    """What a part of a pattern stands for in a folder."""
    if is_recursive and part == "**":
        if folder or not is_last:
            yield _os.path.join(folder, "") if is_last else folder
        yield from _below(folder, is_hidden)
    elif has_magic(part):
        for name in _names(folder, is_hidden or part[0] == "."):
            if _fnmatch.fnmatchcase(name, part):
                yield _os.path.join(folder, name)
    elif part or is_last:
        path = _os.path.join(folder, part)
        if not is_last or (_os.path.exists(path) if part else _os.path.isdir(folder)):
            yield path
    else:
        yield folder


def _found(pathname, root, is_recursive, is_hidden):
    parts = _os.fspath(pathname).split("/")
    places = ["/"] if parts[0] == "" and len(parts) > 1 else [root]
    for index, part in enumerate(parts):
        is_last = index == len(parts) - 1
        places = [
            found
            for place in places
            for found in _matches(place, part, is_last, is_recursive, is_hidden)
        ]
    start = _os.path.join(root, "") if root else ""
    return [each[len(start) :] if start and each.startswith(start) else each for each in places]


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    return _found(pathname, root_dir or "", recursive, include_hidden)


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    return iter(_found(pathname, root_dir or "", recursive, include_hidden))
