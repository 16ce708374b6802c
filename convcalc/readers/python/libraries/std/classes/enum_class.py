"""How enumerations are made of the body of a class."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.std.classes.enum_members import OPERATORS
from convcalc.readers.python.libraries.std.classes.enum_members import SHOWN
from convcalc.readers.python.libraries.std.classes.enum_members import TEXTS
from convcalc.readers.python.libraries.std.classes.enum_members import Auto
from convcalc.readers.python.libraries.std.classes.enum_members import Member
from convcalc.readers.python.libraries.std.classes.enum_members import same_value
from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.classes import Descriptor
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.classes import HostStatic
from convcalc.readers.python.objects.descriptors import bound
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.values.formats import represent
from convcalc.readers.python.values.operators import operate
from convcalc.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from convcalc.readers.python.objects.classes import ClassBody
    from convcalc.readers.python.objects.host import Site

PLAIN_BASES = {"str": str, "int": int, "float": float, "tuple": tuple}
"""Builtin classes that members may be values of besides."""


class EnumClass(ClassObject):
    """An enumeration: a class with members."""

    __slots__ = ("aliases", "is_flag", "kind", "members", "metaclass", "plain")
    type_name: ClassVar[str] = "an enumeration"

    def __init__(
        self, name: str, bases: tuple[ClassObject, ...], body: ClassBody, site: Site
    ) -> None:
        named = {key: each for key, each in body.namespace.items() if _is_member(key, each)}
        rest = {key: each for key, each in body.namespace.items() if key not in named}
        super().__init__(
            name,
            bases,
            rest,
            module=site.evaluator.module_name,
            node=body.node,
            text=site.evaluator.text,
            instance_type=Member,
        )
        self.members: dict[str, Member] = {}
        self.aliases: dict[str, Member] = {}
        self.is_flag = any(each.name == "Flag" and each.module == "enum" for each in self.mro)
        self.plain = next((PLAIN_BASES[e.name] for e in self.mro if e.name in PLAIN_BASES), None)
        self.kind = next((each.name for each in self.mro if each.name in TEXTS), "Enum")
        self.metaclass = body.keywords.get("metaclass") or _metaclass(bases)
        for special in SHOWN:
            # As Python does: how it looks is the enumeration's affair, not that of its values.
            rest.setdefault(special, _inherited(self, special))
        for key, value in named.items():
            self._add(key, value, site)

    def _add(self, name: str, value: Any, site: Site) -> None:
        """Make a member, or another name of one that has the same value."""
        value = self._resolved(value, name, site)
        if type(value) is tuple:
            value = tuple([self._resolved(each, name, site) for each in value])
        site.evaluator.charge_items(8)
        member = self._member(name, value, site)
        known = self.by_value(member.value, site)
        if known is None:
            self.members[name] = member
        self.aliases[name] = member if known is None else known

    def _resolved(self, value: Any, name: str, site: Site) -> Any:
        """The value with what `auto()` stands for."""
        if not isinstance(value, Auto):
            return value
        if value.value is MISSING and value.parts:
            sign, *pair = value.parts
            left, right = [self._resolved(each, name, site) for each in pair]
            value.value = operate(OPERATORS[sign], left, right, site)
        elif value.value is MISSING:
            value.value = self._next_value(name, site)
        return value.value

    def _member(self, name: str, value: Any, site: Site) -> Member:
        args = list(value) if type(value) is tuple else [value]
        new = next((e.namespace["__new__"] for e in self.mro if "__new__" in e.namespace), None)
        is_own = isinstance(new, (Function, Descriptor)) and not isinstance(new, HostStatic)
        member: Any
        if is_own and isinstance(getattr(new, "function", new), Function):
            member = new.call([self, *args], {}, site)  # type: ignore[union-attr]  # a function
            if not isinstance(member, Member):
                raise BadValue(f"{self.name}.__new__() gives {show(member)}, no member")
        else:
            member = self.make(site)
        member.name = name
        if member.value is MISSING:
            member.take_value(self._plain(args, value))
        initialise = self.lookup("__init__")
        if isinstance(initialise, Function):
            initialise.call([member, *args], {}, site)
        return member  # type: ignore[no-any-return]  # checked above

    def _plain(self, args: list[Any], value: Any) -> Any:
        """The value as one of the builtin class that the members are values of besides."""
        if self.plain is None or type(value) is self.plain:
            return value
        try:
            return self.plain(*args)
        except (TypeError, ValueError):
            raise BadValue(f"{self.name}: {show(value)} is no {self.plain.__name__}") from None

    def _next_value(self, name: str, site: Site) -> object:
        """What `auto()` stands for."""
        before = [each.value for each in self.members.values()]
        own = self.lookup("_generate_next_value_")
        if own is not MISSING:
            function = getattr(own, "function", own)
            return function.call([name, 1, len(before), before], {}, site)
        if self.plain is str:
            return name.lower()
        numbers = [each for each in before if type(each) is int]
        if self.is_flag:
            return 1 << max(numbers).bit_length() if numbers else 1
        return max(numbers) + 1 if numbers else 1

    # what can be asked of it

    def by_value(self, value: Any, site: Site) -> Member | None:
        """The member of that value."""
        for each in self.members.values():
            if same_value(each.value, value, site):
                return each
        return None

    def attribute_names(self) -> Sequence[str]:
        """The members and what else the class holds."""
        return [*self.aliases, *super().attribute_names()]

    def attribute(self, name: str, site: Site) -> object:
        """A member, or what else the class holds."""
        if name in self.aliases:
            return self.aliases[name]
        if name in ("__members__", "_member_map_"):
            return dict(self.aliases)
        if name == "_member_names_":
            return list(self.members)
        if self.metaclass is not None and self.lookup(name) is MISSING:
            held = self.metaclass.lookup(name)
            if held is not MISSING:
                return bound(held, self, self.metaclass, site)
        return super().attribute(name, site)

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """Anything but a member."""
        if name in self.aliases:
            raise BadValue(f"{self.name}.{name} is a member: it cannot be changed")
        super().set_attribute(name, value, site)

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """The member of a value."""
        if not self.aliases and args and type(args[0]) is str and len(args) > 1:
            return functional(self, args, site)
        if len(args) != 1 or kwargs:
            raise BadValue(f"{self.name}() takes the value of a member, got {len(args)} of them")
        (value,) = args
        if isinstance(value, Member) and value.cls is self:
            return value
        found = self.by_value(value, site)
        if found is None and self.is_flag and type(value) is int:
            found = self.composed(value)
        if found is None:
            found = self._missing(value, site)
        if found is None:
            shown = [represent(site, each.value) for each in self.members.values()]
            raise BadValue(
                f"{represent(site, value)} is not a valid {self.name}",
                expected=", ".join(shown[:20]),
                hint=nearest(value, _texts(self)) if type(value) is str else "",
            )
        return found

    def _missing(self, value: Any, site: Site) -> Any:
        """What the class's own `_missing_` gives."""
        own = self.lookup("_missing_")
        if own is MISSING:
            return None
        return getattr(own, "function", own).call([self, value], {}, site)

    def composed(self, value: int) -> Member | None:
        """A flag of several members, or of none."""
        known = 0
        for each in self.members.values():
            if type(each.value) is int:
                known |= each.value
        if value < 0:
            value &= known
        if value & ~known and self.plain is not int:
            return None
        for each in self.members.values():
            if each.value == value:
                return each
        made = Member(self)
        made.take_value(value)
        parts = [n for n, each in self.members.items() if each.value and each.value & value]
        made.name = "|".join(parts) or None
        return made

    def subscript(self, key: object, site: Site) -> object:
        """The member of a name."""
        if type(key) is str and key in self.aliases:
            return self.aliases[key]
        hint = nearest(key, tuple(self.aliases)) if type(key) is str else ""
        from convcalc.readers.python.objects.failures import NoKey

        raise NoKey(f"{self.name} has no member {show(key)}", hint=hint)

    def contains(self, value: object, site: Site) -> bool:
        """A member, or a member's value."""
        if isinstance(value, Unread):
            value.refuse(site)
        if isinstance(value, Member) and value.cls is self:
            return True
        return self.by_value(value, site) is not None

    def iterate(self, site: Site) -> Iterable[object]:
        """The members, without their other names."""
        return list(self.members.values())

    def length(self, site: Site) -> object:
        """How many members there are."""
        return len(self.members)


def _metaclass(bases: tuple[ClassObject, ...]) -> Any:
    """The metaclass of the user's that a base has, if any."""
    return next((each.metaclass for each in bases if isinstance(each, EnumClass)), None)


def _inherited(cls: ClassObject, name: str) -> Any:
    """What the first enumeration in line has under a name."""
    line = [each for each in cls.mro if isinstance(each, (EnumClass, EnumBase))]
    return next(each.namespace[name] for each in line if name in each.namespace)


def _texts(cls: EnumClass) -> list[str]:
    return [each.value for each in cls.members.values() if type(each.value) is str]


def _is_member(name: str, value: object) -> bool:
    """Whether a name in an enumeration's body is a member."""
    if (name.startswith("__") and name.endswith("__")) or isinstance(value, (Function, Descriptor)):
        return False
    return not (name.startswith("_") and name.endswith("_") and len(name) > 2)


class EnumBase(HostClass):
    """`Enum` and its relatives: what derives from them is an enumeration."""

    __slots__ = ()

    def derive(
        self, name: str, bases: tuple[ClassObject, ...], body: ClassBody, site: Site
    ) -> ClassObject:
        """An enumeration."""
        return EnumClass(name, bases, body, site)

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """`Enum("Name", "A B C")`."""
        return functional(self, args, site)


def functional(base: ClassObject, args: list[Any], site: Site) -> object:
    """An enumeration made by a call: a name and its members."""
    import ast

    from convcalc.readers.python.objects.classes import ClassBody

    if len(args) != 2 or type(args[0]) is not str:
        raise BadValue(f"{base.name}() takes the name of the class and those of its members")
    name, named = args
    if type(named) is str:
        named = named.replace(",", " ").split()
    members: dict[str, Any] = {}
    if type(named) is dict:
        members.update(named)
    else:
        for each in site.evaluator.collect(named, site):
            key, value = each if type(each) in (list, tuple) and len(each) == 2 else (each, Auto())
            members[key] = value
    node = ast.ClassDef(name=name, bases=[], keywords=[], body=[], decorator_list=[])
    return EnumClass(name, (base,), ClassBody(members, {}, node), site)
