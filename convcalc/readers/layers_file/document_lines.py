"""
A document written as lines of the text spec, which everything else knows how to read.

`repeat` becomes a loop, a block a function; `residual` and `branches` remember the line before and
come back to it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.errors import ConvcalcError
from convcalc.readers.layers_file.document_text import Line
from convcalc.readers.layers_file.document_text import Span
from convcalc.readers.layers_file.document_words import as_arguments
from convcalc.readers.layers_file.document_words import as_shape
from convcalc.readers.layers_file.document_words import is_name
from convcalc.readers.layers_file.document_words import named
from convcalc.readers.layers_file.document_words import names_bound
from convcalc.readers.layers_file.document_words import out_comes_first
from convcalc.readers.layers_file.document_words import unknown_key
from convcalc.readers.python.objects.host import show

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from convcalc.readers.layers_file.document_text import DocumentText

TOP = ("name", "input", "blocks", "layers", "output", "expect")
STEP = 4
"""Columns of one level of indentation."""

MOST_PROBLEMS = 20
HERE = "here"


def write_lines(value: Any, text: DocumentText) -> list[Line]:
    """
    The lines that a document spells.

    Raises:
        SpecError: The first thing that is wrong with it; the others are its notes.
    """
    writer = Writer(text)
    writer.document(value)
    if not writer.problems:
        return writer.lines
    first, *more = writer.problems
    first.notes += [
        f"also: {each.source}: {each.message}" + (f" ({each.hint})" if each.hint else "")
        for each in more[:MOST_PROBLEMS]
    ]
    if len(more) > MOST_PROBLEMS:
        first.notes.append(f"and {len(more) - MOST_PROBLEMS} more")
    raise first


class Writer:
    """Writes the lines, and gathers what is wrong on the way."""

    def __init__(self, text: DocumentText) -> None:
        self.text = text
        self.lines: list[Line] = []
        self.problems: list[ConvcalcError] = []
        self.indent = 0
        self._count = 0
        self._known: set[str] = set()

    def write(self, text: str, path: str, spans: Sequence[Span] = ()) -> None:
        """One line at the present indentation."""
        self.lines.append(Line(text, path, self.indent, spans))

    def wrong(self, problem: ConvcalcError, path: str, text: str = "") -> None:
        """Note something that is wrong, with its place."""
        source = self.text.locate(path, text)
        self.problems.append(problem.at(source))

    def fresh(self, what: str) -> str:
        """A name that nobody else has."""
        self._count += 1
        return f"_{what}_{self._count}"

    # the document

    def document(self, value: Any) -> None:
        """All of it, in the order that the names need."""
        if not isinstance(value, dict):
            expected = "a mapping with layers"
            self.wrong(BadValue(f"the document is {show(value)}", expected=expected), "")
            return
        for key in value:
            if key not in TOP:
                self.wrong(unknown_key(key, TOP), key)
        if "name" in value and not isinstance(value["name"], str):
            self.wrong(BadValue(f"the name {show(value['name'])}", expected="a text"), "name")
        if "input" in value:
            self.inputs(value["input"], "input")
        blocks = value.get("blocks", {})
        if not isinstance(blocks, dict):
            self.wrong(
                BadValue(f"blocks is {show(blocks)}", expected="a mapping of names"), "blocks"
            )
            blocks = {}
        for name, block in blocks.items():
            self.block(name, block, f"blocks.{name}")
        if "layers" not in value:
            self.wrong(BadValue("the document has no layers", expected="layers: a list"), "")
        else:
            self.layers(value["layers"], "layers")
        self.closing(value)

    def closing(self, value: dict[str, Any]) -> None:
        """The outputs and what is expected."""
        if "output" in value:
            names = value["output"] if isinstance(value["output"], list) else [value["output"]]
            if all(map(is_name, names)):
                self.write(f"output({', '.join(names)})", "output")
            else:
                self.wrong(BadValue(f"the output {show(names)}", expected="names"), "output")
        expected = value.get("expect", {})
        if not isinstance(expected, dict):
            self.wrong(BadValue(f"expect is {show(expected)}", expected="a mapping"), "expect")
        elif expected:
            self.call("expect", [], expected, "expect", {})

    # inputs

    def inputs(self, value: Any, path: str) -> None:
        """One shape, or a mapping of names to shapes."""
        if isinstance(value, dict):
            for name, shape in value.items():
                if is_name(name):
                    self._known.add(name)
                    self.input(shape, f"{path}.{name}", f"{name} = ")
                else:
                    self.wrong(BadValue(f"the input name {name!r}", expected="a name"), path)
        else:
            self.input(value, path, "")

    def input(self, value: Any, path: str, prefix: str) -> None:
        """A shape as a text or a list, without its batch."""
        from convcalc.dims import ascii as in_letters
        from convcalc.dims import free_symbols

        try:
            shape = as_shape(value)
        except ConvcalcError as problem:
            self.wrong(problem, path)
            return
        for size in shape:
            self._known.update(free_symbols(size))
        self.write(f"{prefix}input({', '.join(map(in_letters, shape))})", path)

    # blocks

    def block(self, name: str, value: Any, path: str) -> None:
        """A function of its parameters; its layers begin behind the line before."""
        if not is_name(name):
            self.wrong(BadValue(f"the block name {name!r}", expected="a name"), path)
            return
        inner = path if isinstance(value, list) else f"{path}.layers"
        if isinstance(value, list):
            value = {"layers": value}
        if not isinstance(value, dict) or "layers" not in value:
            self.wrong(
                BadValue(f"the block {name!r} has no layers", expected="layers: a list"), path
            )
            return
        for key in value:
            if key not in ("parameters", "layers"):
                self.wrong(unknown_key(key, ("parameters", "layers")), f"{path}.{key}")
        outer = set(self._known)
        declared = self.parameters(value.get("parameters", []), f"{path}.parameters")
        self.write(f"def {name}({declared}):", path)
        self.indent += STEP
        self.write("pass", path)
        self.layers(value["layers"], inner)
        self.indent -= STEP
        self._known = outer

    def parameters(self, value: Any, path: str) -> str:
        """The parameters of a block: names, or a mapping of names to their defaults."""
        pairs = list(value.items()) if isinstance(value, dict) else value
        if not isinstance(pairs, list):
            self.wrong(BadValue(f"the parameters {show(value)}", expected="a list of names"), path)
            return ""
        written = []
        for each in pairs:
            name, default = each if isinstance(each, tuple) else (each, None)
            if not is_name(name):
                self.wrong(BadValue(f"the parameter {show(name)}", expected="a name"), path)
                continue
            self._known.add(name)
            written.append(name if default is None else f"{name}={self.argument(default)}")
        return ", ".join(written)

    # layers

    def layers(self, value: Any, path: str) -> None:
        """A list of steps, one behind the other."""
        if not isinstance(value, list):
            self.wrong(BadValue(f"{path} is {show(value)}", expected="a list of layers"), path)
            return
        for index, each in enumerate(value):
            self.step(each, f"{path}[{index}]")

    def step(self, value: Any, path: str) -> None:
        """A line of text, a layer as a mapping, or a form such as `repeat`."""
        if isinstance(value, str):
            self.line(value, path)
        elif isinstance(value, list):
            self.layers(value, path)
        elif not isinstance(value, dict) or not value:
            self.wrong(BadValue(f"{show(value)} is no layer", expected="a text or a mapping"), path)
        else:
            form = next((name for name in FORMS if name in value), "")
            FORMS[form](self, value, path) if form else self.layer(value, path)

    def line(self, value: str, path: str) -> None:
        """A line in the text's own syntax, parsed by itself so that it cannot reach beyond."""
        from convcalc.readers.python.language.limits import Limits
        from convcalc.readers.python.language.source_text import SourceText

        try:
            tree = SourceText(value.strip(), self.text.file).parse(Limits())
        except ConvcalcError as problem:
            problem.source = None
            self.wrong(problem, path, value.strip())
            return
        if not tree.body:
            self.wrong(BadValue("an empty line", expected="a layer"), path)
            return
        for each in tree.body:
            self._known.update(target.id for target in names_bound(each))
        for line in value.strip().split("\n"):
            self.write(line, path)

    def layer(self, value: dict[str, Any], path: str) -> None:
        """`{conv2d: {out: 64}}` or `{layer: conv2d, out: 64}`, with `name` and `from`."""
        wiring: dict[str, Any] = {key: value[key] for key in ("name", "from") if key in value}
        rest = {key: each for key, each in value.items() if key not in wiring}
        if "layer" in rest:
            spelled, arguments, inner = rest.pop("layer"), rest, path
        elif len(rest) == 1:
            (spelled, arguments), inner = next(iter(rest.items())), ""
            inner = f"{path}.{spelled}"
        else:
            self.wrong(
                BadValue(
                    f"{', '.join(rest) or 'nothing'} where one layer is wanted",
                    expected="one layer, for example {conv2d: {out: 64, k: 3}}",
                ),
                path,
            )
            return
        if not isinstance(spelled, str) or not all(map(is_name, spelled.split("."))):
            self.wrong(BadValue(f"{show(spelled)} is no name of a layer"), path)
            return
        args, kwargs = as_arguments(arguments)
        self.call(spelled, args, kwargs, inner, wiring)

    def call(
        self,
        spelled: str,
        args: list[Any],
        kwargs: dict[str, Any],
        path: str,
        wiring: dict[str, Any],
    ) -> None:
        """The line of a call, with the place of every argument."""
        text = f"{wiring['name']} = " if is_name(wiring.get("name")) else ""
        if "name" in wiring and not text:
            self.wrong(BadValue(f"the name {show(wiring['name'])}", expected="a name"), path)
        text += f"{spelled}("
        spans: list[Span] = []
        pieces: list[tuple[str, Any, str]] = [("", each, "") for each in args]
        if "out" in kwargs and out_comes_first(spelled):
            pieces.append(("", kwargs["out"], ".out"))
            kwargs = {key: each for key, each in kwargs.items() if key != "out"}
        pieces += [(f"{key}=", each, f".{key}") for key, each in kwargs.items()]
        for index, (key, each, rest) in enumerate(pieces):
            text += ", " if index else ""
            if key and not is_name(key[:-1]):
                self.wrong(BadValue(f"{show(key[:-1])} is no name of an argument"), path)
                return
            text += key
            written = self.argument(each)
            spans.append((len(text), len(text) + len(written), rest))
            text += written
        self.write(text + ")" + self.sources(wiring, path), path, spans)

    def sources(self, wiring: dict[str, Any], path: str) -> str:
        """The call on the tensors that `from` names."""
        if "from" not in wiring:
            return ""
        names = wiring["from"] if isinstance(wiring["from"], list) else [wiring["from"]]
        if not names or not all(map(is_name, names)):
            self.wrong(
                BadValue(f"from is {show(wiring['from'])}", expected="a name or names"), path
            )
            return ""
        return f"({', '.join(names)})"

    def argument(self, value: Any) -> str:
        """An argument as it is written: texts that compute with known names are expressions."""
        if isinstance(value, list):
            inner = [self.argument(each) for each in value]
            return f"({', '.join(inner)}{',' if len(inner) == 1 else ''})"
        if isinstance(value, dict):
            pairs = [f"{key!r}: {self.argument(each)}" for key, each in value.items()]
            return "{" + ", ".join(pairs) + "}"
        if isinstance(value, str) and self.is_expression(value):
            return value.strip()
        return repr(value)

    def is_expression(self, value: str) -> bool:
        """Whether a text computes with parameters or symbols that are known here."""
        if not self._known or len(value) > 1000 or "\n" in value:
            return False
        try:
            tree = ast.parse(value.strip(), mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
        names = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
        return bool(names) and names <= self._known

    # forms

    def remember(self, what: str, path: str) -> str:
        """A name for what the line before gave."""
        name = self.fresh(what)
        self.write(f"{name} = {HERE}()", path)
        return name

    def repeat(self, value: dict[str, Any], path: str) -> None:
        """`{repeat: 3, layers: [...]}`."""
        self.keys(value, ("repeat", "layers"), path)
        self.write(f"for _ in range({self.argument(value['repeat'])}):", f"{path}.repeat")
        self.indent += STEP
        self.write("pass", path)
        self.layers(value.get("layers", []), f"{path}.layers")
        self.indent -= STEP

    def residual(self, value: dict[str, Any], path: str) -> None:
        """`{residual: [...], shortcut: [...]}`: both from the line before, added."""
        self.keys(value, ("residual", "shortcut", "name"), path)
        begin = self.remember("begin", path)
        self.layers(value["residual"], f"{path}.residual")
        end = self.remember("end", path)
        self.write(begin, path)
        self.layers(value.get("shortcut", []), f"{path}.shortcut")
        shortcut = self.remember("shortcut", path)
        wiring: dict[str, Any] = {**named(value), "from": [end, shortcut]}
        self.call("add", [], {}, path, wiring)

    def branches(self, value: dict[str, Any], path: str) -> None:
        """`{branches: [[...], [...]], merge: concat}`: all from the line before, merged."""
        merge = value.get("merge", "concat")
        if not is_name(merge):
            self.wrong(BadValue(f"merge is {show(merge)}", expected="a merge such as concat"), path)
            return
        if not isinstance(value["branches"], list) or not value["branches"]:
            self.wrong(BadValue("branches without a branch", expected="a list of lists"), path)
            return
        begin = self.remember("begin", path)
        ends = []
        for index, branch in enumerate(value["branches"]):
            self.write(begin, path)
            self.layers(branch, f"{path}.branches[{index}]")
            ends.append(self.remember("branch", path))
        arguments = {
            key: each for key, each in value.items() if key not in ("branches", "merge", "name")
        }
        wiring: dict[str, Any] = {**named(value), "from": ends}
        self.call(merge, [], arguments, path, wiring)

    def keys(self, value: dict[str, Any], known: Sequence[str], path: str) -> None:
        """Refuse keys that a form does not have."""
        for key in value:
            if key not in known:
                self.wrong(unknown_key(key, known), f"{path}.{key}")


FORMS: dict[str, Callable[[Writer, dict[str, Any], str], None]] = {
    "repeat": lambda writer, value, path: (
        writer.repeat(value, path)
        if isinstance(value["repeat"], (int, str)) and "layers" in value
        else writer.layer(value, path)
    ),
    "residual": Writer.residual,
    "branches": Writer.branches,
}
