"""The text of a stand-in: what goes wrong in it is told at the user's line that asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.readers.python.language.source_text import SourceText

if TYPE_CHECKING:
    import ast

    from convcalc.source import Source


class StandInText(SourceText):
    """
    What stands in for the text of ours that is executed: a node of the user's text.

    Every place in it is that node, and its words are the user's.
    """

    is_ours: ClassVar[bool] = True

    def __init__(self, outer: SourceText, node: ast.AST) -> None:
        self.outer = outer
        self.node = node
        self.file = outer.file
        # A function is looked through for a `yield` where its text may hold one.
        self.parsed_text = "yield"

    def seen_from(self, outer: SourceText, node: ast.expr) -> SourceText:
        """The same, asked for by another node; among ours the user's stays."""
        return outer if outer.is_ours else StandInText(outer, node)

    def users_node(self, node: ast.expr) -> ast.AST:
        """Where the user asked for it."""
        return self.node

    def place(self, node: ast.AST) -> Source:
        """Where the user asked for it."""
        return self.outer.place(self.node)

    def segment(self, node: ast.expr | ast.stmt) -> str:
        """What the user wrote there."""
        return self.outer.segment(self.node)  # type: ignore[arg-type]  # an expression or a statement
