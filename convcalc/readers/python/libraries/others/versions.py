"""Version numbers as `packaging`, `distutils` and `pkg_resources` compare them."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.std.entries import functions
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site

COMPARISONS = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}

LONGEST = 100
"""Characters of a version that is looked at."""

WRITTEN = re.compile(
    r"\s*v?(?P<release>\d+(?:\.\d+)*)[-_.]?(?P<early>(?:a|b|c|rc|alpha|beta|pre|dev|git)\w*)?"
)
PARTS = ("major", "minor", "micro", "release", "base_version", "public", "is_prerelease", "version")
"""What is known of a version."""


class Version(HostObject):
    """A version: its numbers, and whether it comes before the release of them."""

    __slots__ = ("is_early", "release", "text")
    type_name: ClassVar[str] = "a version"

    def __init__(self, text: str) -> None:
        match = WRITTEN.match(text[:LONGEST])
        if match is None:
            raise BadValue(f"{text!r} is no version", expected="numbers, as in '1.10.2'")
        self.text = text
        self.release = tuple(int(part) for part in match["release"].split("."))
        self.is_early = match["early"] is not None

    def __repr__(self) -> str:
        return f"<Version({self.text!r})>"

    def represent(self, site: Site, *, plainly: bool = False) -> str:
        """The version as it was written."""
        return self.text if plainly else repr(self)

    @property
    def order(self) -> tuple[tuple[int, ...], bool]:
        """What versions are compared by; zeros at the end say nothing."""
        numbers = self.release
        while len(numbers) > 1 and numbers[-1] == 0:
            numbers = numbers[:-1]
        return numbers, not self.is_early

    def attribute_names(self) -> Sequence[str]:
        """Its numbers, one by one and together."""
        return PARTS

    def attribute(self, name: str, site: Site) -> object:
        """Its numbers, one by one and together."""
        if name in PARTS[:3]:
            return (*self.release, 0, 0)[PARTS.index(name)]
        if name in ("base_version", "public"):
            return ".".join(map(str, self.release))
        known: dict[str, object] = {"release": self.release, "version": list(self.release)}
        known["is_prerelease"] = self.is_early
        if name not in known:
            raise no_attribute(self.type_name, name, self.attribute_names())
        return known[name]

    def compare(self, sign: str, other: object, site: Site) -> object:
        """By the numbers; a text is read as a version first."""
        rule = COMPARISONS.get(sign)
        against = Version(other) if type(other) is str else other
        if rule is None or not isinstance(against, Version):
            return super().compare(sign, other, site)
        return rule(self.order, against.order)


def _parse(site: Site, version: Any) -> object:
    if isinstance(version, Version):
        return version
    if type(version) is not str:
        raise BadValue(f"{show(version)} is no version", expected="a text such as '1.10.2'")
    return Version(version)


PACKAGE: dict[str, Any] = {}
PACKAGING: dict[str, Any] = functions({"parse": _parse, "Version": _parse, "LegacyVersion": _parse})
DISTUTILS: dict[str, Any] = functions({"LooseVersion": _parse, "StrictVersion": _parse})
PKG_RESOURCES: dict[str, Any] = functions({"parse_version": _parse})
