"""Members of enumerations, which may be numbers or texts besides."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.plain_bases import PayloadInstance
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.values.comparisons import same
from convcalc.readers.python.values.operators import BINARY
from convcalc.readers.python.values.operators import operate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from convcalc.readers.python.objects.classes import ClassObject
    from convcalc.readers.python.objects.host import Site

OPERATORS = {sign: kind for kind, (sign, *_) in BINARY.items()}
SETS = {"|": int.__or__, "&": int.__and__, "^": int.__xor__}


TEXTS = {"IntEnum": True, "StrEnum": True, "IntFlag": True, "Flag": False, "Enum": False}
"""Class -> whether its members look like their values."""

SHOWN = ("__str__", "__repr__", "__format__", "__hash__")
"""What an enumeration has from enumerations before it has it from the class of its values."""


class Auto(HostObject):
    """`auto()`: the next value; or what is made of such, as in `BOTH = ONE | OTHER`."""

    __slots__ = ("parts", "value")
    type_name: ClassVar[str] = "auto()"

    def __init__(self, *parts: Any) -> None:
        self.parts = parts
        self.value: Any = MISSING

    def binary(self, sign: str, other: object, site: Site, *, reflected: bool) -> object:
        """What is worked out when the values are known."""
        return Auto(sign, other, self) if reflected else Auto(sign, self, other)


class Member(PayloadInstance):
    """A member: its name, its value, and what its class's `__init__` gave it."""

    __slots__ = ("name", "value")

    def __init__(self, cls: ClassObject) -> None:
        super().__init__(cls)
        self.name: str | None = None
        self.value: Any = MISSING
        # Who asks for the plain value of a member that is none besides gets the member.
        self.payload = self

    def __repr__(self) -> str:
        return f"{self.cls.name}.{self.shown_name()}"

    def __hash__(self) -> int:
        return hash(self.value) if self.is_plain else object.__hash__(self)

    def __eq__(self, other: object) -> bool:
        if self is other or not self.is_plain:
            return self is other
        return bool(self.value == (other.value if isinstance(other, Member) else other))

    @property
    def is_plain(self) -> bool:
        """Whether it is a number or a text besides."""
        return self.cls.plain is not None  # type: ignore[attr-defined]  # of an enumeration

    def shown_name(self) -> str:
        """Its name, or its value where it is a flag of several."""
        return str(self.value) if self.name is None else self.name

    def attribute(self, name: str, site: Site) -> object:
        """As of any object; `_value_`, and other members through it."""
        if name == "_value_":
            return self.value
        found = self.find(name, site)
        if found is MISSING:
            members = self.cls.aliases  # type: ignore[attr-defined]  # of an enumeration
            if name in members:
                return members[name]
        return super().attribute(name, site)

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """`_value_` is what it is looked up by."""
        if name == "_value_":
            self.value = value
        else:
            super().set_attribute(name, value, site)

    def take_value(self, value: Any) -> None:
        """Make it the member of this value."""
        self.value = value
        if self.is_plain:
            self.payload = value

    def copied(self, memo: dict[int, Any], site: Site) -> object:
        """Itself: there is one of it."""
        return self

    def shallow(self, site: Site) -> object:
        """Itself."""
        return self

    def binary(self, sign: str, other: object, site: Site, *, reflected: bool) -> object:
        """Flags join; a number or a text calculates."""
        own = super().binary(sign, other, site, reflected=reflected)
        if own is not NotImplemented:
            return own
        if self.cls.is_flag and sign in SETS:  # type: ignore[attr-defined]  # of an enumeration
            value = other.value if isinstance(other, Member) else other
            if type(value) is int and type(self.value) is int:
                return self.cls.composed(SETS[sign](self.value, value))  # type: ignore[attr-defined]  # of an enumeration
        if not self.is_plain:
            return NotImplemented
        plain = other.value if isinstance(other, Member) else other
        left, right = (plain, self.value) if reflected else (self.value, plain)
        return operate(OPERATORS[sign], left, right, site)

    def unary(self, sign: str, site: Site) -> object:
        """`~flag`, or what its number gives."""
        if self.cls.is_flag and sign == "~":  # type: ignore[attr-defined]  # of an enumeration
            return self.cls.composed(~self.value)  # type: ignore[attr-defined]  # as above
        if self.is_plain:
            return {"-": -self.value, "+": self.value}[sign] if sign in "+-" else ~self.value
        return super().unary(sign, site)

    def contains(self, value: object, site: Site) -> bool:
        """Whether a flag holds another."""
        if self.cls.is_flag and isinstance(value, Member):  # type: ignore[attr-defined]  # of an enumeration
            return bool(self.value & value.value == value.value)
        return super().contains(value, site)

    def iterate(self, site: Site) -> Iterable[object]:
        """The members in a flag, or the letters of a text."""
        if self.cls.is_flag:  # type: ignore[attr-defined]  # of an enumeration
            members = self.cls.members.values()  # type: ignore[attr-defined]  # as above
            return [each for each in members if each.value and each.value & self.value]
        return super().iterate(site)

    def length(self, site: Site) -> object:
        """Of a text, how many letters; of a flag, how many members."""
        if self.cls.is_flag:  # type: ignore[attr-defined]  # of an enumeration
            return len(list(self.iterate(site)))
        return super().length(site)

    def as_number(self, site: Site) -> Any:
        """Its value, where that is a number or a text."""
        return self.value if self.is_plain else super().as_number(site)

    def truth(self, site: Site) -> bool:
        """Of a flag, whether it holds any; of a number or a text its own; else true."""
        if self.cls.is_flag:  # type: ignore[attr-defined]  # of an enumeration
            return bool(self.value)
        return super().truth(site)


def same_value(left: Any, right: Any, site: Site) -> bool:
    """Whether two values of members are one and the same; what is not known is only itself."""
    if left is right:
        return True
    if isinstance(left, Unread) or isinstance(right, Unread):
        return False
    return same(left, right, site)
