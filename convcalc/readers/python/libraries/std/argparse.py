"""`argparse`: a parser whose command line is that of `--args`, else empty."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.std.command_line import Option
from convcalc.readers.python.libraries.std.command_line import unknown
from convcalc.readers.python.libraries.std.command_line import values_of
from convcalc.readers.python.libraries.std.entries import StandardFunction
from convcalc.readers.python.libraries.std.types import NAMESPACE
from convcalc.readers.python.libraries.std.types import namespace_of
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.readers.python.objects.classes import Instance
    from convcalc.readers.python.objects.host import Site

GROUPS = ("add_argument_group", "add_mutually_exclusive_group", "add_parser", "add_subparsers")


class Parser(HostObject):
    """`argparse.ArgumentParser(...)`, and a group of its options."""

    __slots__ = ("options", "values")
    type_name: ClassVar[str] = "a parser of arguments"

    def __init__(self) -> None:
        self.options: list[Option] = []
        self.values: dict[str, Any] = {}

    def attribute_names(self) -> Sequence[str]:
        """What options are added and read with."""
        return (*self._methods(), *GROUPS)

    def attribute(self, name: str, site: Site) -> object:
        """A method."""
        if name in GROUPS:
            return StandardFunction(name, lambda site, *args, **options: self)
        found = self._methods().get(name)
        if found is None:
            raise no_attribute(self.type_name, name, self.attribute_names())
        return StandardFunction(name, found)

    def _methods(self) -> dict[str, Callable[..., Any]]:
        return {
            "add_argument": self._add,
            "error": lambda site, *args: None,
            "get_default": lambda site, dest: self.values.get(dest),
            "parse_args": self._parse,
            "parse_known_args": self._known,
            "print_help": lambda site, *args: None,
            "set_defaults": lambda site, **values: self.values.update(values),
        }

    def _add(self, site: Site, *names: Any, **options: Any) -> None:
        """The default of an option under the name of its attribute."""
        if not all(type(each) is str for each in names):
            raise BadValue(f"add_argument({', '.join(map(show, names))})", expected="texts")
        site.evaluator.charge_items(1)
        if options.get("action") in ("help", "version"):
            return
        option = Option(names, options, site)
        self.options.append(option)
        self.values.setdefault(option.dest, option.default())

    def _parse(self, site: Site, args: Any = None, namespace: Any = None) -> Instance:
        made, rest = self._known(site, args, namespace)
        if rest:
            raise unknown(self.options, rest[0])
        return made

    def _known(
        self, site: Site, args: Any = None, namespace: Any = None
    ) -> tuple[Instance, list[str]]:
        """The options as attributes, and the words that are none."""
        words = site.evaluator.command_line if args is None else _texts(args, site)
        given, rest = values_of(self.options, words) if words else ({}, [])
        values = self.values | given
        made = namespace_of(values) if namespace is None else namespace
        made.cls = NAMESPACE if namespace is None else made.cls
        if namespace is not None:
            for name, each in values.items():
                made.put(name, each, site)
        return made, rest


def _texts(args: Any, site: Site) -> list[str]:
    """The words that a program hands over itself."""
    words = site.evaluator.collect(args, site)
    if not all(type(each) is str for each in words):
        raise BadValue(f"parse_args({show(args)})", expected="a list of texts")
    return list(words)


def _parser(site: Site, *args: Any, **options: Any) -> Parser:
    parser = Parser()
    for parent in site.evaluator.collect(options.get("parents") or [], site):
        if isinstance(parent, Parser):
            parser.options += parent.options
            parser.values.update(parent.values)
    return parser


STANDING = (
    "ArgumentDefaultsHelpFormatter",
    "BooleanOptionalAction",
    "RawDescriptionHelpFormatter",
    "RawTextHelpFormatter",
    "SUPPRESS",
)
"""Names that only stand for themselves."""

TABLE: dict[str, object] = {
    "ArgumentParser": StandardFunction("ArgumentParser", _parser),
    "Namespace": NAMESPACE,
    **{name: f"argparse.{name}" for name in STANDING},
}
