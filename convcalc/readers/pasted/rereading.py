"""A text that could not be read as it stands, read as what it may have been pasted from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from convcalc.readers.definition import Definition


def reread(text: str, file: str, name: str) -> Definition | None:
    """
    The definition in a text that is pasted; None where nothing is known in it.

    Args:
        text: All of it.
        file: What messages call it.
        name: What the network is called that has no name of its own.

    Raises:
        ConvcalcError: If it is known what it is, and it cannot be read.
    """
    from convcalc.readers.printed.tree import is_print

    if is_print(text):
        from convcalc.readers.printed.definition import PrintedDefinition
        from convcalc.readers.printed.tree import printed

        found = printed(text, file)
        if found is not None:
            return PrintedDefinition(found, name)
    return None
