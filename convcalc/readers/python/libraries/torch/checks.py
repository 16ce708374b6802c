"""torch._assert and its like: checks that a source makes of its own sizes."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import ClassVar

from convcalc.errors import BadValue
from convcalc.readers.python.language.requiring import requiring
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.tracing.tensors import TensorValue

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site


class Check(HostObject):
    """torch._assert: a check that the source makes of its own sizes."""

    __slots__ = ("name",)
    type_name: ClassVar[str] = "a function"
    takes_nodes: ClassVar[bool] = True

    def __init__(self, name: str) -> None:
        self.name = name

    def call_nodes(self, site: Site) -> None:
        """
        Need the condition.

        Raises:
            BadValue: If it fails.
        """
        evaluator, node = site.evaluator, site.node
        assert isinstance(node, ast.Call)  # noqa: S101 (what asks for its nodes is a call)
        arguments = [*node.args, *[each.value for each in node.keywords]]
        if not arguments:
            raise BadValue(f"{self.name}() needs a condition")
        with requiring(evaluator, arguments[0], True):
            condition = evaluator.evaluate(arguments[0], site.scope)
            if isinstance(condition, TensorValue) and condition.data is None:
                return
            holds = evaluator.decide(condition, site)
        if not holds:
            message = [evaluator.evaluate(each, site.scope) for each in arguments[1:2]]
            raise BadValue(f"the check fails: {message[0] if message else site.text()}")
