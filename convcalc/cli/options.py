"""The options that commands share, each defined once."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

import click

from convcalc.analysis.dtypes import BITS
from convcalc.conventions import CONVENTIONS
from convcalc.errors import UsageError
from convcalc.writers import SUFFIXES
from convcalc.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.cli.boundary import Session
    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape

Function = TypeVar("Function", bound="Callable[..., Any]")
MOST_COLUMNS_WIDE = 100_000


class Word(click.Choice[str]):
    """One of a few words; for another one, the nearest is offered."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002
        """
        The word itself.

        Raises:
            UsageError: If it is none of them.
        """
        if value in self.choices:
            return str(value)
        from convcalc.suggestions import did_you_mean

        name = param.opts[-1] if param is not None else "the option"
        raise UsageError(
            f"{name} {value!r}",
            expected=", ".join(self.choices),
            hint=did_you_mean(str(value), self.choices),
        )


def _remember_debug(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    session: Session | None = ctx.obj
    if value and session is not None:
        session.debug = True


def _shapes(
    _: click.Context, __: click.Parameter, texts: tuple[str, ...]
) -> list[tuple[str | None, Shape]]:
    if not texts:
        return []
    from convcalc.shape_text import parse_input

    return [parse_input(text) for text in texts]


def _size(_: click.Context, __: click.Parameter, text: str | None) -> Dim | None:
    if text is None:
        return None
    from convcalc.shape_text import parse_size

    return parse_size(text)


def _names(_: click.Context, __: click.Parameter, text: str | None) -> tuple[str, ...]:
    """The names of columns, checked before anything is read."""
    if text is None:
        return ()
    from convcalc.writers.columns import columns

    names = tuple(name for name in text.split(",") if name.strip())
    columns(names)
    return names


def debug_option(function: Function) -> Function:
    """`--debug`, on every command."""
    return click.option(
        "--debug",
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=_remember_debug,
        help="Show a traceback with an error.",
    )(function)


def input_option(help_text: str) -> Callable[[Function], Function]:
    """`-i SHAPE`, once for every input."""
    return click.option(
        "-i",
        "--input",
        "inputs",
        metavar="SHAPE",
        multiple=True,
        callback=_shapes,
        help=help_text,
    )


batch_option = click.option(
    "--batch", metavar="N", callback=_size, help="The batch size, a number or a symbol."
)
args_option = click.option(
    "--args",
    "arguments",
    metavar="ARGS",
    default="",
    help='What a model in Python source is made with, for example "num_classes=10".',
)
root_option = click.option(
    "--root",
    "roots",
    metavar="DIR",
    multiple=True,
    type=click.Path(exists=True, file_okay=False),
    help="A folder in which to look for what Python source imports; may be repeated.",
)
assume_option = click.option(
    "--assume",
    "assumed",
    metavar="FACT",
    multiple=True,
    help='What holds of sizes, as in "H % 32 == 0", or the shape that a module gives which '
    "cannot be read, as in encoder=1x512x7x7; may be repeated.",
)
dtype_option = click.option(
    "--dtype",
    metavar="TYPE",
    type=Word(tuple(BITS)),
    default="float32",
    show_default=True,
    help="The number format that bytes are counted for, for example bfloat16.",
)
convention_option = click.option(
    "--convention",
    type=Word(tuple(CONVENTIONS)),
    default="macs",
    show_default=True,
    help="How work is counted: multiply-accumulates, or two operations for each.",
)
strict_option = click.option(
    "--strict", is_flag=True, help="Fail (exit code 1) where anything is not known."
)
format_option = click.option(
    "--format", "form", type=Word(tuple(WRITERS)), help="The form of the output. [default: table]"
)
output_option = click.option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    default="-",
    type=click.Path(allow_dash=True),
    help="Write to a file, replaced whole or not at all; its ending may choose the format.",
)
columns_option = click.option(
    "--columns",
    metavar="A,B,...",
    callback=_names,
    help="The columns to show, for example name,output,params,rf.",
)
width_option = click.option(
    "--width",
    metavar="N",
    type=click.IntRange(20, MOST_COLUMNS_WIDE),
    help="How many characters across. [default: the terminal's, 100 in a pipe]",
)
depth_option = click.option(
    "--depth",
    metavar="N",
    type=click.IntRange(1),
    help="Fold scopes nested N deep into one row each.",
)


def chosen_form(form: str | None, target: str) -> str:
    """The format asked for, else the one of the file's ending, else the table."""
    if form is not None:
        return form
    dot = target.rfind(".")
    return SUFFIXES.get(target[dot:].lower(), "table") if dot >= 0 else "table"
