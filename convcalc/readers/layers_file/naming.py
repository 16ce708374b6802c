"""Names of layers: dotted paths that are unique in the whole network."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    import ast
    from collections.abc import Sequence

    from convcalc.graph.tensor import Tensor
    from convcalc.readers.layers_file.uses import Uses


class Frame:
    """
    Where lines stand: the network itself, a call of a block, a run of layers.

    `current` is what the line before gave. The path is made when the first layer needs it, so a
    function that applies no layer takes no name.
    """

    __slots__ = (
        "_counts",
        "_label",
        "_path",
        "_uses",
        "blocks",
        "body",
        "current",
        "growing",
        "parent",
        "spelled",
    )

    def __init__(
        self,
        parent: Frame | None = None,
        *,
        label: str = "",
        spelled: str = "",
    ) -> None:
        self.parent = parent
        self.spelled = spelled
        self.body: Sequence[ast.stmt] = ()
        self.current: Tensor | None = parent.current if parent else None
        self.growing: dict[str, tuple[Any, ast.expr]] = {}
        self._label = label
        self._path: str | None = None if parent else ""
        self._counts: dict[str, int] = {}
        self._uses: Uses | None = None
        self.blocks: dict[int, tuple[Sequence[ast.stmt], Uses]] = parent.blocks if parent else {}

    @property
    def path(self) -> str:
        """The dotted path of what is applied here, empty for the network itself."""
        if self._path is None and self.parent is not None:
            label = self._label or self.parent.number(self.spelled)
            outer = self.parent.path
            self._path = f"{outer}.{label}" if outer else label
        return self._path or ""

    def number(self, spelled: str) -> str:
        """The next running name for something spelled so."""
        count = self._counts.get(spelled, 0) + 1
        self._counts[spelled] = count
        return f"{spelled}_{count}"

    @property
    def uses(self) -> Uses:
        """What the names of this scope are used for."""
        if self._uses is None:
            # A block is read once, however often it is called. Keeping it keeps its id its own.
            read = self.blocks.get(id(self.body))
            if read is None:
                from convcalc.readers.layers_file.uses import Uses

                read = self.blocks[id(self.body)] = (self.body, Uses(self.body))
            self._uses = read[1]
        return self._uses

    @uses.setter
    def uses(self, uses: Uses) -> None:
        self._uses = uses


class Names:
    """The names that are taken."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def unique(self, name: str) -> str:
        """The name, with a number behind it where it is taken."""
        taken = self._taken
        if name not in taken:
            taken[name] = 1
            return name
        while True:
            taken[name] += 1
            numbered = f"{name}_{taken[name]}"
            if numbered not in taken:
                taken[numbered] = 1
                return numbered
