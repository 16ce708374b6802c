"""`convcalc diff`: what changed from one network to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from convcalc.cli.options import Word
from convcalc.cli.options import args_option
from convcalc.cli.options import assume_option
from convcalc.cli.options import batch_option
from convcalc.cli.options import debug_option
from convcalc.cli.options import dtype_option
from convcalc.cli.options import input_option
from convcalc.cli.options import output_option
from convcalc.cli.options import root_option
from convcalc.cli.options import width_option
from convcalc.cli.presentation import Presentation
from convcalc.cli.sides import chosen
from convcalc.cli.sides import side_of
from convcalc.cli.targets import NetworkArgument
from convcalc.cli.targets import file_of
from convcalc.writers.differences import SUFFIXES
from convcalc.writers.differences import WRITERS

if TYPE_CHECKING:
    from convcalc.checks.changes import Differences
    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape


@click.command(
    short_help="What changed from one network to another.",
    epilog="""\b
Examples:
  convcalc diff old.layers new.layers
  convcalc diff net.layers model.py:Net -i 1x3x224x224     a spec and its source
  convcalc diff --base origin/main net.layers              since that revision
  convcalc diff --base v1 --head v2 model.py:Net -i 3,H,W  for every size
  convcalc diff --base HEAD net.layers --format markdown > comment.md
  convcalc diff --exit-code old.layers new.layers          1 if they differ

\b
Signs: + added, - removed, ~ changed itself, . changed only by what comes to
it, = renamed. Layers are aligned on names, kinds and arguments; one that only
got another number, as what stands before it did, is counted and not listed.
Equal means equal for every size.
Revisions are read with "git show"; nothing is checked out.
Exit codes: 0 fine; 1 different, with --exit-code, or a network is wrong; 2
wrong usage; 3 a file cannot be read.""",
)
@click.argument("old", metavar="A", type=NetworkArgument())
@click.argument("new", metavar="[B]", required=False, type=NetworkArgument())
@click.option("--base", metavar="REV", help="Read A at this git revision; B is A unless given.")
@click.option("--head", metavar="REV", help="Read B at this git revision.")
@input_option("The shape of an input of both networks, for example 3x224x224 or 3,H,W.")
@click.option(
    "--exit-code", "tells", is_flag=True, help="Exit with 1 if the networks differ, as git diff."
)
@click.option(
    "--format", "form", type=Word(tuple(WRITERS)), help="The form of the output. [default: text]"
)
@output_option
@args_option
@root_option
@assume_option
@batch_option
@dtype_option
@width_option
@debug_option
def command(
    *,
    old: str,
    new: str | None,
    base: str | None,
    head: str | None,
    inputs: list[tuple[str | None, Shape]],
    tells: bool,
    form: str | None,
    target: str,
    arguments: str,
    roots: tuple[str, ...],
    assumed: tuple[str, ...],
    batch: Dim | None,
    dtype: str,
    width: int | None,
) -> int:
    """
    Show what changed from network A to network B, or in A since a git revision.

    A and B are files or targets, of any formats, as for "convcalc summary".
    """
    from convcalc.checks.differences import differences

    sides = chosen(old, new, base, head)
    for network in {old, new or old}:
        presentation = Presentation(_form(form, target), target, (), width, reads=file_of(network))
    before, after = [
        side_of(
            each,
            inputs,
            batch=batch,
            dtype=dtype,
            arguments=arguments,
            roots=roots,
            assumed=assumed,
        )
        for each in sides
    ]
    found = differences(before, after)
    _show(found, presentation)
    return outcome(found, tells=tells)


def _form(form: str | None, target: str) -> str:
    """The format asked for, else the one of the file's ending, else text."""
    if form is not None:
        return form
    return next((SUFFIXES[end] for end in SUFFIXES if target.lower().endswith(end)), "text")


def _show(found: Differences, presentation: Presentation) -> None:
    """Write the comparison where the output goes."""
    from convcalc.errors import LimitError
    from convcalc.writers.differences import find_writer

    try:
        text = find_writer(presentation.form)(found, presentation.view)
    except ValueError as error:
        raise LimitError(f"a number is too long to be written out: {error}") from error
    presentation.put(text)


def outcome(found: Differences, *, tells: bool) -> int:
    """Tell what stopped a network, on standard error; the exit code."""
    from convcalc.cli.output import complain
    from convcalc.writers.clean import clean_lines

    for error in found.errors:
        complain(clean_lines(str(error)))
    codes = [error.exit_code for error in found.errors]
    return max([*codes, int(tells and not found.is_empty)])
