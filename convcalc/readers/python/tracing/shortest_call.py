"""The call that makes a layer, as short as it can be said."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

LEFT_OUT = ("name", "_initializer", "_regularizer", "_constraint")
"""The ends of keywords that change no shape and no number."""


def call_of(
    name: str, args: Sequence[Any], kwargs: Mapping[str, Any], defaults: Mapping[str, Any]
) -> str:
    """The shortest call that makes a layer: what it is given, without what it is by itself."""
    given = [show(each) for each in args]
    for keyword, each in kwargs.items():
        usual = defaults.get(keyword, ...)
        is_usual = type(each) is type(usual) and each == usual
        if not is_usual and not keyword.endswith(LEFT_OUT):
            given.append(f"{keyword}={show(each)}")
    return f"{name}({', '.join(given)})"
