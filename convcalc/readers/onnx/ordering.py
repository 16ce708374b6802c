"""The nodes of a graph in an order in which they can be run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.readers.onnx.scope import Scope
    from convcalc.readers.stored.wire import Record


def in_order(nodes: Sequence[Record], scope: Scope) -> Sequence[Record]:
    """
    The nodes, each behind those whose results it takes; as they are where that is so already.

    Raises:
        BadValue: If they go round in a circle.
    """
    makers = {name: index for index, node in enumerate(nodes) for name in node["output"] if name}
    waits = [
        {makers[name] for name in taken(node) if name in makers and scope.find(name) is None}
        for node in nodes
    ]
    if all(all(each < index for each in wanted) for index, wanted in enumerate(waits)):
        return nodes
    users: dict[int, list[int]] = {}
    left = []
    for index, wanted in enumerate(waits):
        wanted.discard(-1)
        left.append(len(wanted))
        for each in wanted:
            users.setdefault(each, []).append(index)
    ready = [index for index, missing in enumerate(left) if not missing]
    ready.reverse()
    order = []
    while ready:
        index = ready.pop()
        order.append(nodes[index])
        for user in sorted(users.get(index, ()), reverse=True):
            left[user] -= 1
            if not left[user]:
                ready.append(user)
    if len(order) < len(nodes):
        stuck = next(node for node, missing in zip(nodes, left, strict=True) if missing)
        what = stuck["name"] or next(iter(stuck["output"]), "")
        raise BadValue(
            f"the nodes go round in a circle: {stuck['op_type']} {what!r} waits for itself",
            expected="a graph without circles",
        )
    return order


def taken(node: Record) -> Iterator[str]:
    """The names that a node takes, those of the graphs inside it as well."""
    yield from filter(None, node["input"])
    pending = [each for each in node["attribute"] if each["g"] is not None or each["graphs"]]
    while pending:
        attribute = pending.pop()
        for graph in (
            *([attribute["g"]] if attribute["g"] is not None else ()),
            *attribute["graphs"],
        ):
            for inner in graph["node"]:
                yield from filter(None, inner["input"])
                pending += [each for each in inner["attribute"] if each["g"] is not None]
            yield from (each["name"] or "" for each in graph["output"])
