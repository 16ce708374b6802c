"""`input(3, H, W)` and `keras.Input(shape=...)`: shapes without their batch axis."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import Expr
from convcalc.dims import symbol
from convcalc.errors import BadValue
from convcalc.readers.layers_file.inputs import bind_symbols
from convcalc.readers.layers_file.layer_names import MOST
from convcalc.readers.layers_file.spec_values import TensorValue
from convcalc.readers.python.language.calls import elements
from convcalc.readers.python.language.calls import keywords
from convcalc.readers.python.language.scope import Scope
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import Site
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.readers.layers_file.tracer import Tracer

AXES = 32
"""The most axes that a shape may have."""

LONGEST_NAME = 100
"""Letters of the longest symbol."""


class InputForm(HostObject):
    """`input(3, H, W)`: a shape without its batch axis; names that nothing defines are symbols."""

    __slots__ = ("tracer",)
    type_name: ClassVar[str] = "input"
    takes_nodes: ClassVar[bool] = True
    settled: ClassVar[bool] = False

    def __init__(self, tracer: Tracer) -> None:
        self.tracer = tracer

    def call_nodes(self, site: Site) -> object:
        """A new input tensor; the line behind it takes it."""
        node = site.node
        if not isinstance(node, ast.Call):
            raise BadValue("input is called with a shape, for example input(3, 224, 224)")
        inner = symbolic_scope([*node.args, *[each.value for each in node.keywords]], site)
        args = elements(site.evaluator, node.args, inner)
        kwargs = keywords(site.evaluator, node.keywords, inner)
        return self.declare(args, kwargs, site)

    def declare(self, args: list[Any], kwargs: dict[str, Any], site: Site) -> TensorValue:
        """
        The input of these arguments.

        Raises:
            BadValue: If they are no shape.
        """
        shape, batch = self.read(args, kwargs)
        label = self.tracer.take_label(site.node)
        name = kwargs.get("name") or label or self._next_name()
        if type(name) is not str:
            raise BadValue(f"name={show(name)}", expected="a text", argument="name")
        given = self.tracer.inputs.given_for(name)
        if given is not None:
            shape = self._with_given(shape, given, site)
        tensor = self.tracer.inputs.declare(
            self.tracer.names.unique(name),
            shape,
            given=given,
            batch=batch,
            surely_without_batch=self.settled,
        )
        bind_new_symbols(shape if given is None else (), site)
        self.tracer.frame.current = tensor
        return TensorValue(tensor, self.tracer)

    def _next_name(self) -> str:
        count = len(self.tracer.builder.inputs)
        return "input" if count == 0 else f"input_{count + 1}"

    def _with_given(
        self, shape: tuple[Dim, ...], given: tuple[Dim, ...], site: Site
    ) -> tuple[Dim, ...]:
        """The declared shape, its symbols bound to the given sizes."""
        declared = [str(each) if isinstance(each, Expr) else each for each in shape]
        outermost = site.scope.outermost()
        for name, size in bind_symbols(declared, given).items():
            if name.isidentifier() and site.scope.find(name) is None:
                outermost.bind(name, size)
        return shape

    def read(self, args: list[Any], kwargs: dict[str, Any]) -> tuple[tuple[Dim, ...], Dim | None]:
        """
        The shape and the batch of a call.

        Raises:
            BadValue: If they are none.
        """
        for name in kwargs:
            if name not in ("name", "batch", "dtype", "shape"):
                raise BadValue(
                    f"input() has no argument {name!r}",
                    expected="a shape, and name= or batch=",
                    argument=name,
                )
        sizes = args or [kwargs.get("shape", ())]
        if len(sizes) == 1 and type(sizes[0]) in (list, tuple):
            sizes = list(sizes[0])
        batch = kwargs.get("batch")
        return checked_shape(sizes), None if batch is None else checked_size(batch, "batch")


class KerasInputForm(InputForm):
    """`keras.Input(shape=(28, 28, 1))`: the shape is always without its batch axis."""

    __slots__ = ()
    settled: ClassVar[bool] = True

    def read(self, args: list[Any], kwargs: dict[str, Any]) -> tuple[tuple[Dim, ...], Dim | None]:
        """The shape and the batch of a call."""
        batch: Any = args[1] if len(args) > 1 else kwargs.get("batch_size")
        shape: Any = args[0] if args else kwargs.get("shape", kwargs.get("input_shape"))
        batched: Any = kwargs.get("batch_shape", kwargs.get("batch_input_shape"))
        if shape is None and type(batched) in (list, tuple) and batched:
            batch, shape = batched[0], batched[1:]
        if type(shape) not in (list, tuple):
            raise BadValue(
                f"Input() needs a shape, got {show(shape)}",
                expected="for example Input(shape=(224, 224, 3))",
                argument="shape",
            )
        return checked_shape(list(shape)), None if batch is None else checked_size(
            batch, "batch_size"
        )


def symbolic_scope(nodes: Sequence[ast.expr], site: Site) -> Scope:
    """A scope in which every name of these nodes that nothing defines is a symbol."""
    inner = Scope(site.scope, is_inline=True)
    names = [each.id for node in nodes for each in ast.walk(node) if isinstance(each, ast.Name)]
    if not names:
        return inner
    from convcalc.readers.python.values.builtins import BUILTINS

    for name in names:
        if name in BUILTINS:
            continue
        if len(name) > LONGEST_NAME:
            raise BadValue(f"a name of {len(name):,} letters", expected=f"at most {LONGEST_NAME}")
        if site.scope.find(name) is None:
            inner.variables[name] = symbol(name)
    return inner


def bind_new_symbols(shape: Sequence[Dim], site: Site) -> None:
    """Make the symbols of a shape known to the lines behind it."""
    outermost = site.scope.outermost()
    for size in shape:
        if not isinstance(size, Expr):
            continue
        from convcalc.dims import free_symbols

        for name in free_symbols(size):
            if site.scope.find(name) is None:
                outermost.bind(name, symbol(name))


def checked_shape(sizes: list[Any]) -> tuple[Dim, ...]:
    """
    A shape of whole, positive sizes.

    Raises:
        BadValue: If it is none.
    """
    if not sizes:
        raise BadValue("input() without a shape", expected="for example input(3, 224, 224)")
    if len(sizes) > AXES:
        raise BadValue(f"a shape of {len(sizes)} axes", expected=f"at most {AXES}")
    return tuple([checked_size(each, "size") for each in sizes])


def checked_size(size: Any, what: str) -> Dim:
    """
    A whole, positive size.

    Raises:
        BadValue: If it is none.
    """
    if isinstance(size, Expr) or (type(size) is int and 1 <= size < MOST):
        return size
    hint = "a name such as H stands for a size that is not known" if size is None else ""
    raise BadValue(
        f"the {what} {show(size)} of an input", expected="a whole number, at least 1", hint=hint
    )
