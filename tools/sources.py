"""
Measure real packages against what their frameworks say of them: no framework is installed here.

    python tools/sources.py DIR                    say what differs, write it into docs/sources.md
    python tools/sources.py DIR --json [PACKAGE]   print the outcome of every model instead
    python tools/sources.py DIR --install          only put the packages there

DIR holds the packages as text; those that are missing are installed there, without what they need.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from typing import Any

from convcalc.analysis.steps import steps_of
from convcalc.analysis.summarise import report_of
from convcalc.errors import ConvcalcError
from convcalc.errors import LimitError
from convcalc.readers import read
from convcalc.shape_text import parse_input

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from convcalc.analysis.report import Report
    from convcalc.analysis.report import Row
    from convcalc.graph.graph import Graph

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "sources.md"
GOLDEN = ROOT / "tests" / "golden" / "sources"
PACKAGES = {
    "torchvision": ("0.28.0", "torchvision.json.gz"),
    "timm": ("1.0.31", "timm.json.gz"),
    "keras": ("3.15.1", "keras_applications.json.gz"),
    "transformers": ("5.24.0", "transformers.json.gz"),
    "diffusers": ("0.42.1", "diffusers.json.gz"),
}
"""The version of a package, and the golden data of its models."""

NEEDED = {"huggingface_hub": "2.4.0"}
"""What those need besides to be read: package -> version."""

ONE_WHEEL = (
    *("--only-binary", ":all:", "--platform", "manylinux_2_28_x86_64"),
    *("--implementation", "cp", "--python-version", "312", "--abi", "cp312", "--abi", "none"),
)
"""The same files everywhere: they are read, never run."""

HOLDING = frozenset({"MultiheadAttention"})
"""The framework's own layers that have a module inside."""

LONGEST_REASON = 110
MEASURED = re.compile(
    r"^<!-- measured: (?P<name>\w+) -->\n.*?^<!-- end of (?P=name) -->$", re.MULTILINE | re.DOTALL
)

Outcome = dict[str, Any]


def install(folder: Path) -> None:
    """Put the packages that are missing into a folder, as text."""
    versions = {package: version for package, (version, _) in PACKAGES.items()} | NEEDED
    missing = [
        f"{package}=={version}"
        for package, version in versions.items()
        if not (folder / f"{package}-{version}.dist-info").exists()
    ]
    if missing:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile"]
        command = [*pip, "--upgrade", *ONE_WHEEL, "--target", str(folder), *missing]
        subprocess.run(command, check=True)  # noqa: S603 (a fixed list of packages)


def models_of(package: str) -> list[dict[str, Any]]:
    """The golden data of a package's models."""
    text = gzip.decompress((GOLDEN / PACKAGES[package][1]).read_bytes())
    found: list[dict[str, Any]] = json.loads(text)["models"]
    return found


def measure(package: str, model: dict[str, Any], folder: Path) -> Outcome:
    """What comes of a model: `failed` says what stopped it, `differs` what is not as it must be."""
    outcome: Outcome = {
        "package": package,
        "file": model["file"].rpartition(f"{package}/")[2].rpartition("models/")[2],
        "name": model["name"],
        "convolutional": model.get("convolutional", True),
        "failed": "",
        "differs": [],
    }
    try:
        graph, report = traced(package, model, folder)
    except ConvcalcError as error:
        return outcome | {"failed": reason_of(error)}
    if graph.error is not None:
        outcome["failed"] = reason_of(graph.error)
        if "failed" not in model:
            return outcome
    if package == "keras":
        return outcome | {"differs": list(differences_in_keras(model, report))}
    return outcome | {"differs": list(differences_in_torch(model, graph, report))}


def traced(package: str, model: dict[str, Any], folder: Path) -> tuple[Graph, Report]:
    """A model as convcalc reads it."""
    inputs: list[Any] = []
    if "source" in model:
        inputs = [parse_input(each) for each in model["inputs"]]
        with TemporaryDirectory() as place:
            file = Path(place) / "model.py"
            file.write_text(model["source"], encoding="utf-8")
            graph = read(f"{file}:model", roots=[str(folder)]).trace(inputs)
        return graph, report_of(graph)
    arguments = "weights=None" if package == "keras" else ""
    if "failed" in model:
        arguments = "weights=None, weights_backbone=None"
    if package != "keras":
        # A detector takes a list of images: a batch of them is one, too.
        inputs = [(None, tuple(each) if len(each) > 3 else (1, *each)) for each in model["input"]]
    graph = read(f"{folder / model['file']}:{model['name']}({arguments})").trace(inputs)
    return graph, report_of(graph)


def reason_of(error: ConvcalcError) -> str:
    """An error in one line, with its place; where a limit is reached is chance."""
    place = ""
    if error.source and not isinstance(error, LimitError):
        place = f"{Path(error.source.file).name}:{error.source.line}: "
    message = " ".join(error.message.split())
    if len(message) > LONGEST_REASON:
        message = message[: message.rindex(" ", 0, LONGEST_REASON)] + " …"
    return place + message


def flat(shapes: Any) -> list[list[int]]:
    """The shapes inside nested lists and dicts, in order."""
    if isinstance(shapes, dict):
        shapes = list(shapes.values())
    if isinstance(shapes, list) and shapes and isinstance(shapes[0], int):
        return [shapes]
    return [found for each in shapes or () for found in flat(each)]


def unequal(what: str, found: object, wanted: object) -> Iterator[str]:
    """A sentence where two values are not the same."""
    if found != wanted:
        yield f"{what}: {found}, not {wanted}"


def differences_in_torch(model: dict[str, Any], graph: Graph, report: Report) -> Iterator[str]:
    """What convcalc says otherwise of a PyTorch model than PyTorch does."""
    called = list(called_rows(graph, report))
    every = [row for row, _ in called]
    if "failed" in model:
        # PyTorch stopped, too: where sizes depend on values, or a little before.
        yield from unequal("rows up to there", digest(every[: model["all"]]), model["all_hash"])
        return
    totals = report.totals
    # A single number has the shape [], which nested lists of shapes cannot tell from none.
    outputs = [list(each) for _, each in report.outputs if each]
    yield from unequal("outputs", outputs, flat(model["output"]))
    for name in ("params", "buffers", "macs"):
        if model[name] is not None:
            yield from unequal(name, getattr(totals, name), model[name])
    if "trainable" in model:
        yield from unequal("trainable", totals.trainable_params, model["trainable"])
    yield from unequal("unknown", list(report.unknown), [])
    leaves = [row for row, is_leaf in called if is_leaf]
    every += [described(row, row.params) for row in never_called(report)]
    for what, rows in (("leaves", leaves), ("all", every)):
        yield from unequal(f"number of {what}", len(rows), model[what])
        yield from unequal(f"hash of {what}", digest(rows), model[f"{what}_hash"])
    yield from differences_in_rows(model.get("rows", []), every)


def called_rows(graph: Graph, report: Report) -> Iterator[tuple[list[Any], bool]]:
    """The calls of modules as the golden data tells them, and whether they are of a leaf."""
    own: dict[str, Any] = {}
    for step, row in zip(steps_of(graph), report.layers, strict=True):
        # What is no call of a module is an operation, which nobody named.
        if step.call is not None or step.nodes[0].module.name:
            # A later call of a module costs no parameters here, and names them there.
            params = own.setdefault(row.name, row.params)
            holds = row.kind in HOLDING or row.kind.startswith("Parametrized")
            has_modules = holds if step.call is None else not step.call.is_leaf
            yield described(row, params), not has_modules


def never_called(report: Report) -> Iterator[Row]:
    """The layers that nobody calls, without those that hold others."""
    names = [row.name for row in (*report.layers, *report.unused)]
    scopes = {name[: match.start()] for name in names for match in re.finditer(r"\.", name)}
    for row in report.unused:
        if row.name not in scopes:
            yield row


def described(row: Row, params: object) -> list[Any]:
    """What is compared of a row."""
    return [row.name, row.kind, [list(each) for each in row.output_shapes], params]


def differences_in_rows(wanted: list[dict[str, Any]], rows: list[list[Any]]) -> Iterator[str]:
    """The first row that is another one, where the rows themselves are known."""
    for each, row in zip(wanted, rows, strict=False):
        expected = [each["name"], each["cls"], flat(each.get("out")), each["params"]]
        if row != expected:
            yield f"row {each['name']}: {row}, not {expected}"
            return


def digest(rows: list[list[Any]]) -> str:
    """The first 16 hex digits of the SHA-256 of the rows' JSON text."""
    text = json.dumps(rows, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def differences_in_keras(model: dict[str, Any], report: Report) -> Iterator[str]:
    """What convcalc says otherwise of a Keras model than Keras does."""
    totals = report.totals
    outputs = [sizes(each) for _, each in report.outputs]
    yield from unequal("outputs", outputs, [sizes(model["output"])])
    yield from unequal("weights", totals.params + totals.buffers, model["params"])
    yield from unequal("trainable", totals.trainable_params, model["trainable"])
    yield from unequal("unknown", list(report.unknown), [])
    wanted = [
        [name, kind, sizes(shape), weights]
        for name, kind, shape, weights in model["layers"]
        if kind != "InputLayer"
    ]
    # Operators and functions are rows here, and none of Keras' layers.
    names = {name: kind for name, kind, _, _ in wanted}
    rows = [row for row in outer_rows(report, names) if row[0] in names]
    yield from unequal("number of layers", len(rows), len(wanted))
    for row, each in zip(rows, wanted, strict=False):
        yield from unequal(f"layer {each[0]}", row, each)


def outer_rows(report: Report, kinds: dict[str, str]) -> Iterator[list[Any]]:
    """The layers of a model, those of a model inside it as one."""
    last: list[Any] = []
    for row in report.layers:
        outer, inner, _ = row.name.partition(".")
        params: Any = row.params
        weights = params + row.buffers
        shape = sizes(row.output_shapes[0])
        if inner and last and last[0] == outer:
            last[2:] = [shape, last[3] + weights]
            continue
        if last:
            yield last
        last = [outer, kinds.get(outer, "") if inner else row.kind, shape, weights]
    if last:
        yield last


def sizes(shape: Iterable[Any]) -> list[Any]:
    """A shape without its batch, sizes that are not known as None."""
    return [size if isinstance(size, int) else None for size in list(shape)[1:]]


def outcomes(folder: Path, packages: Iterable[str]) -> list[Outcome]:
    """What comes of every model of some packages, worked out on all processors."""
    tasks = [(each, model, folder) for each in packages for model in models_of(each)]
    with ProcessPoolExecutor() as pool:
        found = pool.map(measure, *zip(*tasks, strict=True))
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import track

            console = Console(stderr=True)
            return list(track(found, "reading", total=len(tasks), console=console))
        return list(found)


def is_exact(outcome: Outcome) -> bool:
    """Nothing stopped it and nothing differs."""
    return not outcome["failed"] and not outcome["differs"]


def share(some: Iterable[Outcome]) -> str:
    """How many of some models are exact."""
    listed = list(some)
    return f"{sum(map(is_exact, listed))} of {len(listed)}" if listed else "–"


def overview(found: list[Outcome]) -> str:
    """The table of packages."""
    lines = ["| package | exact | the convolutional ones of them |", "|---|---|---|"]
    for package, (version, _) in PACKAGES.items():
        models = [each for each in found if each["package"] == package]
        convolutional = [each for each in models if each["convolutional"]]
        lines.append(f"| {package} {version} | {share(models)} | {share(convolutional)} |")
    return "\n".join(lines)


def files(found: list[Outcome], package: str) -> str:
    """The table of a package's files, with what stops the models that do not read."""
    grouped: dict[str, list[Outcome]] = {}
    for each in found:
        if each["package"] == package:
            grouped.setdefault(each["file"], []).append(each)
    lines = ["| file | exact | what is in the way |", "|---|---|---|"]
    for file, models in sorted(grouped.items()):
        reasons: dict[str, list[str]] = {}
        for each in models:
            if not is_exact(each):
                reason = each["failed"] or "; ".join(each["differs"])
                reasons.setdefault(reason, []).append(each["name"])
        told = [f"{', '.join(f'`{n}`' for n in names)}: {why}" for why, names in reasons.items()]
        lines.append(
            f"| `{file}` | {share(models)} | {'; '.join(told).replace('|', chr(92) + '|')} |"
        )
    return "\n".join(lines)


def refreshed(page: str, found: list[Outcome]) -> str:
    """The page with its tables made anew."""

    def table(block: re.Match[str]) -> str:
        name = block["name"]
        text = overview(found) if name == "overview" else files(found, name)
        return f"<!-- measured: {name} -->\n{text}\n<!-- end of {name} -->"

    return MEASURED.sub(table, page)


def main() -> None:
    """Install, measure, and print or write what came of it."""
    folder, *words = [word for word in sys.argv[1:] if not word.startswith("--")]
    install(Path(folder))
    if "--install" in sys.argv:
        return
    found = outcomes(Path(folder).resolve(), words or PACKAGES)
    if "--json" in sys.argv:
        print(json.dumps(found))
        return
    for each in found:
        if not is_exact(each):
            print(each["package"], each["name"], each["failed"] or "; ".join(each["differs"]))
    print(overview(found))
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8"), found), encoding="utf-8")


if __name__ == "__main__":
    main()
