"""
Read random networks, broken definitions and costly programs for a while, and print what is wrong.

    python tools/soak.py --minutes 10                all sorts in turn, new seeds every time
    python tools/soak.py torch symbols --seed 7      these sorts, from this seed on
    python tools/soak.py hostile --seed 1234 --count 1   one case again

Sorts: `torch`, `keras` compare shapes and parameters with the framework, and `symbols` compares
formulas with PyTorch at many sizes; each is left out where its framework is not installed.
`hostile` changes definitions a little, `costly` asks for much: neither may end in anything but a
report or an error that is meant, within SECONDS of the processor and BYTES of memory.

Every case follows from its seed alone. The exit code is 1 where anything was found.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from convcalc.api import read_source
from convcalc.api import summary
from convcalc.api import traced
from convcalc.dims import evaluate
from convcalc.dims import symbols
from convcalc.errors import ConvcalcError

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 20
BYTES = 1 << 30
SIZES = range(1, 21)

LAYERS = (
    "nn.Conv2d({c}, {d}, {k}, stride={s}, padding={p})",
    "nn.ConvTranspose2d({c}, {d}, {k}, stride={s}, padding={p})",
    "nn.MaxPool2d({k}, stride={s}, ceil_mode={flag})",
    "nn.AvgPool2d({k}, stride={s}, padding={half})",
    "nn.AdaptiveAvgPool2d({k})",
    "nn.Upsample(scale_factor={scale})",
    "nn.BatchNorm2d({c})",
    "nn.ReLU(inplace={flag})",
    "nn.ZeroPad2d({p})",
)
STEPS = (
    "x = x * {s}",
    "x = F.interpolate(x, scale_factor={scale}, recompute_scale_factor={flag})",
    "x = F.adaptive_max_pool2d(x, {k})",
    "x = torch.cat([x, x], {axis})",
    "x = x.chunk({k}, {axis})[0]",
    "x = x.tensor_split({k}, {axis})[{zero}]",
    "x = x[:, :, {zero}::{s}]",
    "x = x.permute(0, 1, 3, 2).contiguous()",
    "x = torch.roll(x, {k}, {axis})",
    "x = F.pad(x, ({p}, {zero}, {p}, {p}))",
    "x = x + x.mean({axis}, keepdim=True)",
    "x = x.flatten(2).unflatten(2, (1, -1))",
    "x = torch.einsum('bchw,bchv->bcwv', x, x)",
    "x = x.unfold(3, {k}, {s}).amax(-1)",
    "x = x.narrow(3, {zero}, {k})",
)
KERAS = (
    "layers.Conv2D({d}, {k}, strides={s}, padding='{rule}')",
    "layers.Conv2DTranspose({d}, {k}, strides={s}, padding='{rule}')",
    "layers.DepthwiseConv2D({k}, padding='{rule}')",
    "layers.SeparableConv2D({d}, {k}, padding='{rule}')",
    "layers.MaxPooling2D({k}, strides={s}, padding='{rule}')",
    "layers.UpSampling2D({s})",
    "layers.ZeroPadding2D({p})",
    "layers.BatchNormalization()",
    "layers.Dense({d})",
)
COSTLY = (
    "range(10**12)",
    "'ab' * 10**{n}",
    "[x] * 10**{n}",
    "10**(10**{n})",
    "torch.zeros(10**{n}, 10**{n})",
    "torch.arange(10**{n})",
    "(torch.eye(2**{n}) @ torch.eye(2**{n})).tolist()",
    "'%{n}00000000d' % 1",
    "dict.fromkeys(range(10**{n}))",
    "re.match('(a+)+$', 'a' * 10**{n} + 'b')",
    "x.repeat(*[10**{n}] * 4)",
    "itertools.product(range(10**{n}), repeat={n})",
)
AROUND = (
    "all({})",
    "list({})",
    "sum({})",
    "max({}, default=0)",
    "sorted({})",
    "str({})",
    "np.array({})",
    "torch.tensor({})",
    "functools.reduce(lambda a, b: b, {})",
    "list(zip({0}, {0}))",
    "{{i: i for i in {}}}",
    "list(itertools.islice({}, 10**8, None))",
    "copy.deepcopy({})",
    "f'{{{}!r:>1000000}}'",
)
HEAD = (
    "import copy, functools, itertools, re\nimport numpy as np\nimport torch\n"
    "import torch.nn.functional as F\nfrom torch import nn\n"
)
HOSTILE = "()[]{}:,=.*+-/\\\"'\n\r\t\0 #%&|<>@~^!?0179eE_xλ\u2028\ufeff"


class Wrong(Exception):  # noqa: N818 (what is wrong, as a person would say)
    """A case that convcalc gets wrong, with all that it takes to see it again."""


def filled(template: str, dice: random.Random, channels: int, more: int) -> str:
    """A line with small numbers in its places."""
    return template.format(
        c=channels,
        d=more,
        k=dice.randint(1, 4),
        s=dice.randint(1, 3),
        p=dice.randint(0, 2),
        half=0,
        zero=dice.randint(0, 1),
        axis=dice.choice((1, 2, 3)),
        flag=dice.random() < 0.5,
        scale=dice.choice((0.5, 0.75, 1.5, 2, 3)),
        rule=dice.choice(("same", "valid")),
    )


def torch_source(dice: random.Random, *, keeps_channels: bool) -> str:
    """A network of a few layers and operations."""
    made, forward, channels = [], [], 4
    for index in range(dice.randint(1, 5)):
        if dice.random() < 0.5:
            more = dice.randint(1, 6)
            template = dice.choice(LAYERS)
            made.append(f"        self.a{index} = {filled(template, dice, channels, more)}")
            forward.append(f"        x = self.a{index}(x)")
            channels = more if "{d}" in template else channels
        else:
            line = filled(dice.choice(STEPS), dice, channels, channels)
            if keeps_channels or ("1" in line and "chunk" in line):
                line = line.replace(", 1)", ", 3)")
            forward.append(f"        {line}")
    head = "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    body = "\n".join([*made, "    def forward(self, x):", *forward, "        return x"])
    return f"{HEAD}\n\n{head}{body}\n"


def torch_answer(source: str, shape: tuple[int, ...]) -> tuple[Any, int] | None:
    """The shape and the parameters in PyTorch; None where it refuses."""
    import torch

    names: dict[str, Any] = {}
    exec(compile(source, "net.py", "exec"), names)  # noqa: S102 (a source that was just made here)
    try:
        net = names["Net"]().eval()
        with torch.no_grad():
            result = net(torch.zeros(shape))
    except (RuntimeError, IndexError, ValueError):
        return None
    return tuple(result.shape), sum(each.numel() for each in net.parameters())


def our_answer(path: str, shape: tuple[int, ...]) -> tuple[Any, Any] | None:
    """The shape and the parameters as convcalc tells them; None where it refuses."""
    try:
        report = summary(path, shape)
    except ConvcalcError:
        return None
    return None if report.error else (report.outputs[0][1], report.totals.params)


def written(source: str, suffix: str) -> str:
    """The path of a file that holds a text."""
    folder = tempfile.mkdtemp(prefix="soak")
    path = Path(folder) / f"net{suffix}"
    path.write_text(source, encoding="utf-8", errors="surrogatepass", newline="")
    return str(path)


def compare_torch(dice: random.Random) -> None:
    """A random network in PyTorch and here, in numbers."""
    source = torch_source(dice, keeps_channels=False)
    shape = (dice.randint(1, 2), 4, dice.randint(1, 20), dice.randint(1, 20))
    theirs, ours = torch_answer(source, shape), our_answer(f"{written(source, '.py')}:Net", shape)
    if theirs != ours:
        raise Wrong(f"{source}\ninput {shape}: PyTorch {theirs}, convcalc {ours}")


def compare_symbols(dice: random.Random) -> None:
    """A random network with symbols for sizes: right wherever it says that it holds."""
    source = torch_source(dice, keeps_channels=True)
    height, width = symbols("H W")
    try:
        definition = read_source(f"{written(source, '.py')}:Net")
        graph, report = traced(definition, [(None, (1, 4, height, width))], given_are_full=True)
    except ConvcalcError:
        return
    if graph.error is not None:
        return
    for _ in range(20):
        sizes = {"H": dice.choice(SIZES), "W": dice.choice(SIZES)}
        try:
            values = [(evaluate(each.expr, sizes), each.relation) for each in graph.conditions]
            shape = tuple([evaluate(each, sizes) for each in report.outputs[0][1]])
        except ConvcalcError:
            continue
        if not all(value == 0 if sign == "==" else value >= 0 for value, sign in values):
            continue
        theirs = torch_answer(source, (1, 4, sizes["H"], sizes["W"]))
        if theirs is None or theirs[0] != shape:
            raise Wrong(f"{source}\n{sizes}: PyTorch {theirs}, convcalc {shape}")


def compare_keras(dice: random.Random) -> None:
    """A random Sequential in Keras and here."""
    import keras

    lines = [filled(dice.choice(KERAS), dice, 4, dice.randint(1, 6)) for _ in range(4)]
    size = (dice.randint(4, 20), dice.randint(4, 20), 4)
    body = ",\n        ".join([f"keras.Input({size})", *lines])
    source = (
        "import keras\nfrom keras import layers\n\n\ndef build():\n"
        f"    return keras.Sequential([\n        {body},\n    ])\n"
    )
    names: dict[str, Any] = {}
    exec(compile(source, "net.py", "exec"), names)  # noqa: S102 (a source that was just made here)
    theirs = None
    try:
        model = names["build"]()
        theirs = (1, *model.output_shape[1:]), model.count_params()
    except (ValueError, RuntimeError, TypeError):
        keras.backend.clear_session()
    try:
        report = summary(f"{written(source, '.py')}:build")
        params: Any = report.totals.params + report.totals.buffers
        ours = None if report.error else (report.outputs[0][1], params)
    except ConvcalcError:
        ours = None
    if theirs is not None and 0 in theirs[0]:
        return
    if theirs != ours:
        raise Wrong(f"{source}\nKeras {theirs}, convcalc {ours}")


def changed(text: str, dice: random.Random) -> str:
    """A text with a few letters or lines put in, taken out, or said again."""
    for _ in range(dice.randint(1, 6)):
        start = dice.randrange(len(text) + 1)
        end = min(start + dice.choice((0, 1, 3, 20)), len(text))
        piece = dice.choice(
            (
                "",
                dice.choice(HOSTILE),
                dice.choice(HOSTILE) * dice.choice((2, 50, 3000)),
                text[start:end] * dice.choice((2, 40)),
                "9" * dice.choice((3, 9, 30, 5000)),
            )
        )
        text = text[:start] + piece + text[end:]
    return text[:200_000]


def read_hostile(dice: random.Random) -> None:
    """An example with a few letters changed."""
    suffixes = (".layers", ".yaml", ".toml", ".json", ".py")
    files = sorted(each for each in (ROOT / "examples").rglob("*") if each.suffix in suffixes)
    file = dice.choice(files)
    read_bounded(changed(file.read_text(encoding="utf-8"), dice), file.suffix)


def read_costly(dice: random.Random) -> None:
    """A program of one expression that asks for much."""
    inner = dice.choice(COSTLY).replace("{n}", str(dice.randint(1, 9)))
    for _ in range(dice.randint(1, 2)):
        inner = dice.choice(AROUND).format(inner)
    head = "class Net(nn.Module):\n    def forward(self, x):\n"
    read_bounded(f"{HEAD}\n\n{head}        y = {inner}\n        return x\n", ".py")


def read_bounded(source: str, suffix: str) -> None:
    """Read a text in a process of its own, which may not take too much."""
    path = written(source, suffix)
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_read, args=(path, suffix))
    process.start()
    process.join(10 * SECONDS)
    if process.exitcode != 0:
        process.kill()
        raise Wrong(f"{path}: exit code {process.exitcode}\n{source[:2000]}")


def _read(path: str, suffix: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (used() + BYTES, used() + BYTES))
    try:
        target = f"{path}:Net" if suffix == ".py" else path
        summary(target, (1, 3, 8, 8) if suffix == ".py" else None).to_json()
    except ConvcalcError:
        return


def used() -> int:
    """The bytes of address space that this process has."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    return int(pages) * resource.getpagesize()


SORTS: dict[str, tuple[Callable[[random.Random], None], str]] = {
    "torch": (compare_torch, "torch"),
    "symbols": (compare_symbols, "torch"),
    "keras": (compare_keras, "keras"),
    "hostile": (read_hostile, ""),
    "costly": (read_costly, ""),
}
"""What a sort does, and the framework that it needs."""


def main() -> int:
    """Go through cases until the time is over."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n\n")[0])
    parser.add_argument("sorts", nargs="*", metavar="SORT", help=", ".join(SORTS))
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--count", type=int, default=1_000_000_000)
    given = parser.parse_args()
    wanted = [
        name for name in given.sorts or SORTS if not SORTS[name][1] or find_spec(SORTS[name][1])
    ]
    counts, wrong = dict.fromkeys(wanted, 0), 0
    end = time.monotonic() + 60 * given.minutes
    for index in range(given.count):
        if time.monotonic() > end or not wanted:
            break
        name, seed = wanted[index % len(wanted)], given.seed + index
        counts[name] += 1
        try:
            SORTS[name][0](random.Random(seed))  # noqa: S311 (it has to come out the same again)
        except Exception as problem:  # noqa: BLE001 (whatever it is, it is what is looked for)
            wrong += 1
            again = f"python tools/soak.py {name} --seed {seed} --count 1"
            print(f"== {again}\n{type(problem).__name__}: {problem}\n", flush=True)
    print(json.dumps({"cases": counts, "wrong": wrong}))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
