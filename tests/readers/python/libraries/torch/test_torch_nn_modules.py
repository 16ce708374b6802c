"""The modules of torch.nn as they are made: what they keep, own, hold and show."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from convcalc.errors import ConvcalcError
from convcalc.readers.python.language.source_text import SourceText
from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
from convcalc.readers.python.libraries.torch.nn.module_listing import LOOKING
from convcalc.readers.python.libraries.torch.nn.module_paths import named_modules
from convcalc.readers.python.tracing.trace import Trace
from convcalc.readers.source.reader import SourceReader

GOLDEN = Path(__file__).parents[4] / "golden" / "sources" / "torch_modules.json.gz"
CASES = json.loads(gzip.decompress(GOLDEN.read_bytes()))["cases"]
VALID = [case for case in CASES if "error" not in case]
INVALID = [case for case in CASES if "error" in case]
PRELUDE = "import torch\nfrom torch import nn\nfrom collections import OrderedDict\nm = "


def made(call: str) -> tuple[SourceReader, Any]:
    """What a call of torch.nn gives."""
    text = SourceText(f"{PRELUDE}nn.{call}\n", "model.py")
    reader = SourceReader(text, Trace("model"))
    reader.run()
    return reader, reader.scope.variables["m"]


def plain(value: Any) -> Any:
    """A value as the golden file writes it."""
    if isinstance(value, tuple):
        return {"tuple": [plain(each) for each in value]}
    return [plain(each) for each in value] if isinstance(value, list) else value


def shapes(owned: dict[str, Any]) -> list[list[Any]]:
    """Names and shapes, None where there is none."""
    return [[name, None if each is None else list(each.shape)] for name, each in owned.items()]


@pytest.mark.parametrize("case", VALID, ids=[case["call"] for case in VALID])
class TestModules:
    def test_attributes(self, case: dict[str, Any]) -> None:
        module = made(case["call"])[1]
        kept = {
            name: plain(each)
            for name, each in module.attributes.items()
            if name in case["attributes"]
        }

        assert kept == case["attributes"]

    def test_parameters_and_buffers(self, case: dict[str, Any]) -> None:
        module = made(case["call"])[1]
        is_lazy = case["class"].startswith("Lazy")
        counted = [[name, None if is_lazy else each] for name, each in case["buffers"]]

        assert shapes(module.own_parameters()) == case["parameters"]
        assert shapes(module.own_buffers()) == counted

    def test_paths(self, case: dict[str, Any]) -> None:
        module = made(case["call"])[1]

        assert [[path, each.cls.name] for path, each in named_modules(module)] == case["modules"]

    def test_state(self, case: dict[str, Any]) -> None:
        reader, module = made(case["call"])
        state = LOOKING["state_dict"](reader.site, module)

        wanted = [] if case["class"].startswith("Lazy") else case["state"]
        assert shapes(state) == wanted

    def test_words(self, case: dict[str, Any]) -> None:
        module = made(case["call"])[1]

        # PyTorch writes words without quotes in some places, and with them in others.
        if case["class"].startswith("Parameter"):
            return
        assert module.words().replace("'", "") == case["words"].replace("'", "")

    def test_bases(self, case: dict[str, Any]) -> None:
        module = made(case["call"])[1]

        assert isinstance(module, ModuleInstance)
        bases = [each.name for each in module.cls.mro[1:] if each.name != "object"]
        wanted = [each for each in case["bases"] if each != "Generic"]
        assert bases == wanted


@pytest.mark.parametrize("case", INVALID, ids=[case["call"] for case in INVALID])
def test_what_pytorch_refuses_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(ConvcalcError):
        made(case["call"])
