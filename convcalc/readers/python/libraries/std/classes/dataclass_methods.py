"""The methods that a dataclass has from its fields."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.classes import HostMethod
from convcalc.readers.python.objects.classes import Instance
from convcalc.readers.python.objects.exceptions import EXCEPTIONS
from convcalc.readers.python.objects.exceptions import thrown
from convcalc.readers.python.values.comparisons import compare
from convcalc.readers.python.values.formats import represent
from convcalc.suggestions import nearest

if TYPE_CHECKING:
    from convcalc.readers.python.libraries.std.classes.dataclass_fields import Field
    from convcalc.readers.python.objects.host import Site


FROZEN = HostClass("FrozenInstanceError", (EXCEPTIONS["AttributeError"],), {}, module="dataclasses")


def methods_for(cls: ClassObject, fields: list[Field], options: dict[str, Any]) -> dict[str, Any]:
    """The methods that the options of `@dataclass` ask for; the class's own go before them."""
    compared = [each for each in fields if each.compare_ and not each.is_only_for_init]
    made: dict[str, Any] = {}
    if options["init"]:
        made["__init__"] = _constructor(cls, fields)
    if options["repr"]:
        made["__repr__"] = _representation(fields)
    if options["eq"]:
        made["__eq__"] = _comparison(cls, compared, ast.Eq)
        made["__hash__"] = _hash(compared) if options["frozen"] or options["unsafe_hash"] else None
    if options["order"]:
        for name, kind in ORDERS.items():
            made[name] = _comparison(cls, compared, kind)
    if options["frozen"]:
        made["__setattr__"] = HostMethod("__setattr__", _refuse)
        made["__delattr__"] = HostMethod("__delattr__", _refuse)
    return made


ORDERS: dict[str, type[ast.cmpop]] = {
    "__lt__": ast.Lt,
    "__le__": ast.LtE,
    "__gt__": ast.Gt,
    "__ge__": ast.GtE,
}


def _refuse(site: Site, instance: Instance, name: str, *value: object) -> None:
    verb = "assign to" if value else "delete"
    raise thrown(FROZEN.call([f"cannot {verb} field {name!r}"], {}, site), site)


class Constructor(HostMethod):
    """`__init__` of a dataclass."""

    __slots__ = ("fields", "names", "positional")

    def __init__(self, cls_name: str, fields: list[Field]) -> None:
        super().__init__("__init__", self.run)
        self.name = cls_name
        self.fields = fields
        taken = [each for each in fields if each.init]
        self.positional = [each.name for each in taken if not each.kw_only]
        self.names = [*self.positional, *[each.name for each in taken if each.kw_only]]

    def parameters(self) -> list[str]:
        """`self` and the fields."""
        return ["self", *self.positional]

    def run(self, site: Site, instance: Instance, /, *args: Any, **kwargs: Any) -> None:
        """Set the fields, then do what `__post_init__` says."""
        given = self._bind(args, kwargs)
        for_init: list[Any] = []
        is_frozen = isinstance(instance.cls.lookup("__setattr__"), HostMethod)
        put = instance.put if is_frozen else instance.set_attribute
        for each in self.fields:
            if each.init and each.name in given:
                value = given[each.name]
            elif each.has_default:
                value = each.make_default(site)
            else:
                continue
            if each.is_only_for_init:
                for_init.append(value)
            else:
                put(each.name, value, site)
        after = instance.cls.lookup("__post_init__")
        if after is not MISSING:
            after.call([instance, *for_init], {}, site)

    def _bind(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        expected = ", ".join(self.names) or "no arguments"
        if len(args) > len(self.positional):
            most = len(self.positional)
            raise BadValue(
                f"{self.name}() takes {most} arguments, got {len(args)}", expected=expected
            )
        given = dict(zip(self.positional, args, strict=False))
        for name, value in kwargs.items():
            if name not in self.names:
                hint = nearest(name, self.names)
                problem = f"{self.name}() has no argument {name!r}"
                raise BadValue(problem, expected=expected, hint=hint, argument=name)
            if name in given:
                raise BadValue(f"{self.name}() got {name!r} twice", argument=name)
            given[name] = value
        missing = [
            repr(each.name)
            for each in self.fields
            if each.init and not each.has_default and each.name not in given
        ]
        if missing:
            raise BadValue(f"{self.name}() needs {' and '.join(missing)}", expected=expected)
        return given


def _constructor(cls: ClassObject, fields: list[Field]) -> HostMethod:
    return Constructor(cls.name, fields)


def _representation(fields: list[Field]) -> HostMethod:
    shown = [each.name for each in fields if each.repr and not each.is_only_for_init]

    def run(site: Site, instance: Instance) -> str:
        parts = [f"{each}={represent(site, instance.attribute(each, site))}" for each in shown]
        return f"{instance.cls.name}({', '.join(parts)})"

    return HostMethod("__repr__", run)


def _values(instance: Instance, fields: list[Field], site: Site) -> tuple[Any, ...]:
    return tuple(instance.attribute(each.name, site) for each in fields)


def _comparison(cls: ClassObject, fields: list[Field], kind: type[ast.cmpop]) -> HostMethod:
    def run(site: Site, instance: Instance, other: Any) -> object:
        if not isinstance(other, Instance) or other.cls is not instance.cls:
            return NotImplemented
        return compare(kind, _values(instance, fields, site), _values(other, fields, site), site)

    return HostMethod("__eq__" if kind is ast.Eq else "__lt__", run)


def _hash(fields: list[Field]) -> HostMethod:
    hashed = [each for each in fields if each.hash or each.hash is None]

    def run(site: Site, instance: Instance) -> int:
        return hash(site.evaluator.key(_values(instance, hashed, site)))

    return HostMethod("__hash__", run)
