"""A model in Python source that is found and not yet traced."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.collector import calm_collector
from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError
from convcalc.errors import UsageError
from convcalc.readers.assuming import assumptions_of
from convcalc.readers.assuming import parted
from convcalc.readers.definition import Definition
from convcalc.readers.python.language.limits import FRAMES_A_CALL
from convcalc.readers.python.language.limits import Limits
from convcalc.readers.python.language.limits import deep_recursion
from convcalc.readers.python.language.limits import exceeded
from convcalc.readers.python.language.source_text import SourceText
from convcalc.readers.python.objects.unread import spoiled_in
from convcalc.readers.python.tracing.trace import MissingBatch
from convcalc.readers.python.tracing.trace import Trace
from convcalc.readers.source.choices import NothingHeld
from convcalc.readers.source.inputs import Inputs
from convcalc.readers.source.making import Maker
from convcalc.readers.source.outputs import outputs_of
from convcalc.readers.source.reader import SourceReader
from convcalc.readers.source.target import CALLED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.graph.graph import Graph
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.tracing.models import Model
    from convcalc.readers.source.modules import SourceModule
    from convcalc.readers.source.parsed import ParsedFile
    from convcalc.readers.source.shown.demo import Feed
    from convcalc.readers.source.target import Target

    Given = tuple[str | None, Shape]


class SourceDefinition(Definition):
    """
    A model that is made, and called with symbolic tensors, anew for every trace.

    Args:
        target: Where it is and how it is made.
        parsed: The target's own file; None for a module that is looked for.
        roots: Where else modules may be found.
        assume: What was said with `--assume`.
    """

    def __init__(
        self,
        target: Target,
        parsed: ParsedFile | None,
        roots: Sequence[str] = (),
        assume: Sequence[str] = (),
        limits: Limits | None = None,
    ) -> None:
        self.target = target
        self.name = target.expression or target.place
        self.roots = tuple(roots)
        self.stated, facts = parted(assume)
        self.assumptions = assumptions_of(facts)
        self._parsed = parsed
        self._limits = limits or Limits()

    def trace(
        self,
        inputs: Sequence[Given] | None = None,
        batch: Dim | None = None,
        *,
        given_are_full: bool = False,
    ) -> Graph:
        """The graph of the model; tried again with a batch in front where that may be missing."""
        given = Inputs(inputs or (), batch)
        attempt = self._attempt(given)
        error = attempt.graph.error
        if given_are_full or error is None or isinstance(error, LimitError):
            return attempt.graph
        if not attempt.lacked_batch and not given.may_lack_batch:
            return attempt.graph
        other = self._attempt(given.with_batch())
        is_better = other.graph.error is None or attempt.lacked_batch
        return other.graph if is_better else attempt.graph

    def _attempt(self, given: Inputs) -> Attempt:
        attempt = Attempt(self, given)
        with calm_collector(), deep_recursion(self._limits.call_depth * FRAMES_A_CALL):
            attempt.run()
        return attempt

    def module(self, reader: SourceReader) -> SourceModule:
        """The module of the target in an evaluation."""
        if self._parsed is None:
            return reader.importer.find_main(self.target.place)
        return reader.importer.main(self._parsed, self._parsed.text.file)

    @property
    def parsed_file(self) -> ParsedFile | None:
        """The target's own file; None where it is a module."""
        return self._parsed

    @property
    def limits(self) -> Limits:
        """How much a trace may use."""
        return self._limits


class Attempt:
    """One evaluation of a target, with what came of it."""

    def __init__(self, definition: SourceDefinition, given: Inputs) -> None:
        self.definition = definition
        self.given = given
        self.lacked_batch = False
        self.hand = self._new_hand()
        self.graph: Graph
        self._demonstration: list[Feed] | None = None
        self._apart: tuple[Trace, SourceReader, SourceModule, Maker] | None = None

    def _new_hand(self) -> Trace:
        hand = Trace(self.definition.name)
        hand.stated = self.definition.stated
        hand.builder.assumptions = self.definition.assumptions
        return hand

    def run(self) -> None:
        """
        Evaluate, and keep what stopped it, if anything did.

        Raises:
            UsageError: If the target or its inputs are not what the file has.
        """
        error: ConvcalcError | None = None
        try:
            self._run()
        except UsageError:
            raise
        except ConvcalcError as problem:
            error = problem
        except MissingBatch:
            self.lacked_batch = True
            error = ConvcalcError("the input has no batch axis")
        except RecursionError:
            nesting = self.definition.limits.nesting
            error = exceeded("nesting", nesting, "levels of nesting")
        except MemoryError:
            items = self.definition.limits.items
            error = exceeded("items", items, "items that fit in memory")
        self.graph = self.hand.builder.graph(error)

    def _run(self) -> None:
        reader, module, maker = self._begun()
        try:
            model = self._model(maker, module)
        except NothingHeld as problem:
            if self._run_script():
                return
            model = _piled(maker, problem)
        if model is None:
            self._follow()
            return
        _refuse_spoiled(reader, model)
        model.prepare(self.hand)
        if not model.can_run() and not self.given.given:
            self.hand.builder.was_run = False
            self.hand.builder.assumed.append("it has no forward: what its layers hold is told")
            self._note_files(reader)
            return
        args, kwargs = self.given.arguments(model, self.hand, maker)
        self._finish(model, args, kwargs, reader)

    def _begun(self) -> tuple[SourceReader, SourceModule, Maker]:
        """An evaluation with the hand of now."""
        definition = self.definition
        text = SourceText(definition.target.expression or definition.target.place, CALLED)
        reader = SourceReader(text, self.hand, definition.roots, definition.limits)
        module = definition.module(reader)
        return reader, module, Maker(reader, module, definition.target, self._feeds)

    def _model(self, maker: Maker, module: SourceModule) -> Model | None:
        """The model of the target; None where the file itself demonstrates another."""
        target = self.definition.target
        if target.expression or target.arguments:
            return maker.model()
        try:
            model = maker.model()
        except UsageError:
            if self._demonstrated(module) is None:
                raise
            return None
        shown = self._demonstrated(module)
        if shown is None:
            return model
        from convcalc.readers.source.shown.demo import is_alike

        return model if is_alike(model, shown) else None

    def _run_script(self) -> bool:
        """Whether the file calls layers by itself; then that is the network."""
        parsed = self.definition.parsed_file
        if self.definition.target.expression or parsed is None:
            return False
        from convcalc.readers.source.shown.demo import has_demo
        from convcalc.readers.source.shown.script import Script

        if not has_demo(parsed):
            return False
        outer, self.hand = self.hand, self._new_hand()
        reader, module, _ = self._begun()
        script = Script(self.hand, self.given.given, self.given.batch)
        script.run(module, reader)
        if not script.has_input:
            self.hand = outer
            return False
        script.check_given()
        self._check_symbols()
        self._note_files(reader)
        return True

    def _feeds(self, module: SourceModule) -> list[Feed]:
        """The calls that happen when the file is run, in an evaluation of its own."""
        if self._demonstration is None:
            from convcalc.readers.source.shown.demo import feeds_of
            from convcalc.readers.source.shown.demo import has_demo

            self._demonstration = []
            if has_demo(module.parsed):
                outer, self.hand = self.hand, self._new_hand()
                self._apart = self.hand, *self._begun()
                self.hand = outer
                _, reader, other, _ = self._apart
                self._demonstration = feeds_of(other, reader)
        return self._demonstration

    def _demonstrated(self, module: SourceModule) -> Feed | None:
        feeds = self._feeds(module)
        if not feeds:
            return None
        from convcalc.readers.source.shown.demo import demonstrated

        return demonstrated(module, feeds)

    def _follow(self) -> None:
        """Trace the model that the file demonstrates, with its own input unless one is given."""
        assert self._apart is not None  # noqa: S101 (it was found there)
        self.hand, reader, module, maker = self._apart
        shown = self._demonstrated(module)
        assert shown is not None  # noqa: S101 (as above)
        model = shown.model
        _refuse_spoiled(reader, model)
        self.hand.builder.name = model.cls.name
        model.prepare(self.hand)
        if self.given.given:
            self.hand.builder.assumed.append(f"the model that the file itself calls {shown.line}")
            args, kwargs = self.given.arguments(model, self.hand, maker)
        else:
            self.hand.builder.assumed.append(
                f"the model and its input {shown.shown()}, as the file itself has them {shown.line}"
            )
            args, kwargs = shown.arguments(model, self.hand, reader.site, self.given.batch)
        self._finish(model, args, kwargs, reader)

    def _finish(
        self, model: Model, args: list[Any], kwargs: dict[str, Any], reader: SourceReader
    ) -> None:
        self._check_symbols()
        said = len(self.hand.builder.assumed)
        result = model.run(args, kwargs, reader.site)
        if self.hand.has_grown:
            result = self._run_again(model, args, kwargs, reader, said)
        self.hand.builder.outputs = tuple(outputs_of(result))
        self._note_files(reader)
        self._check_taken()

    def _note_files(self, reader: SourceReader) -> None:
        """Say what was read beside the source, and what was asked of the environment."""
        sight = reader.importer.sight
        if sight.read:
            self.hand.builder.assumed.append(f"reads {', '.join(sight.read)}")
        if sight.asked:
            asked = ", ".join(sight.asked)
            self.hand.builder.assumed.append(f"not set in the environment: {asked}")

    def _run_again(
        self, model: Model, args: list[Any], kwargs: dict[str, Any], reader: SourceReader, said: int
    ) -> object:
        """What a model gives once more that made some of its layers when it first ran."""
        builder = self.hand.builder
        builder.modules.clear()
        del builder.assumed[said:]
        builder.assumed.append("the model with the layers that it makes when it first runs")
        model.prepare(self.hand)
        return model.run(args, kwargs, reader.site)

    def _check_symbols(self) -> None:
        """
        Refuse facts about sizes that no input has, where there are inputs with symbols.

        Raises:
            UsageError: With the symbols that there are.
        """
        from convcalc.dims import free_symbols

        shapes = [shape for _, shape in self.given.given]
        shapes += [tensor.shape for _, tensor in self.hand.builder.inputs]
        sizes = [size for shape in shapes for size in shape]
        known = list(dict.fromkeys(name for size in sizes for name in free_symbols(size)))
        assumptions = self.definition.assumptions
        for name in assumptions.names if assumptions and known else ():
            if name not in known:
                raise UsageError(
                    f"no size of an input is called {name!r}",
                    expected=f"--assume with {', '.join(known)}",
                )

    def _check_taken(self) -> None:
        """
        Refuse shapes that were stated for what is never called.

        Raises:
            UsageError: With the nearest path that is called.
        """
        for path in self.definition.stated:
            if path not in self.hand.taken:
                from convcalc.suggestions import did_you_mean

                builder = self.hand.builder
                known = [each.name for each in builder.nodes]
                known += [each.name for each in builder.calls]
                raise UsageError(
                    f"--assume {path}=...: nothing of that path is called",
                    expected="the path of a module or call, as the first column has it",
                    hint=did_you_mean(path, known),
                )


def _piled(maker: Maker, problem: NothingHeld) -> Model:
    """
    The network that the layers of a file are taken for.

    Raises:
        NothingHeld: If there are none.
    """
    model = maker.piled()
    if model is None:
        raise problem
    return model


def _refuse_spoiled(reader: SourceReader, model: Model) -> None:
    """
    Refuse a model that something unread may have changed.

    Raises:
        NotKnown: With what that was.
    """
    spoiled = spoiled_in(reader, model)
    if spoiled is not None:
        spoiled.refuse(reader.site)
