from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from typing import Any

import pytest

from convcalc.readers.layers_file.text_spec import read

if TYPE_CHECKING:
    from convcalc.graph.graph import Graph

Trace = Callable[..., Any]


@pytest.fixture
def trace() -> Trace:
    """The graph of a text; `whole=False` keeps its error inside."""

    def run(text: str, inputs: Any = None, batch: Any = None, *, whole: bool = True) -> Graph:
        graph = read(text, "net.layers", "net").trace(inputs, batch)
        if whole and graph.error is not None:
            raise graph.error
        return graph

    return run


@pytest.fixture
def rows(trace: Trace) -> Callable[..., list[tuple[str, tuple[Any, ...]]]]:
    """Names and output shapes of the layers of a text."""

    def run(text: str, *args: Any) -> list[tuple[str, tuple[Any, ...]]]:
        return [(node.name, node.outputs[0].shape) for node in trace(text, *args).nodes]

    return run
