"""Objects of the evaluated world's classes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.readers.python.objects.descriptors import bound
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.forgotten_self import without_self_made
from convcalc.readers.python.objects.functions import BoundMethod
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.host import MISSING
from convcalc.readers.python.objects.host import Descriptor
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import invoke
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.readers.python.objects.classes import ClassObject
    from convcalc.readers.python.objects.host import Site


class Instance(HostObject):
    """An object of a class; `attributes` are its own."""

    __slots__ = ("attributes", "cls")
    type_name: ClassVar[str] = "an object"

    def __init__(self, cls: ClassObject) -> None:
        self.cls = cls
        self.attributes: dict[str, Any] = {}

    def __repr__(self) -> str:
        return f"<{self.cls.name} object>"

    def notice(self, site: Site) -> None:
        """Notice where it was made."""

    # attributes

    def own_type(self) -> HostObject | None:
        """Its class."""
        return self.cls

    def attribute_names(self) -> Sequence[str]:
        """Its own attributes and those of its class."""
        return [*self.attributes, *self.cls.attribute_names()]

    def attribute(self, name: str, site: Site) -> object:
        """A property, an own attribute, a member of the class, or what `__getattr__` gives."""
        found = self._asked(name, site) if self.cls.is_asked else self.find(name, site)
        if found is not MISSING:
            return found
        fallback = self.cls.lookup("__getattr__")
        if fallback is not MISSING:
            return invoke(fallback, [self, name], {}, site)
        problem = no_attribute(f"{self.cls.name!r} object", name, self.attribute_names)
        problem.instead = lambda: self.meant_by(name)
        raise problem

    def _asked(self, name: str, site: Site) -> Any:
        """What the `__getattribute__` of the user's class gives; MISSING: an AttributeError."""
        asked = self.cls.lookup("__getattribute__")
        call = partial(invoke, asked, [self, name], {}, site)
        if self.cls.lookup("__getattr__") is MISSING:
            return call()
        return site.evaluator.attempt(call, "AttributeError", site)

    def inner_values(self) -> Iterable[Any]:
        """The values that it holds."""
        return self.attributes.values()

    def meant_by(self, name: str) -> str:
        """A hint for an attribute that is not there."""
        return without_self_made(self.cls, name, list(self.attribute_names()))

    def find(self, name: str, site: Site) -> Any:
        """What `self.name` gives without `__getattr__`; else MISSING."""
        held = MISSING
        for each in self.cls.mro:
            if name in each.namespace:
                held = each.namespace[name]
                break
        own = self.attributes
        if held is MISSING:
            if name in own:
                return own[name]
            return self._special(name, site) if name[:2] == "__" else MISSING
        if isinstance(held, Function):
            return own[name] if name in own else BoundMethod(held, self)
        if isinstance(held, Descriptor):
            if name in own and not held.is_data:
                return own[name]
            return held.get(self, self.cls, site)
        if name in own:
            return own[name]
        if isinstance(held, Instance) and held.cls.lookup("__get__") is not MISSING:
            return held.call_special("__get__", [self, self.cls], site)
        return held

    def _special(self, name: str, site: Site) -> Any:
        special = INSTANCE_ATTRIBUTES.get(name)
        if special is not None:
            return special(self, site)
        from convcalc.readers.python.objects.root_methods import ROOT_METHODS
        from convcalc.readers.python.objects.root_methods import root_method

        return root_method(name, self, "") if name in ROOT_METHODS else MISSING

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """Through `__setattr__` or a property's setter, else its own."""
        setter = self.cls.lookup("__setattr__")
        if setter is not MISSING:
            invoke(setter, [self, name, value], {}, site)
            return
        self.set_own(name, value, site)

    def set_own(self, name: str, value: object, site: Site) -> None:
        """As `object.__setattr__` does: through a property's setter, else its own."""
        held = self.cls.lookup(name)
        if isinstance(held, Descriptor) and held.is_data:
            held.set(self, value, site)
        elif isinstance(held, Instance) and held.cls.lookup("__set__") is not MISSING:
            held.call_special("__set__", [self, value], site)
        else:
            self.put(name, value, site)

    def put(self, name: str, value: object, site: Site) -> None:
        """Make an attribute its own, whatever the class says."""
        site.evaluator.charge_items(1)
        if name == "__dict__":
            held = getattr(value, "payload", value)
            if type(held) is not dict:
                raise WrongType(f"__dict__ is a dict, got {describe(value)}: {show(value)}")
            self.attributes = held
            return
        self.attributes[name] = value

    def remove_attribute(self, name: str, site: Site) -> None:
        """`del self.name`."""
        if self.call_special("__delattr__", [name], site) is MISSING:
            self.remove_own(name, site)

    def remove_own(self, name: str, site: Site) -> None:
        """As `object.__delattr__` does."""
        held = self.cls.lookup(name)
        if isinstance(held, Descriptor) and held.is_data:
            held.delete(self, site)
        elif name not in self.attributes:
            raise no_attribute(f"{self.cls.name!r} object", name, self.attribute_names)
        else:
            del self.attributes[name]

    # special methods

    def call_special(self, name: str, args: list[Any], site: Site) -> Any:
        """Call a special method of its class, or give MISSING where there is none."""
        held = self.cls.lookup(name)
        if held is MISSING or held is None:
            return MISSING
        if isinstance(held, Function):
            return held.call([self, *args], {}, site)
        return invoke(bound(held, self, self.cls, site), args, {}, site)

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """`__call__`."""
        held = self.cls.lookup("__call__")
        if held is MISSING:
            raise WrongType(f"{self.cls.name!r} object cannot be called")
        if isinstance(held, Function):
            return held.call([self, *args], kwargs, site)
        site.evaluator.enter_call()
        try:
            return invoke(bound(held, self, self.cls, site), args, kwargs, site)
        finally:
            site.evaluator.depth -= 1

    def unary(self, sign: str, site: Site) -> object:
        """`__neg__`, `__pos__`, `__invert__`."""
        result = self.call_special(UNARY[sign], [], site)
        return super().unary(sign, site) if result is MISSING else result

    def binary(self, sign: str, other: object, site: Site, *, reflected: bool) -> object:
        """`__add__` and the like."""
        word = BINARY[sign]
        result = self.call_special(f"__r{word}__" if reflected else f"__{word}__", [other], site)
        return NotImplemented if result is MISSING else result

    def change(self, sign: str, other: object, site: Site) -> object:
        """`__iadd__` and the like, or NotImplemented."""
        result = self.call_special(f"__i{BINARY[sign]}__", [other], site)
        return NotImplemented if result is MISSING else result

    def compare(self, sign: str, other: object, site: Site) -> object:
        """`__eq__` and the like, or NotImplemented."""
        result = self.call_special(COMPARED[sign], [other], site)
        if result is MISSING and sign == "!=":
            result = self.call_special("__eq__", [other], site)
            if result is not MISSING and result is not NotImplemented:
                return not site.evaluator.decide(result, site)
        return NotImplemented if result is MISSING else result

    def contains(self, value: object, site: Site) -> bool:
        """`__contains__`, else its elements."""
        result = self.call_special("__contains__", [value], site)
        if result is not MISSING:
            return site.evaluator.decide(result, site)
        return any(site.evaluator.same(each, value, site) for each in self.iterate(site))

    def subscript(self, key: object, site: Site) -> object:
        """`__getitem__`."""
        result = self.call_special("__getitem__", [key], site)
        if result is MISSING:
            raise WrongType(f"{self.cls.name!r} object has no elements")
        return result

    def set_subscript(self, key: object, value: object, site: Site) -> None:
        """`__setitem__`."""
        if self.call_special("__setitem__", [key, value], site) is MISSING:
            raise WrongType(f"{self.cls.name!r} object has no elements to set")

    def remove_subscript(self, key: object, site: Site) -> None:
        """`__delitem__`."""
        if self.call_special("__delitem__", [key], site) is MISSING:
            raise WrongType(f"{self.cls.name!r} object has no elements to delete")

    def iterate(self, site: Site) -> Iterable[object]:
        """`__iter__`, else `__getitem__` from 0 on."""
        result = self.call_special("__iter__", [], site)
        if result is not MISSING:
            return self._stepped(site) if result is self else site.evaluator.iterate(result, site)
        if self.cls.lookup("__getitem__") is MISSING:
            raise WrongType(f"{self.cls.name!r} object cannot be iterated over")
        return self._elements(site)

    def _stepped(self, site: Site) -> Iterator[object]:
        """The elements that `__next__` gives."""
        while (found := self.take(site)) is not MISSING:
            yield found

    def take(self, site: Site) -> Any:
        """The next element of an iterator of the user's, or MISSING at the end."""
        site.evaluator.charge_steps(1)
        if self.cls.lookup("__next__") is MISSING:
            raise WrongType(f"{self.cls.name!r} object is no iterator")
        return site.evaluator.attempt(
            lambda: self.call_special("__next__", [], site), "StopIteration", site
        )

    def _elements(self, site: Site) -> Iterator[object]:
        attempt = site.evaluator.attempt
        index = 0
        while True:
            found = attempt(lambda: self.subscript(index, site), "IndexError", site)  # noqa: B023  # called at once
            if found is MISSING:
                return
            yield found
            index += 1

    def formatted(self, spec: str, site: Site) -> str | None:
        """What `__format__` gives."""
        made = self.call_special("__format__", [spec], site)
        return made if made is not MISSING and isinstance(made, str) else None

    def length(self, site: Site) -> object:
        """`__len__`."""
        result = self.call_special("__len__", [], site)
        if result is MISSING:
            raise WrongType(f"{self.cls.name!r} object has no length")
        return result

    def truth(self, site: Site) -> bool:
        """`__bool__`, else whether it is longer than nothing."""
        result = self.call_special("__bool__", [], site)
        if result is MISSING:
            result = self.call_special("__len__", [], site)
        return True if result is MISSING else site.evaluator.decide(result, site)

    def as_number(self, site: Site) -> Any:
        """What `__int__`, `__float__` or `__index__` gives."""
        found = self.converted(site)
        return super().as_number(site) if found is MISSING else found

    def converted(self, site: Site) -> Any:
        """The same, or MISSING where the class has none of them."""
        for name in ("__int__", "__float__", "__index__"):
            found = self.call_special(name, [], site)
            if found is not MISSING:
                return found
        return MISSING

    def represent(self, site: Site, *, plainly: bool = False) -> str:
        """What `__repr__` gives; with `plainly` what `__str__` gives, as for `str(x)`."""
        result = self.call_special("__str__", [], site) if plainly else MISSING
        if result is MISSING:
            result = self.call_special("__repr__", [], site)
        if result is MISSING:
            return self.shown(site)
        if type(result) is not str:
            raise WrongType(f"the text of a {self.cls.name!r} object is no text")
        return result

    def shown(self, site: Site) -> str:
        """Its text where its class says nothing of that."""
        return repr(self)

    def enter(self, site: Site) -> object:
        """`__enter__`."""
        result = self.call_special("__enter__", [], site)
        if result is MISSING:
            raise WrongType(f"{self.cls.name!r} object is nothing for 'with'")
        return result

    def leave(self, problem: Any, site: Site) -> bool:
        """`__exit__`: whether it deals with the problem, an exception or None."""
        raised = None if problem is None else problem.cls
        result = self.call_special("__exit__", [raised, problem, None], site)
        return result is not MISSING and site.evaluator.decide(result, site)


def _attributes(instance: Instance, site: Site) -> object:
    return instance.attributes


INSTANCE_ATTRIBUTES: dict[str, Callable[[Instance, Site], object]] = {
    "__class__": lambda instance, site: instance.cls,
    "__dict__": _attributes,
    "__doc__": lambda instance, site: instance.cls.attribute("__doc__", site),
    "__module__": lambda instance, site: instance.cls.attribute("__module__", site),
}
"""What every object answers to, besides the methods of `object`."""

UNARY = {"-": "__neg__", "+": "__pos__", "~": "__invert__", "abs": "__abs__"}
BINARY = {
    "+": "add",
    "-": "sub",
    "*": "mul",
    "@": "matmul",
    "/": "truediv",
    "//": "floordiv",
    "%": "mod",
    "**": "pow",
    "<<": "lshift",
    ">>": "rshift",
    "&": "and",
    "|": "or",
    "^": "xor",
}
COMPARED = {
    "==": "__eq__",
    "!=": "__ne__",
    "<": "__lt__",
    "<=": "__le__",
    ">": "__gt__",
    ">=": "__ge__",
}
