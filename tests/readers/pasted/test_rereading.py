"""Texts as they are pasted: the same network as from the file they were copied from, and said."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

import convcalc
from convcalc.errors import ConvcalcError
from convcalc.errors import ShapeError
from convcalc.errors import SyntaxProblem
from convcalc.readers.pasted.rereading import mended

if TYPE_CHECKING:
    from pathlib import Path

NET = """\
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.fc = nn.Linear(8, 10)

    def forward(self, x):
        x = torch.relu(self.conv(x))
        return self.fc(x.mean((2, 3)))
"""
LINES = NET.splitlines()
FENCES = "the code between fences, without the text around"
PROMPTS = "the lines behind prompts, without what was answered"


def session(text: str, first: str, more: str) -> str:
    """Lines as they are typed, each statement with an answer."""
    typed = []
    for line in text.splitlines():
        begins = line and not line[0].isspace()
        typed.append((first if begins else more) + line)
    return "\n".join([*typed, "Out[3]: 7", "tensor([1, 2, 3])"])


def ipython(text: str) -> str:
    blocks = []
    for number, block in enumerate(text.split("\n\n\n"), start=1):
        first, *rest = block.splitlines()
        prompt = f"In [{number}]: "
        blocks += [prompt + first, *[" " * (len(prompt) - 5) + "...: " + line for line in rest], ""]
    return "\n".join(blocks)


def diff(text: str) -> str:
    marked = [f"+{line}" for line in text.splitlines()]
    head = ["diff --git a/net.py b/net.py", "index 0123456..89abcde 100644"]
    return "\n".join(
        [*head, "--- a/net.py", "+++ b/net.py", "@@ -0,0 +1,13 @@", *marked, "-old = 1"]
    )


FORMS = [
    pytest.param(f"Here it is:\n\n```python\n{NET}```\n\nThanks (a lot)!", FENCES, id="fence"),
    pytest.param(f"1. So:\n   ~~~py\n{NET}\n   ~~~\n", FENCES, id="tildes"),
    pytest.param(f"> **User**: help\n\n```\n{NET}", FENCES, id="fence without an end"),
    pytest.param(
        "```bash\npip install torch\n```\n```python\nimport torch\nfrom torch import nn\n```\nand\n"
        f"```py\n{NET[35:]}```",
        "2 blocks of code between fences, without the text around",
        id="fences",
    ),
    pytest.param(session(NET, ">>> ", "... "), PROMPTS, id="prompts of Python"),
    pytest.param(ipython(NET), PROMPTS, id="prompts of IPython"),
    pytest.param(
        "\n".join(f"{number:>3}  {line}" for number, line in enumerate(LINES, start=95)),
        "the numbers of lines were taken off",
        id="numbers",
    ),
    pytest.param(
        "\n".join(f"{number}: {line}" for number, line in enumerate(LINES, start=1)),
        "the numbers of lines were taken off",
        id="numbers of growing width",
    ),
    pytest.param(diff(NET), "the new side of a diff", id="diff"),
    pytest.param(
        "\n".join(f"> {line}" for line in LINES),
        "the signs of a quotation were taken off",
        id="quotation",
    ),
    pytest.param(
        "\n".join(f"        {line}" for line in LINES),
        "the indentation that all lines have was taken off",
        id="indentation",
    ),
    pytest.param(
        "\n".join([LINES[4], *[f"    {line}" for line in LINES[5:]], "    net = Net()"]),
        "the first line was given the indentation of the others",
        id="first line without its indentation",
    ),
    pytest.param(
        NET.replace("(", "（").replace(")", "）").replace(",", "，").replace(":", "："),
        "（ ） ： ， read as the signs that Python has for them",
        id="full-width signs",
    ),
    pytest.param(
        NET.replace("    ", "\u00a0\u00a0\u00a0\u00a0") + "\u200b",
        "blanks that are none of Python's were replaced",
        id="blanks of a web page",
    ),
    pytest.param(
        NET + "\n\ndef size() -&gt; int:\n    return 3\n",
        "the escapes of a web page, such as &gt;, were put back",
        id="escapes of a web page",
    ),
    pytest.param(
        f"!pip install torch\n{NET}%timeit Net()\n",
        "2 lines for IPython or the shell left out",
        id="magics",
    ),
    pytest.param(
        NET.replace("        self.fc =", "\t\tself.fc ="),
        "tabs were taken for four blanks",
        id="tabs",
    ),
    pytest.param(
        f"Hello, this is my network. Why does it not learn?\n\n{NET}\nThanks in advance for any help!",
        "the text around the code was left out",
        id="sentences around",
    ),
    pytest.param(
        "\n".join(line[4:] for line in LINES[5:]),
        "a class was put around the methods: class Model(nn.Module)",
        id="methods",
    ),
    pytest.param(
        "\n".join(line[8:] for line in LINES[7:9])
        + "\n"
        + "\n".join(line[4:] for line in LINES[9:]),
        "a class was put around the methods: class Model(nn.Module)",
        id="lines of a constructor, and a method",
    ),
]


@pytest.mark.parametrize(("text", "note"), FORMS)
def test_it_is_read_as_what_it_was_and_said(text: str, note: str) -> None:
    report = convcalc.summary(text, (1, 3, 32, 32))

    assert report.totals.params == 314
    assert report.outputs[0][1] == (1, 10)
    assert note in report.assumed


@pytest.mark.parametrize("text", [NET, "conv2d(8, k=3)\nrelu()\n", "def f(x):\n    return x\n"])
def test_what_can_be_read_is_not_touched(text: str) -> None:
    assert mended(text) is None


def test_places_are_those_of_the_text_that_was_pasted() -> None:
    text = "Look:\n```python\n" + "\n".join(f">>> {line}" for line in NET.splitlines()) + "\n```"
    with pytest.raises(ShapeError) as caught:
        convcalc.summary(text.replace("Linear(8,", "Linear(9,"), (1, 3, 32, 32))

    source = caught.value.source
    assert source is not None
    assert (source.line, source.text.strip()) == (15, ">>>         return self.fc(x.mean((2, 3)))")
    assert source.text[source.column - 1 :].startswith("self.fc(")


def test_imports_that_were_not_copied_are_put_in() -> None:
    report = convcalc.summary("\n".join(LINES[3:]), (1, 3, 32, 32))

    assert report.totals.params == 314
    assert "imports were put in: from torch import nn; import torch" in report.assumed


def test_imports_of_a_file_are_not_put_in(tmp_path: Path) -> None:
    file = tmp_path / "net.py"
    file.write_text("\n".join(LINES[3:]), encoding="utf-8")
    with pytest.raises(ConvcalcError, match="name 'nn' is not defined"):
        convcalc.summary(file, (1, 3, 32, 32))


def test_a_fault_of_the_code_itself_is_told_where_it_is() -> None:
    with pytest.raises(SyntaxProblem) as caught:
        convcalc.summary(NET.replace("self.fc = nn", "self.fc = = nn"), (1, 3, 32, 32))

    assert caught.value.source is not None
    assert caught.value.source.line == 9


def test_a_layer_behind_a_prompt_is_a_spec() -> None:
    text = "In [1]: conv = nn.Conv2d(3, 8, 3)\nIn [2]: relu = nn.ReLU()\nOut[2]: ReLU()\n"
    report = convcalc.summary(text, (1, 3, 32, 32))

    assert report.totals.params == 224
    assert PROMPTS in report.assumed


def test_damaged_texts_are_told_or_read() -> None:
    draw = random.Random(3)
    texts = [each.values[0] for each in FORMS]
    for _ in range(150):
        letters = list(str(draw.choice(texts)))
        for _ in range(draw.randint(1, 8)):
            letters[draw.randrange(len(letters))] = draw.choice("()[]{}'\"`>:, \n\t\\1（")
        with suppress(ConvcalcError):
            convcalc.summary("".join(letters) + "\n", (1, 3, 32, 32))
