"""From the text of a configuration to a definition."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ReadError
from convcalc.errors import SyntaxProblem
from convcalc.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from convcalc.readers.definition import Definition
    from convcalc.readers.keras_files.values import Record


def of_text(
    text: str,
    file: str,
    name: str,
    kind: str,
    versions: Record | None = None,
    stored: Callable[[str], dict[str, Any] | None] | None = None,
) -> Definition:
    """
    The definition in a configuration.

    Args:
        text: The configuration.
        file: What the file is called in messages.
        name: What the model is called if it has no name.
        kind: What kind of file it is.
        versions: Who wrote it, where that does not stand in the configuration.
        stored: The weights that the file holds for a layer of some name, where it holds weights.

    Raises:
        ReadError: If it is none.
    """
    from convcalc.readers.keras_files.definition import KerasDefinition

    record = parsed(text, file)
    outer = record
    if isinstance(record, dict) and isinstance(record.get("modelTopology"), dict):
        kind = "TensorFlow.js"
        outer = record["modelTopology"]
        record = outer.get("model_config", outer)
    if isinstance(record, dict) and isinstance(record.get("model_config"), dict):
        outer, record = record, record["model_config"]
    if isinstance(outer, dict) and isinstance(outer.get("node"), list):
        raise ReadError(
            f"{file} is a graph of TensorFlow's operations, not a model of layers",
            expected='a "layers-model"',
            hint="convert what it was made from: a .keras or .h5 file, or to ONNX with tf2onnx",
        )
    if not isinstance(record, dict) or not isinstance(record.get("class_name"), str):
        raise ReadError(
            f"{file} describes no model of Keras",
            expected='{"class_name": "Functional", "config": {...}}',
        )
    own = record.get("config")
    if not _has_layers(own):
        raise ReadError(
            f"{file}: {record['class_name'][:60]} has no layers in the file: it is made by code "
            "of its own",
            expected="a functional or Sequential model",
            hint="read the model's source instead",
        )
    if isinstance(own, dict) and isinstance(own.get("name"), str):
        name = own["name"]
    written = versions if versions is not None else outer
    return KerasDefinition(name, record, text, file, _format(record, written, kind), stored)


def _has_layers(config: Any) -> bool:
    """Whether a configuration is that of a model; early Sequential ones are a list of layers."""
    return isinstance(config, list) or (
        isinstance(config, dict) and isinstance(config.get("layers"), list)
    )


def parsed(text: str, file: str) -> Any:
    """
    What a JSON text says.

    Raises:
        SyntaxProblem: If it is none.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as problem:
        line = text.splitlines()[problem.lineno - 1 : problem.lineno]
        shown = line[0] if line and len(line[0]) < LONGEST_LINE else ""
        place = Source(file=file, line=problem.lineno, column=problem.colno, text=shown)
        raise SyntaxProblem(f"this is no JSON: {problem.msg}").at(place) from None
    except (RecursionError, ValueError):
        raise ReadError(f"{file} is nested too deeply, or holds too long a number") from None


LONGEST_LINE = 2000
"""Letters of a line that is shown with an error."""


def _format(record: Record, versions: Record, kind: str) -> str:
    """What kind of file it is and who wrote it, in a few words."""
    version = versions.get("keras_version")
    if isinstance(version, str) and version[:1].isdigit():
        return f"Keras {version[:20]}, {kind}"
    if "module" in record or "registered_name" in record:
        return f"Keras 3, {kind}"
    return f"Keras, {kind}"
