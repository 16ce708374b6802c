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


BENCHMARKS: dict[str, Callable[[], None]] = {
    "start": start_up,
    "growth": growth,
    "symbols": symbols,
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
