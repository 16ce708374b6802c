"""
Keep the documentation true.

Runs the commands of every ```console block and puts what they print below them, and writes the
generated tables
between `<!-- begin: NAME -->` and `<!-- end: NAME -->`.

    python tools/docs.py           says which pages are stale
    python tools/docs.py --write   rewrites them
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    *[ROOT / name for name in ("README.md", "CONTRIBUTING.md", "examples/README.md")],
    *sorted((ROOT / "docs").glob("*.md")),
]
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GENERATED = re.compile(
    r"^<!-- begin: (?P<name>\w+) -->\n.*?^<!-- end: (?P=name) -->$", re.MULTILINE | re.DOTALL
)


def run(command: str) -> str:
    """What a command prints, errors among it, 100 columns wide and without colour."""
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "PYTHONUTF8": "1",
        "GITHUB_ACTIONS": "",
    }
    done = subprocess.run(  # noqa: S602 (the commands are our own documentation's)
        command,
        shell=True,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def refreshed_console(block: re.Match[str]) -> str:
    """A console block with the real output below each command."""
    commands = [line for line in block[1].splitlines() if line.startswith("$ ")]
    return "```console\n" + "".join(f"{line}\n{run(line[2:])}" for line in commands) + "```"


def layer_rows() -> str:
    """The table of all layer names, by the kind of layer that each makes."""
    from convcalc.vocabulary import VOCABULARIES

    kinds: dict[str, dict[str, list[str]]] = {}
    for vocabulary, names in VOCABULARIES.items():
        for name in names:
            kinds.setdefault(kind_of(vocabulary, name), {}).setdefault(vocabulary, []).append(name)
    lines = ["| kind | convcalc | PyTorch | Keras |", "|---|---|---|---|"]
    for kind, row in sorted(kinds.items()):
        cells = (
            ", ".join(f"`{name}`" for name in sorted(row.get(each, []))) for each in VOCABULARIES
        )
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    return "\n".join(lines)


def kind_of(vocabulary: str, name: str) -> str:
    """The kind of layer that a name makes: that of the class its maker says it gives."""
    from convcalc.tables import load
    from convcalc.vocabulary import find

    maker = find(vocabulary, name)
    assert maker is not None  # noqa: S101 (a name of its own)
    function = load(maker.home, "convcalc.layers")
    kind: str = function.__globals__[function.__annotations__["return"]].kind
    return kind


def command_help() -> str:
    """The help text of every command."""
    from convcalc.cli.app import COMMANDS

    parts = []
    for name in ("", *COMMANDS):
        words = f"convcalc {name} --help".replace("  ", " ")
        parts.append(f"```text\n$ {words}\n{run(words)}```")
    return "\n\n".join(parts)


def format_rows() -> str:
    """The table of the files of frameworks that are read."""
    from convcalc.readers.formats import FORMATS

    lines = ["| format | the file's end | what is read | what is not |", "|---|---|---|---|"]
    for each in sorted(FORMATS):
        ends = ", ".join(f"`{suffix}`" for suffix in each.suffixes) or "any"
        lines.append(f"| {each.name} | {ends} | {each.tells} | {each.lacks} |")
    return "\n".join(lines)


def onnx_rows() -> str:
    """The operators of ONNX that are read, by domain."""
    from convcalc.readers.onnx.operators import OPERATORS

    domains: dict[str, list[str]] = {}
    for name in sorted(OPERATORS):
        domain, _, operator = name.rpartition("::")
        domains.setdefault(domain or "ai.onnx", []).append(f"`{operator}`")
    lines = ["| domain | operators | |", "|---|---|---|"]
    lines += [
        f"| `{each}` | {len(found)} | {', '.join(found)} |"
        for each, found in sorted(domains.items())
    ]
    return "\n".join(lines)


def tflite_rows() -> str:
    """The operators of TensorFlow Lite that are read, and the others of its schema."""
    from convcalc.readers.tflite.operators import CUSTOM
    from convcalc.readers.tflite.operators import OPERATORS
    from convcalc.readers.tflite.schema import NAMES

    groups = {
        "built-in, read": sorted(OPERATORS),
        "custom, shapes alone": sorted(CUSTOM),
        "built-in, as the file says": sorted(set(NAMES) - set(OPERATORS) - NO_OPERATORS),
    }
    lines = ["| | operators | |", "|---|---|---|"]
    for name, words in groups.items():
        lines.append(f"| {name} | {len(words)} | {', '.join(f'`{each}`' for each in words)} |")
    return "\n".join(lines)


NO_OPERATORS = {"CUSTOM", "DELEGATE", "PLACEHOLDER_FOR_GREATER_OP_CODES"}
"""Words in the schema of TensorFlow Lite that stand for something else."""


TABLES = {
    "layers": layer_rows,
    "commands": command_help,
    "formats": format_rows,
    "onnx_operators": onnx_rows,
    "tflite_operators": tflite_rows,
}


def refreshed_table(block: re.Match[str]) -> str:
    """A generated part of a page, made anew."""
    name = block["name"]
    return f"<!-- begin: {name} -->\n{TABLES[name]()}\n<!-- end: {name} -->"


def refreshed(text: str) -> str:
    """A whole page as it should be today."""
    return GENERATED.sub(refreshed_table, CONSOLE.sub(refreshed_console, text))


def main() -> int:
    """Check or rewrite every page; 1 when one is stale."""
    stale = []
    for page in PAGES:
        before = page.read_text(encoding="utf-8")
        after = refreshed(before)
        if before != after:
            stale.append(page.relative_to(ROOT))
            if "--write" in sys.argv:
                page.write_text(after, encoding="utf-8")
    word = "wrote" if "--write" in sys.argv else "stale:"
    for page in stale:
        print(word, page)
    return int(bool(stale) and "--write" not in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
