"""`pathlib`: paths with slashes, and what is below the folders that are read."""

import fnmatch as _fnmatch
import os as _os


class PurePath:
    def __init__(self, *parts):
        texts = [_os.fspath(each) for each in parts]
        joined = _os.path.join(*texts) if texts else "."
        self._text = _os.path.normpath(joined) if ".." not in joined else joined

    def __str__(self):
        return self._text

    def __fspath__(self):
        return self._text

    def __repr__(self):
        return f"{type(self).__name__}({self._text!r})"

    def __truediv__(self, other):
        return type(self)(self._text, other)

    def __rtruediv__(self, other):
        return type(self)(other, self._text)

    def __eq__(self, other):
        return isinstance(other, PurePath) and self._text == other._text

    def __lt__(self, other):
        return self.parts < other.parts

    def __hash__(self):
        return hash(self._text)

    def joinpath(self, *others):
        return type(self)(self._text, *others)

    @property
    def name(self):
        return "" if self._text in (".", "/") else _os.path.basename(self._text)

    @property
    def suffix(self):
        return _os.path.splitext(self.name)[1]

    @property
    def suffixes(self):
        return ["." + each for each in self.name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        return _os.path.splitext(self.name)[0]

    @property
    def parts(self):
        inner = tuple(each for each in self._text.split("/") if each and each != ".")
        return ("/", *inner) if self._text.startswith("/") else inner

    @property
    def parent(self):
        return type(self)(_os.path.dirname(self._text) or ".")

    @property
    def parents(self):
        found = []
        path = self
        while path.parent != path:
            path = path.parent
            found.append(path)
        return found

    def as_posix(self):
        return self._text

    def is_absolute(self):
        return self._text.startswith("/")

    def with_suffix(self, suffix):
        return type(self)(_os.path.dirname(self._text), self.stem + suffix)

    def with_name(self, name):
        return type(self)(_os.path.dirname(self._text), name)

    def with_stem(self, stem):
        return type(self)(_os.path.dirname(self._text), stem + self.suffix)

    def relative_to(self, other):
        start = type(self)(other).parts
        if self.parts[: len(start)] != start:
            raise ValueError(f"{self._text!r} is not below {other!r}")
        return type(self)(*self.parts[len(start) :])

    def match(self, pattern):
        return _fnmatch.fnmatch(self.name, pattern)


class Path(PurePath):
    def exists(self):
        return _os.path.exists(self._text)

    def is_file(self):
        return _os.path.isfile(self._text)

    def is_dir(self):
        return _os.path.isdir(self._text)

    def resolve(self, strict=False):
        return type(self)(_os.path.realpath(self._text))

    def absolute(self):
        return type(self)(_os.path.abspath(self._text))

    def expanduser(self):
        return type(self)(_os.path.expanduser(self._text))

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return open(self._text, mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None):
        return open(self._text, encoding=encoding, errors=errors).read()

    def read_bytes(self):
        return open(self._text, "rb").read()

    def write_text(self, data, encoding=None, errors=None, newline=None):
        return open(self._text, "w").write(data)

    def write_bytes(self, data):
        with open(self._text, "wb") as stream:
            return stream.write(data)

    def iterdir(self):
        return (self / each for each in _os.listdir(self._text))

    def glob(self, pattern):
        found = [self]
        parts = pattern.split("/")
        for part in parts:
            if part == "**":
                found = [below for each in found for below in _folders(each)]
            else:
                found = [
                    each / name
                    for each in found
                    if each.is_dir()
                    for name in sorted(_os.listdir(each))
                    if _fnmatch.fnmatchcase(name, part)
                ]
        return iter(dict.fromkeys(found))

    def rglob(self, pattern):
        return self.glob("**/" + pattern)

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        _os.mkdir(self._text)

    def touch(self, mode=0o666, exist_ok=True):
        with open(self._text, "a"):
            pass

    def unlink(self, missing_ok=False):
        _os.unlink(self._text)

    def rmdir(self):
        _os.rmdir(self._text)

    def rename(self, target):
        _os.rename(self._text, target)
        return type(self)(target)

    def replace(self, target):
        return self.rename(target)

    @classmethod
    def cwd(cls):
        return cls(_os.getcwd())

    @classmethod
    def home(cls):
        return cls(_os.path.expanduser("~"))


def _folders(path):
    """A folder and those below it, links not followed."""
    found = [path]
    for name in sorted(_os.listdir(path)):
        if _os.path.isdir(_os.path.join(path, name)) and not _os.path.islink(path / name):
            found.extend(_folders(path / name))
    return found


PosixPath = Path
PurePosixPath = PurePath
