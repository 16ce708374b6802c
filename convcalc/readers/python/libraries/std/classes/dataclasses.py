"""`dataclasses`: classes whose fields are the annotated names of their body."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.language.annotations import annotated
from convcalc.readers.python.libraries.std.classes.dataclass_fields import NO_DEFAULT
from convcalc.readers.python.libraries.std.classes.dataclass_fields import AbsentDefault
from convcalc.readers.python.libraries.std.classes.dataclass_fields import Field
from convcalc.readers.python.libraries.std.classes.dataclass_methods import FROZEN
from convcalc.readers.python.libraries.std.classes.dataclass_methods import methods_for
from convcalc.readers.python.libraries.std.entries import StandardFunction
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.libraries.std.types import namespace_of
from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.classes import Instance
from convcalc.readers.python.objects.host import describe
from convcalc.suggestions import nearest

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site

FIELDS = "__dataclass_fields__"
PARAMS = "__dataclass_params__"
KEYWORDS_FOLLOW = AbsentDefault("KW_ONLY")
MUTABLE = frozenset({list, dict, set})


def _decorator(site: Site, cls: Any = None, /, **options: Any) -> object:
    unknown = [each for each in options if each not in OPTIONS]
    if unknown:
        hint = nearest(unknown[0], tuple(OPTIONS))
        raise BadValue(f"dataclass() has no option {unknown[0]!r}", hint=hint)
    chosen = {**OPTIONS, **options}
    if cls is None:
        return StandardFunction("dataclass", lambda site, each: _made(each, chosen, site))
    return _made(cls, chosen, site)


OPTIONS = {
    "init": True,
    "repr": True,
    "eq": True,
    "order": False,
    "unsafe_hash": False,
    "frozen": False,
    "match_args": True,
    "kw_only": False,
    "slots": False,
    "weakref_slot": False,
}


def _made(cls: Any, options: dict[str, Any], site: Site) -> ClassObject:
    """The same class as a dataclass."""
    if not isinstance(cls, ClassObject):
        raise BadValue(f"dataclass() takes a class, got {describe(cls)}")
    fields: dict[str, Field] = {}
    for base in reversed(cls.mro[1:]):
        fields.update(base.namespace.get(FIELDS, {}))
    fields.update(_own_fields(cls, options))
    _check_order(cls, fields)
    cls.namespace[FIELDS] = fields
    cls.namespace[PARAMS] = namespace_of(dict(options))
    for name, method in methods_for(cls, list(fields.values()), options).items():
        cls.namespace.setdefault(name, method)
    return cls


def _own_fields(cls: ClassObject, options: dict[str, Any]) -> dict[str, Field]:
    """The fields of a class's own body; their defaults become its attributes."""
    fields: dict[str, Field] = {}
    kw_only = bool(options["kw_only"])
    for each in annotated(cls.node):
        if each.word == "KW_ONLY":
            kw_only = True
            continue
        if each.word == "ClassVar":
            continue
        field = _field_of(cls, each.name)
        field.name, field.type, field.said = each.name, each.text(), (cls, each.annotation)
        field.is_only_for_init = each.word == "InitVar"
        if field.kw_only is NO_DEFAULT:
            field.kw_only = kw_only
        fields[each.name] = field
    return fields


def _field_of(cls: ClassObject, name: str) -> Field:
    """The field that a class says under a name, by a default, a `field(...)` or nothing."""
    held = cls.namespace.get(name, NO_DEFAULT)
    if not isinstance(held, Field):
        if type(held) in MUTABLE:
            raise BadValue(
                f"the default of {name!r} is {describe(held)}, one for all objects",
                hint=f"field(default_factory={type(held).__name__})",
            )
        return Field(held)
    if held.default is NO_DEFAULT:
        del cls.namespace[name]
    else:
        cls.namespace[name] = held.default
    return held


def _check_order(cls: ClassObject, fields: dict[str, Field]) -> None:
    before = ""
    for each in fields.values():
        if not each.init or each.kw_only:
            continue
        if each.has_default:
            before = each.name
        elif before:
            raise BadValue(
                f"{cls.name}: {each.name!r} has no default, but {before!r} before it has"
            )


def _fields_of(value: Any) -> dict[str, Field] | None:
    cls = value if isinstance(value, ClassObject) else getattr(value, "cls", None)
    held = MISSING if cls is None else cls.lookup(FIELDS)
    return None if held is MISSING else held


def _real_fields(value: Any, asker: str) -> list[Field]:
    found = _fields_of(value)
    if found is None:
        raise BadValue(f"{asker}() takes a dataclass, got {describe(value)}")
    return [each for each in found.values() if not each.is_only_for_init]


def _fields(site: Site, value: Any) -> tuple[Field, ...]:
    return tuple(_real_fields(value, "fields"))


def _is_dataclass(site: Site, value: Any) -> bool:
    return _fields_of(value) is not None


def _field(site: Site, **options: Any) -> Field:
    return Field(**options)


def _asdict(site: Site, value: Any, *, dict_factory: Any = None) -> object:
    fields = _real_fields(value, "asdict")
    inner = {} if dict_factory is None else {"dict_factory": dict_factory}
    pairs = [
        (each.name, _plain(site, _value(value, each, site), _asdict, inner)) for each in fields
    ]
    site.evaluator.charge_items(len(pairs))
    return dict(pairs) if dict_factory is None else dict_factory.call([pairs], {}, site)


def _astuple(site: Site, value: Any, *, tuple_factory: Any = None) -> object:
    fields = _real_fields(value, "astuple")
    inner = {} if tuple_factory is None else {"tuple_factory": tuple_factory}
    values = [_plain(site, _value(value, each, site), _astuple, inner) for each in fields]
    site.evaluator.charge_items(len(values))
    return tuple(values) if tuple_factory is None else tuple_factory.call([values], {}, site)


def _value(value: Any, field: Field, site: Site) -> Any:
    return value.attribute(field.name, site)


DEPTH = 100
"""How deeply dataclasses, lists and dicts may be nested to be turned into plain values."""


def _plain(site: Site, value: Any, turn: Any, inner: dict[str, Any], depth: int = 0) -> Any:
    """A value with the dataclasses inside it turned into plain values."""
    site.evaluator.charge_items(1)
    if depth > DEPTH:
        raise BadValue("dataclasses nested inside each other without an end")
    if isinstance(value, Instance) and _fields_of(value) is not None:
        return turn(site, value, **inner)
    if type(value) in (list, tuple):
        return type(value)(_plain(site, each, turn, inner, depth + 1) for each in value)
    if type(value) is dict:
        return {key: _plain(site, each, turn, inner, depth + 1) for key, each in value.items()}
    return value


def _replace(site: Site, value: Any, /, **changes: Any) -> object:
    if not isinstance(value, Instance) or _fields_of(value) is None:
        raise BadValue(f"replace() takes an object of a dataclass, got {describe(value)}")
    for each in _real_fields(value, "replace"):
        if not each.init and each.name in changes:
            raise BadValue(f"replace(): {each.name!r} is no argument of the constructor")
        if each.init and each.name not in changes:
            changes[each.name] = _value(value, each, site)
    return value.cls.call([], changes, site)


def _make_dataclass(
    site: Site,
    cls_name: Any,
    fields: Any,
    *,
    bases: Any = (),
    namespace: Any = None,
    **options: Any,
) -> object:
    cls = ClassObject(cls_name, tuple(bases), dict(namespace or {}))
    made: dict[str, Field] = {}
    for each in site.evaluator.collect(fields, site):
        name, *rest = (each,) if type(each) is str else each
        default: list[Any] = rest[1:]
        held = default[0] if default else NO_DEFAULT
        field = held if isinstance(held, Field) else Field(held)
        field.name, field.kw_only = name, False
        made[name] = field
    cls.namespace[FIELDS] = made
    for name, method in methods_for(cls, list(made.values()), {**OPTIONS, **options}).items():
        cls.namespace.setdefault(name, method)
    return cls


TABLE: dict[str, object] = {
    "FrozenInstanceError": FROZEN,
    "MISSING": NO_DEFAULT,
    "KW_ONLY": KEYWORDS_FOLLOW,
    "InitVar": AbsentDefault("InitVar"),
    **functions(
        {
            "asdict": _asdict,
            "astuple": _astuple,
            "dataclass": _decorator,
            "field": _field,
            "fields": _fields,
            "is_dataclass": _is_dataclass,
            "make_dataclass": _make_dataclass,
            "replace": _replace,
        }
    ),
}
