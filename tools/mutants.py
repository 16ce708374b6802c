"""
Change the code in small ways, one at a time, and see whether the tests notice.

    python tools/mutants.py convcalc/dims --count 100        a sample, the same for the same --seed
    python tools/mutants.py convcalc/dims/laws.py            all mutants of a file
    python tools/mutants.py convcalc/dims/laws.py --line 143 those of one line

A mutant is a comparison turned or moved by one, a number one more or one less, `and` for `or`, a
`not` or a minus left out, another operator, a statement dropped, a result that is None. It is
killed by the nearest tests: those of its file, then those of its folder, then those in FURTHER.
Every survivor is printed; it is a test that is missing, or code that makes no difference.

Left out is what says nothing of a result: annotations, decorators, messages of errors, and limits
(numbers in capitals at module level). Each mutant runs in a forked process: POSIX only.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import importlib.abc
import importlib.machinery
import importlib.util
import os
import random
import resource
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from types import CodeType
    from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
FURTHER = {
    "dims": ("tests/layers/core", "tests/graph"),
    "layers": ("tests/analysis", "tests/oracles"),
    "analysis": ("tests/oracles", "tests/graph"),
}
"""The tests behind those of the folder itself."""

LOADED_FIRST = ("hypothesis", "numpy")
"""What all tests need, loaded once for all mutants."""

OPTIONS = (
    *("-x", "-q", "-p", "no:cacheprovider", "-m", "not slow"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),  # of what is loaded first
)

SECONDS = 120
"""The processor time that a mutant may take before it counts as killed: it runs for ever."""

SHOWN = 60

OTHER_WAYS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
OTHER_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
}


class Mutant(NamedTuple):
    """A file with one node of its tree changed: the `node`-th, in its `way`-th way."""

    file: Path
    line: int
    node: int
    way: int
    words: str

    @property
    def place(self) -> str:
        """Where it is, and what is changed."""
        return f"{self.file.relative_to(ROOT)}:{self.line}: {self.words}"

    def code(self) -> CodeType:
        """The changed module."""
        tree = ast.parse(self.file.read_text(encoding="utf-8"))
        old = mutable(tree)[self.node]
        new = list(changes(old))[self.way]
        Swap(old, new).visit(tree)
        return compile(ast.fix_missing_locations(tree), str(self.file), "exec")


class Swap(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old = old
        self.new = new

    def visit(self, node: ast.AST) -> ast.AST:
        """The new node for the old one."""
        if node is self.old:
            return ast.copy_location(self.new, node)
        return self.generic_visit(node)


def mutable(node: ast.AST) -> list[ast.AST]:
    """The nodes that may be changed, in the order of the text."""
    found = [node]
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not is_left_out(child, node):
                found += mutable(child)
    return found


def is_left_out(node: ast.AST, parent: ast.AST) -> bool:
    """Whether nothing in a piece of code changes a result."""
    if isinstance(node, ast.Raise | ast.Import | ast.ImportFrom | ast.JoinedStr | ast.Assert):
        return True
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return True
    if isinstance(node, ast.Assign) and isinstance(parent, ast.Module):
        return ast.unparse(node.targets[0]).isupper()
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_text or isinstance(node, ast.FormattedValue)


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of a node."""
    if isinstance(node, ast.Compare):
        yield from _turned(node)
    elif isinstance(node, ast.BoolOp):
        yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield node.operand
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in OTHER_OPERATORS:
        yield _with(node, op=OTHER_OPERATORS[type(node.op)]())
    elif isinstance(node, ast.Constant):
        yield from _other_constants(node.value)
    elif isinstance(node, ast.IfExp | ast.If | ast.While):
        yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))
    elif isinstance(node, ast.Return) and not _is_none(node.value):
        yield _with(node, value=ast.Constant(None))
    elif isinstance(node, ast.Continue):
        yield ast.Break()
    elif isinstance(node, ast.Break):
        yield ast.Continue()
    if isinstance(node, ast.Expr | ast.AugAssign | ast.Delete):
        yield ast.Pass()


def _turned(node: ast.Compare) -> Iterator[ast.AST]:
    for at, operator in enumerate(node.ops):
        for other in OTHER_WAYS[type(operator)]:
            yield _with(node, ops=[*node.ops[:at], other(), *node.ops[at + 1 :]])


def _other_constants(value: object) -> Iterator[ast.AST]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        yield ast.Constant(value - 1)


def _is_none(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value is None)


def _with(node: ast.AST, **fields: object) -> ast.AST:
    """The same node with other fields."""
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def mutants_of(file: Path) -> Iterator[Mutant]:
    """Every mutant of a file."""
    for index, node in enumerate(mutable(ast.parse(file.read_text(encoding="utf-8")))):
        for way, changed in enumerate(changes(node)):
            words = f"{_words(node)} → {_words(changed)}"
            yield Mutant(file, getattr(node, "lineno", 0), index, way, words)


def _words(node: ast.AST) -> str:
    text = ast.unparse(node).partition("\n")[0]
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def tests_of(file: Path) -> list[str]:
    """The nearest tests first."""
    inside = file.relative_to(ROOT / "convcalc")
    own = Path("tests", inside.parent, f"test_{inside.name}")
    folders = [Path("tests", each) for each in (inside.parent, *inside.parent.parents)]
    further = [Path(each) for each in FURTHER.get(inside.parts[0], ())]
    paths = [own, *(each for each in folders if each != Path("tests")), *further]
    return [str(path) for path in paths if path.exists()]


class Loader(importlib.machinery.SourceFileLoader):
    """Gives a module the code of a mutant."""

    def __init__(self, name: str, mutant: Mutant) -> None:
        super().__init__(name, str(mutant.file))
        self.mutant = mutant

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - the protocol's signature
        """The changed code, never out of a cache."""
        return self.mutant.code()


class Finder(importlib.abc.MetaPathFinder):
    """Finds one module changed, all others as they are."""

    def __init__(self, mutant: Mutant) -> None:
        parts = mutant.file.relative_to(ROOT).with_suffix("").parts
        self.name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        self.mutant = mutant

    def find_spec(
        self,
        name: str,
        path: Sequence[str] | None,  # noqa: ARG002 - the protocol's signature
        target: ModuleType | None = None,  # noqa: ARG002 - the same
    ) -> importlib.machinery.ModuleSpec | None:
        """The changed module."""
        if name != self.name:
            return None
        loader = Loader(name, self.mutant)
        return importlib.util.spec_from_file_location(name, self.mutant.file, loader=loader)


def survives(mutant: Mutant | None, tests: list[str]) -> bool:
    """Whether all tests pass, in a process of its own."""
    child = os.fork()
    if not child:
        _run(mutant, tests)
    _, status = os.waitpid(child, 0)
    return status == 0


def _run(mutant: Mutant | None, tests: list[str]) -> None:
    """The tests, silently, with the same random examples every time; does not return."""
    code = 1
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        os.environ["CI"] = "true"
        if mutant is not None:
            sys.meta_path.insert(0, Finder(mutant))
        with contextlib.suppress(BaseException):
            code = pytest.main([*OPTIONS, *tests])
    finally:
        os._exit(code)


def main() -> int:
    """Print the survivors and the score of every folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("paths", nargs="+", type=Path, help="files or folders under convcalc")
    parser.add_argument("--count", type=int, help="so many mutants, chosen at random")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--line", type=int, help="only those of this line")
    options = parser.parse_args()
    os.chdir(ROOT)
    for name in LOADED_FIRST:
        import_module(name)
    chosen = sampled(files_in(options.paths), options.count, options.seed)
    if options.line:
        chosen = [each for each in chosen if each.line == options.line]
    for tests in sorted({tuple(tests_of(each.file)) for each in chosen}):
        if not survives(None, list(tests)):
            print(f"these tests fail without any change: {' '.join(tests)}")
            return 1
    return tell(chosen)


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The source files of some paths, in order."""
    found = {
        file.resolve()
        for path in paths
        for file in (path.rglob("*.py") if path.is_dir() else [path])
    }
    return sorted(found)


def sampled(files: Iterable[Path], count: int | None, seed: int) -> list[Mutant]:
    """All mutants of the files, or so many of them; in the order of the files."""
    everything = [mutant for file in files for mutant in mutants_of(file)]
    if count is None or count >= len(everything):
        return everything
    return sorted(random.Random(seed).sample(everything, count))  # noqa: S311 - no secrets


def tell(mutants: Iterable[Mutant]) -> int:
    """Run each, print survivors as they come up, then the score of every folder."""
    killed: Counter[Path] = Counter()
    total: Counter[Path] = Counter()
    for mutant in mutants:
        folder = mutant.file.parent.relative_to(ROOT)
        total[folder] += 1
        if survives(mutant, tests_of(mutant.file)):
            print(mutant.place, flush=True)
        else:
            killed[folder] += 1
    for folder, count in total.items():
        print(f"{folder}: {killed[folder]} of {count} killed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
