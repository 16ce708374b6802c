"""`inspect`: what functions take, and what kinds of values there are."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.language.yields import is_generator
from convcalc.readers.python.libraries import LibraryModule
from convcalc.readers.python.libraries.std.entries import attribute_or
from convcalc.readers.python.libraries.std.entries import call
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.libraries.std.frames import frame_at
from convcalc.readers.python.libraries.std.frames import module_of
from convcalc.readers.python.libraries.std.signatures import EMPTY
from convcalc.readers.python.libraries.std.signatures import IN_ORDER
from convcalc.readers.python.libraries.std.signatures import KEYWORD_ONLY
from convcalc.readers.python.libraries.std.signatures import MARKS
from convcalc.readers.python.libraries.std.signatures import PARAMETER
from convcalc.readers.python.libraries.std.signatures import POSITIONAL_OR_KEYWORD
from convcalc.readers.python.libraries.std.signatures import VAR_KEYWORD
from convcalc.readers.python.libraries.std.signatures import VAR_POSITIONAL
from convcalc.readers.python.libraries.std.signatures import Parameter
from convcalc.readers.python.libraries.std.signatures import Signature
from convcalc.readers.python.libraries.std.signatures import parameters_of
from convcalc.readers.python.libraries.std.sources import getsource
from convcalc.readers.python.libraries.std.sources import getsourcefile
from convcalc.readers.python.libraries.std.sources import unwrap
from convcalc.readers.python.objects.attributes import get_attribute
from convcalc.readers.python.objects.builtin_types import type_of
from convcalc.readers.python.objects.classes import BoundMethod
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.classes import Instance
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.generators import Generator
from convcalc.readers.python.objects.host import Namespace
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site


def _signature(site: Site, obj: Any, **options: Any) -> Signature:
    return Signature(parameters_of(obj, site))


def _full(site: Site, func: Any) -> object:
    from convcalc.readers.python.libraries.std.types import namespace_of

    found = parameters_of(func, site)
    if isinstance(func, (BoundMethod, ClassObject, Instance)):
        found = [Parameter("self", POSITIONAL_OR_KEYWORD), *found]
    names = {kind: [each.name for each in found if each.kind is kind] for kind in MARKS.values()}
    args = [each for each in found if each.kind in IN_ORDER]
    only = [each for each in found if each.kind is KEYWORD_ONLY and each.default is not EMPTY]
    return namespace_of(
        {
            "args": [each.name for each in args],
            "varargs": next(iter(names[VAR_POSITIONAL]), None),
            "varkw": next(iter(names[VAR_KEYWORD]), None),
            "defaults": tuple(e.default for e in args if e.default is not EMPTY) or None,
            "kwonlyargs": names[KEYWORD_ONLY],
            "kwonlydefaults": {each.name: each.default for each in only} or None,
            "annotations": _annotations(site, func),
        }
    )


def _annotations(site: Site, obj: Any, **options: Any) -> object:
    """The annotations of a class's own body, or of a function."""
    if isinstance(obj, Unread):
        return obj.result(site)
    return attribute_or(obj, "__annotations__", {}, site)


def _members(site: Site, obj: Any, predicate: Any = None) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name in sorted(set(obj.attribute_names())):
        value = get_attribute(obj, name, site)
        if predicate is None or site.evaluator.decide(call(predicate, [value], {}, site), site):
            found.append((name, value))
    return found


def _is(*kinds: type) -> Any:
    def ask(site: Site, value: Any) -> object:
        return value.result(site) if isinstance(value, Unread) else isinstance(value, kinds)

    return ask


def _is_abstract(site: Site, value: Any) -> bool:
    return False


def _doc(site: Site, value: Any) -> object:
    return attribute_or(value, "__doc__", None, site)


def _mro(site: Site, cls: Any) -> object:
    return get_attribute(cls, "__mro__", site)


def _is_generator_function(site: Site, value: Any) -> bool:
    return isinstance(value, Function) and is_generator(value.node, value.text)


def _is_routine(site: Site, value: Any) -> bool:
    return isinstance(value, (Function, BoundMethod)) or type_of(value).name.startswith("builtin_")


TABLE: dict[str, object] = {
    "Parameter": PARAMETER,
    "_empty": EMPTY,
    **functions(
        {
            "get_annotations": _annotations,
            "currentframe": frame_at,
            "getdoc": _doc,
            "getfullargspec": _full,
            "getmembers": _members,
            "getfile": getsourcefile,
            "getmodule": module_of,
            "getmro": _mro,
            "getsource": getsource,
            "getsourcefile": getsourcefile,
            "isabstract": _is_abstract,
            "isclass": _is(ClassObject),
            "isfunction": _is(Function),
            "isgenerator": _is(Generator),
            "isgeneratorfunction": _is_generator_function,
            "ismethod": _is(BoundMethod),
            "ismodule": _is(Namespace, LibraryModule),
            "isroutine": _is_routine,
            "signature": _signature,
            "unwrap": unwrap,
        }
    ),
}
