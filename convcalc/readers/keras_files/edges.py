"""How layers are called in a configuration: which tensors go in, in the words of each version."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import LimitError
from convcalc.errors import ReadError
from convcalc.readers.keras_files.values import DEEPEST
from convcalc.readers.keras_files.values import plain
from convcalc.readers.keras_files.values import shape_of
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from collections.abc import Iterator

CONSTANT = "_CONSTANT_VALUE"
"""What stands in the place of a layer's name where a value goes in that is no tensor."""


class Reference(Value):
    """The tensor of this number that a call of a layer gives."""

    name: str
    node: int
    tensor: int


class Edge:
    """One call: arguments with references in the places of tensors."""

    __slots__ = ("args", "kwargs")

    def __init__(self, args: list[Any], kwargs: dict[str, Any]) -> None:
        self.args = args
        self.kwargs = kwargs

    def references(self) -> Iterator[Reference]:
        """The tensors that go in, in order."""
        yield from references_in(self.args)
        yield from references_in(self.kwargs)

    def with_tensors(self, tensor: Callable[[Reference], Any]) -> tuple[list[Any], dict[str, Any]]:
        """The arguments with tensors for the references."""
        return replaced(self.args, tensor), replaced(self.kwargs, tensor)


def references_in(value: Any) -> Iterator[Reference]:
    """The references in lists and dicts."""
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from references_in(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from references_in(each)


def replaced(value: Any, function: Callable[[Reference], Any]) -> Any:
    """The same structure with what a function gives for the references."""
    if isinstance(value, Reference):
        return function(value)
    if type(value) in (list, tuple):
        return type(value)([replaced(each, function) for each in value])
    if isinstance(value, dict):
        return {key: replaced(each, function) for key, each in value.items()}
    return value


def nodes_of(record: Any, names: Collection[str], place: str) -> list[Edge]:
    """
    The calls of a layer.

    Args:
        record: The layer's object in the file.
        names: The layers that there are.
        place: Where it is, for messages.

    Raises:
        ReadError: If they are none of any version.
    """
    nodes = record.get("inbound_nodes")
    if nodes is None:
        return []
    if not isinstance(nodes, list):
        raise ReadError(f"{place}.inbound_nodes is no list", expected="a list of calls")
    return [
        _edge(each, names, f"{place}.inbound_nodes[{index}]") for index, each in enumerate(nodes)
    ]


def _edge(node: Any, names: Collection[str], place: str) -> Edge:
    if isinstance(node, dict) and isinstance(node.get("args"), list):
        kwargs = node.get("kwargs")
        decoded = [_decoded(each, names) for each in node["args"]]
        more = kwargs if isinstance(kwargs, dict) else {}
        return Edge(decoded, {str(key): _decoded(each, names) for key, each in more.items()})
    if isinstance(node, dict):
        return Edge([{key: _reference(each, place) for key, each in node.items()}], {})
    if isinstance(node, list) and node and isinstance(node[0], str):
        node = [node]
    if not isinstance(node, list) or not node:
        raise ReadError(f"{place} is no call", expected='[["layer", 0, 0], ...]')
    return _older(node, names, place)


def _older(node: list[Any], names: Collection[str], place: str) -> Edge:
    """A call of Keras 1 or 2: what goes in, and with the first of it the named arguments."""
    first = node[0]
    named = first[3] if isinstance(first, list) and len(first) > 3 else {}
    kwargs = {
        str(key): _decoded(each, names)
        for key, each in (named.items() if isinstance(named, dict) else ())
    }
    if isinstance(first, list) and first[:1] == [CONSTANT] and len(first) > 2:
        return Edge([_decoded(first[2], names)], kwargs)
    found = [_reference(each, place) for each in node]
    return Edge([found[0] if len(found) == 1 else found], kwargs)


def _reference(value: Any, place: str) -> Any:
    found = _as_reference(value)
    if found is not None:
        return found
    if isinstance(value, list) and value and isinstance(value[0], list):
        return [_reference(each, place) for each in value]
    raise ReadError(
        f"{place} names no tensor", expected='["layer", 0, 0]: a layer, its call, its output'
    )


def _as_reference(value: Any) -> Reference | None:
    """The reference that a list is: a name and two whole numbers, and perhaps arguments."""
    if not isinstance(value, list) or not 3 <= len(value) <= 4 or not isinstance(value[0], str):
        return None
    if type(value[1]) is not int or type(value[2]) is not int or value[0] == CONSTANT:
        return None
    return Reference(name=value[0], node=value[1], tensor=value[2])


def _decoded(value: Any, names: Collection[str], depth: int = 0) -> Any:
    """An argument: tensors of Keras 3 by what they say of themselves, of Keras 2 by their form."""
    if depth > DEEPEST:
        raise LimitError("arguments inside one another", expected=f"at most {DEEPEST} deep")
    if isinstance(value, list):
        found = _as_reference(value)
        if found is not None and found.name in names:
            return found
        return [_decoded(each, names, depth + 1) for each in value]
    if isinstance(value, dict):
        history = history_of(value)
        if history is not None:
            return history
        if value.get("class_name") == "__tuple__" and isinstance(value.get("items"), list):
            return tuple([_decoded(each, names, depth + 1) for each in value["items"]])
        if "class_name" in value or value.keys() == SLICE:
            return plain(value, depth + 1)
        return {key: _decoded(each, names, depth + 1) for key, each in value.items()}
    return value


SLICE = {"start", "stop", "step"}


def history_of(value: dict[str, Any]) -> Reference | None:
    """Where a tensor of Keras 3 comes from, if the value is one."""
    config = value.get("config")
    if value.get("class_name") != "__keras_tensor__" or not isinstance(config, dict):
        return None
    history = config.get("keras_history")
    found = _as_reference(history) if isinstance(history, list) else None
    if found is None:
        raise ReadError("a tensor without its keras_history", expected='["layer", 0, 0]')
    return found


def ends_of(value: Any, place: str, depth: int = 0) -> Any:
    """
    The inputs or outputs of a model: references, in lists or dicts.

    Raises:
        ReadError: If they are none.
    """
    found = _as_reference(value)
    if found is not None:
        return found
    if isinstance(value, list) and depth < DEEPEST:
        return [ends_of(each, place, depth + 1) for each in value]
    if isinstance(value, dict) and depth < DEEPEST:
        return {key: ends_of(each, place, depth + 1) for key, each in value.items()}
    raise ReadError(f"{place} names no layers", expected='[["layer", 0, 0], ...]')


def told_in(records: list[Any]) -> dict[tuple[str, int], dict[int, Any]]:
    """
    What the file tells of tensors between layers: by layer and call, each output's shape.

    Keras 3 says it of every tensor that goes into a layer; Keras 2 of a layer's inputs.
    """
    found: dict[tuple[str, int], dict[int, Any]] = {}
    for record in records:
        nodes = record.get("inbound_nodes") if isinstance(record, dict) else None
        if not isinstance(nodes, list):
            continue
        _gather(nodes, found)
        build = record.get("build_config")
        shapes = build.get("input_shape") if isinstance(build, dict) else None
        edges = nodes[0] if nodes and isinstance(nodes[0], list) else []
        if edges and isinstance(edges[0], str):
            edges = [edges]
        several = [shapes] if shape_of(shapes) is not None else shapes
        if isinstance(several, list) and len(several) == len(edges):
            for edge, shape in zip(edges, several, strict=True):
                _keep(_as_reference(edge), shape, found)
    return found


def _gather(value: Any, found: dict[tuple[str, int], dict[int, Any]], depth: int = 0) -> None:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            _gather(each, found, depth + 1)
    elif isinstance(value, dict):
        reference = history_of(value)
        if reference is None:
            _gather(list(value.values()), found, depth + 1)
        else:
            _keep(reference, value["config"].get("shape"), found)


def _keep(
    reference: Reference | None, value: Any, found: dict[tuple[str, int], dict[int, Any]]
) -> None:
    shape = shape_of(value)
    if reference is not None and shape is not None:
        found.setdefault((reference.name, reference.node), {})[reference.tensor] = shape
