from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from convcalc.readers.layers_file.mathematics import MODULES
from convcalc.readers.python.language.evaluator import Evaluator
from convcalc.readers.python.language.limits import Limits
from convcalc.readers.python.language.source_text import SourceText

Evaluate = Callable[..., dict[str, Any]]


@pytest.fixture
def evaluate() -> Evaluate:
    """Evaluate a source; what comes back are its variables."""

    def run(source: str, **limits: int) -> dict[str, Any]:
        evaluator = Evaluator(SourceText(source, "net.py"), Limits(**limits), MODULES)
        evaluator.run()
        return evaluator.scope.variables

    return run
