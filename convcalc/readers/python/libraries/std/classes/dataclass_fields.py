"""The fields of dataclasses, and the marks that stand for what they lack."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.readers.python.language.annotations import annotation_of
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import no_attribute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site


class AbsentDefault(HostObject):
    """A mark of the library that stands for something else: that there is no default."""

    __slots__ = ("name",)
    type_name: ClassVar[str] = "a mark"

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def subscript(self, key: object, site: Site) -> object:
        """`InitVar[int]`."""
        return self


NO_DEFAULT = AbsentDefault("MISSING")


class Field(HostObject):
    """One field of a dataclass; `said` is the class whose body annotates it, and how."""

    __slots__ = (
        "compare_",
        "default",
        "default_factory",
        "hash",
        "init",
        "is_only_for_init",
        "kw_only",
        "metadata",
        "name",
        "repr",
        "said",
        "type",
    )
    type_name: ClassVar[str] = "a field"

    def __init__(
        self,
        default: Any = NO_DEFAULT,
        default_factory: Any = NO_DEFAULT,
        *,
        init: Any = True,
        repr: Any = True,  # noqa: A002 (as Python spells it)
        hash: Any = None,  # noqa: A002 (the same)
        compare: Any = True,
        metadata: Any = None,
        kw_only: Any = NO_DEFAULT,
    ) -> None:
        if default is not NO_DEFAULT and default_factory is not NO_DEFAULT:
            raise BadValue("a field has a default or a default_factory, not both")
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare_ = compare
        self.metadata = {} if metadata is None else metadata
        self.kw_only = kw_only
        self.name = ""
        self.type: Any = ""
        self.said: Any = None
        self.is_only_for_init = False

    def __repr__(self) -> str:
        return f"Field(name={self.name!r}, type={self.type!r})"

    def attribute_names(self) -> Sequence[str]:
        """What is known of it."""
        return tuple(FIELD_ATTRIBUTES)

    def attribute(self, name: str, site: Site) -> object:
        """One of the things that are known of it."""
        if name not in FIELD_ATTRIBUTES:
            raise no_attribute("'Field' object", name, self.attribute_names())
        if name == "type" and self.said is not None:
            cls, annotation = self.said
            return annotation_of(cls, annotation, site)
        return getattr(self, FIELD_ATTRIBUTES[name])

    @property
    def has_default(self) -> bool:
        """Whether the constructor can do without it."""
        return self.default is not NO_DEFAULT or self.default_factory is not NO_DEFAULT

    def make_default(self, site: Site) -> object:
        """The value where none is given."""
        if self.default_factory is not NO_DEFAULT:
            return self.default_factory.call([], {}, site)
        return self.default


FIELD_ATTRIBUTES = {
    **{each: each for each in ("name", "type", "default", "default_factory", "init", "repr")},
    **{each: each for each in ("hash", "metadata", "kw_only")},
    "compare": "compare_",
}
