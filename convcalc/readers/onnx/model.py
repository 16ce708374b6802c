"""An ONNX file taken apart: its graph, its functions, its operator sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.errors import ReadError
from convcalc.readers.onnx.declared import declared_dtype
from convcalc.readers.onnx.declared import declared_shape
from convcalc.readers.onnx.declared import tensor_type
from convcalc.readers.onnx.declared import with_names
from convcalc.readers.stored.network import Declared

if TYPE_CHECKING:
    from convcalc.readers.stored.wire import Record


class Model:
    """The main graph, functions by (domain, name, overload), operator sets by domain."""

    def __init__(self, record: Record, file: str) -> None:
        graph = record["graph"]
        if graph is None:
            raise ReadError(f"{file} holds no graph", expected="an ONNX model")
        self.graph: Record = graph
        self.functions = {
            (each["domain"] or "", each["name"] or "", each["overload"] or ""): each
            for each in record["functions"]
        }
        self.versions: dict[str, int] = {}
        for each in record["opset_import"]:
            domain = each["domain"] or ""
            self.versions["" if domain == "ai.onnx" else domain] = each["version"] or 0
        self.versions.setdefault("", 1)
        writer = " ".join(filter(None, (record["producer_name"], record["producer_version"])))
        self.format = f"ONNX, operator set {self.versions['']}" + (f", {writer}" if writer else "")

    def inputs(self) -> list[Record]:
        """The real inputs: those that the file does not store as well."""
        stored = {each["name"] or "" for each in self.graph["initializer"]}
        stored |= {
            each["values"]["name"] or ""
            for each in self.graph["sparse_initializer"]
            if each["values"] is not None
        }
        return [each for each in self.graph["input"] if (each["name"] or "") not in stored]

    def undeclared(self) -> list[str]:
        """The names that nodes take and that nothing makes: inputs that the file does not list."""
        graph = self.graph
        known = {each["name"] or "" for each in (*graph["input"], *graph["initializer"])}
        known |= {
            each["values"]["name"] or ""
            for each in graph["sparse_initializer"]
            if each["values"] is not None
        }
        known |= {name for node in graph["node"] for name in node["output"]}
        names = [name for node in graph["node"] for name in node["input"] if name]
        return list(dict.fromkeys(name for name in names if name not in known))

    def declared(self) -> list[Declared]:
        """The inputs that are tensors, every open size with a name."""
        taken: dict[str, int] = {}
        listed = [
            Declared(
                name=each["name"] or "",
                shape=with_names(declared_shape(each), each["name"] or "", taken),
                dtype=declared_dtype(each),
            )
            for each in self.inputs()
            if tensor_type(each) is not None
        ]
        return listed + [Declared(name=each, shape=None) for each in self.undeclared()]
