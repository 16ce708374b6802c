"""
The program itself: finding the command that was meant, and loading only that one.

One command a file, one line in COMMANDS.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from typing import Any

import click

from convcalc import __version__
from convcalc.cli.boundary import Session
from convcalc.cli.boundary import guarded
from convcalc.cli.options import debug_option
from convcalc.cli.targets import without_dash
from convcalc.tables import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem

COMMANDS: dict[str, str] = {
    "summary": "summary:command",
    "layer": "layer:command",
    "explain": "explain:command",
    "diff": "diff:command",
    "check": "check:command",
}

STANDARD = "summary"


class Program(click.Group):
    """A group whose commands are files, and which takes a network's file for `summary` of it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = load(COMMANDS[cmd_name], inside="convcalc.cli")
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let `convcalc FILE` and `convcalc --format json FILE` mean `convcalc summary …`."""
        args = [without_dash(word) for word in args]
        if args and self._is_for_standard(ctx, args):
            args = [STANDARD, *args]
        return super().parse_args(ctx, args)

    def _is_for_standard(self, ctx: click.Context, args: Sequence[str]) -> bool:
        """Whether the first word is no command, but a file or an option of the standard command."""
        first = args[0]
        if first in COMMANDS:
            return False
        if first == "--debug":
            return len(args) > 1 and self._is_for_standard(ctx, args[1:])
        if first.startswith("-") and first != "-":
            own = {word for option in self.get_params(ctx) for word in option.opts}
            return first not in own and len(args) > 1
        return _is_file(first)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """
        The command of the first word.

        Raises:
            UsageError: If it is neither a command nor a file.
        """
        if args[0] not in COMMANDS and not ctx.resilient_parsing:
            from convcalc.errors import UsageError
            from convcalc.suggestions import did_you_mean

            raise UsageError(
                f"{args[0]!r} is neither a command nor a file",
                expected=f"{', '.join(COMMANDS)}, a file, or - for standard input",
                hint=did_you_mean(args[0], COMMANDS),
            )
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands, options, and files."""
        from click.shell_completion import CompletionItem

        found = super().shell_complete(ctx, incomplete)
        return found if incomplete.startswith("-") else [*found, CompletionItem(incomplete, "file")]

    def main(self, *args: Any, standalone_mode: bool = True, **more: Any) -> Any:
        """Run, tell every error in one way, and leave with the exit code."""
        session = Session()
        start: Any = super().main
        code = guarded(lambda: start(*args, standalone_mode=False, obj=session, **more), session)
        if standalone_mode:
            sys.exit(code)
        return code


def _is_file(word: str) -> bool:
    """Whether a word can only be a file: it is there, or it is written like one."""
    import os

    # pathlib would cost the start-up more than all of this file.
    is_there = os.path.exists(word)  # noqa: PTH110
    return word == "-" or is_there or any(sign in word for sign in (".", ":", os.sep))


@click.group(
    cls=Program,
    invoke_without_command=True,
    subcommand_metavar="[COMMAND] [ARGS]...",  # click before 8.5 does not say it is optional
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  convcalc net.layers                           the table of a network
  convcalc net.layers -i 3,H,W                  the same with sizes as formulas
  convcalc model.py:Net -i 1x3x224x224          a model in Python source
  convcalc layer "Conv2d(1, 4, 7)" -i 1x28x28   one layer, with its arithmetic
  convcalc explain net.layers conv2d_2          how a layer's numbers come about
  convcalc check nets/*.layers                  whether definitions hold, for CI

\b
Exit codes: 0 fine; 1 the network is wrong or an expectation fails; 2 wrong
usage; 3 a file cannot be read.
Completion: eval "$(_CONVCALC_COMPLETE=bash_source convcalc)"; also zsh, fish.""",
)
@click.version_option(__version__, "--version", message="convcalc %(version)s")
@debug_option
@click.pass_context
def app(ctx: click.Context) -> None:
    """
    Shapes, parameters, work, bytes and receptive fields of a convolutional network.

    They are told from its definition alone: nothing is run, no framework is needed, and sizes may
    be symbols.
    "convcalc FILE" is short for "convcalc summary FILE".
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
