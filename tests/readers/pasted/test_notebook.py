"""Notebooks: code cells are one module, and places say which cell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

import pytest

import convcalc
from convcalc.errors import ReadError
from convcalc.errors import ShapeError
from convcalc.readers.pasted.notebook import read_notebook

if TYPE_CHECKING:
    from pathlib import Path

MODEL = """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 4)

    def forward(self, x):
        return self.fc(x)
"""


def cell(text: str, kind: str = "code") -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {}, "source": text.splitlines(keepends=True)}


def notebook(*cells: dict[str, Any]) -> str:
    return json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


WHOLE = notebook(
    cell("# A model\n\nwith a text", "markdown"),
    cell("%matplotlib inline\n!pip install torch \\\n    torchvision\nfrom torch import nn"),
    cell("%%bash\nls -l | wc"),
    cell("this is (no Python"),
    cell(MODEL),
    cell("for epoch in range(3):\n    !nvidia-smi\nfiles = !ls\nnet = Net()\nnet?"),
)


def test_the_code_cells_are_one_module() -> None:
    report = convcalc.summary(WHOLE, (2, 8))

    assert report.totals.params == 36
    assert report.assumed[:3] == (
        "3 code cells of a notebook, as one file",
        "8 lines for IPython or the shell left out",
        "no Python, and left out: cell 4",
    )


def test_a_place_names_the_cell() -> None:
    with pytest.raises(ShapeError) as caught:
        convcalc.summary(WHOLE, (2, 9))

    assert str(caught.value).startswith("text: cell 5, line 7: Linear 'fc'")
    assert "the layer is defined at text: cell 5, line 4:" in str(caught.value)


def test_a_file_and_a_model_in_it_are_read(tmp_path: Path) -> None:
    file = tmp_path / "net.ipynb"
    file.write_text(WHOLE, encoding="utf-8")

    assert convcalc.summary(file, (2, 8)).totals.params == 36
    assert convcalc.summary(f"{file}:Net", (2, 8)).totals.params == 36


def test_format_3_is_read() -> None:
    old = {
        "worksheets": [
            {"cells": [{"cell_type": "code", "input": f"from torch import nn\n{MODEL}"}]}
        ]
    }

    assert convcalc.summary(json.dumps(old) + "\n", (2, 8)).totals.params == 36


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"cells": [', "this is no notebook: Expecting value in line 1"),
        ('{"cells": 3}', "a notebook without cells"),
        ('{"cells": [{"cell_type": "code"}, 7, null]}', "a notebook without code in Python"),
        ('{"cells": ' + "[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_notebook_is_refused(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read_notebook(text, "n.ipynb")
