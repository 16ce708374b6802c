"""`collections`: dicts with an order, a default or counts, lists with two ends, dicts in a row."""

from collections.abc import MutableMapping
from collections.abc import MutableSequence


class OrderedDict(dict):
    @classmethod
    def fromkeys(cls, iterable, value=None):
        return cls([(each, value) for each in iterable])

    def move_to_end(self, key, last=True):
        value = self.pop(key)
        rest = {} if last else dict(self)
        if not last:
            self.clear()
        self[key] = value
        self.update(rest)

    def popitem(self, last=True):
        if not self:
            raise KeyError("dictionary is empty")
        key = next(reversed(self) if last else iter(self))
        return key, self.pop(key)

    def copy(self):
        return self.__class__(self)

    def __reversed__(self):
        return iter(list(self)[::-1])

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return list(self.items()) == list(other.items())
        return dict(self) == other

    def __ne__(self, other):
        return not self.__eq__(other)

    def __repr__(self):
        return f"{self.__class__.__name__}({dict(self) if self else ''})"


class defaultdict(dict):
    def __init__(self, default_factory=None, /, *args, **keywords):
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable or None")
        super().__init__(*args, **keywords)
        self.default_factory = default_factory

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        value = self[key] = self.default_factory()
        return value

    def copy(self):
        return self.__class__(self.default_factory, self)

    def __repr__(self):
        return f"{self.__class__.__name__}({self.default_factory!r}, {dict(self)})"


class Counter(dict):
    def __init__(self, iterable=None, /, **counts):
        super().__init__()
        self.update(iterable, **counts)

    def __missing__(self, key):
        return 0

    def update(self, iterable=None, /, **counts):
        for key, count in [*_counted(iterable), *counts.items()]:
            self[key] = self[key] + count if key in self else count

    def subtract(self, iterable=None, /, **counts):
        for key, count in [*_counted(iterable), *counts.items()]:
            self[key] -= count

    def most_common(self, n=None):
        pairs = sorted(self.items(), key=_count_of, reverse=True)
        return pairs if n is None else pairs[: max(n, 0)]

    def elements(self):
        return (each for each, count in self.items() for _ in range(count))

    def total(self):
        return sum(self.values())

    def copy(self):
        return self.__class__(self)

    def __add__(self, other):
        return _combined(self, other, lambda left, right: left + right)

    def __sub__(self, other):
        return _combined(self, other, lambda left, right: left - right)

    def __or__(self, other):
        return _combined(self, other, max)

    def __and__(self, other):
        return _combined(self, other, min)

    def __repr__(self):
        return f"{self.__class__.__name__}({dict(self.most_common()) if self else ''})"


def _counted(iterable):
    if iterable is None:
        return []
    if hasattr(iterable, "items"):
        return iterable.items()
    return [(each, 1) for each in iterable]


def _count_of(pair):
    return pair[1]


def _combined(left, right, choose):
    """A counter of two; what is counted 0 times or less is left out."""
    if not isinstance(right, Counter):
        return NotImplemented
    counts = {key: choose(left[key], right[key]) for key in [*left, *right]}
    return Counter({key: count for key, count in counts.items() if count > 0})


class deque(MutableSequence):
    def __init__(self, iterable=(), maxlen=None):
        if maxlen is not None and maxlen < 0:
            raise ValueError("maxlen must be non-negative")
        self._elements = []
        self._most = maxlen
        self.extend(iterable)

    @property
    def maxlen(self):
        return self._most

    def append(self, x, /):
        self._elements.append(x)
        if self._most is not None and len(self._elements) > self._most:
            del self._elements[0]

    def appendleft(self, x, /):
        self._elements.insert(0, x)
        if self._most is not None and len(self._elements) > self._most:
            del self._elements[-1]

    def extend(self, iterable, /):
        self._elements += list(iterable)
        if self._most is not None:
            del self._elements[: max(len(self._elements) - self._most, 0)]

    def extendleft(self, iterable, /):
        self._elements[:0] = list(iterable)[::-1]
        if self._most is not None:
            del self._elements[self._most :]

    def insert(self, index, x, /):
        if self._most is not None and len(self._elements) >= self._most:
            raise IndexError("deque already at its maximum size")
        self._elements.insert(index, x)

    def pop(self):
        if not self._elements:
            raise IndexError("pop from an empty deque")
        return self._elements.pop()

    def popleft(self):
        if not self._elements:
            raise IndexError("pop from an empty deque")
        return self._elements.pop(0)

    def remove(self, value, /):
        self._elements.remove(value)

    def clear(self):
        self._elements.clear()

    def count(self, x, /):
        return self._elements.count(x)

    def index(self, x, /, *ends):
        return self._elements.index(x, *ends)

    def reverse(self):
        self._elements.reverse()

    def rotate(self, n=1, /):
        if self._elements:
            shift = n % len(self._elements)
            self._elements = self._elements[-shift:] + self._elements[:-shift]

    def copy(self):
        return self.__class__(self, self._most)

    __copy__ = copy

    def __len__(self):
        return len(self._elements)

    def __iter__(self):
        return iter(self._elements)

    def __contains__(self, key):
        return key in self._elements

    def __getitem__(self, index):
        return self._elements[index]

    def __setitem__(self, index, value):
        self._elements[index] = value

    def __delitem__(self, index):
        del self._elements[index]

    def __eq__(self, other):
        return self._elements == other._elements if isinstance(other, deque) else NotImplemented

    def __repr__(self):
        most = "" if self._most is None else f", maxlen={self._most}"
        return f"{self.__class__.__name__}({self._elements}{most})"


class ChainMap(MutableMapping):
    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def new_child(self, m=None):
        return self.__class__({} if m is None else m, *self.maps)

    def _merged(self):
        found = {}
        for each in reversed(self.maps):
            found.update(each)
        return found

    def __getitem__(self, key):
        for each in self.maps:
            if key in each:
                return each[key]
        raise KeyError(key)

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        del self.maps[0][key]

    def __contains__(self, key):
        return any(key in each for each in self.maps)

    def __iter__(self):
        return iter(self._merged())

    def __len__(self):
        return len(self._merged())

    def get(self, key, default=None):
        return next((each[key] for each in self.maps if key in each), default)

    def keys(self):
        return self._merged().keys()

    def values(self):
        return self._merged().values()

    def items(self):
        return self._merged().items()
