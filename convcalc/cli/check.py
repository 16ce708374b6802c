"""`convcalc check`: definitions against their expectations, budgets and the baseline."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from typing import Any

import click

from convcalc.checks.budgets import NO_UNKNOWN
from convcalc.checks.budgets import OUTPUT
from convcalc.checks.expectations import LIMITS
from convcalc.ci.settings import READ
from convcalc.ci.settings import Settings
from convcalc.ci.settings import budget_of
from convcalc.cli.findings import Teller
from convcalc.cli.options import Word
from convcalc.cli.options import debug_option
from convcalc.cli.output import complain
from convcalc.cli.output import emit
from convcalc.cli.targets import NetworkArgument
from convcalc.errors import UsageError
from convcalc.writers.problems import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.ci.check import Check
    from convcalc.ci.configuration import Configuration

MOST_PROCESSES = 256
LIMIT_HELP = {
    "max_params": ("N", "At most so many parameters, for example 5M."),
    "max_macs": ("N", "At most so many multiply-accumulates, for example 600M."),
    "max_flops": ("N", "At most so many operations, two for a multiply-accumulate."),
    "max_weight_bytes": ("BYTES", "At most so many bytes of weights, for example 20MiB."),
    "max_peak_bytes": ("BYTES", "At most so many bytes of activations at once."),
    "min_receptive_field": ("N", "See at least so much of the input along every axis."),
}


def limit_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """An option for every limit."""
    for name in reversed(LIMITS):
        metavar, help_text = LIMIT_HELP[name]
        flag = f"--{name.replace('_', '-')}"
        function = click.option(flag, name, metavar=metavar, help=help_text)(function)
    return function


@click.command(
    short_help="Definitions against budgets and a baseline, for CI.",
    epilog="""\b
Examples:
  convcalc check nets/*.layers                     trace, and meet every expect
  convcalc check net.layers --max-params 5M --max-peak-bytes 20MiB
  convcalc check                                   what the configuration names
  convcalc check --update                          write the baseline anew
  convcalc check -j 4 --format junit -o convcalc.xml

\b
Numbers may end in k, M, G (1000) or KiB, MiB, GiB (1024). What the command
line says wins over the configuration ([tool.convcalc] in pyproject.toml, or
convcalc.toml), which wins over the definition's own expect(...).
With -o the report goes to FILE, and standard output tells it as text.
Exit codes: 0 all hold; 1 something fails; 2 wrong usage or configuration; 3 a
file cannot be read.""",
)
@click.argument("files", metavar="[FILE|TARGET]...", nargs=-1, type=NetworkArgument())
@limit_options
@click.option("--output", OUTPUT, metavar="SHAPE", multiple=True, help="What must come out.")
@click.option("--no-unknown", is_flag=True, help="Everything about the network must be known.")
@click.option("--update", "updates", is_flag=True, help="Write the baseline, if all is traced.")
@click.option("--lock", metavar="FILE", help="The baseline. [default: convcalc.lock]")
@click.option("--no-lock", is_flag=True, help="Compare with no baseline.")
@click.option(
    "--tolerance",
    metavar="[QUANTITY=]T",
    multiple=True,
    help="How far params, macs or receptive_field may be from the baseline, as in macs=1%.",
)
@click.option("--config", metavar="FILE", help="The configuration, instead of the nearest.")
@click.option(
    "--format",
    "form",
    type=Word(tuple(FORMATS)),
    help="The form of what is told. [default: text; github in GitHub Actions]",
)
@click.option("-o", "--report", "target", metavar="FILE", help="Write the report to a file.")
@click.option("-q", "--quiet", is_flag=True, help="Tell only what is wrong.")
@click.option("--fail-fast", is_flag=True, help="Stop after the first definition that fails.")
@click.option(
    "-j",
    "--jobs",
    "processes",
    metavar="N",
    type=click.IntRange(0, MOST_PROCESSES),
    default=1,
    help="Work with N processes, 0 for as many as there are processors.",
)
@click.option("-i", "--input", "inputs", metavar="SHAPE", multiple=True, help="An input's shape.")
@click.option("--args", metavar="ARGS", help="What a model in Python source is made with.")
@click.option("--root", "roots", metavar="DIR", multiple=True, help="Where imports are found.")
@click.option("--assume", metavar="FACT", multiple=True, help="What holds of sizes.")
@click.option("--batch", metavar="N", help="The batch size, a number or a symbol.")
@click.option("--dtype", metavar="TYPE", help="The number format that bytes are counted for.")
@debug_option
def command(
    *,
    files: tuple[str, ...],
    updates: bool,
    lock: str | None,
    no_lock: bool,
    config: str | None,
    form: str | None,
    target: str | None,
    quiet: bool,
    fail_fast: bool,
    processes: int,
    **options: Any,
) -> int:
    """
    Check that definitions trace, and keep to expectations, budgets and baseline.

    Without FILE, those of the configuration are checked. Every problem of every definition is told.
    """
    from convcalc.ci import configuration

    if lock and no_lock:
        raise UsageError("--lock and --no-lock are both given", expected="one of them")
    if updates and (no_lock or fail_fast):
        other = "--no-lock" if no_lock else "--fail-fast"
        raise UsageError(f"--update and {other} are both given", expected="one of them")
    teller = Teller(form, target, quiet=quiet)
    given = settings_of(options)
    configured = configuration.read(config) if config else configuration.find()
    check = chosen(configured, given, files, lock=lock, no_lock=no_lock, updates=updates)
    found = teller.gather(
        check.outcomes(_processes(processes, files)), len(check.models), fail_fast=fail_fast
    )
    findings = check.findings(found)
    teller.finish(findings)
    if updates:
        _update(check, whole=all(each.is_traced for each in found), quiet=quiet)
    return findings.exit_code


def settings_of(options: dict[str, Any]) -> Settings:
    """
    What the options ask of definitions.

    Raises:
        UsageError: If one makes no sense.
    """
    budgets = {}
    for name in (*LIMITS, OUTPUT, NO_UNKNOWN):
        value = options[name]
        if value not in (None, (), False):
            flag = f"--{name.replace('_', '-')}"
            values = list(value) if name == OUTPUT else [value]
            told = flag if value is True else " ".join([f"{flag} {each}" for each in values])
            budgets[name] = budget_of(name, values if name == OUTPUT else value, flag, told)
    fields = {}
    for key, option in (
        ("args", options["args"]),
        ("roots", list(options["roots"])),
        ("assume", list(options["assume"])),
        ("inputs", list(options["inputs"])),
        ("batch", options["batch"]),
        ("dtype", options["dtype"]),
        ("tolerance", _tolerances(options["tolerance"])),
    ):
        if option:
            field, reads = READ[key]
            fields[field] = reads(option, f"--{key}")
    return Settings(**fields, budgets=budgets)


def _tolerances(texts: tuple[str, ...]) -> Any:
    """Tolerances by quantity; what has no name is for all of them."""
    from convcalc.checks.drift import TOLERATED

    found: dict[str, str] = {}
    for text in texts:
        quantity, sign, value = text.partition("=")
        found |= {quantity.strip(): value} if sign else dict.fromkeys(TOLERATED, text)
    return found


def chosen(
    configured: Configuration,
    given: Settings,
    files: tuple[str, ...],
    *,
    lock: str | None,
    no_lock: bool,
    updates: bool,
) -> Check:
    """
    The check that is meant: which definitions, and which baseline.

    Raises:
        UsageError: If there is nothing to check.
    """
    from shlex import join

    from convcalc.ci.check import Check
    from convcalc.ci.check import baseline_path
    from convcalc.ci.selection import Selection

    path = lock or configured.lock or baseline_path(configured.folder)
    base = os.path.dirname(path) or os.curdir  # noqa: PTH120 (as the path was given)
    selection = Selection(configured, given, base)
    models = selection.named(files) if files else selection.configured()
    return Check(
        models,
        lock="" if no_lock else path,
        is_demanded=bool(lock or configured.lock),
        is_whole=not files,
        updates=updates,
        options=join(["--lock", lock]) if lock else "",
    )


def _processes(wanted: int, files: tuple[str, ...]) -> int:
    """How many processes; only this one has the standard input."""
    if any(each in ("-", "stdin") or each.startswith(("-:", "stdin:")) for each in files):
        return 1
    return wanted or os.cpu_count() or 1


def _update(check: Check, *, whole: bool, quiet: bool) -> None:
    """
    Write the baseline, unless something was not traced.

    Raises:
        UsageError: If it cannot be written.
    """
    if not whole or check.is_spoilt:
        why = "it cannot be read" if check.is_spoilt else "not everything could be traced"
        complain(f"{check.lock} is left as it was: {why}")
        return
    from pathlib import Path

    from convcalc.cli.files import alone
    from convcalc.cli.files import write_file

    with alone(Path(check.lock).resolve().parent):
        text, told = check.updated()
        if text:
            write_file(check.lock, text)
    if not quiet:
        emit(f"{told}\n")
