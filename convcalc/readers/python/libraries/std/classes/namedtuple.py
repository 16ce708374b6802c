"""`namedtuple` and `NamedTuple`: tuples whose elements have names."""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.language.annotations import annotated
from convcalc.readers.python.libraries.std.entries import StandardMethod
from convcalc.readers.python.objects.builtin_types import TUPLE
from convcalc.readers.python.objects.classes import ClassBody
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.classes import HostClassMethod
from convcalc.readers.python.objects.classes import HostProperty
from convcalc.readers.python.objects.classes import HostStatic
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.plain_bases import PayloadInstance
from convcalc.readers.python.values.formats import represent
from convcalc.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site


class FieldConstructor(HostStatic):
    """`__new__` of a named tuple; `__defaults__` may be set, as older sources do."""

    __slots__ = ("defaults", "fields", "type_of_tuple")

    def __init__(self, name: str, fields: Sequence[str], defaults: Sequence[Any]) -> None:
        super().__init__("__new__", self.make)
        self.type_of_tuple = name
        self.fields = tuple(fields)
        self.defaults = tuple(defaults)

    def parameters(self) -> Sequence[str]:
        """The class and the fields."""
        return ("cls", *self.fields)

    def attribute(self, name: str, site: Site) -> object:
        """`__defaults__`: of the last fields."""
        return self.defaults if name == "__defaults__" else super().attribute(name, site)

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """`__defaults__` may be set."""
        if name != "__defaults__":
            super().set_attribute(name, value, site)
        self.defaults = tuple(site.evaluator.collect(value, site))

    def make(self, site: Site, cls: ClassObject, /, *args: Any, **kwargs: Any) -> object:
        """An object of the class, or of one that derives from it."""
        instance: Any = cls.make(site)
        instance.payload = site.evaluator.made(self.bind(args, kwargs))
        return instance

    def bind(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
        """
        The elements in order.

        Raises:
            BadValue: If one is missing, unknown, given twice or one too many.
        """
        name, expected = self.type_of_tuple, ", ".join(self.fields) or "no arguments"
        if len(args) > len(self.fields):
            raise BadValue(
                f"{name}() takes {len(self.fields)} arguments, got {len(args)}", expected=expected
            )
        given = dict(zip(self.fields, args, strict=False))
        for key, value in kwargs.items():
            if key not in self.fields:
                problem, hint = f"{name}() has no argument {key!r}", nearest(key, self.fields)
                raise BadValue(problem, expected=expected, hint=hint, argument=key)
            if key in given:
                raise BadValue(f"{name}() got {key!r} twice", argument=key)
            given[key] = value
        values = defaults_by_name(self.fields, self.defaults) | given
        missing = [repr(each) for each in self.fields if each not in values]
        if missing:
            raise BadValue(f"{name}() needs {' and '.join(missing)}", expected=expected)
        return tuple(values[each] for each in self.fields)


def defaults_by_name(fields: Sequence[str], defaults: Sequence[Any]) -> dict[str, Any]:
    """The defaults belong to the last fields."""
    behind = fields[len(fields) - len(defaults) :] if defaults else ()
    return dict(zip(behind, defaults, strict=False))


def _field(index: int) -> HostProperty:
    return HostProperty(lambda site, instance: instance.payload[index])


def _asdict(site: Site, instance: PayloadInstance) -> dict[str, Any]:
    site.evaluator.charge_items(len(instance.payload))
    return dict(zip(_fields(instance.cls), instance.payload, strict=True))


def _replace(site: Site, instance: PayloadInstance, /, **changes: Any) -> object:
    fields = _fields(instance.cls)
    unknown = [each for each in changes if each not in fields]
    if unknown:
        hint = nearest(unknown[0], fields)
        raise BadValue(f"{instance.cls.name} has no field {unknown[0]!r}", hint=hint)
    values = dict(zip(fields, instance.payload, strict=True)) | changes
    return _with(instance.cls, tuple(values.values()), site)


def _make(site: Site, cls: ClassObject, values: Any) -> object:
    collected = site.evaluator.collect(values, site)
    fields = _fields(cls)
    if len(collected) != len(fields):
        raise BadValue(f"{cls.name} takes {len(fields)} values, got {len(collected)}")
    return _with(cls, tuple(collected), site)


def _with(cls: ClassObject, values: tuple[Any, ...], site: Site) -> object:
    made: Any = cls.make(site)
    made.payload = site.evaluator.made(values)
    return made


def _fields(cls: ClassObject) -> tuple[str, ...]:
    return cls.lookup("_fields")  # type: ignore[no-any-return]  # every named tuple has it


def _repr(site: Site, instance: PayloadInstance) -> str:
    pairs = zip(_fields(instance.cls), instance.payload, strict=True)
    shown = ", ".join(f"{name}={represent(site, each)}" for name, each in pairs)
    return f"{instance.cls.name}({shown})"


METHODS: dict[str, Any] = {
    "_asdict": StandardMethod("_asdict", _asdict),
    "_make": HostClassMethod("_make", _make),
    "_replace": StandardMethod("_replace", _replace),
    "__repr__": StandardMethod("__repr__", _repr),
    "__str__": StandardMethod("__str__", _repr),
}


def named_tuple(
    name: str, fields: Sequence[str], defaults: Sequence[Any], module: str
) -> ClassObject:
    """
    A class of tuples with these fields.

    Raises:
        BadValue: If a field has no possible name, or stands there twice.
    """
    for index, each in enumerate(fields):
        if not each.isidentifier() or keyword.iskeyword(each):
            raise BadValue(f"{each!r} is no name of a field", expected="a name without _ in front")
        if each in fields[:index]:
            raise BadValue(f"the field {each!r} stands there twice")
    if len(defaults) > len(fields):
        raise BadValue(f"{len(defaults)} defaults for {len(fields)} fields")
    namespace = {
        **METHODS,
        "__new__": FieldConstructor(name, fields, defaults),
        "_fields": tuple(fields),
        "_field_defaults": defaults_by_name(fields, defaults),
        "__match_args__": tuple(fields),
        "__slots__": (),
        **{each: _field(index) for index, each in enumerate(fields)},
    }
    return ClassObject(name, (TUPLE,), namespace, module=module, instance_type=PayloadInstance)


def namedtuple(
    site: Site,
    typename: Any,
    field_names: Any,
    *,
    rename: Any = False,
    defaults: Any = None,
    module: Any = None,
) -> ClassObject:
    """`collections.namedtuple`."""
    if type(typename) is not str or not typename.isidentifier():
        raise BadValue(f"{show(typename)} is no name of a class")
    if type(field_names) is str:
        field_names = field_names.replace(",", " ").split()
    fields = [str(each) for each in site.evaluator.collect(field_names, site)]
    if rename:
        fields = [_renamed(index, each, fields) for index, each in enumerate(fields)]
    elif hidden := [each for each in fields if each[:1] == "_"]:
        raise BadValue(f"{hidden[0]!r} is no name of a field", expected="a name without _ in front")
    last = [] if defaults is None else site.evaluator.collect(defaults, site)
    site.evaluator.charge_items(8 + 2 * len(fields))
    return named_tuple(typename, fields, last, module or site.evaluator.module_name)


def _renamed(index: int, name: str, fields: Sequence[str]) -> str:
    usable = name.isidentifier() and not keyword.iskeyword(name) and name[0] != "_"
    return name if usable and name not in fields[:index] else f"_{index}"


class NamedTupleBase(HostClass):
    """`typing.NamedTuple`: what derives from it is a named tuple of its annotated names."""

    __slots__ = ()

    def derive(
        self, name: str, bases: tuple[ClassObject, ...], body: ClassBody, site: Site
    ) -> ClassObject:
        """A named tuple with the body's methods."""
        fields = [each.name for each in annotated(body.node)]
        own = dict(body.namespace)
        defaults = [own.pop(each) for each in fields if each in own]
        made = named_tuple(name, fields, defaults, site.evaluator.module_name)
        made.node, made.text = body.node, site.evaluator.text
        made.namespace.update(own)
        return made

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """`NamedTuple("Name", [("field", type), ...])`."""
        name, *rest = args
        pairs = site.evaluator.collect(rest[0], site) if rest else list(kwargs.items())
        return named_tuple(name, [each[0] for each in pairs], [], site.evaluator.module_name)


NAMED_TUPLE = NamedTupleBase("NamedTuple", (), {}, module="typing")
