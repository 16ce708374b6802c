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
        return self

    def absolute(self):
        return self

    def open(self, mode="r", *args, **options):
        return open(self._text, mode)

    def read_text(self, encoding=None, errors=None):
        return open(self._text).read()

    def iterdir(self):
        return (self / each for each in _os.listdir(self._text))

    def glob(self, pattern):
        if "/" in pattern or "**" in pattern:
            raise NotImplementedError("a pattern of one name is read")
        names = sorted(_os.listdir(self._text))
        return (self / each for each in names if _fnmatch.fnmatch(each, pattern))

    def mkdir(self, *args, **options):
        pass


PosixPath = Path
PurePosixPath = PurePath
