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
    r"\s*v?(?:(?P<epoch>\d+)!)?(?P<release>\d+(?:\.\d+)*)"
    r"(?:[-_.]?(?P<early>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?P<early_number>\d+)?)?"
    r"(?P<late>-(?P<late_only>\d+)|[-_.]?(?:post|rev|r)[-_.]?(?P<late_number>\d+)?)?"
    r"(?P<dev>[-_.]?dev[-_.]?(?P<dev_number>\d+)?)?"
    r"(?:\+(?P<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*",
    re.IGNORECASE | re.ASCII,
)
"""A version as PEP 440 has it, in every spelling that it allows."""

EARLY = {"alpha": "a", "beta": "b", "c": "rc", "pre": "rc", "preview": "rc"}
"""A word for what comes before a release -> the usual one."""

PARTS = (
    *("major", "minor", "micro", "release", "base_version", "public", "version", "epoch"),
    *("pre", "post", "dev", "local", "is_prerelease", "is_postrelease", "is_devrelease"),
)
"""What is known of a version."""

BEFORE, AFTER = -1, 1


class Version(HostObject):
    """A version: its numbers, and what comes before and after the release of them."""

    __slots__ = ("dev", "epoch", "local", "post", "pre", "release")
    type_name: ClassVar[str] = "a version"

    def __init__(self, text: str) -> None:
        match = WRITTEN.fullmatch(text) if len(text) <= LONGEST else None
        if match is None:
            raise BadValue(f"{text!r} is no version", expected="numbers, as in '1.10.2'")
        word = (match["early"] or "").lower()
        late = match["late_only"] or match["late_number"] or 0
        local = re.split(r"[-_.]", (match["local"] or "").lower())
        self.epoch = int(match["epoch"] or 0)
        self.release = tuple(int(part) for part in match["release"].split("."))
        self.pre = (EARLY.get(word, word), int(match["early_number"] or 0)) if word else None
        self.post = int(late) if match["late"] else None
        self.dev = int(match["dev_number"] or 0) if match["dev"] else None
        self.local = tuple(int(part) if part.isdigit() else part for part in local if part)

    def __repr__(self) -> str:
        return f"<Version({self.whole()!r})>"

    def represent(self, site: Site, *, plainly: bool = False) -> str:
        """The version in its usual spelling."""
        return self.whole() if plainly else repr(self)

    def base(self) -> str:
        """The epoch and the numbers."""
        numbers = ".".join(map(str, self.release))
        return f"{self.epoch}!{numbers}" if self.epoch else numbers

    def public(self) -> str:
        """All but what is local."""
        early = "" if self.pre is None else f"{self.pre[0]}{self.pre[1]}"
        late = "" if self.post is None else f".post{self.post}"
        return self.base() + early + late + ("" if self.dev is None else f".dev{self.dev}")

    def whole(self) -> str:
        """The version in its usual spelling."""
        local = ".".join(map(str, self.local))
        return f"{self.public()}+{local}" if local else self.public()

    @property
    def order(self) -> tuple[Any, ...]:
        """What versions are compared by; zeros at the end say nothing."""
        numbers = self.release
        while len(numbers) > 1 and numbers[-1] == 0:
            numbers = numbers[:-1]
        alone = self.pre is None and self.post is None and self.dev is not None
        pre = (BEFORE if alone else AFTER,) if self.pre is None else (0, *self.pre)
        post = BEFORE if self.post is None else self.post
        dev = (AFTER,) if self.dev is None else (0, self.dev)
        local = tuple((1, part) if type(part) is int else (0, part) for part in self.local)
        return self.epoch, numbers, pre, post, dev, local

    def attribute_names(self) -> Sequence[str]:
        """Its numbers, one by one and together, and what they are."""
        return PARTS

    def attribute(self, name: str, site: Site) -> object:
        """Its numbers, one by one and together, and what they are."""
        if name in PARTS[:3]:
            return (*self.release, 0, 0)[PARTS.index(name)]
        if name in ("epoch", "release", "pre", "post", "dev"):
            return getattr(self, name)
        known: dict[str, object] = {
            "base_version": self.base(),
            "public": self.public(),
            "version": list(self.release),
            "local": ".".join(map(str, self.local)) or None,
            "is_prerelease": self.pre is not None or self.dev is not None,
            "is_postrelease": self.post is not None,
            "is_devrelease": self.dev is not None,
        }
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
