"""Classes of the user, made from what a `class` statement or a call of `type` says."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.descriptors import ClassMethod
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.functions import Builtin
from convcalc.readers.python.objects.host import MISSING
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import invoke
from convcalc.readers.python.objects.instances import Instance
from convcalc.readers.python.objects.property_class import PROPERTY

if TYPE_CHECKING:
    from convcalc.readers.python.objects.classes import ClassBody
    from convcalc.readers.python.objects.host import Site

CLASS_STEPS = 20
"""What a class costs besides what its body does."""


def make_class(
    name: str, bases: tuple[ClassObject, ...], body: ClassBody, site: Site
) -> ClassObject:
    """
    A class, made by the first base that has a way of its own.

    Raises:
        BadValue: If the bases contradict each other, or refuse.
    """
    site.evaluator.charge_steps(CLASS_STEPS)
    check_metaclass(body.keywords.get("metaclass"))
    lends = [each for base in bases for each in base.mro if isinstance(each, HostClass)]
    derived = (each.derive(name, bases, body, site) for each in lends)
    made = next((each for each in derived if each is not None), None)
    if made is not None:
        return made
    evaluator = site.evaluator
    made_as = HostClass if evaluator.text.is_ours else ClassObject
    made = made_as(
        name,
        bases,
        body.namespace,
        module=site.scope.module(),
        node=body.node,
        text=evaluator.text,
        scope=site.scope.closure(),
    )
    for key, held in body.namespace.items():
        if isinstance(held, Instance) and held.cls.lookup("__set_name__") is not MISSING:
            held.call_special("__set_name__", [made, key], site)
    announce(made, body, site)
    return made


def announce(made: ClassObject, body: ClassBody, site: Site) -> None:
    """Tell the nearest base that asks to be told of the classes that derive from it."""
    for base in made.mro[1:]:
        hook = base.namespace.get("__init_subclass__")
        if hook is not None:
            named = {key: each for key, each in body.keywords.items() if key != "metaclass"}
            function = hook.function if isinstance(hook, ClassMethod) else hook
            invoke(function, [made], named, site)
            return


def check_metaclass(metaclass: object) -> None:
    """
    Let those metaclasses pass that change nothing of what is read here.

    Raises:
        WrongType: If it is one of the user's that makes classes or instances in its own way.
    """
    if isinstance(metaclass, ClassObject) and not isinstance(metaclass, HostClass):
        for name in ("__new__", "__call__", "__init__", "__prepare__"):
            if metaclass.lookup(name) is not MISSING:
                raise WrongType(f"the metaclass {metaclass.name} with its own {name} is not read")


def base_class(value: object, site: Site) -> ClassObject:
    """
    A value as a base of a class.

    Raises:
        WrongType: If it is no class.
    """
    if isinstance(value, ClassObject):
        return value
    if isinstance(value, Builtin) and value.name == "property":
        return PROPERTY
    found: Any = value.as_base(site) if isinstance(value, HostObject) else None
    if not isinstance(found, ClassObject):
        raise WrongType(f"{describe(value)} is no class to derive from")
    return found
