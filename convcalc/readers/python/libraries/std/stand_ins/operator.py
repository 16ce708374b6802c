"""`operator`: functions that look into values; the operators are the host's."""


class itemgetter:
    def __init__(self, item, /, *items):
        self._items = (item, *items)

    def __call__(self, obj, /):
        found = tuple([obj[each] for each in self._items])
        return found if len(found) > 1 else found[0]

    def __repr__(self):
        return f"operator.itemgetter({', '.join(map(repr, self._items))})"


class attrgetter:
    def __init__(self, attr, /, *attrs):
        self._attrs = (attr, *attrs)
        if not all(isinstance(each, str) for each in self._attrs):
            raise TypeError("attribute name must be a string")

    def __call__(self, obj, /):
        found = tuple([_inner(obj, each.split(".")) for each in self._attrs])
        return found if len(found) > 1 else found[0]

    def __repr__(self):
        return f"operator.attrgetter({', '.join(map(repr, self._attrs))})"


def _inner(obj, names):
    for each in names:
        obj = getattr(obj, each)
    return obj


class methodcaller:
    def __init__(self, name, /, *args, **keywords):
        self._name = name
        self._args = args
        self._keywords = keywords

    def __call__(self, obj, /):
        return getattr(obj, self._name)(*self._args, **self._keywords)


def concat(a, b, /):
    return a + b


def contains(a, b, /):
    return b in a


def getitem(a, b, /):
    return a[b]


def index(a, /):
    return int(a)


def truth(a, /):
    return bool(a)
