"""Classes of the evaluated world: those of the user, and those that the host lends."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar
from typing import NoReturn

from convcalc.readers.python.language.limits import exceeded
from convcalc.readers.python.objects.descriptors import ClassMethod
from convcalc.readers.python.objects.descriptors import HostClassMethod
from convcalc.readers.python.objects.descriptors import HostMethod
from convcalc.readers.python.objects.descriptors import HostProperty
from convcalc.readers.python.objects.descriptors import HostStatic
from convcalc.readers.python.objects.descriptors import Property
from convcalc.readers.python.objects.descriptors import StaticMethod
from convcalc.readers.python.objects.descriptors import run_host
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.functions import BoundMethod
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.host import MISSING
from convcalc.readers.python.objects.host import Descriptor
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import invoke
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.objects.instances import Instance
from convcalc.readers.python.objects.root_methods import ROOT_METHODS
from convcalc.readers.python.objects.root_methods import root_method
from convcalc.readers.python.objects.unions import Union

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.python.language.source_text import SourceText
    from convcalc.readers.python.objects.host import Site

__all__ = [
    "MISSING",
    "OBJECT",
    "BoundMethod",
    "ClassBody",
    "ClassMethod",
    "ClassObject",
    "Descriptor",
    "HostClass",
    "HostClassMethod",
    "HostMethod",
    "HostProperty",
    "HostStatic",
    "Instance",
    "Property",
    "StaticMethod",
    "linearised",
    "run_host",
]


class ClassObject(HostObject):
    """
    A class: `namespace` is what its body made, `mro` the order in which names are looked up.

    `instance_type` is the host's class for its instances, inherited from the bases; they are asked
    through `__getattribute__` where `is_asked`.
    """

    __slots__ = (
        "bases",
        "instance_type",
        "is_asked",
        "module",
        "mro",
        "name",
        "namespace",
        "node",
        "scope",
        "text",
    )
    type_name: ClassVar[str] = "a class"

    def __init__(
        self,
        name: str,
        bases: tuple[ClassObject, ...],
        namespace: dict[str, Any],
        *,
        module: str = "",
        node: ast.ClassDef | None = None,
        text: SourceText | None = None,
        scope: Scope | None = None,
        instance_type: type[Instance] | None = None,
    ) -> None:
        self.name = name
        self.bases = bases or ROOTS
        self.namespace = namespace
        self.module = module
        self.node = node
        self.text = text
        self.scope = scope
        self.mro = linearised(self, self.bases)
        asks = "__getattribute__" in namespace
        self.is_asked: bool = asks or any(each.is_asked for each in self.bases)
        self.instance_type: type[Instance] = instance_type or next(
            (each.instance_type for each in self.mro[1:] if each.instance_type is not Instance),
            Instance,
        )

    def __repr__(self) -> str:
        return f"<class {self.name}>"

    def lookup(self, name: str) -> Any:
        """What the class or one of its bases holds under a name, unbound; else MISSING."""
        for each in self.mro:
            if name in each.namespace:
                return each.namespace[name]
        return MISSING

    def is_subclass(self, other: object) -> bool:
        """Whether this is the other class or derives from it."""
        return other in self.mro

    def has_instance(self, value: object, site: Site) -> bool:
        """Whether `isinstance(value, This)`."""
        if isinstance(value, Instance):
            return self in value.cls.mro
        return bool(site.evaluator.type_of(value).is_subclass(self))

    def has_subclass(self, cls: ClassObject, site: Site) -> bool:
        """Whether `issubclass(cls, This)`."""
        return cls.is_subclass(self)

    def attribute_names(self) -> Sequence[str]:
        """Every name of the class and its bases."""
        return [name for each in self.mro for name in each.namespace]

    def attribute(self, name: str, site: Site) -> object:
        """A member of the class, as `Class.name` gives it."""
        found = self.lookup(name)
        if found is not MISSING:
            if isinstance(found, Descriptor):
                return found.get(None, self, site)
            if isinstance(found, Instance) and found.cls.lookup("__get__") is not MISSING:
                return found.call_special("__get__", [None, self], site)
            return found
        special = CLASS_ATTRIBUTES.get(name)
        if special is not None:
            return special(self, site)
        if name not in ROOT_METHODS:
            self._refuse(name)
        return root_method(name, None, self.name)

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """Make `Class.name = value`."""
        site.evaluator.charge_items(1)
        self.namespace[name] = value
        self.is_asked |= name == "__getattribute__"

    def remove_attribute(self, name: str, site: Site) -> None:
        """`del Class.name`."""
        if name not in self.namespace:
            self._refuse(name)
        del self.namespace[name]

    def _refuse(self, name: str) -> NoReturn:
        raise no_attribute(f"class {self.name!r}", name, self.attribute_names)

    def parameters(self) -> Sequence[str]:
        """The arguments of its constructor."""
        made_by = self.lookup("__init__")
        return made_by.parameters()[1:] if isinstance(made_by, Function) else ()

    def make(self, site: Site) -> Instance:
        """An instance that nothing has been done to yet."""
        site.evaluator.charge_items(INSTANCE_ITEMS)
        instance = self.instance_type(self)
        instance.notice(site)
        return instance

    def call(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """An instance, through `__new__` and `__init__` where there are any."""
        new = self.lookup("__new__")
        instance: Any
        if new is MISSING:
            instance = self.make(site)
        else:
            instance = invoke(new, [self, *args], kwargs, site)
            if not (isinstance(instance, Instance) and self in instance.cls.mro):
                return instance
        initialise = self.lookup("__init__")
        if isinstance(initialise, Instance) and initialise.cls.lookup("__get__") is not MISSING:
            initialise = initialise.cls.lookup("__get__").call(
                [initialise, instance, self], {}, site
            )
            invoke(initialise, args, kwargs, site)
        elif initialise is not MISSING:
            invoke(initialise, [instance, *args], kwargs, site)
        elif new is MISSING and (args or kwargs):
            raise WrongType(f"{self.name}() takes no arguments")
        return instance

    def subscript(self, key: object, site: Site) -> object:
        """`Class[key]`: `__class_getitem__`, else the class itself, as for a generic one."""
        held = self.lookup("__class_getitem__")
        if held is MISSING:
            return self
        function = held.function if isinstance(held, ClassMethod) else held
        return invoke(function, [self, key], {}, site)

    def binary(self, sign: str, other: object, site: Site, *, reflected: bool) -> object:
        """`A | B`: one class of several."""
        if sign != "|" or not (other is None or isinstance(other, HostObject)):
            return NotImplemented
        return Union((other, self) if reflected else (self, other))


LONGEST = 300
"""So many classes may stand behind one."""

INSTANCE_ITEMS = 8
"""What an instance counts as in the limit of items."""

CLASS_ATTRIBUTES: dict[str, Callable[[ClassObject, Site], object]] = {
    "__name__": lambda cls, site: cls.name,
    "__qualname__": lambda cls, site: cls.name,
    "__module__": lambda cls, site: cls.module,
    "__doc__": lambda cls, site: None,
    "__mro__": lambda cls, site: cls.mro,
    "__bases__": lambda cls, site: cls.bases,
    "__base__": lambda cls, site: cls.bases[0],
    "__dict__": lambda cls, site: dict(cls.namespace),
    "__annotations__": lambda cls, site: site.evaluator.introspect(cls, "__annotations__", site),
    "__class__": lambda cls, site: site.evaluator.type_of(cls),
    "mro": lambda cls, site: HostStatic("mro", lambda site: list(cls.mro)),
}


class HostClass(ClassObject):
    """A class that the host lends; the user may derive from it."""

    __slots__ = ()

    def derive(
        self, name: str, bases: tuple[ClassObject, ...], body: ClassBody, site: Site
    ) -> ClassObject | None:
        """
        Make the class of a `class name(..., This, ...)` in a way of its own, as enumerations do.

        None where an ordinary class will do.
        """
        return None

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """Never: it belongs to every evaluation."""
        raise WrongType(f"cannot set {name!r}: class {self.name!r} is the library's own")

    def remove_attribute(self, name: str, site: Site) -> None:
        """Never, as above."""
        raise WrongType(f"cannot delete {name!r}: class {self.name!r} is the library's own")


class ClassBody:
    """What a `class` statement says: its namespace, its keywords and where it stands."""

    __slots__ = ("keywords", "namespace", "node")

    def __init__(
        self, namespace: dict[str, Any], keywords: Mapping[str, Any], node: ast.ClassDef | None
    ) -> None:
        self.namespace = namespace
        self.keywords = keywords
        self.node = node


def linearised(cls: ClassObject, bases: tuple[ClassObject, ...]) -> tuple[ClassObject, ...]:
    """
    The order in which a class and its bases are asked for a name (C3).

    Raises:
        LimitError: If there are too many.
        WrongType: If the bases contradict each other.
    """
    if sum(len(each.mro) for each in bases) > LONGEST:
        raise exceeded("nesting", LONGEST, "classes that one class derives from")
    if len(bases) == 1:
        return (cls, *bases[0].mro)
    lines = [list(each.mro) for each in bases] + [list(bases)]
    order = [cls]
    while any(lines):
        lines = [each for each in lines if each]
        for line in lines:
            head = line[0]
            if not any(head in each[1:] for each in lines):
                break
        else:
            raise WrongType(f"class {cls.name}: its bases stand in no order that fits all of them")
        order.append(head)
        for line in lines:
            if line[0] is head:
                del line[0]
    return tuple(order)


ROOTS: tuple[ClassObject, ...] = ()
OBJECT = HostClass("object", (), {}, module="builtins", instance_type=Instance)
"""The class at the end of every line."""
ROOTS = (OBJECT,)
