"""No entry of any table goes over a value without end by a loop of the host's own."""

from __future__ import annotations

from contextlib import suppress
from time import process_time

import pytest

from convcalc.errors import ConvcalcError
from convcalc.readers.python.language.evaluator import Evaluator
from convcalc.readers.python.language.limits import Limits
from convcalc.readers.python.language.source_text import SourceText
from convcalc.readers.python.libraries import library
from convcalc.readers.python.tracing.trace import Trace

LIBRARIES = (
    "bisect builtins collections copy functools heapq itertools json math operator random re "
    "statistics string textwrap einops numpy torch torch.linalg torch.nn.functional keras.ops"
)
HEAD = """R = range(10**12)
S = "ab" * 400_000
B = 10**1200
import {} as M
"""
CALLS = (
    "R",
    "R, 1",
    "1, R",
    "R, R",
    "lambda *a: 1, R",
    "iter(R)",
    "S, S",
    "B, B",
    "10**9, 10**9",
    "[10**9] * 3",
)
LONGEST = 5
"""Seconds of the processor that a call may take within so few steps."""


def seconds_of(name: str, call: str) -> float:
    module, _, entry = name.rpartition(".")
    text = SourceText(f"{HEAD.format(module)}M.{entry}({call})\n", "lazy.py")
    start = process_time()
    with suppress(ConvcalcError):
        reader = Evaluator(text, Limits(steps=100_000))
        reader.trace = Trace("lazy")  # type: ignore[attr-defined]  # as readers of source have it
        reader.run_pieces([(text, text.parse(reader.limits))])
    return process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("module", LIBRARIES.split())
def test_no_call_runs_past_the_meter(module: str):
    names = library(module).attribute_names()
    slow = {
        f"{name}({call})": seconds
        for name in names
        for call in CALLS
        if (seconds := seconds_of(f"{module}.{name}", call)) > LONGEST
    }

    assert names
    assert slow == {}


@pytest.mark.parametrize(
    "source",
    [
        "all(range(1, 10**12))",
        "any(i < 0 for i in range(10**12))",
        "functools.reduce(max, range(10**12))",
        "list(itertools.islice(range(10**12), 10**11, 10**11 + 1))",
        "torch.tensor(range(10**12))",
        "np.array(range(10**12))",
        "sum(range(10**12))",
        "5.5 in range(10**12)",
        "dict.fromkeys(range(10**12))",
        "list(zip(range(10**12), range(10**12)))",
        "math.factorial(10**9)",
        "math.comb(10**9, 10**8)",
        "'%1000000000d' % 1",
        "f'{1:1000000000d}'",
        "10**10**9",
    ],
)
def test_what_has_no_end_is_refused_at_once(source: str):
    head = "import functools, itertools, math\nimport numpy as np\nimport torch\n"
    text = SourceText(f"{head}r = {source}\n", "lazy.py")
    reader = Evaluator(text, Limits(steps=100_000))
    reader.trace = Trace("lazy")  # type: ignore[attr-defined]  # as readers of source have it
    start = process_time()

    with suppress(ConvcalcError):
        reader.run_pieces([(text, text.parse(reader.limits))])
    assert process_time() - start < LONGEST
