"""What convcalc says of a network, as values that every writer shows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.unknown import Unknown
from convcalc.values import Value

if TYPE_CHECKING:
    from fractions import Fraction

    from convcalc.dims import Dim
    from convcalc.errors import ConvcalcError
    from convcalc.layers.core.shapes import Shape

Count = "Dim | Unknown"


class ReceptiveField(Value):
    """
    What one output position sees of the input, for every spatial axis, in input positions.

    `size` is the extent, `stride` how far it moves from one output to the next, `start` the first
    input index that output 0 sees were nothing clipped (negative: padding). None stands for what
    has no single answer. `status`: "exact"; "union" where paths do not align or positions are
    irregular (`reason` says why; `size` is the largest); "global" where everything is seen; "none"
    where there is nothing spatial.

    Source: Araujo, Norris, Sim, "Computing Receptive Fields of Convolutional Neural Networks",
        Distill 2019.
    """

    size: tuple[Dim | None, ...] = ()
    stride: tuple[Dim | Fraction | None, ...] = ()
    start: tuple[Dim | None, ...] = ()
    status: str = "none"
    reason: str = ""


class Row(Value):
    """
    One call of one layer.

    `line` is that of the call, `source` its place as "file:line", `definition` the place where the
    layer was made if that is another one. `weights` are the shapes of the learned weights by name,
    `params` their count (0 for a later call of a shared layer), `buffers` the count of what is
    stored but not learned; `tied_to` says whose those weights are that are counted elsewhere.
    `macs` are multiply-accumulates, `flops` = 2 · `macs`, `work` is what the report's convention
    counts, `elementwise` the operations outside `macs`. Bytes are for the report's dtype. `status`
    is "exact", or why a number of the row is not known.
    """

    name: str
    scope: str
    kind: str
    call: str
    line: int | None
    input_shapes: tuple[Shape, ...]
    output_shapes: tuple[Shape, ...]
    weights: dict[str, Shape]
    params: Dim | Unknown
    trainable_params: Dim | Unknown
    buffers: Dim | Unknown
    macs: Dim | Unknown
    flops: Dim | Unknown
    work: Dim | Unknown
    elementwise: Dim | Unknown
    weight_bytes: Dim | Unknown
    activation_bytes: Dim | Unknown
    receptive_field: ReceptiveField
    status: str = "exact"
    shared_with: str | None = None
    source: str = ""
    definition: str = ""
    tied_to: dict[str, str] = {}  # noqa: RUF012 (the default of a frozen record, never changed)

    @property
    def separator(self) -> str:
        """What stands between the parts of its name: a slash in files that have paths, or a dot."""
        return "/" if self.name.lstrip("/").startswith(f"{self.scope}/") else "."

    @property
    def own_name(self) -> str:
        """Its name without that of its scope."""
        if not self.scope:
            return self.name
        name = self.name.lstrip("/") if self.separator == "/" else self.name
        return name.removeprefix(f"{self.scope}{self.separator}")

    def to_dict(self) -> dict[str, Any]:
        """
        All fields by name, those of the receptive field behind `receptive_field_`.

        A count that is not known is None.
        """
        own = {name: self.__dict__[name] for name in self.fields if name != "receptive_field"}
        field = self.receptive_field
        return {
            **{name: None if isinstance(each, Unknown) else each for name, each in own.items()},
            **{f"receptive_field_{name}": field.__dict__[name] for name in field.fields},
        }

    def __repr__(self) -> str:
        shapes = ", ".join([str(shape) for shape in self.output_shapes])
        return f"<Row {self.name}: {self.kind} → {shapes}, {self.params} params, {self.macs} MACs>"


class Totals(Value):
    """
    The sums over the rows and the never-called layers.

    A sum over something unknown holds what is known and is listed in `at_least`.
    `peak_activation_bytes` is the most that is alive at once over the order of execution.
    """

    params: Dim
    trainable_params: Dim
    buffers: Dim
    macs: Dim
    flops: Dim
    work: Dim
    elementwise: Dim
    weight_bytes: Dim
    activation_bytes: Dim
    peak_activation_bytes: Dim
    at_least: frozenset[str] = frozenset()


class Report(Value):
    """
    Everything about one network, as plain values; `convcalc.Report` also knows how to show them.

    `inputs` and `outputs` are (name, shape); `constraints` say in words what the symbols must
    satisfy; `unused` are rows of layers that are defined and never called (their parameters are in
    the totals); `error` is what stopped the trace, with the rows up to it kept; `assumed` says what
    the reader took for granted; `format` says what kind of file the network came in, and who wrote
    it, where that is not a text of the user's own.
    """

    name: str
    inputs: tuple[tuple[str, Shape], ...]
    outputs: tuple[tuple[str, Shape], ...]
    layers: tuple[Row, ...]
    totals: Totals
    constraints: tuple[str, ...] = ()
    unused: tuple[Row, ...] = ()
    assumed: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    failures: tuple[ConvcalcError, ...] = ()
    error: ConvcalcError | None = None
    dtype: str = "float32"
    convention: str = "macs"
    format: str = ""
