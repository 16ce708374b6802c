"""The words of a command line, as `argparse` reads them by the options of a parser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import UsageError
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import invoke
from convcalc.readers.python.objects.unread import Unread
from convcalc.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site

NUMBER = re.compile(r"-\d|-\.\d")
FLAGS: dict[str, object] = {"store_true": False, "store_false": True}
"""The defaults of the options that take no value."""


class Option:
    """What `add_argument` was told: the names, the attribute `dest` and the rest."""

    __slots__ = ("names", "site", "words")

    def __init__(self, names: Sequence[str], words: dict[str, Any], site: Site) -> None:
        self.names = tuple(names)
        self.words = words
        self.site = site

    @property
    def spelled(self) -> str:
        """The longest way to write it."""
        long = [each for each in self.names if each.startswith("--")]
        return (long or [*self.names, ""])[0]

    @property
    def dest(self) -> str:
        """The attribute that keeps its value."""
        found = self.words.get("dest")
        return found if type(found) is str else self.spelled.lstrip("-").replace("-", "_")

    @property
    def is_positional(self) -> bool:
        """Whether it has no dash."""
        return not self.spelled.startswith("-")

    @property
    def action(self) -> object:
        """What is done where it is there; `store` if nothing is said."""
        found = self.words.get("action")
        return found if type(found) is str else "store"

    def default(self) -> object:
        """What it is where the command line does not say; a text is converted."""
        words = self.words
        found = words.get("default", FLAGS.get(str(self.action)))
        needs = self.is_positional and words.get("nargs") not in ("?", "*")
        if "default" not in words and (words.get("required") is True or needs):
            word = "VALUE" if self.is_positional else f"{self.spelled} VALUE"
            return Unread(
                self.dest,
                f"the command line must give {self.spelled}",
                self.site.source(),
                f'--args "{word}" gives the command line of the file',
            )
        return self.converted(found) if type(found) is str else found

    def converted(self, word: str) -> object:
        """A word as `type` has it."""
        convert = self.words.get("type")
        return invoke(convert, [word], {}, self.site) if isinstance(convert, HostObject) else word

    def taken(self, words: list[str], held: object) -> object:
        """Its value, whose words are taken from those that are left."""
        action, many = self.action, self.words.get("nargs")
        if action in FLAGS:
            return action == "store_true"
        if action == "store_const":
            return self.words.get("const")
        if action == "count":
            return (held if isinstance(held, int) else 0) + 1
        most = many if type(many) is int else None if many in ("+", "*") else 1
        found = [self.converted(each) for each in _values(words, most)]
        if len(found) < (most or 0) and many != "?":
            raise UsageError(f"{self.spelled} has no value", expected=f"{self.spelled} VALUE")
        if many == "?" and not found:
            return self.words.get("const")
        value = found[0] if many in (None, "?") else found
        if action == "append":
            return [*(held if isinstance(held, list) else ()), value]
        return value


def _values(words: list[str], most: int | None) -> list[str]:
    """The words up to the next option, taken away; so many at most."""
    found: list[str] = []
    while words and (most is None or len(found) < most) and not _is_flag(words[0]):
        found.append(words.pop(0))
    return found


def _is_flag(word: str) -> bool:
    return word.startswith("-") and len(word) > 1 and NUMBER.match(word) is None


def values_of(options: Sequence[Option], words: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """
    What a command line says, by attribute, and the words that no option takes.

    Raises:
        UsageError: If an option lacks its value.
    """
    left, rest = list(words), []
    found: dict[str, Any] = {}
    places = [each for each in options if each.is_positional]
    while left:
        word = left.pop(0)
        option = None
        if _is_flag(word):
            flag, equals, value = word.partition("=")
            option = _named(options, flag)
            left[:0] = [value] if equals and option is not None else []
        elif places:
            option = places.pop(0)
            left.insert(0, word)
        if option is None:
            rest.append(word)
        else:
            found[option.dest] = option.taken(left, found.get(option.dest))
    return found, rest


def _named(options: Sequence[Option], flag: str) -> Option | None:
    """The option of that name, or the only one whose name begins so."""
    exact = [each for each in options if flag in each.names]
    begun = [each for each in options if any(name.startswith(flag) for name in each.names)]
    found = exact or (begun if len(begun) == 1 and flag.startswith("--") else [])
    return found[0] if found else None


def unknown(options: Sequence[Option], word: str) -> UsageError:
    """The complaint about a word that no option takes."""
    known = [each.spelled for each in options]
    return UsageError(
        f"the file's command line has no {word!r}",
        expected=", ".join(known) or "no words",
        hint=nearest(word, known),
    )
