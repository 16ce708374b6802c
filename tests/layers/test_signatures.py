"""Every layer that a vocabulary spells has its framework's own signature recorded."""

from __future__ import annotations

import ast
import json
from typing import Any

import pytest
from golden import FOLDER

from convcalc.layers.vocabulary import VOCABULARIES

FILES = {"torch": "torch.nn", "keras": "keras.layers"}


def recorded(framework: str) -> Any:
    return json.loads((FOLDER / f"{framework}_signatures.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("framework", FILES)
def test_every_layer_has_its_signature(framework: str):
    assert set(VOCABULARIES[framework]) <= set(recorded(framework)[FILES[framework]])


@pytest.mark.parametrize("framework", FILES)
def test_every_signature_is_python(framework: str):
    tables = recorded(framework)
    for module in tables.keys() - {"versions"}:
        for told in tables[module].values():
            for each in [told] if isinstance(told, str) else told:
                ast.parse(f"def name({each}): ...")
