"""`collections.abc` and `abc`: classes that tell what a value can do."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.std.classes.mixins import MIXINS
from convcalc.readers.python.libraries.std.entries import first_argument
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.objects.classes import ClassMethod
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.classes import Instance
from convcalc.readers.python.objects.classes import Property
from convcalc.readers.python.objects.classes import StaticMethod
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.plain_bases import PayloadInstance
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.values.streams import Stream

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site

DICT_VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))
SETS: tuple[type, ...] = (set, frozenset, type({}.keys()), type({}.items()))
ITERATORS: tuple[type, ...] = (type(iter([])),)

KINDS: dict[str, tuple[tuple[type, ...], tuple[str, ...]]] = {
    "Callable": ((), ("__call__",)),
    "Collection": (
        (str, list, tuple, dict, set, frozenset, range, *DICT_VIEWS),
        ("__iter__", "__len__", "__contains__"),
    ),
    "Container": (
        (str, list, tuple, dict, set, frozenset, range, *DICT_VIEWS),
        ("__contains__",),
    ),
    "Generator": ((), ("send",)),
    "Hashable": ((str, int, float, bool, tuple, frozenset, range, type(None)), ("__hash__",)),
    "ItemsView": ((DICT_VIEWS[2],), ()),
    "Iterable": (
        (str, list, tuple, dict, set, frozenset, range, *DICT_VIEWS, *ITERATORS),
        ("__iter__",),
    ),
    "Iterator": (ITERATORS, ("__iter__", "__next__")),
    "KeysView": ((DICT_VIEWS[0],), ()),
    "Mapping": ((dict,), ()),
    "MutableMapping": ((dict,), ()),
    "MutableSequence": ((list,), ()),
    "MutableSet": ((set,), ()),
    "Reversible": ((list, tuple, str, range, dict, *DICT_VIEWS), ("__reversed__",)),
    "Sequence": ((str, list, tuple, range), ()),
    "Set": (SETS, ()),
    "Sized": ((str, list, tuple, dict, set, frozenset, range, *DICT_VIEWS), ("__len__",)),
    "ValuesView": ((DICT_VIEWS[1],), ()),
    "Awaitable": ((), ("__await__",)),
    "AsyncIterable": ((), ("__aiter__",)),
    "AsyncIterator": ((), ("__anext__",)),
    "AsyncGenerator": ((), ("__anext__", "asend")),
    "Coroutine": ((), ("__await__", "send")),
    "Buffer": ((), ("__buffer__",)),
    "ByteString": ((), ()),
}
"""Class -> the plain values that are of it, and the methods by which any object is."""

PARENTS = {
    "Collection": ("Sized", "Iterable", "Container"),
    "Iterator": ("Iterable",),
    "Generator": ("Iterator",),
    "Mapping": ("Collection",),
    "MutableMapping": ("Mapping",),
    "Sequence": ("Reversible", "Collection"),
    "MutableSequence": ("Sequence",),
    "Reversible": ("Iterable",),
    "Set": ("Collection",),
    "MutableSet": ("Set",),
}


class AbstractClass(HostClass):
    """A class of `collections.abc`: a value is of it by what it can do."""

    __slots__ = ()

    def has_instance(self, value: object, site: Site) -> bool:
        """Whether the value can do it."""
        if not isinstance(value, HostObject):
            return isinstance(value, KINDS[self.name][0])
        if isinstance(value, Unread):
            value.refuse(site)
        if super().has_instance(value, site):
            return True
        if self.name == "Callable":
            return site.evaluator.decide(
                site.evaluator.builtins["callable"].call([value], {}, site), site
            )
        if self.name in ITERABLES and isinstance(value, Stream):
            return True
        if self.name == "Hashable":
            return _is_hashable(value)
        cls = value.own_type()
        return (
            self.has_subclass(cls, site) if isinstance(cls, ClassObject) else self._answers(value)
        )

    def _answers(self, value: HostObject) -> bool:
        """Whether an object of the host overrides the protocol's method."""
        own = PROTOCOL.get(self.name, ())
        return bool(own) and all(
            getattr(type(value), each) is not getattr(HostObject, each) for each in own
        )

    def has_subclass(self, cls: ClassObject, site: Site) -> bool:
        """Whether the class derives from it, or has its methods."""
        if cls.is_subclass(self):
            return True
        plain, methods = KINDS[self.name]
        if any(each.module == "builtins" and each.name in _names(plain) for each in cls.mro):
            return True
        found = [cls.lookup(each) for each in methods]
        return bool(methods) and all(each is not MISSING and each is not None for each in found)


def _is_hashable(value: HostObject) -> bool:
    """Whether nothing in the class of an object says that it is no key."""
    if isinstance(value, PayloadInstance) and type(value.payload) in (list, dict, set):
        return False
    if isinstance(value, Instance):
        for each in value.cls.mro:
            if "__hash__" in each.namespace:
                return each.namespace["__hash__"] is not None
            if "__eq__" in each.namespace:
                return False
    return True


ITERABLES = ("Iterable", "Iterator")
PROTOCOL = {
    "Iterable": ("iterate",),
    "Sized": ("length",),
    "Container": ("contains",),
    "Collection": ("iterate", "length", "contains"),
}


def _names(kinds: tuple[type, ...]) -> list[str]:
    return [each.__name__ for each in kinds]


def _classes() -> dict[str, AbstractClass]:
    made: dict[str, AbstractClass] = {}

    def make(name: str) -> AbstractClass:
        if name not in made:
            bases = tuple(make(each) for each in PARENTS.get(name, ()))
            namespace: dict[str, Any] = dict(MIXINS.get(name, {}))
            if name in ("Mapping", "Set"):
                namespace["__hash__"] = None
            made[name] = AbstractClass(name, bases, namespace, module="collections.abc")
        return made[name]

    for each in KINDS:
        make(each)
    return made


ABSTRACT = _classes()

ABC = HostClass("ABC", (), {}, module="abc")
META = HostClass("ABCMeta", (), {}, module="abc")


TABLE: dict[str, object] = dict(ABSTRACT)

ABC_TABLE: dict[str, object] = {
    "ABC": ABC,
    "ABCMeta": META,
    **functions(
        {
            "abstractmethod": first_argument,
            "abstractproperty": lambda site, function: Property(function),
            "abstractclassmethod": lambda site, function: ClassMethod(function),
            "abstractstaticmethod": lambda site, function: StaticMethod(function),
            "update_abstractmethods": first_argument,
        }
    ),
}
