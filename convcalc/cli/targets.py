"""The argument that names a network: a file, a target such as `model.py:Net`, or a dash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

STDIN_TARGET = "-:"


class NetworkArgument(click.Path):
    """A path whose completion goes on behind the colon of a target, with the names in the file."""

    def __init__(self) -> None:
        super().__init__(allow_dash=True)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The classes and functions of the file, or files."""
        place, colon, begun = incomplete.rpartition(":")
        if not colon or not place.endswith(".py"):
            return super().shell_complete(ctx, param, incomplete)
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(f"{place}:{name}") for name in names_in(place) if name.startswith(begun)
        ]


def names_in(file: str) -> list[str]:
    """What a target of this file may name; nothing where it cannot be read."""
    from convcalc.errors import ConvcalcError
    from convcalc.readers.python.language.limits import Limits
    from convcalc.readers.source.choices import models_in
    from convcalc.readers.source.parsed import parsed_file

    try:
        return models_in(parsed_file(file, Limits()))
    except ConvcalcError:
        return []


def file_of(network: str) -> str:
    """The file that a network's argument has us read."""
    if ":" not in network:
        return network
    from convcalc.readers.source.target import split

    return split(network).place


def without_dash(word: str) -> str:
    """`-:Net` in a spelling that no option has."""
    return f"stdin{word[1:]}" if word.startswith(STDIN_TARGET) else word
