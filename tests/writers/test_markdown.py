"""A table for an issue or a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.writers.markdown import write
from convcalc.writers.view import View

if TYPE_CHECKING:
    from convcalc.analysis.report import Report

LENET = """\
## lenet5

- **input** (1, 1, 28, 28)
- **assumed** batch 1 in front of (1, 28, 28)

| layer | type | output | params | MACs | field |
|---|---|---|---:|---:|---:|
| conv2d\\_1 | conv2d(6, k=5, p=2) | (1, 6, 28, 28) | 156 | 117,600 | 5×5 |
| relu\\_1 | relu | (1, 6, 28, 28) | 0 | 0 | 5×5 |
| head.linear\\_1 | Linear(4704, 10) | (1, 10) | 47,050 | 47,040 | global |

- **output** (1, 10)
- **params** 47,206 (all trainable)
- **MACs** 164,640 (FLOPs 329,280 · element operations 4,704)
- **weights** 184.4 KiB (float32)
- **activations** 36.8 KiB (at most 36.8 KiB at once)
"""


def test_a_small_network(lenet: Report):
    assert write(lenet) == LENET


def test_cells_cannot_leave_the_table(hostile: Report):
    rows = [line for line in write(hostile).splitlines() if line.startswith("|")]

    assert rows[2] == (
        r"| =cmd\|\\x1b\[31m&lt;b>\\u202e\*x\*\\n | relu()\#=cmd\|\\x1b\[31m&lt;b>\\u202e\*x\*\\n "
        "| (1, 1) | 0 | 0 | – |"
    )


def test_an_error_is_told(hostile: Report):
    assert write(hostile).endswith("**error:** sizes &lt;1> &amp; \\*2\\* differ\n")


def test_columns_can_be_chosen(lenet: Report):
    assert "| layer | line |\n|---|---:|\n" in write(lenet, View(columns=("name", "line")))
