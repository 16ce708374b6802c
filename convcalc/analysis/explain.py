"""One layer of a network worked out: sizes, parameters, work, and its receptive field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.analysis.cost import Costs
from convcalc.analysis.dtypes import bits_of
from convcalc.analysis.receptive_field import FieldWalk
from convcalc.analysis.receptive_field import field_of
from convcalc.analysis.steps import steps_of
from convcalc.errors import UnknownName
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.core.worked import Working
from convcalc.layers.core.worked import show
from convcalc.layers.core.worked import worked_params
from convcalc.unknown import Unknown
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from convcalc.analysis.equivalents import Equivalent
    from convcalc.analysis.report import ReceptiveField
    from convcalc.analysis.report import Row
    from convcalc.analysis.steps import Step
    from convcalc.dims.congruence import Condition
    from convcalc.graph.graph import Graph
    from convcalc.graph.graph import Node
    from convcalc.layers.core.shapes import Shapes


class FieldStep(Value):
    """One layer on the way from the input that changes the receptive field."""

    name: str
    call: str
    field: ReceptiveField
    working: str = ""


class Explanation(Value):
    """
    One call of a layer, worked out.

    `sizes` has one working a spatial axis, `params` and `macs` are None where there is nothing to
    count, `requires` says what its sizes must satisfy, `path` is how the receptive field grows from
    the input to here, `equivalents` are the layer in the words of other frameworks.
    """

    row: Row
    sentence: str
    sizes: tuple[Working, ...]
    params: Working | None
    macs: Working | None
    requires: tuple[str, ...]
    path: tuple[FieldStep, ...]
    equivalents: tuple[Equivalent, ...]


def explain(graph: Graph, name: str, *, dtype: str = "float32") -> Explanation:
    """
    The explanation of the layer of this name.

    Raises:
        UnknownName: If no layer is called so.

    """
    step = find_step(graph, name)
    return explain_step(graph, step, FieldWalk(graph), bits_of(dtype), conditions_by_layer(graph))


def explain_all(graph: Graph, *, dtype: str = "float32") -> tuple[Explanation, ...]:
    """The explanations of all layers, in order."""
    walk, bits, own = FieldWalk(graph), bits_of(dtype), conditions_by_layer(graph)
    return tuple(explain_step(graph, step, walk, bits, own) for step in steps_of(graph))


def conditions_by_layer(graph: Graph) -> dict[str, list[Condition]]:
    """What the layers need of the symbols and is not assumed, by the name of the node."""
    own: dict[str, list[Condition]] = {}
    assumptions = graph.assumptions
    for condition in graph.conditions:
        if assumptions is None or not assumptions.holds(condition):
            own.setdefault(condition.reason, []).append(condition)
    return own


def has_layer(graph: Graph, name: str) -> bool:
    """Whether there is a row of this name."""
    return any(step.name == name for step in steps_of(graph))


def find_step(graph: Graph, name: str) -> Step:
    """
    The first call of a layer by its name.

    Raises:
        UnknownName: With the nearest name, if no layer is called so.

    """
    steps = list(steps_of(graph))
    for step in steps:
        if step.name == name:
            return step
    from convcalc.suggestions import did_you_mean

    names = [step.name for step in steps]
    shown = ", ".join(names[:12]) + (f", … ({len(names):,} layers)" if len(names) > 12 else "")
    raise UnknownName(
        f"no layer is called {name!r}",
        expected=shown or "a network with layers",
        hint=did_you_mean(name, names),
    )


def explain_step(
    graph: Graph, step: Step, walk: FieldWalk, bits: int, conditions: dict[str, list[Condition]]
) -> Explanation:
    """The explanation of one row; `conditions` are those of all layers."""
    row = Costs(bits, tells_places=graph.tells_places).row_of_step(step, field_of(step, walk))
    params = row.params
    is_one_layer = len(step.nodes) == 1
    needed = [each for node in step.nodes for each in conditions.get(node.name, ())]
    return Explanation(
        row=row,
        sentence=_sentence(row),
        sizes=_sizes(step.nodes[0]) if is_one_layer else (),
        params=None
        if not row.weights or isinstance(params, Unknown) or row.shared_with or row.tied_to
        else worked_params(row.weights, params),
        macs=_macs(row, step),
        requires=texts_of(needed),
        path=_path(graph, step.nodes[-1], walk) if step.nodes else (),
        equivalents=_equivalents(step.nodes[0]) if is_one_layer else (),
    )


def _sizes(node: Node) -> tuple[Working, ...]:
    return node.layer.worked(*_shapes(node))


def _equivalents(node: Node) -> tuple[Equivalent, ...]:
    from convcalc.analysis.equivalents import equivalents_of

    return equivalents_of(node.layer, *_shapes(node))


def _shapes(node: Node) -> tuple[Shapes, Shapes]:
    """What enters and what leaves."""
    return tuple([each.shape for each in node.inputs]), tuple([each.shape for each in node.outputs])


def texts_of(conditions: Sequence[Condition]) -> tuple[str, ...]:
    """What some conditions come to, in words."""
    if not conditions:
        return ()
    from convcalc.dims.congruence import solve

    return tuple(text for finding in solve(list(conditions)) for text in finding.texts)


def _sentence(row: Row) -> str:
    """Input and output in one line."""
    came = ", ".join(show_shape(shape) for shape in row.input_shapes)
    left = ", ".join(show_shape(shape) for shape in row.output_shapes)
    return f"{came} → {left}" if came != left else f"{came}, the shape is kept"


def _macs(row: Row, step: Step) -> Working | None:
    if isinstance(row.macs, Unknown) or row.macs == 0:
        return None
    nodes = step.nodes
    working = nodes[0].layer.worked_macs(*_shapes(nodes[0])) if len(nodes) == 1 else None
    return working or Working(what="macs", formula="", filled=show(row.macs))


def _path(graph: Graph, node: Node, walk: FieldWalk) -> tuple[FieldStep, ...]:
    """The layers up to this one whose receptive field differs from that of all their inputs."""
    wanted = {tensor.index for tensor in node.inputs}
    found = []
    for each in reversed(graph.nodes):
        if each is not node and not any(tensor.index in wanted for tensor in each.outputs):
            continue
        wanted.update(tensor.index for tensor in each.inputs)
        field = walk.answer(each.outputs[0])
        before = [walk.answer(tensor) for tensor in each.inputs if walk.field(tensor)]
        if field.size and (each is node or any(field != other for other in before)):
            call = each.module.call
            found.append(
                FieldStep(name=each.name, call=call, field=field, working=_growth(each, before))
            )
    return tuple(reversed(found))


def _growth(node: Node, before: list[ReceptiveField]) -> str:
    """The growth of the field by a window: size + (span − 1)·stride, once for axes alike."""
    window = node.layer.slides()
    if window is None or len(before) != 1 or before[0].status != "exact":
        return ""
    field = before[0]
    spans = [
        dilation * (kernel_size - 1) + 1
        for kernel_size, dilation in zip(window.kernel_size, window.dilation, strict=True)
    ]
    if len(spans) != len(field.size):
        return ""
    lines = [
        f"{size} + ({span} − 1)·{stride} = {size + (span - 1) * stride}"
        for size, span, stride in zip(field.size, spans, field.stride, strict=True)
        if isinstance(size, int) and isinstance(span, int) and isinstance(stride, int)
    ]
    return "; ".join(dict.fromkeys(lines)) if len(lines) == len(spans) else ""


def lines_of(explanation: Explanation, convention: str = "macs") -> list[str]:
    """The explanation as plain text, a title and indented lines; with "flops", those as well."""
    row = explanation.row
    lines = [f"{row.name}: {row.call}" if row.name else row.call, f"  {explanation.sentence}"]
    places = [("defined", row.definition), ("called", row.source)]
    if any(place for _, place in places):
        lines.append("  " + ", ".join(f"{how} at {place}" for how, place in places if place))
    for working in _alike(explanation.sizes):
        if working.formula:
            lines += [f"  {working.what}: {working.formula}", f"    = {working.filled}"]
        else:
            lines.append(f"  {working.what}: {working.filled}")
    for title, shape in row.weights.items():
        tied = f", tied to {row.tied_to[title]!r}, counted there" if title in row.tied_to else ""
        lines.append(f"  {title}: {show_shape(shape)}{tied}")
    for title, work in (("params", explanation.params), ("macs", explanation.macs)):
        if work is not None:
            lines.append(f"  {title}: {work}")
    if convention == "flops" and not isinstance(row.flops, Unknown) and row.flops != 0:
        lines.append(f"  flops: 2·macs = {show(row.flops)}")
    lines += [f"  requires: {text}" for text in explanation.requires]
    if row.shared_with:
        lines.append(f"  weights shared with {row.shared_with!r}, counted there")
    if row.status != "exact":
        lines.append(f"  not known: {row.status}")
    lines += _field_lines(explanation)
    for equivalent in explanation.equivalents:
        lines.append(f"  {equivalent.title}:")
        lines += [f"    {line}" for line in equivalent.lines]
    return lines


def _alike(workings: tuple[Working, ...]) -> list[Working]:
    """The workings with the axes that say the same told together."""
    names: dict[tuple[str, str], list[str]] = {}
    for each in workings:
        names.setdefault((each.formula, each.filled), []).append(each.what)
    return [
        Working(what=", ".join(axes), formula=formula, filled=filled)
        for (formula, filled), axes in names.items()
    ]


def _field_lines(explanation: Explanation) -> list[str]:
    """The table of the path, right-aligned."""
    if not explanation.path:
        return []
    rows = [("layer", "size", "stride", "start", "")]
    for step in explanation.path:
        field = step.field
        note = step.working or (field.reason if field.status != "exact" else "")
        if field.status != "exact":
            note = f"{field.status}: {note}" if note else field.status
        size, stride, start = map(_axes, (field.size, field.stride, field.start))
        rows.append((step.name, size, stride, start, note))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = ["  receptive field, from the input:"]
    for name, size, stride, start, note in rows:
        cells = (
            f"{name:<{widths[0]}}  {size:>{widths[1]}}  {stride:>{widths[2]}}  {start:>{widths[3]}}"
        )
        lines.append(f"    {cells}  {note}".rstrip())
    return lines


def _axes(values: tuple[Any, ...]) -> str:
    """One value where all axes are alike, else one an axis."""
    shown = ["?" if each is None else str(each) for each in values]
    if len(set(shown)) == 1:
        return shown[0]
    return "×".join(f"({each})" if " " in each else each for each in shown)
