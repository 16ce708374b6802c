"""The reader of the layer spec: a line is a layer, applied to the line before."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.errors import SyntaxProblem
from convcalc.errors import UnknownName
from convcalc.readers.layers_file.layer_names import LayerName
from convcalc.readers.layers_file.naming import Frame
from convcalc.readers.layers_file.runs import Run
from convcalc.readers.layers_file.runs import apply_item
from convcalc.readers.layers_file.runs import apply_list
from convcalc.readers.layers_file.runs import is_layer_like
from convcalc.readers.layers_file.runs import make_layers
from convcalc.readers.layers_file.spec_values import Ignored
from convcalc.readers.layers_file.spec_values import LayerValue
from convcalc.readers.layers_file.spec_values import TensorValue
from convcalc.readers.layers_file.spec_values import Unread
from convcalc.readers.layers_file.spec_values import holds_tensor
from convcalc.readers.layers_file.spec_values import is_tensors
from convcalc.readers.layers_file.spec_values import last_tensor
from convcalc.readers.layers_file.spelling import Spelling
from convcalc.readers.layers_file.uses import dotted
from convcalc.readers.layers_file.uses import grows
from convcalc.readers.python.language.evaluator import Evaluator
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.host import Site
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from convcalc.readers.layers_file.tracer import Tracer
    from convcalc.readers.layers_file.uses import Uses
    from convcalc.readers.python.language.limits import Limits
    from convcalc.readers.python.language.scope import Scope
    from convcalc.readers.python.language.source_text import SourceText
    from convcalc.readers.python.objects.host import HostObject

LABELLED = (ast.Call, ast.BinOp)

BUILTINS_FIRST = frozenset({"abs"})
"""Names of layers that mean Python's function where they stand bare; no other name is both."""


class SpecReader(Evaluator):
    """Evaluates a layer spec and drives a tracer with it."""

    knows_classes = False
    names_values = True

    def __init__(self, text: SourceText, tracer: Tracer, limits: Limits | None = None) -> None:
        super().__init__(text, limits, builtins={})
        self.tracer = tracer
        self.spelling = Spelling(tracer, text.parsed_text)
        self._layers: dict[str, object] = {}

    def trace(self, pieces: Iterable[tuple[SourceText, ast.Module]], uses: Uses) -> None:
        """
        Execute a parsed spec to its end.

        Raises:
            ConvcalcError: With the graph so far left in the tracer.
        """
        self.tracer.frame.uses = uses
        self.run_pieces(pieces)
        self.finish(self.scope)
        self.tracer.inputs.settle_all()
        self.tracer.inputs.check_all_taken()

    def finish(self, scope: Scope) -> None:
        """Apply the runs that were put together line by line and that nothing calls."""
        frame = self.tracer.frame
        growing, frame.growing = frame.growing, {}
        for name, (value, target) in growing.items():
            if value and not frame.uses.is_called(name):
                site = Site(self, target, scope)
                self._apply_named(value, name.removeprefix("self."), site)

    # what a line means

    def standing_alone(self, statement: ast.Expr, value: object, scope: Scope) -> None:
        """Apply a layer, run or block to the line before; a tensor is what the next line takes."""
        node = statement.value
        if value is None or isinstance(value, Ignored):
            return
        if type(value) is str:
            self._refuse_quoted(value)
            return
        self.weigh(value)
        site = Site(self, node, scope)
        if isinstance(value, LayerName):
            value = value.layer([], {}, site)
        if isinstance(value, LayerValue):
            value.apply([value.line_before()], "", site)
        elif is_tensors(value):
            self.tracer.frame.current = last_tensor(value)
        elif isinstance(value, Run):
            if not grows(node):
                value.apply(None, "", site)
        elif is_layer_like(value):
            apply_list(value, "", self.tracer, site)
        elif isinstance(value, Function):
            apply_item(value, "", self.tracer, site)
        else:
            self._refuse(value, site)

    def _refuse_quoted(self, text: str) -> None:
        """A text may stand anywhere as a remark, but a layer in quotes would vanish unseen."""
        if "(" in text and "\n" not in text:
            raise BadValue(
                f"a text on a line of its own applies nothing: {show(text)}",
                expected="a layer",
                hint="the same without quotes, or # in front of a remark",
            )

    def _refuse(self, value: object, site: Site) -> None:
        if type(value) in (list, tuple) and holds_tensor(value):
            return
        if value is ...:
            raise BadValue("... is no layer", expected="the layers that it stands for")
        raise BadValue(
            f"{describe(value)} on a line of its own is no layer: {show(value)}",
            expected="a layer, for example conv2d(64, k=3)",
        )

    def evaluate_for(self, target: ast.expr, node: ast.expr, scope: Scope) -> Any:
        """The value of what is assigned; the call that makes it takes the name."""
        outer = self.tracer.label
        name = dotted(target)
        if name and isinstance(node, LABELLED) and self.tracer.frame.uses.assigned.get(name) == 1:
            self.tracer.label = (node, name.removeprefix("self."))
        try:
            return self.evaluate(node, scope)
        finally:
            self.tracer.label = outer

    def assigned(self, target: ast.expr, node: ast.expr, value: object, scope: Scope) -> object:
        """Apply a layer that nothing calls later and bind what it gives, or bind the layer."""
        self.weigh(value)
        if type(value) is tuple and len(value) == 1 and is_layer_like(value[0]):
            value = value[0]
        if isinstance(target, (ast.Tuple, ast.List)):
            return self._several_assigned(target, node, value, scope)
        if is_tensors(value) and not isinstance(node, (ast.Name, ast.Attribute)):
            self.tracer.frame.current = last_tensor(value)
            return value
        name = dotted(target)
        if not name:
            return value
        if type(value) is list or isinstance(value, Run):
            self._note_growth(name, value, target)
        if not is_layer_like(value) or self._is_deferred(name, target, node, value):
            self._name(value, name)
            return value
        return self._apply_named(value, self._own_name(name), Site(self, node, scope))

    def _several_assigned(
        self, target: ast.Tuple | ast.List, node: ast.expr, value: object, scope: Scope
    ) -> object:
        """`a, b = conv2d(8, k=1), conv2d(8, k=3)`: each for itself."""
        if type(value) not in (list, tuple) or len(value) != len(target.elts):  # type: ignore[arg-type]  # a list or tuple
            return value
        nodes = node.elts if isinstance(node, (ast.Tuple, ast.List)) else [node] * len(target.elts)
        if len(nodes) != len(target.elts):
            return value
        bound = tuple(
            self.assigned(each, part, element, scope)
            for each, part, element in zip(target.elts, nodes, value, strict=True)  # type: ignore[call-overload]  # as above
        )
        if not isinstance(node, (ast.Tuple, ast.List)) and isinstance(bound[0], TensorValue):
            self.tracer.frame.current = bound[0].tensor
        return bound

    def _note_growth(self, name: str, value: object, target: ast.expr) -> None:
        frame = self.tracer.frame
        if frame.uses.is_grown_later(name, target):
            frame.growing[name] = (value, target)

    def _is_deferred(self, name: str, target: ast.expr, node: ast.expr, value: object) -> bool:
        """Whether a layer is only defined here, since its name is called later."""
        uses = self.tracer.frame.uses
        if isinstance(value, LayerValue) and isinstance(node, (ast.Name, ast.Attribute)):
            return True
        if isinstance(value, LayerName) and value.maker.vocabulary == "native":
            return uses.is_called_later(name, target)
        if type(value) in (list, tuple) or isinstance(value, LayerName):
            return uses.is_used_later(name, target) or uses.is_grown_later(name, target)
        if isinstance(value, Run) and (not value.items or uses.is_grown_later(name, target)):
            return True
        return uses.is_called_later(name, target)

    def _own_name(self, name: str) -> str:
        """The name for what is assigned, if it is assigned once only."""
        alone = self.tracer.frame.uses.assigned.get(name, 0) <= 1
        return name.removeprefix("self.") if alone else ""

    def _name(self, value: object, name: str) -> None:
        """Let a layer that is only defined be called by its name."""
        name = self._own_name(name)
        if isinstance(value, LayerValue) and not value.module.name:
            value.module.name = name
        elif isinstance(value, Run) and not value.name:
            value.name = name

    def _apply_named(self, value: Any, name: str, site: Site) -> object:
        """Apply a layer or a run to the line before, under a name."""
        if isinstance(value, LayerName):
            value = value.layer([], {}, site)
        if isinstance(value, LayerValue):
            return value.apply([value.line_before()], name, None if value.node else site)
        if isinstance(value, Run):
            return value.apply(None, name, site)
        return apply_list(value, name, self.tracer, site)

    # blocks

    def bind(self, function: Function, args: list[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
        """
        As Python binds; where only a tensor in front is missing, it is the line before.

        Raises:
            BadValue: If the arguments do not suffice even so.
        """
        try:
            return function.bind(args, kwargs)
        except BadValue as problem:
            current = self.tracer.frame.current
            if current is None or any(map(is_tensors, (*args, *kwargs.values()))):
                raise
            try:
                return function.bind([TensorValue(current, self.tracer), *args], kwargs)
            except BadValue:
                raise problem from None

    def run_body(self, function: Function, scope: Scope, site: Site) -> object:
        """Execute a block: it begins behind its first tensor, and gives its last line."""
        tracer = self.tracer
        body: list[ast.stmt] = function.body  # type: ignore[assignment]  # a lambda has none
        frame = Frame(
            tracer.frame,
            label=tracer.take_label(site.node),
            spelled=function.name,
        )
        frame.body = body
        begin = next(
            (each for each in scope.variables.values() if isinstance(each, TensorValue)), None
        )
        if begin is not None:
            frame.current = begin.tensor
        before = frame.current
        with tracer.inside(frame):
            signal = self.execute(body, scope)
            self.finish(scope)
            result = None if signal is None else signal.value
            self.weigh(result)
            works = begin is not None or frame.current is not before
            if works and is_layer_like(result):
                result = self._apply_named(result, "", site)
        if result is None and frame.current is not None and frame.current is not before:
            tracer.frame.current = frame.current
            return TensorValue(frame.current, tracer)
        return result

    def call_plain(self, value: Any, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        """A list of layers is called like a run."""
        self.weigh(value)
        if not is_layer_like(value) or len(args) != 1 or not isinstance(args[0], TensorValue):
            return super().call_plain(value, args, kwargs, site)
        make_layers(value, site)
        called = dotted(site.node.func) if isinstance(site.node, ast.Call) else ""
        label = self.tracer.take_label(site.node) or called.removeprefix("self.")
        frame = Frame(self.tracer.frame, label=label, spelled="list")
        frame.current = args[0].tensor
        with self.tracer.inside(frame):
            for item in value:
                result = apply_item(item, "", self.tracer, site)
        self.tracer.frame.current = frame.current
        return result

    # names

    def undecided(self, left: Any, sign: Any, right: Any) -> bool:
        """Decide a comparison of sizes by what was assumed."""
        assumptions = self.tracer.builder.assumptions
        decided = None if assumptions is None else assumptions.decide(left, sign, right)
        return super().undecided(left, sign, right) if decided is None else decided

    def free_name(self, name: str, node: ast.Name, scope: Scope) -> object:
        """A layer, a module of layers, a form of the spec, or a builtin."""
        known = self._layers.get(name)
        if known is not None:
            return known
        found = None if name in BUILTINS_FIRST else self.spelling.bare(name)
        if found is None:
            found = self._builtin(name)
        if found is None and name == "self":
            from convcalc.readers.layers_file.self_object import SelfObject

            found = SelfObject()
        if found is None:
            raise self._unknown(name, scope)
        self._layers[name] = found
        return found

    def _builtin(self, name: str) -> Any:
        """A builtin, or None; their table is loaded for the first name that is no layer."""
        if not self.builtins:
            from convcalc.readers.python.values.builtins import BUILTINS

            self.builtins = BUILTINS
        return self.builtins.get(name)

    def _unknown(self, name: str, scope: Scope) -> ConvcalcError:
        from convcalc.suggestions import nearest

        mine, theirs = scope.names(), self.spelling.known()
        hint = nearest(name, mine) or nearest(name, theirs) or nearest(name, list(self.builtins))
        if not hint and self.tracer.builder.inputs and len(name) == 1:
            hint = f"{name} = input(...) gives the input a name"
        return UnknownName(f"nothing is called {show(name)}", hint=hint)

    def import_module(self, name: str, node: ast.stmt) -> object:
        """As everywhere; of other modules nothing is known, which matters where it is used."""
        modules = self._importable()
        return modules[name] if name in modules else Unread(name)

    def import_name(self, module: str, name: str, node: ast.stmt) -> object:
        """As everywhere; all layers are known without `import *`."""
        modules = self._importable()
        if name == "*" and module in modules:
            return None
        if module not in modules and f"{module}.{name}" not in modules and name != "*":
            return Unread(f"{module}.{name}")
        return super().import_name(module, name, node)

    def _importable(self) -> Mapping[str, HostObject]:
        """What may be imported, by dotted name; gathered for the first import."""
        if not self.modules:
            from convcalc.readers.layers_file.mathematics import MODULES
            from convcalc.readers.layers_file.spelling import modules

            self.modules = {**MODULES, **modules(self.spelling)}
        return self.modules

    def annotation_alone(self, node: ast.AnnAssign) -> None:
        """
        `conv1: conv2d(8)` would vanish without a word, as a printed module's line would.

        Raises:
            SyntaxProblem: Always.
        """
        target, value = self.text.segment(node.target), self.text.segment(node.annotation)
        name = target.strip("()")
        raise SyntaxProblem(
            f"{self.text.segment(node)!r} applies nothing",
            expected="a layer, or a name and a layer",
            hint=f"{name} = {value}",
        )

    def asserted(self, node: ast.Assert, scope: Scope) -> ConvcalcError:
        """The spec's own complaint."""
        message = "" if node.msg is None else f": {self._said(node.msg, scope)}"
        return BadValue(f"the definition's own assert does not hold{message}")

    def raised(self, node: ast.Raise, scope: Scope) -> ConvcalcError:
        """The spec's own complaint; what exception it raises does not matter."""
        message = ""
        if isinstance(node.exc, ast.Call) and node.exc.args:
            message = f": {self._said(node.exc.args[0], scope)}"
        return BadValue(f"the definition raises an error itself{message}")

    def _said(self, node: ast.expr, scope: Scope) -> str:
        value = self.evaluate(node, scope)
        return value[:500] if isinstance(value, str) else show(value)

    def passed(
        self, error: ConvcalcError, function: Function, outer: SourceText, site: Site
    ) -> None:
        """A block is called on a line of its own, which the error points at or needs not."""

    def define_class(self, node: ast.ClassDef, scope: Scope) -> None:
        """
        Classes are no part of the spec.

        Raises:
            SyntaxProblem: Always.
        """
        raise SyntaxProblem(
            f"a class is no part of a layer spec: {node.name!r}",
            expected="layers, one a line, and functions as blocks",
            hint="paste the lines of its constructor",
        )
