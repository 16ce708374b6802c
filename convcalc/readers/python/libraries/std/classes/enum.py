"""`enum`: classes whose names are members, made once and compared by identity."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.libraries.std.classes.enum_class import EnumBase
from convcalc.readers.python.libraries.std.classes.enum_members import TEXTS
from convcalc.readers.python.libraries.std.classes.enum_members import Auto
from convcalc.readers.python.libraries.std.classes.enum_members import Member
from convcalc.readers.python.libraries.std.entries import StandardFunction
from convcalc.readers.python.libraries.std.entries import StandardMethod
from convcalc.readers.python.libraries.std.entries import first_argument
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.objects.builtin_types import INT
from convcalc.readers.python.objects.builtin_types import STR
from convcalc.readers.python.objects.builtin_types import TYPE
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.classes import HostProperty
from convcalc.readers.python.values.formats import as_text
from convcalc.readers.python.values.formats import format_value
from convcalc.readers.python.values.formats import represent

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site


def _value_of(site: Site, member: Member) -> object:
    return member.value


def _name_of(site: Site, member: Member) -> object:
    return member.name


def _str(site: Site, member: Member) -> str:
    if TEXTS[member.cls.kind]:  # type: ignore[attr-defined]  # members are of enumerations
        return as_text(site, member.value)
    return f"{member.cls.name}.{member.shown_name()}"


def _repr(site: Site, member: Member) -> str:
    return f"<{member.cls.name}.{member.shown_name()}: {represent(site, member.value)}>"


def _format(site: Site, member: Member, spec: str = "") -> object:
    text = member.cls.lookup("__str__").call([member], {}, site)
    if TEXTS[member.cls.kind]:  # type: ignore[attr-defined]  # members are of enumerations
        text = member.value
    return format_value(site, text, "", spec)


def _hash(site: Site, member: Member) -> int:
    return hash(member)


METHODS: dict[str, Any] = {
    "value": HostProperty(_value_of),
    "name": HostProperty(_name_of),
    "_name_": HostProperty(_name_of),
    "__str__": StandardMethod("__str__", _str),
    "__repr__": StandardMethod("__repr__", _repr),
    "__format__": StandardMethod("__format__", _format),
    "__hash__": StandardMethod("__hash__", _hash),
}

ENUM = EnumBase("Enum", (), METHODS, module="enum", instance_type=Member)


class EnumMeta(HostClass):
    """The class of enumerations."""

    __slots__ = ()

    def has_instance(self, value: object, site: Site) -> bool:
        """Whether a value is an enumeration."""
        return isinstance(value, ClassObject) and value.is_subclass(ENUM)


META = EnumMeta("EnumType", (TYPE,), {}, module="enum")
FLAG = EnumBase("Flag", (ENUM,), {}, module="enum")


def _relative(name: str, *bases: ClassObject) -> EnumBase:
    return EnumBase(name, bases, {}, module="enum", instance_type=Member)


INT_ENUM = _relative("IntEnum", INT, ENUM)
STR_ENUM = _relative("StrEnum", STR, ENUM)
INT_FLAG = _relative("IntFlag", INT, FLAG)

TABLE: dict[str, object] = {
    "Enum": ENUM,
    "EnumMeta": META,
    "EnumType": META,
    "Flag": FLAG,
    "IntEnum": INT_ENUM,
    "IntFlag": INT_FLAG,
    "StrEnum": STR_ENUM,
    **functions(
        {
            "auto": lambda site: Auto(),
            "member": first_argument,
            "unique": first_argument,
            "verify": lambda site, *checks: StandardFunction("verify", first_argument),
        }
    ),
}
