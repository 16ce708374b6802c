"""The report that a user holds: what is known of a network, and the ways to show it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Self
from typing import overload

from convcalc.analysis import report

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from typing import Any

    from convcalc.analysis.report import Row
    from convcalc.dims import Dim
    from convcalc.writers.view import View

_NO_SIZES = "the sizes of this report cannot be changed"


class Report(report.Report):
    """
    Everything about one network, with what picks from it and what writes it.

    The fields are those of the analysis; `str(report)` is the table. It is iterated row by row;
    `report["layer4.2.conv3"]` is the first row of that name, `report[0]` the first row.
    """

    __slots__ = ("_again", "_shown")

    def tracing(self, again: Callable[[dict[str, Dim]], Report] | None) -> Self:
        """The same report, which can be made again with other sizes of its inputs."""
        object.__setattr__(self, "_again", again)
        return self

    def showing(self, columns: Sequence[str], depth: int | None) -> Self:
        """The same report, which `str` shows with these columns and this depth."""
        object.__setattr__(self, "_shown", (tuple(columns), depth))
        return self

    def replace(self, **changes: Any) -> Self:
        """The same report with some fields changed."""
        made = super().replace(**changes).tracing(getattr(self, "_again", None))
        return made.showing(getattr(self, "_shown", ((), None))[0], None)

    def __getstate__(self) -> dict[str, Any]:
        """What of it is copied and stored: its fields."""
        return self.__dict__

    def __iter__(self) -> Iterator[Row]:
        return iter(self.layers)

    def __len__(self) -> int:
        return len(self.layers)

    def __bool__(self) -> bool:
        return True

    def __contains__(self, name: object) -> bool:
        return any(row.name == name for row in self.layers) or name in self.layers

    @overload
    def __getitem__(self, which: str | int) -> Row: ...
    @overload
    def __getitem__(self, which: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, which: str | int | slice) -> Row | tuple[Row, ...]:
        if not isinstance(which, str):
            return self.layers[which]
        found = next((row for row in self.layers if row.name == which), None)
        if found is None:
            from convcalc.errors import NoSuchRow
            from convcalc.suggestions import did_you_mean

            names = [row.name for row in self.layers]
            raise NoSuchRow(f"no layer is called {which!r}", hint=did_you_mean(which, names))
        return found

    def at(self, *values: Any, **by_name: Any) -> Report:
        """
        The report for these sizes in place of its symbols, as if they had been the input's.

        What is given is as for a size's `subs`: H=256, or a dict by names or symbols.

        Raises:
            BadValue: If a symbol or a value is none.
            ConvcalcError: If the network cannot take these sizes.
        """
        from convcalc.dims.given import by_names
        from convcalc.errors import BadValue
        from convcalc.suggestions import did_you_mean

        sizes = by_names(values, by_name)
        for name in sizes.keys() - set(self.symbols):
            raise BadValue(
                f"the inputs have no symbol {name!r}",
                expected=", ".join(self.symbols) or "an input with symbols",
                hint=did_you_mean(name, self.symbols),
            )
        again = getattr(self, "_again", None)
        if again is None:
            raise BadValue(_NO_SIZES, expected="the report of convcalc.summary")
        return again(sizes) if sizes else self

    def fold(self, depth: int) -> Self:
        """The report with the rows of scopes nested `depth` deep as one row each."""
        from convcalc.writers.folding import fold

        return fold(self, depth)  # type: ignore[return-value] # (made by replace)

    def by(self, field: str = "kind") -> Self:
        """The report with the rows that have the same `kind`, `scope` or `call` as one row each."""
        from convcalc.writers.folding import gathered

        return gathered(self, field)  # type: ignore[return-value] # (made by replace)

    def top(self, count: int = 10, by: str = "macs") -> tuple[Row, ...]:
        """
        The rows with the most `macs`, `params` or another count, the largest first.

        What is not known comes before all numbers, since nobody knows that it is less.

        Raises:
            UsageError: If rows have no such count, or one is a formula, which has no order.
        """
        from convcalc.writers.folding import ordered

        return ordered(self, by)[:count]

    def to_dict(self) -> dict[str, Any]:
        """The JSON document as plain Python values; its schema is in the documentation."""
        from convcalc.writers.json import document

        return document(self)

    def to_json(self) -> str:
        """The report as JSON."""
        from convcalc.writers.json import write

        return write(self)

    def to_csv(self, *, columns: Sequence[str] = (), depth: int | None = None) -> str:
        """The rows as CSV; `columns` and `depth` as the commands have them."""
        return self._written("csv", columns, depth)

    def to_markdown(self, *, columns: Sequence[str] = (), depth: int | None = None) -> str:
        """The report as a Markdown table; `columns` and `depth` as the commands have them."""
        return self._written("markdown", columns, depth)

    def to_html(self, *, columns: Sequence[str] = (), depth: int | None = None) -> str:
        """The report as HTML; `columns` and `depth` as the commands have them."""
        return self._written("html", columns, depth)

    def to_text(
        self, *, columns: Sequence[str] = (), depth: int | None = None, width: int | None = None
    ) -> str:
        """The table; `columns`, `depth` and `width` as the commands have them."""
        return self._written("table", columns, depth, width)

    def _written(
        self, form: str, columns: Sequence[str], depth: int | None, width: int | None = None
    ) -> str:
        from convcalc.writers import find_writer
        from convcalc.writers.view import View

        named = (columns,) if isinstance(columns, str) else tuple(columns)
        view: View = View(columns=named)
        if width is not None:
            view = view.replace(width=width)
        return find_writer(form)(self if depth is None else self.fold(depth), view)

    def to_pandas(self) -> Any:
        """
        A `DataFrame` of pandas with a line a row: `Row.to_dict()`.

        Raises:
            UsageError: If pandas is not installed.
        """
        from importlib import import_module

        try:
            pandas: Any = import_module("pandas")
        except ImportError:
            from convcalc.errors import UsageError

            raise UsageError("pandas is not installed", hint="pip install pandas") from None
        return pandas.DataFrame([row.to_dict() for row in self.layers])

    def __repr__(self) -> str:
        params, macs = self._total("params"), self._total("macs")
        stop = ", stopped by an error" if self.error is not None else ""
        told = f"{len(self.layers):,} layers, {params} params, {macs} MACs{stop}"
        return f"<Report {self.name}: {told}>" if self.name else f"<Report: {told}>"

    def _total(self, quantity: str) -> str:
        """A sum as text, with a sign where it is only a lower bound."""
        from convcalc.writers.numbers import show_count

        bound = "≥ " if quantity in self.totals.at_least else ""
        return f"{bound}{show_count(self.totals.__dict__[quantity])}"

    def __str__(self) -> str:
        columns, depth = getattr(self, "_shown", ((), None))
        return self.to_text(columns=columns, depth=depth)

    def _repr_html_(self) -> str:
        """The table for notebooks."""
        columns, depth = getattr(self, "_shown", ((), None))
        return self.to_html(columns=columns, depth=depth)
