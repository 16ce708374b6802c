"""
What a pickle holds, without running it: names stay names, calls stay calls.

A pickle is a program for a small machine that can call anything. This one knows the few operations
that put tuples, lists, dicts and texts together; what the pickle would import is an `Inert` name,
and what it would call an `Inert` value with its arguments.

Source: Python's Lib/pickletools.py, which takes the bytes apart.
"""

from __future__ import annotations

import pickletools
from io import BytesIO
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import LimitError
from convcalc.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_OPERATIONS = 20_000_000
MOST_BYTES = 500_000_000
MARK = object()

PLAIN = frozenset(
    {
        *("BININT", "BININT1", "BININT2", "LONG1", "LONG4", "INT", "LONG", "BINFLOAT", "FLOAT"),
        *("BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8", "UNICODE", "STRING", "BINSTRING"),
        *("SHORT_BINSTRING", "BINBYTES", "SHORT_BINBYTES", "BINBYTES8", "BYTEARRAY8"),
    }
)
"""Operations that put their argument on the stack."""

CONSTANTS: dict[str, Callable[[], Any]] = {
    "NONE": lambda: None,
    "NEWTRUE": lambda: True,
    "NEWFALSE": lambda: False,
    "EMPTY_DICT": dict,
    "EMPTY_LIST": list,
    "EMPTY_TUPLE": tuple,
    "EMPTY_SET": list,
}


class Inert:
    """What a pickle would import, or make: its name, its arguments, and its state."""

    __slots__ = ("args", "items", "name", "state")

    def __init__(self, name: str, args: Any = None) -> None:
        self.name = name
        self.args = args
        self.state: Any = None
        self.items: dict[Any, Any] = {}


class Machine:
    """
    Runs pickles one behind the other.

    `persistent` gives the value of a reference to what is stored elsewhere; `call` that of a call
    of a name with arguments.
    """

    def __init__(
        self,
        data: bytes,
        persistent: Callable[[Any], Any],
        call: Callable[[str, Any], Any],
    ) -> None:
        if len(data) > MOST_BYTES:
            raise LimitError("a pickle that is too large", expected=f"at most {MOST_BYTES:,} bytes")
        self._stream = BytesIO(data)
        self._persistent = persistent
        self._call = call
        self._left = MOST_OPERATIONS

    def next(self) -> Any:
        """
        The value of the next pickle.

        Raises:
            ReadError: If it is none, or does what this machine does not.
            LimitError: If it is too long.
        """
        stack: list[Any] = []
        memo: dict[int, Any] = {}
        try:
            for operation, argument, _ in pickletools.genops(self._stream):
                self._left -= 1
                if self._left < 0:
                    raise LimitError("a pickle of too many operations")
                if operation.name == "STOP":
                    return stack.pop()
                self._step(operation.name, argument, stack, memo)
        except (IndexError, KeyError, TypeError, ValueError, AttributeError, OverflowError):
            raise ReadError("its pickle is broken", expected="a whole file of torch.save") from None
        raise ReadError("its pickle does not end", expected="a whole file of torch.save")

    def _step(self, name: str, argument: Any, stack: list[Any], memo: dict[int, Any]) -> None:
        if name in PLAIN:
            stack.append(argument)
        elif name in ("PUT", "BINPUT", "LONG_BINPUT"):
            memo[argument] = stack[-1]
        elif name == "MEMOIZE":
            memo[len(memo)] = stack[-1]
        elif name in ("GET", "BINGET", "LONG_BINGET"):
            stack.append(memo[argument])
        elif name in CONSTANTS:
            stack.append(CONSTANTS[name]())
        elif name == "MARK":
            stack.append(MARK)
        elif name in ("PROTO", "FRAME"):
            pass
        elif name.startswith("TUPLE"):
            self._tuple(name, stack)
        else:
            step = getattr(self, f"_{name.lower()}", None)
            if step is None:
                raise ReadError(f"its pickle has the operation {name}, which is not read")
            step(argument, stack)

    def _tuple(self, name: str, stack: list[Any]) -> None:
        if name == "TUPLE":
            stack.append(tuple(_since_mark(stack)))
            return
        count = int(name[-1])
        found = tuple(stack[-count:])
        if len(found) < count:
            raise IndexError
        del stack[-count:]
        stack.append(found)

    def _list(self, _: Any, stack: list[Any]) -> None:
        stack.append(_since_mark(stack))

    def _frozenset(self, _: Any, stack: list[Any]) -> None:
        stack.append(_since_mark(stack))

    def _dict(self, _: Any, stack: list[Any]) -> None:
        stack.append({})
        self._fill(stack[-1], _since_mark_below(stack))

    def _fill(self, target: Any, items: list[Any]) -> None:
        """Put keys and values into a dict, or into what would be one."""
        held = target.items if isinstance(target, Inert) else target
        for key, value in zip(items[::2], items[1::2], strict=True):
            if isinstance(key, (str, int, float, bool, tuple, type(None))):
                held[key] = value

    def _setitem(self, _: Any, stack: list[Any]) -> None:
        value, key = stack.pop(), stack.pop()
        self._fill(stack[-1], [key, value])

    def _setitems(self, _: Any, stack: list[Any]) -> None:
        items = _since_mark(stack)
        self._fill(stack[-1], items)

    def _append(self, _: Any, stack: list[Any]) -> None:
        value = stack.pop()
        if isinstance(stack[-1], list):
            stack[-1].append(value)

    def _appends(self, _: Any, stack: list[Any]) -> None:
        items = _since_mark(stack)
        if isinstance(stack[-1], list):
            stack[-1].extend(items)

    def _additems(self, argument: Any, stack: list[Any]) -> None:
        self._appends(argument, stack)

    def _pop(self, _: Any, stack: list[Any]) -> None:
        stack.pop()

    def _pop_mark(self, _: Any, stack: list[Any]) -> None:
        _since_mark(stack)

    def _dup(self, _: Any, stack: list[Any]) -> None:
        stack.append(stack[-1])

    def _global(self, argument: Any, stack: list[Any]) -> None:
        stack.append(Inert(argument.replace(" ", ".", 1)))

    def _stack_global(self, _: Any, stack: list[Any]) -> None:
        name, module = stack.pop(), stack.pop()
        stack.append(Inert(f"{module}.{name}"))

    def _reduce(self, _: Any, stack: list[Any]) -> None:
        args, function = stack.pop(), stack.pop()
        name = function.name if isinstance(function, Inert) else "?"
        stack.append(self._call(name, args))

    def _newobj(self, argument: Any, stack: list[Any]) -> None:
        self._reduce(argument, stack)

    def _newobj_ex(self, _: Any, stack: list[Any]) -> None:
        stack.pop()
        self._reduce(None, stack)

    def _build(self, _: Any, stack: list[Any]) -> None:
        state = stack.pop()
        if isinstance(stack[-1], Inert):
            stack[-1].state = state

    def _binpersid(self, _: Any, stack: list[Any]) -> None:
        stack.append(self._persistent(stack.pop()))

    def _persid(self, argument: Any, stack: list[Any]) -> None:
        stack.append(self._persistent(argument))


def _since_mark(stack: list[Any]) -> list[Any]:
    """What was put on the stack since the last mark, which goes as well."""
    for place in range(len(stack) - 1, -1, -1):
        if stack[place] is MARK:
            found = stack[place + 1 :]
            del stack[place:]
            return found
    raise IndexError


def _since_mark_below(stack: list[Any]) -> list[Any]:
    """The same below the last element, which stays."""
    top = stack.pop()
    found = _since_mark(stack)
    stack.append(top)
    return found
