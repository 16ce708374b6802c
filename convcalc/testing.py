"""For the tests of those who write models: a network is as it should be, or it says why not."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.api import definition_in
from convcalc.api import traced
from convcalc.checks.budgets import problems_with
from convcalc.checks.expectations import LIMITS
from convcalc.checks.problems import problem_of
from convcalc.ci.settings import budget_of
from convcalc.door import door
from convcalc.errors import UsageError
from convcalc.given import dtype_of
from convcalc.given import shapes_of
from convcalc.suggestions import did_you_mean
from convcalc.writers.problems.text import of_problems

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from convcalc.checks.problems import Problem

ASKED = (*LIMITS, "output", "no_unknown")


def assert_model(
    source: Any,
    input_size: Any = None,
    *,
    dtype: Any = "float32",
    args: str = "",
    roots: Sequence[str | Path] = (),
    assume: str | Sequence[str] = (),
    **asked: Any,
) -> None:
    """
    Fail, as `convcalc check` does, unless a network traces and keeps to what is asked of it.

    Args:
        source: The network, as for `convcalc.summary`.
        input_size: The shape of its input, or of several.
        dtype: The number format that bytes are counted for.
        args: What a model in Python source is made with.
        roots: Folders in which to look for what Python source imports.
        assume: What holds of sizes.
        asked: Budgets as the configuration of `check` has them: `max_params="50k"`,
            `output=(1, 10)`, `no_unknown=True` and others.

    Raises:
        AssertionError: If something does not hold, with every problem in the words of `check`.
        ConvcalcError: If the network cannot be read, or there is no such budget.

    >>> assert_model("conv2d(8, k=3)", (1, 3, 8, 8), max_params="1k", output=(1, 8, 6, 6))
    """
    problems = _problems(source, input_size, (dtype, args, roots, assume), asked)
    if problems:
        raise AssertionError("\n".join(["", *of_problems(problems)]))


@door
def _problems(
    source: Any, input_size: Any, reading: tuple[Any, ...], asked: dict[str, Any]
) -> list[Problem]:
    """What does not hold."""
    for name in asked.keys() - set(ASKED):
        raise UsageError(
            f"{name}={asked[name]!r}",
            expected=", ".join(ASKED),
            hint=did_you_mean(name, ASKED),
            argument=name,
        )
    dtype, args, roots, assume = reading
    definition = definition_in(
        source,
        None,
        "eval",
        args=args,
        roots=[str(each) for each in roots],
        assume=[assume] if isinstance(assume, str) else list(assume),
    )
    graph, report = traced(
        definition, shapes_of(input_size), dtype=dtype_of(dtype), given_are_full=True
    )
    file = source if isinstance(source, str) and "\n" not in source else report.name
    errors = [*([report.error] if report.error else []), *report.failures]
    found = [problem_of(each, model=report.name, file=file) for each in errors]
    if report.error is not None:
        return found
    wanted = [
        budget_of(name, list(value) if name == "output" else value, name, f"{name}={value!r}")
        for name, value in asked.items()
    ]
    budgets = [each for each in wanted if each is not None]
    return [*found, *problems_with(budgets, graph, report, model=report.name, file=file)]
