"""What a file itself says of its model: the arguments it is made with, the tensors it is fed."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ConvcalcError
from convcalc.layers.core.shapes import show_shape
from convcalc.readers.python.language.scope import Scope
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.source.modules import SourceModule
    from convcalc.readers.source.parsed import ParsedFile
    from convcalc.readers.source.reader import SourceReader

MAKERS = frozenset(
    {
        "randn",
        "rand",
        "zeros",
        "ones",
        "empty",
        "full",
        "normal",
        "uniform",
        "random_normal",
    }
)
"""Functions whose arguments are the shape of the tensor they make."""


class SeenInputs(Value):
    """Full shapes that the file feeds to its model, and the sentence that says so."""

    shapes: tuple[Shape, ...]
    sentence: str


def has_torch(parsed: ParsedFile) -> bool:
    """Whether a file is one of PyTorch."""
    return "torch" in parsed.text.parsed_text


def seen_call(parsed: ParsedFile, name: str) -> str:
    """The hint how the file itself calls a class or builder; empty where it does not."""
    for node in ast.walk(parsed.tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == name
            and (node.args or node.keywords)
            and _is_plain(node, parsed)
        ):
            words = parsed.text.segment(node)
            inner = words[words.index("(") + 1 : -1]
            return f"as {parsed.text.place(node).spot}: --args {_in_quotes(inner)}"
    return ""


def _in_quotes(words: str) -> str:
    """Arguments as a shell takes them for one word."""
    from shlex import quote

    return quote(words) if any(each in words for each in '"$`\\!') else f'"{words}"'


def _is_plain(call: ast.Call, parsed: ParsedFile) -> bool:
    """Whether the arguments of a call mean the same at the top of the file."""
    values = [*call.args, *[each.value for each in call.keywords]]
    parts = [inner for each in values for inner in ast.walk(each)]
    names = [each.id for each in parts if isinstance(each, ast.Name)]
    return all(each in parsed.affecting for each in names) and not any(
        isinstance(each, ast.Starred) for each in parts
    )


def seen_inputs(module: SourceModule, made_by: str, reader: SourceReader) -> SeenInputs | None:
    """
    The shapes that are fed to a model of Keras in the file, wherever that is.

    Those fed to this very model come first; else those that all models of the file are fed alike.
    """
    if has_torch(module.parsed):
        return None
    feeds = [
        feed
        for block in _blocks(module.parsed.tree)
        for feed in Block(block, module, reader).feeds()
    ]
    own = [each for each in feeds if each.made_by == _maker_of(made_by, module.parsed)]
    chosen = own or feeds
    if not chosen or (not own and len({each.shapes for each in chosen}) > 1):
        return None
    first = chosen[0]
    shown = ", ".join([show_shape(each) for each in first.shapes])
    where = first.line if own else f"{first.line} to {first.made_by}"
    return SeenInputs(
        shapes=first.shapes, sentence=f"the input {shown}, as the file itself feeds {where}"
    )


def _blocks(tree: ast.Module) -> Iterator[list[ast.stmt]]:
    """The bodies in which a model may be tried out: the file's own and those of functions."""
    yield tree.body
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.body


def _maker_of(name: str, parsed: ParsedFile) -> str:
    """The class or builder behind a variable at the top of a file; else the name itself."""
    for node in parsed.tree.body:
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and any(isinstance(each, ast.Name) and each.id == name for each in node.targets)
        ):
            return _last_name(node.value.func) or name
    return name


class Feed(Value):
    """A call of a model with tensors whose shapes can be read off."""

    made_by: str
    shapes: tuple[Shape, ...]
    line: str


class Block:
    """A body in which variables are models, tensors or numbers."""

    def __init__(
        self, body: Sequence[ast.stmt], module: SourceModule, reader: SourceReader
    ) -> None:
        self.module = module
        self.reader = reader
        self.nodes = sorted(
            [node for each in body for node in _walked(each)],
            key=lambda node: (getattr(node, "lineno", 0), getattr(node, "col_offset", 0)),
        )
        self.values: dict[str, ast.expr] = {}

    def feeds(self) -> Iterator[Feed]:
        """The calls, in the order of the text."""
        for node in self.nodes:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                self.values[node.targets[0].id] = node.value
        for node in self.nodes:
            if isinstance(node, ast.Call):
                feed = self._feed(node)
                if feed is not None:
                    yield feed

    def _feed(self, call: ast.Call) -> Feed | None:
        name = _last_name(call.func)
        if name == "build" and isinstance(call.func, ast.Attribute):
            return self._built(call, call.func.value)
        owner = call.func
        if isinstance(owner, ast.Attribute) and owner.attr in ("forward", "call", "predict"):
            owner = owner.value
        made_by = self._made_by(owner)
        if made_by is None or not call.args:
            return None
        parts = [part for each in call.args for part in _spread(each)]
        shapes = [self._shape_of(each) for each in parts]
        known = [each for each in shapes if each is not None]
        if not known or len(known) < len(shapes):
            return None
        return Feed(
            made_by=made_by, shapes=tuple(known), line=self.module.parsed.text.place(call).spot
        )

    def _built(self, call: ast.Call, owner: ast.expr) -> Feed | None:
        """`model.build((None, 224, 224, 3))`."""
        named = {each.arg: each.value for each in call.keywords}
        size = named.get("input_shape") or (call.args[0] if call.args else None)
        made_by = self._made_by(owner)
        sizes = None if size is None else self._sizes(size)
        if made_by is None or sizes is None:
            return None
        shape = tuple([1 if each is None else each for each in sizes])
        return Feed(made_by=made_by, shapes=(shape,), line=self.module.parsed.text.place(call).spot)

    def _made_by(self, node: ast.expr, depth: int = 5) -> str | None:
        """The class or builder of the file that a model comes from."""
        if depth == 0:
            return None
        if isinstance(node, ast.Name) and node.id in self.values:
            return self._made_by(self.values[node.id], depth - 1)
        if not isinstance(node, ast.Call):
            return None
        name = _last_name(node.func)
        return name if name in self.module.parsed.affecting else None

    def _shape_of(self, node: ast.expr, depth: int = 5) -> Shape | None:
        """The shape of a tensor that is made of random numbers, zeros or ones."""
        if depth == 0:
            return None
        if isinstance(node, ast.Name) and node.id in self.values:
            return self._shape_of(self.values[node.id], depth - 1)
        if not isinstance(node, ast.Call):
            return None
        name = _last_name(node.func)
        if name in MAKERS:
            sizes = [
                each
                for each in node.args
                if not isinstance(each, ast.Constant) or isinstance(each.value, int)
            ]
            named = {each.arg: each.value for each in node.keywords}
            first = named.get("size") or named.get("shape")
            if name == "full":
                sizes = sizes[:1]
            given = first or (sizes[0] if len(sizes) == 1 else ast.Tuple(sizes, ast.Load()))
            return self._whole(given)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "astype":
            return self._shape_of(node.func.value, depth - 1)
        return None

    def _whole(self, node: ast.expr) -> Shape | None:
        sizes = self._sizes(node)
        if sizes is None or any(each is None for each in sizes):
            return None
        return tuple([each for each in sizes if each is not None])

    def _sizes(self, node: ast.expr) -> tuple[int | None, ...] | None:
        """The value of an expression, if it is sizes."""
        value = self._value(node)
        if isinstance(value, int):
            value = (value,)
        if isinstance(value, list) and value and isinstance(value[0], tuple):
            value = value[0]
        if not isinstance(value, (tuple, list)) or not value:
            return None
        if any(each is not None and (type(each) is not int or each < 1) for each in value):
            return None
        return tuple(value)

    def _value(self, node: ast.expr) -> Any:
        scope = Scope(self.module.scope)
        for name in {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}:
            value = self.values.get(name)
            if isinstance(value, ast.Constant):
                scope.variables[name] = value.value
        outer, self.reader.text = self.reader.text, self.module.parsed.text
        try:
            return self.reader.evaluate(node, scope)
        except ConvcalcError:
            return None
        finally:
            self.reader.text = outer


def _walked(node: ast.AST) -> Iterator[ast.AST]:
    """A statement and what is in it, but for the bodies of functions and classes."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Lambda)):
        return
    yield node
    for each in ast.iter_child_nodes(node):
        yield from _walked(each)


def _spread(node: ast.expr) -> list[ast.expr]:
    return list(node.elts) if isinstance(node, (ast.Tuple, ast.List)) else [node]


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
