"""The library's front door: what the commands print, as values."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.door import door
from convcalc.errors import ConvcalcError
from convcalc.errors import ShapeError
from convcalc.errors import UnknownCostError
from convcalc.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from convcalc.analysis.report import Row
    from convcalc.dims import Dim
    from convcalc.graph.graph import Graph
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.definition import Definition
    from convcalc.report import Report

    Given = tuple[str | None, Shape]

TOO_SMALL = frozenset({"kernel_size", "padding"})
"""The arguments that are to blame where an input is too small for a window."""

SHOWN_AS = "text"
"""What a definition that is given as text is called in messages."""


@door
def summary(
    source: Any,
    input_size: Any = None,
    *,
    batch: Any = None,
    dtype: Any = "float32",
    convention: str = "macs",
    strict: bool = False,
    args: str = "",
    roots: Sequence[str | Path] = (),
    assume: str | Sequence[str] = (),
    input_data: Any = None,
    dtypes: Sequence[Any] | None = None,
    col_names: Sequence[str] = (),
    depth: int | None = None,
    mode: str = "eval",
    verbose: int = 0,
) -> Report:
    """
    Everything about a network: rows, totals, constraints.

    Args:
        source: The path of a definition, or the definition itself as text; a target such as
            "model.py:Net" or "package.module:resnet50()" for a model in Python source; a module of
            PyTorch, or a class or function that makes one.
        input_size: The input's shape, a tuple of whole numbers and symbols, in place of the
            declared one; a list of them for several inputs, or a dict by name.
        batch: What to put in front where the batch axis is missing.
        dtype: The number format that bytes are counted for.
        convention: "macs" or "flops", the work that writers show first.
        strict: Raise if anything is not known.
        args: What a model in Python source is made with, for example "num_classes=10".
        roots: Folders in which to look for what Python source imports.
        assume: What holds of sizes, for example "H % 32 == 0", one text or several; or the shape
            that a module gives which cannot be read, for example "encoder=1x512x7x7".
        input_data: What a module is called with, in place of `input_size`.
        dtypes: The number formats of the inputs, in order.
        col_names: The columns that `str` shows; torchinfo's names are known.
        depth: How deep scopes are nested in what `str` shows; deeper ones are one row each.
        mode: "eval" or "train" for a module, or "same" for how it stands.
        verbose: Print the table, unless 0.

    Raises:
        ConvcalcError: If the definition cannot be read or its layers do not fit; what is known up
            to there is the `report` of the error. An `expect` that does not hold is no error here
            but one of the report's `failures`.
        UnknownCostError: With `strict`, if something is not known.
        UsageError: If an argument makes no sense.

    >>> summary("conv2d(8, k=3)", (1, 3, 32, 32)).totals.params
    224

    """
    from convcalc.conventions import convention as convention_of
    from convcalc.given import dtype_of
    from convcalc.given import own_columns
    from convcalc.given import shapes_of
    from convcalc.given import size_of
    from convcalc.given import typed

    convention_of(convention)
    columns = own_columns(col_names)
    definition = definition_in(
        source,
        input_data,
        mode,
        args=args,
        roots=[str(each) for each in roots],
        assume=[assume] if isinstance(assume, str) else list(assume),
    )
    report = _checked(
        reported(
            definition,
            typed(shapes_of(input_size), dtypes),
            batch=None if batch is None else size_of(batch, "batch"),
            dtype=dtype_of(dtype),
            convention=convention,
        ),
        strict=strict,
    ).showing(columns, depth)
    check_params(definition, report)
    if verbose:
        print(report)  # noqa: T201 (what `verbose` asks for)
    return report


def check_params(definition: Definition, report: Report) -> None:
    """
    Compare the count of parameters with that of the object, where one was counted.

    Raises:
        ConvcalcError: If it is another one.
    """
    own = getattr(definition, "params", None)
    if own is not None and own != report.totals.params and "params" not in report.totals.at_least:
        raise ConvcalcError(
            f"convcalc counts {report.totals.params} parameters where the model has {own:,}",
            hint="this is an error of convcalc: please report it, with the model",
        )


def definition_in(source: Any, data: Any, mode: str, **options: Any) -> Definition:
    """
    The definition of an object, in a file, of a target, or of a text.

    Raises:
        UsageError: If there is data, or a mode, for what is read and not run.
    """
    if not isinstance(source, (str, os.PathLike)):
        from convcalc.live import definition_of

        found = definition_of(source, data, mode)
        if found is not None:
            return found
    if data is not None:
        raise UsageError(
            "input_data is for a module that is run", expected="input_size", argument="input_data"
        )
    return read_source(source, **options)


def _checked(report: Report, *, strict: bool) -> Report:
    """
    A report of a network that is whole.

    Raises:
        ConvcalcError: What stopped it.
        UnknownCostError: With `strict`, if something is not known.
    """
    if report.error is not None:
        report.error.report = report
        raise report.error
    if strict and report.unknown:
        error = UnknownCostError(
            "not everything is known, and strict was asked for", hint="; ".join(report.unknown[:3])
        )
        error.report = report
        raise error
    return report


def reported(
    definition: Definition,
    inputs: Sequence[Given],
    *,
    batch: Dim | None,
    dtype: str,
    convention: str,
) -> Report:
    """The report of a definition, which can be made again for other sizes of its inputs."""

    def again(sizes: dict[str, Dim]) -> Report:
        from convcalc.dims import substitute

        changed = [
            (name, tuple([substitute(size, sizes) for size in shape]))
            for name, shape in report.inputs
        ]
        return _checked(
            reported(definition, changed, batch=None, dtype=dtype, convention=convention),
            strict=False,
        )

    report = report_of_definition(
        definition,
        inputs,
        batch=batch,
        dtype=dtype,
        convention=convention,
        given_are_full=True,
    )
    return report.tracing(again)


@door
def layer(call: Any, input_size: Any) -> Row:
    """
    One layer on an input whose shape is taken as it is; a list of shapes for several inputs.

    Raises:
        ConvcalcError: If the call cannot be read or the layer cannot take the input.

    >>> layer("Conv2d(1, 4, kernel_size=7, stride=3)", (1, 1, 28, 28)).output_shapes
    ((1, 4, 8, 8),)

    """
    from convcalc.analysis.summarise import report_of
    from convcalc.given import shapes_of
    from convcalc.readers.calls import trace_calls

    inputs = shapes_of(input_size)
    if not isinstance(call, str):
        return _layer_of(call, inputs)
    if not inputs:
        raise UsageError("a layer needs the shape of its input", expected="a tuple of sizes")
    graph, errors = trace_calls([call], inputs)
    if errors:
        raise errors[0]
    rows = report_of(graph).layers
    if len(rows) != 1:
        raise UsageError(
            f"{len(rows)} layers in {call!r}", expected="one", hint="summary() takes several"
        )
    return rows[0]


def _layer_of(source: Any, inputs: Sequence[Given]) -> Row:
    """
    The row of a layer that is an object.

    Raises:
        UsageError: If it is none, or several.
    """
    from convcalc.live import definition_of

    definition = definition_of(source)
    if definition is None:
        from convcalc.given import shown

        raise UsageError(
            f"call={shown(source)}", expected="a layer as text, or a module of PyTorch"
        )
    report = reported(definition, inputs, batch=None, dtype="float32", convention="macs")
    rows = _checked(report, strict=False).layers
    if len(rows) != 1:
        raise UsageError(
            f"{len(rows)} layers in {definition.name}",
            expected="one",
            hint="summary() takes several",
        )
    return rows[0]


def read_source(source: Any, **options: Any) -> Definition:
    """
    The definition in a file, of a target, or the one that a text is.

    A text with a line break or a bracket is a definition unless a file is called so.
    """
    from convcalc.readers import read

    if isinstance(source, str) and _is_text(source):
        return read(SHOWN_AS, source, **options)
    if not isinstance(source, (str, os.PathLike)):
        from convcalc.given import shown

        raise UsageError(f"source={shown(source)}", expected="a path, or a definition as text")
    return read(os.path.expanduser(source), **options)  # noqa: PTH111 (a target is no path)


def _is_text(source: str) -> bool:
    if "\n" in source or "\0" in source:
        return True
    if os.path.exists(source):  # noqa: PTH110 (pathlib costs start-up time)
        return False
    if ":" in source and _is_target(source):
        return False
    folder, name = os.path.split(source)
    return "(" in source or not (folder or "." in name)


def _is_target(source: str) -> bool:
    from convcalc.readers.source.target import split

    return bool(split(source).expression)


def report_of_definition(
    definition: Definition,
    inputs: Sequence[Given] | None = None,
    *,
    batch: Dim | None = None,
    dtype: str = "float32",
    convention: str = "macs",
    given_are_full: bool = False,
) -> Report:
    """
    Everything about a network, also about one that stops halfway: that is in the report's `error`.

    With `given_are_full` the inputs have a batch axis, unless the first layer says otherwise.
    Expectations of sizes are those of the declared input; with another one they are left out, and
    the report says so.
    """
    _, report = traced(
        definition,
        inputs,
        batch=batch,
        dtype=dtype,
        convention=convention,
        given_are_full=given_are_full,
    )
    return report


def traced(
    definition: Definition,
    inputs: Sequence[Given] | None = None,
    *,
    batch: Dim | None = None,
    dtype: str = "float32",
    convention: str = "macs",
    given_are_full: bool = False,
) -> tuple[Graph, Report]:
    """The graph of a network, and what `report_of_definition` says of it."""
    from convcalc.analysis.summarise import report_of
    from convcalc.collector import calm_collector
    from convcalc.report import Report

    with calm_collector():
        graph = definition.trace(inputs or None, batch, given_are_full=given_are_full)
        report = Report(**report_of(graph, dtype=dtype, convention=convention).__dict__)
    if graph.error is not None:
        _add_least_input(graph.error, definition, graph)
    elif graph.expectations:
        from convcalc.checks.expectations import failures_of

        failures = failures_of(graph, report)
        if failures and (inputs or batch is not None):
            return graph, _without_sizes(report, failures, definition, graph)
        return graph, report.replace(failures=(*report.failures, *failures))
    return graph, report


def _add_least_input(error: ConvcalcError, definition: Definition, graph: Graph) -> None:
    """Say the least input, where the input is too small for the network."""
    shapes = [tensor.shape for _, tensor in graph.inputs]
    if (
        not isinstance(error, ShapeError)
        or error.argument not in TOO_SMALL
        or not all(isinstance(size, int) for shape in shapes for size in shape)
    ):
        return
    from convcalc.analysis.least import least_input

    names = [name for name, _ in graph.inputs]
    told = least_input(
        lambda changed: definition.trace(list(zip(names, changed, strict=True))), shapes
    )
    if told:
        error.hint = told


def _without_sizes(
    report: Report, failures: tuple[ConvcalcError, ...], definition: Definition, graph: Graph
) -> Report:
    """The report without the failures that another input than the declared one explains."""
    from convcalc.checks.expectations import hangs_on_input

    declared = [tensor.shape for _, tensor in definition.trace().inputs]
    if not declared or declared == [tensor.shape for _, tensor in graph.inputs]:
        return report.replace(failures=(*report.failures, *failures))
    kept = tuple(
        each
        for each in failures
        if not hangs_on_input(each)
        and not isinstance(getattr(report.totals, each.argument, 0), Expr)
    )
    if len(kept) < len(failures):
        note = "expectations of sizes are for the declared input, and not checked for this one"
        report = report.replace(assumed=(*report.assumed, note))
    return report.replace(failures=(*report.failures, *kept))
