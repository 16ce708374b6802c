"""`argparse`: a parser whose command line is empty, so that every option has its default."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.std.entries import StandardFunction
from convcalc.readers.python.libraries.std.types import NAMESPACE
from convcalc.readers.python.libraries.std.types import namespace_of
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import invoke
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.readers.python.objects.classes import Instance
    from convcalc.readers.python.objects.host import Site

FLAGS: dict[str, object] = {"store_true": False, "store_false": True}
"""The defaults of the options that take no value."""

GROUPS = ("add_argument_group", "add_mutually_exclusive_group", "add_parser", "add_subparsers")


class Parser(HostObject):
    """`argparse.ArgumentParser(...)`, and a group of its options."""

    __slots__ = ("values",)
    type_name: ClassVar[str] = "a parser of arguments"

    def __init__(self) -> None:
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
            "parse_args": self._parsed,
            "parse_known_args": lambda site, *given: (self._parsed(site, *given), []),
            "print_help": lambda site, *args: None,
            "set_defaults": lambda site, **values: self.values.update(values),
        }

    def _add(self, site: Site, *names: Any, **options: Any) -> None:
        """The default of an option under the name of its attribute."""
        if not all(type(each) is str for each in names):
            raise BadValue(f"add_argument({', '.join(map(show, names))})", expected="texts")
        site.evaluator.charge_items(1)
        long = next((each for each in names if each.startswith("--")), names[0] if names else "")
        name = options.get("dest") or long.lstrip("-").replace("-", "_")
        if options.get("action") in ("help", "version"):
            return
        self.values.setdefault(name, _default(name, long, options, site))

    def _parsed(self, site: Site, args: Any = None, namespace: Any = None) -> Instance:
        made = namespace_of(dict(self.values)) if namespace is None else namespace
        made.cls = NAMESPACE if namespace is None else made.cls
        if namespace is not None:
            for name, each in self.values.items():
                made.put(name, each, site)
        return made


def _default(name: str, spelled: str, options: dict[str, Any], site: Site) -> object:
    """What an option is where the command line does not say; a text is converted."""
    action = options.get("action")
    found = options.get("default", FLAGS.get(action) if type(action) is str else None)
    is_positional = not spelled.startswith("-") and options.get("nargs") not in ("?", "*")
    if "default" not in options and (options.get("required") is True or is_positional):
        return Unread(
            name,
            f"the command line must give {spelled}",
            site.source(),
            "give the class its arguments instead, as in file.py:Net(10)",
        )
    convert = options.get("type")
    if type(found) is str and isinstance(convert, HostObject):
        return invoke(convert, [found], {}, site)
    return found


def _parser(site: Site, *args: Any, **options: Any) -> Parser:
    parser = Parser()
    for parent in site.evaluator.collect(options.get("parents") or [], site):
        if isinstance(parent, Parser):
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
