"""
Measures what convcalc promises about its speed, as ratios within one run of this script.

    python benchmarks/run.py            everything, about a minute
    python benchmarks/run.py start      only what the name contains

Every comparison alternates its two sides and takes the median ratio, so that a slow machine or a
busy moment touches both. Each line says what was measured, its bound, and PASS or over.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
RESNET50 = str(ROOT / "examples" / "resnet50.layers")
COMMAND = [sys.executable, "-c", "from convcalc.cli import main; main()"]
PERIOD = ("conv2d(64, k=3, p=1, bias=False)", "batchnorm", "relu", "conv2d(64, k=3, p=1)", "relu")

MEASURE = """
import json, resource, sys, time
import convcalc
text = open(sys.argv[1], encoding="utf-8").read()
convcalc.summary("input(64, 32, 32)\\n" + chr(10).join(text.splitlines()[1:6]))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.perf_counter()
report = convcalc.summary(text)
seconds = time.perf_counter() - start
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
assert len(report.layers) == len(text.splitlines()) - 1
print(json.dumps({"seconds": seconds, "bytes": (after - before) * 1024}))
"""

PEAK = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
seconds = time.perf_counter() - start
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""

CLASSIFY = """
import gzip, json, sys, time
import convcalc
golden, folder = sys.argv[1:]
with gzip.open(golden) as file:
    models = json.load(file)["models"]
start = time.perf_counter()
for model in models:
    if model["file"].count("/") == 2:
        target = f"{folder}/{model['file']}:{model['name']}()"
        report = convcalc.summary(target, [tuple(shape) for shape in model["input"]])
        assert report.totals.params == model["params"], model["name"]
print(time.perf_counter() - start)
"""


def environment() -> dict[str, str]:
    """The environment of every run: this source, its byte code kept as if it were installed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "PYTHONPATH": str(ROOT)}


def seconds(command: list[str]) -> float:
    """The time one run of a command takes."""
    start = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT, env=environment())
    return perf_counter() - start


def seconds_on_a_terminal(command: list[str]) -> float:
    """The time one run of a command takes that writes to a terminal."""
    reader, terminal = os.openpty()
    start = perf_counter()
    with subprocess.Popen(command, stdout=terminal, cwd=ROOT, env=environment()):
        os.close(terminal)
        # At the end of what is written, reading fails or gives nothing.
        with suppress(OSError):
            while os.read(reader, 1 << 16):
                pass
    os.close(reader)
    return perf_counter() - start


def alternate(one: Callable[[], float], other: Callable[[], float], rounds: int) -> float:
    """How many times longer `one` takes than `other`: the median ratio of alternating runs."""
    pairs = [(one(), other()) for _ in range(rounds + 1)][1:]
    return median(first / second for first, second in pairs)


def say(what: str, measured: float, bound: float, unit: str) -> None:
    """One line of the result."""
    verdict = "PASS" if measured <= bound else "over"
    print(f"{verdict}  {what:<66} {measured:>9,.2f} {unit:<9} (at most {bound:g})", flush=True)


def start_up() -> None:
    """The commands next to the imports that they cannot do without."""
    drawing = [sys.executable, "-c", "import click, rich.console, rich.table"]
    parsing = [sys.executable, "-c", "import click"]
    table = [*COMMAND, "summary", RESNET50]
    document = [*table, "--format", "json"]
    ratio = alternate(lambda: seconds(table), lambda: seconds(drawing), 15)
    say("start: ResNet-50 as a table / importing click and rich", ratio, 1.5, "times")
    if hasattr(os, "openpty"):
        ratio = alternate(
            lambda: seconds_on_a_terminal(table), lambda: seconds_on_a_terminal(drawing), 15
        )
        say("start: the same on a terminal", ratio, 1.5, "times")
    ratio = alternate(lambda: seconds(document), lambda: seconds(parsing), 15)
    say("start: ResNet-50 as JSON / importing click", ratio, 1.5, "times")


def spec(number: int) -> str:
    """A small network, one of many that differ."""
    return "\n".join(
        [
            "input(3, 32, 32)",
            f"conv2d({8 + number % 64}, k=3, p=1, bias=False)",
            *("batchnorm", "relu", "maxpool2d(2)"),
            f"conv2d({16 + number % 50}, k=3, p=1)",
            *("relu", "globalavgpool", f"linear({10 + number % 7})"),
            f"expect(output=({10 + number % 7},))",
            "",
        ]
    )


def many_checked(folder: Path, count: int) -> tuple[float, int]:
    """Seconds and peak bytes of checking so many specs against their baseline."""
    for number in range(count):
        (folder / f"net_{number:05}.layers").write_text(spec(number), encoding="utf-8")
    (folder / "convcalc.toml").write_text('[[models]]\npath = "*.layers"\n', encoding="utf-8")
    command = [*COMMAND, "check", "--quiet"]
    subprocess.run([*command, "--update"], check=True, cwd=folder, env=environment())
    timed = [sys.executable, "-c", PEAK, *command]
    done = subprocess.run(timed, check=True, capture_output=True, cwd=folder, env=environment())
    took, peak = json.loads(done.stdout)
    return took, peak * 1024


def checks() -> None:
    """What checking a definition costs, and that many cost no more than that, each."""
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        runs = [(many_checked(Path(first), 200), many_checked(Path(second), 2_000))]
        runs += [(many_checked(Path(first), 200), many_checked(Path(second), 2_000))]
    small, large = (median(run[side][0] for run in runs) for side in (0, 1))
    grown = median(run[1][1] - run[0][1] for run in runs)
    say("check: 2,000 specs / 200 specs", large / small, 12, "times")
    say("check: time a spec of 8 layers", large / 2_000 * 1e3, 10, "ms")
    say("check: more memory at its peak for 2,000 specs", grown / 1024**2, 8, "MiB")


def chain(layers: int) -> str:
    """The text of a network of that many layers in a row."""
    lines = (PERIOD[index % len(PERIOD)] for index in range(layers))
    return "\n".join(["input(64, 32, 32)", *lines, ""])


def measure(path: Path) -> dict[str, float]:
    """Time and memory of one library call in a process of its own."""
    command = [sys.executable, "-c", MEASURE, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environment())
    return dict(json.loads(done.stdout))


def growth() -> None:
    """What a layer costs, and that ten times the layers cost ten times as much."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for layers in (10_000, 100_000):
            path = Path(folder) / f"chain_{layers}.layers"
            path.write_text(chain(layers), encoding="utf-8")
            paths.append(path)
        runs = [(measure(paths[0]), measure(paths[1])) for _ in range(3)]
        small, large = (median(run[side]["seconds"] for run in runs) for side in (0, 1))
        grown = median(run[1]["bytes"] for run in runs)
        say("growth: 100,000 layers / 10,000 layers, library", large / small, 12, "times")
        say("growth: time a layer, library", large / 100_000 * 1e6, 100, "µs")
        say("growth: memory a layer, library", grown / 100_000 / 1024, 8, "KiB")
        for form in ("table", "json"):
            command = [*COMMAND, "summary", str(paths[1]), "--format", form]
            took = median(seconds(command) for _ in range(3))
            say(f"growth: time a layer, command, as {form}", took / 100_000 * 1e6, 100, "µs")


def resnet152(size: str) -> str:
    """ResNet-152 on an input of that size, which may be symbolic."""
    text = Path(RESNET50).read_text(encoding="utf-8").partition("# torchvision")[0]
    text = text.replace("input(3, 224, 224)", f"input({size})")
    return text.replace("128, depth=4", "128, depth=8").replace("256, depth=6", "256, depth=36")


def symbols() -> None:
    """The same network with symbolic and with known sizes."""
    import convcalc

    def timed(text: str) -> float:
        start = perf_counter()
        convcalc.summary(text)
        return perf_counter() - start

    symbolic, known = resnet152("3, H, W"), resnet152("3, 224, 224")
    ratio = alternate(lambda: timed(symbolic), lambda: timed(known), 15)
    say("symbols: ResNet-152 on 3×H×W / on 3×224×224, library", ratio, 4, "times")
    symbolic = resnet152("3, H, W, batch=N")
    ratio = alternate(lambda: timed(symbolic), lambda: timed(known), 15)
    say("symbols: ResNet-152 on N×3×H×W / on 3×224×224, library", ratio, 4, "times")


def fetched() -> Path:
    """The folder of the packages that the tests read as well; they are fetched where missing."""
    folder = Path(os.environ.get("CONVCALC_SOURCES", ROOT / ".pytest_cache" / "d" / "sources"))
    command = [sys.executable, str(ROOT / "tools" / "sources.py"), str(folder), "--install"]
    subprocess.run(command, check=True, env=environment())
    return folder


def sources() -> None:
    """Models read from torchvision's own source."""
    folder = fetched()
    drawing = [sys.executable, "-c", "import click, rich.table"]
    target = f"{folder / 'torchvision' / 'models' / 'resnet.py'}:resnet50"
    table = [*COMMAND, "summary", target, "-i", "1x3x224x224"]
    ratio = alternate(lambda: seconds(table), lambda: seconds(drawing), 7)
    say("sources: torchvision's resnet50 / importing click and rich.table", ratio, 6, "times")
    golden = ROOT / "tests" / "golden" / "sources" / "torchvision.json.gz"
    command = [sys.executable, "-c", CLASSIFY, str(golden), str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environment())
    say("sources: all torchvision classification models", float(done.stdout), 60, "s")


BENCHMARKS: dict[str, Callable[[], None]] = {
    "start": start_up,
    "growth": growth,
    "check": checks,
    "symbols": symbols,
    "sources": sources,
}


def chosen(words: list[str]) -> Iterator[Callable[[], None]]:
    """The benchmarks whose names contain one of the words; all without words."""
    for name, benchmark in BENCHMARKS.items():
        if not words or any(word in name for word in words):
            yield benchmark


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    for benchmark in chosen(sys.argv[1:]):
        benchmark()
