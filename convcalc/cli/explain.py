"""`convcalc explain`: one layer of a network, and how its numbers come about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from convcalc.cli.network import explained_layer
from convcalc.cli.network import read_network
from convcalc.cli.options import args_option
from convcalc.cli.options import assume_option
from convcalc.cli.options import batch_option
from convcalc.cli.options import debug_option
from convcalc.cli.options import dtype_option
from convcalc.cli.options import input_option
from convcalc.cli.options import output_option
from convcalc.cli.options import root_option
from convcalc.cli.presentation import Presentation
from convcalc.cli.targets import NetworkArgument
from convcalc.cli.targets import file_of

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape


@click.command(
    short_help="How the numbers of one layer come about.",
    epilog="""\b
Examples:
  convcalc explain net.layers conv2d_2
  convcalc explain net.layers layer4.2.conv3 -i 3x224x224
  convcalc explain net.layers features.0 -i 3,H,W
  convcalc explain model.py:Net layer1.0.conv1 -i 1x3x224x224""",
)
@click.argument("file", metavar="FILE|TARGET|-", type=NetworkArgument())
@click.argument("layer")
@input_option("The shape of an input, for example 3x224x224, 3,H,W or name=3x224x224.")
@args_option
@root_option
@assume_option
@batch_option
@dtype_option
@output_option
@debug_option
def command(
    *,
    file: str,
    layer: str,
    inputs: list[tuple[str | None, Shape]],
    arguments: str,
    roots: tuple[str, ...],
    assumed: tuple[str, ...],
    batch: Dim | None,
    dtype: str,
    target: str,
) -> int:
    """
    Explain one layer of a network: formulas with the numbers in, and its receptive field.

    LAYER is a name of the first column of "convcalc summary FILE".
    """
    presentation = Presentation("table", target, reads=file_of(file))
    definition = read_network(file, arguments=arguments, roots=roots, assumed=assumed)
    presentation.put_lines([explained_layer(definition, layer, inputs, batch=batch, dtype=dtype)])
    return 0
