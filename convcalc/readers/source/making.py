"""Making the model that a target names: a class, a builder, a variable, or the one there is."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.errors import UsageError
from convcalc.readers.python.language.calls import elements
from convcalc.readers.python.language.calls import keywords
from convcalc.readers.python.language.scope import Scope
from convcalc.readers.python.language.source_text import SourceText
from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import Site
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.tracing.models import Model
from convcalc.readers.python.tracing.models import parameters_to_fill
from convcalc.readers.python.tracing.tensors import TensorValue
from convcalc.readers.source.arguments import bring_usual
from convcalc.readers.source.arguments import expression_of
from convcalc.readers.source.arguments import with_attributes
from convcalc.readers.source.target import CALLED
from convcalc.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Container

    from convcalc.readers.source.modules import SourceModule
    from convcalc.readers.source.reader import SourceReader
    from convcalc.readers.source.shown.demo import Feed
    from convcalc.readers.source.shown.seen import SeenInputs
    from convcalc.readers.source.target import Target

TENSOR_NAMES = frozenset({"x", "input", "inputs", "img", "image", "images", "tensor"})


class Maker:
    """
    Makes the model of a target in a module.

    `feeds` finds the calls of models that happen when the file is run;
    `called` is the name of the class or function that made it, for what the file says of it.
    """

    def __init__(
        self,
        reader: SourceReader,
        module: SourceModule,
        target: Target,
        feeds: Callable[[SourceModule], list[Feed]],
    ) -> None:
        self.reader = reader
        self.module = module
        self.target = target
        self.called = ""
        self._feeds = feeds
        self._options: Container[str] = ()
        self._scope = Scope(module.scope)
        self._text = reader.text

    def model(self) -> Model:
        """
        The model.

        Raises:
            UsageError: If the target names nothing in the file, or arguments are missing.
            ConvcalcError: If the model cannot be made.
        """
        return self._made_of(self.target.expression or self._only())

    def _made_of(self, expression: str) -> Model:
        self.reader.trace.builder.name = expression
        self._text = self.reader.text = SourceText(expression, CALLED)
        tree = expression_of(self._text, self.reader)
        self.called = _root_name(tree) or ""
        self._read_command_line()
        if self.called:
            self._check_name(self.called)
        return self._as_model(self._value(tree))

    def _only(self) -> str:
        from convcalc.readers.source.choices import NothingHeld
        from convcalc.readers.source.choices import only_model

        try:
            return only_model(self.module, self.target)
        except NothingHeld:
            from convcalc.readers.source.piles import held_models

            found = held_models(self.module)
            if not found:
                raise
            return self._last(found)

    def _last(self, found: list[str]) -> str:
        """The last of several, which is said with the others."""
        *others, last = found
        if others:
            place = self.target.place
            listed = ", ".join([f"{place}:{each}" for each in others])
            self.reader.trace.builder.assumed.append(f"{last}, the last of several: also {listed}")
        return last

    def piled(self) -> Model | None:
        """The network that layers are taken for which no model holds, if there are any."""
        from convcalc.readers.source.piles import piled

        found = piled(self.module)
        if not found:
            return None
        expression = self._last(found)
        if "," in expression:
            self.reader.trace.builder.assumed.append(
                f"{expression} run one after the other: no model says how they are joined"
            )
        return self._made_of(expression)

    def _check_name(self, name: str) -> None:
        """
        Refuse a name that the file does not have.

        Raises:
            UsageError: With the nearest name, and what there is.
        """
        if self.module.find(name) is not MISSING:
            error = self.module.errors.get(name)
            if error is not None:
                raise error
            return
        from convcalc.readers.source.choices import models_in

        elsewhere = self.reader.importer.defined_inside(self.module, name)
        if elsewhere:
            raise UsageError(
                f"there is no {name!r} in {self.target.place}",
                hint=f"it is in a module inside: {elsewhere}:{name}",
            )
        known = models_in(self.module.parsed)
        raise UsageError(
            f"there is no {name!r} in {self.target.place}",
            expected=", ".join(known) or "the name of a class or function of the file",
            hint=nearest(name, [*known, *self.module.attribute_names()]),
        )

    def _value(self, tree: ast.expr) -> object:
        """What the expression gives; a class or a builder that is not called is called."""
        site = Site(self.reader, tree, self._scope)
        if isinstance(tree, ast.Call):
            function = self.reader.evaluate(tree.func, self._scope)
            for each in (*tree.args, *tree.keywords):
                bring_usual(each, self.module, self.reader, self._scope)
            self.reader.text = self._text
            args = elements(self.reader, tree.args, self._scope)
            kwargs = keywords(self.reader, tree.keywords, self._scope)
            return self._call(function, args, kwargs, site)
        value = self.reader.evaluate(tree, self._scope)
        is_made = isinstance(value, (Model, TensorValue))
        if is_made or not isinstance(value, (ClassObject, HostObject)):
            return value
        args, kwargs = self._given()
        if isinstance(value, Function) and not args and not kwargs and _takes_tensors(value):
            return value
        return self._call(value, args, kwargs, site)

    def _given(self) -> tuple[list[Any], dict[str, Any]]:
        """The values of `--args`."""
        from convcalc.readers.source.arguments import arguments_of

        words = self.target.arguments
        return arguments_of(words, self.module, self.reader, self._options)

    def _read_command_line(self) -> None:
        """Keep what `--args` gives to the command line of the file, for its parser to find."""
        words = self.target.arguments
        if words:
            from convcalc.readers.source.arguments import command_line_of

            found = command_line_of(words, self.module.parsed, self.called, self.reader)
            self.reader.command_line, self._options = found

    def _call(self, function: Any, args: list[Any], kwargs: dict[str, Any], site: Site) -> object:
        more_args, more_kwargs = ([], {}) if args or kwargs else self._given()
        args, kwargs = [*args, *more_args], {**kwargs, **more_kwargs}
        self._check_arguments(function, args, kwargs)
        args, kwargs = with_attributes(function, args, kwargs, site)
        if not isinstance(function, HostObject):
            raise BadValue(f"{describe(function)} cannot be called").at(site.source())
        return function.call(args, kwargs, site)

    def _check_arguments(self, function: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
        """
        Ask for the arguments that a constructor or builder needs.

        Raises:
            UsageError: With their names, and what the file itself gives.
        """
        own = function.lookup("__init__") if isinstance(function, ClassObject) else function
        if not isinstance(own, Function):
            return
        first = 0 if own is function else 1
        self._check_known(own, first, args, kwargs)
        wanted = parameters_to_fill(own)[first:]
        missed = [
            each for each in wanted[len(args) :] if each not in kwargs and not each.startswith("*")
        ]
        if not missed:
            return
        from convcalc.readers.source.shown.seen import seen_call

        example = ", ".join([f"{each}=..." for each in missed])
        seen = seen_call(self.module.parsed, self.called)
        raise UsageError(
            f"{self.called} needs {' and '.join(map(repr, missed))}",
            expected=f'{self.target.place}:{self.called}({example}), or --args "{example}"',
            hint=seen,
        )

    def _check_known(
        self, own: Function, first: int, args: list[Any], kwargs: dict[str, Any]
    ) -> None:
        """
        Refuse arguments that a constructor or builder does not have.

        Raises:
            UsageError: With those that it has.
        """
        spec = own.arguments
        places = [each.arg for each in (*spec.posonlyargs, *spec.args)][first:]
        known = [*places, *[each.arg for each in spec.kwonlyargs]]
        expected = ", ".join(known) or "no arguments"
        if len(args) > len(places) and spec.vararg is None:
            count = f"{len(places)} argument{'s' if len(places) != 1 else ''}"
            raise UsageError(f"{self.called} takes {count}, got {len(args)}", expected=expected)
        unknown = next((each for each in kwargs if each not in known), None)
        if unknown is not None and spec.kwarg is None:
            raise UsageError(
                f"{self.called} has no argument {unknown!r}",
                expected=expected,
                hint=nearest(unknown, known),
            )

    def _as_model(self, value: object) -> Model:
        """
        A value as a model: itself, or the one in what a builder returns.

        Raises:
            UsageError: If it is none.
        """
        if isinstance(value, Model):
            return value
        if isinstance(value, Function):
            from convcalc.readers.source.plain import function_model

            return function_model(value, self.module)
        if isinstance(value, Unread):
            value.refuse(self.reader.site)
        network = self._network(value)
        if network is not None:
            return network
        found = [each for each in _parts(value) if isinstance(each, Model)]
        if len(found) == 1:
            return found[0]
        raise UsageError(
            f"{self.target.spelled} gives {describe(value)}, which is no model",
            expected="a torch.nn.Module or keras.Model, a class of them, or a function of tensors",
        )

    def _network(self, value: object) -> Model | None:
        """Layers in a list or a dict, or the last tensor of some, as a model."""
        from convcalc.readers.source.piles import heads
        from convcalc.readers.source.piles import network_of

        expression = self._text.parsed_text
        function = heads(value, expression)
        if function:
            return self._made_of(function)
        return network_of(value, expression, self.reader.site)

    def feeds(self) -> list[Feed]:
        """The calls of models that happen when the file is run."""
        return self._feeds(self.module)

    def seen_inputs(self) -> SeenInputs | None:
        """The shapes that the file itself feeds to this model, if there are any."""
        from convcalc.readers.source.shown.seen import seen_inputs

        return seen_inputs(self.module, self.called, self.reader)


def _root_name(tree: ast.expr) -> str | None:
    while True:
        if isinstance(tree, ast.Name):
            return tree.id
        if isinstance(tree, ast.Call):
            tree = tree.func
        elif isinstance(tree, (ast.Attribute, ast.Subscript)):
            tree = tree.value
        else:
            return None


def _takes_tensors(function: Function) -> bool:
    """Whether a function looks as if it took tensors, not numbers to make a model of."""
    wanted = parameters_to_fill(function)
    return bool(wanted) and (
        function.name in ("forward", "call") or wanted[0].lstrip("*") in TENSOR_NAMES
    )


def _parts(value: object) -> list[object]:
    if isinstance(value, (list, tuple)):
        return list(value)
    return list(value.values()) if isinstance(value, dict) else []
