"""How a function of PyTorch that was called is written: by its module, as a method, as a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

SIGNS = {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "div": "/",
    "truediv": "/",
    "floordiv": "//",
    "mod": "%",
    "matmul": "@",
    "pow": "**",
    "and": "&",
    "or": "|",
    "xor": "^",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
    "eq": "==",
    "ne": "!=",
}
ALONE = {"__neg__": "-", "__invert__": "~"}


def written(torch: Any, function: Any, args: Sequence[str], kwargs: Mapping[str, str]) -> str:
    """
    The text of a call, given the texts of its arguments; of the setting of an item a statement.

    Without a home in PyTorch that is known, it is a method of its first argument.
    """
    name = name_of(function)
    if name == "__get__":
        return f"{args[0]}.{function.__self__.__name__}"
    if name == "__getitem__":
        return f"{args[0]}[{args[1]}]"
    if name == "__setitem__":
        return f"{args[0]}[{args[1]}] = {args[2]}"
    if name in ALONE:
        return f"{ALONE[name]}{args[0]}"
    if name.startswith("__") and len(args) == 2:
        word = name.strip("_")
        if word in SIGNS:
            return f"{args[0]} {SIGNS[word]} {args[1]}"
        if word[:1] == "r" and word[1:] in SIGNS:
            return f"{args[1]} {SIGNS[word[1:]]} {args[0]}"
        if word[:1] == "i" and word[1:] in SIGNS:
            return f"{args[0]}.{ {'truediv': 'div'}.get(word[1:], word[1:]) }_({args[1]})"
    given = ", ".join([*args, *(f"{key}={value}" for key, value in kwargs.items())])
    home = _home(torch, function, name)
    if home:
        return f"{home}.{name}({given})"
    rest = ", ".join([*args[1:], *(f"{key}={value}" for key, value in kwargs.items())])
    return f"{args[0]}.{name}({rest})"


def name_of(function: Any) -> str:
    """The name of a function; of an operator of ATen without its overload."""
    packet = getattr(function, "overloadpacket", function)
    return str(getattr(packet, "__name__", packet))


def _home(torch: Any, function: Any, name: str) -> str:
    """The module that a function is called from; "" for a method."""
    if getattr(torch.Tensor, name, None) is function or not name.isidentifier():
        return ""
    homes = (
        ("F", torch.nn.functional),
        ("torch", torch),
        ("torch.linalg", torch.linalg),
        ("torch.special", torch.special),
        ("torch.fft", torch.fft),
    )
    for text, home in homes:
        if getattr(home, name, None) is function:
            return text
    is_method = "Tensor" in getattr(function, "__qualname__", "") or hasattr(
        function, "__objclass__"
    )
    if is_method:
        return ""
    return next((text for text, home in homes if hasattr(home, name)), "")
