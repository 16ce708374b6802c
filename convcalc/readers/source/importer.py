"""Finding modules as Python would, without importing any: libraries first, then files as text."""

from __future__ import annotations

import os
import sys
from itertools import islice
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import UsageError
from convcalc.readers.places import is_file
from convcalc.readers.places import is_folder
from convcalc.readers.places import is_there
from convcalc.readers.python.language.limits import exceeded
from convcalc.readers.python.libraries import LibraryModule
from convcalc.readers.python.libraries import alias_of
from convcalc.readers.python.libraries import is_closed
from convcalc.readers.python.libraries import library
from convcalc.readers.python.libraries.homes import OTHER_FRAMEWORKS
from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.source.exports import guarded_imports
from convcalc.readers.source.modules import Folder
from convcalc.readers.source.modules import SourceModule
from convcalc.readers.source.ordered import OrderedModule
from convcalc.readers.source.parsed import mentions
from convcalc.readers.source.parsed import parsed_file
from convcalc.readers.source.sight import Sight

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import HostObject
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.source.modules import Reader
    from convcalc.readers.source.parsed import ParsedFile

MOST_MODULES = 2_000
LOOKING_STEPS = 50
"""What it costs to look for a file in every folder."""
LARGE_PACKAGE = 120
"""A package of more files than this is read on demand: it would take seconds to run it all."""
PACKAGE_FILE = "__init__.py"
PROJECT_MARKS = (".git", "pyproject.toml", "setup.py", "setup.cfg", "requirements.txt")
ANCESTORS = 4
"""How many folders above a file may hold what it imports, where one of them is a project's."""


class Importer:
    """
    The modules of one evaluation.

    Args:
        reader: Evaluates what is found.
        roots: The folders of `--root`.

    `sight` is what may be seen of files that are no source.
    """

    def __init__(self, reader: Reader, roots: Sequence[str] = ()) -> None:
        self.reader = reader
        self.roots = list(roots)
        self.beside: list[str] = []
        self.shadowing = ""
        self._modules: dict[str, HostObject | None] = {}
        self._by_file: dict[str, SourceModule] = {}
        self._by_text: dict[Any, SourceModule] = {}
        self._guarded: dict[Any, frozenset[ast.stmt]] = {}
        self._is_large: dict[str, bool] = {}
        self.may_fail = False
        self.sight = Sight(self)

    # the file that is asked for

    def main(self, parsed: ParsedFile, file: str) -> SourceModule:
        """The module of the target's own file; what is beside it can be imported from now on."""
        folder = _folder_of(file)
        is_package = os.path.basename(file) == PACKAGE_FILE
        name = "" if is_package else os.path.basename(file).rpartition(".")[0]
        top = folder
        while is_file(os.path.join(top, PACKAGE_FILE)):
            top, last = os.path.split(top)
            name = f"{last}.{name}" if name else last
        in_package = top != folder
        self.shadowing = "" if in_package else folder
        self.beside = list(dict.fromkeys([top, folder, *_project_folders(top)]))
        module = self._add(name or "stdin", file, parsed, is_package=is_package)
        self._modules[module.name] = module
        return module

    def find_main(self, name: str) -> SourceModule:
        """
        The module of a target that is a dotted name.

        Raises:
            UsageError: If it is nowhere.
        """
        self.beside = [os.getcwd()]
        found = self._from_files(name)
        if isinstance(found, SourceModule):
            return found
        raise UsageError(
            f"there is no module {name!r}",
            expected="a module in the current directory, in --root or on Python's path",
            hint="--root DIR adds a place to look",
        )

    def places(self) -> Iterator[str]:
        """
        The folders in which modules are looked for, in order.

        What the code adds to `sys.path` in front of its first entry goes first.
        """
        added = self._added()
        here = added.index("") if "" in added else 0
        yield from added[:here]
        yield from self.beside
        yield from [each for each in added[here:] if each]
        yield from self.roots
        yield from [each for each in sys.path if each]

    def _added(self) -> list[str]:
        """The folders on the code's own `sys.path`; the empty text is the first that there was."""
        system = self._modules.get("sys")
        listed = system.members.get("path") if isinstance(system, LibraryModule) else None
        if not isinstance(listed, list):
            return []
        texts = [getattr(each, "attributes", {}).get("_text", each) for each in listed]
        whole = [self.sight.whole(each) if each else each for each in texts if type(each) is str]
        return [each for each in whole if each is not None]

    def files(self) -> list[str]:
        """The files that were read."""
        return list(self._by_file)

    def folders(self) -> list[str]:
        """The folders that the definition is read from: everything below may be seen."""
        return [*self.beside, *self.roots, *[each.folder for each in self._by_file.values()]]

    def current(self) -> SourceModule | None:
        """The module whose code runs now."""
        return self._by_text.get(self.reader.text)

    # what import statements ask for

    def module(self, name: str) -> HostObject | None:
        """A module by its dotted name, None where there is none."""
        found = self._modules.get(name)
        if found is None and (name not in self._modules or len(self._added()) > 1):
            found = self._modules[name] = self._made(name)
        return found

    def _made(self, name: str) -> HostObject | None:
        top = name.partition(".")[0]
        if self.shadowing and _file_in(self.shadowing, top) is not None:
            return self._from_files(name)
        other = alias_of(name)
        if other is not None:
            return self.module(other)
        above = library(name, self.module)
        if is_closed(name):
            return above
        below = self._from_files(name)
        return below if isinstance(below, SourceModule) else above or below

    def begun(self) -> list[SourceModule]:
        """The files that run, or have run, from the top to the bottom."""
        return [each for each in self._by_file.values() if getattr(each, "has_begun", False)]

    def replace(self, name: str, value: Any) -> None:
        """Let an import of a name give another object, as `sys.modules[name] = value` does."""
        self._modules[name] = value

    def has_begun(self, name: Any) -> bool:
        """Whether a module of the user's, or what stands in its place, was imported before."""
        found = self._modules.get(name)
        return found is not None and getattr(found, "has_begun", True)

    def relative(self, name: str, module: SourceModule) -> HostObject | None:
        """`from .name import`, seen from a module."""
        inner = name.lstrip(".")
        level = len(name) - len(inner)
        folder, package = module.folder, module.package
        for _ in range(level - 1):
            folder = _folder_of(folder)
            package = package.rpartition(".")[0]
        if package:
            return self.module(f"{package}.{inner}" if inner else package)
        if not inner:
            return Folder(self.reader, "", [folder])
        return self._in_folders(inner, [folder])

    def named(self, name: str) -> HostObject | None:
        """A module by its name as an import spells it, with leading dots or without."""
        if not name.startswith("."):
            return self.module(name)
        current = self.current()
        return None if current is None else self.relative(name, current)

    def inside(self, package: SourceModule | Folder, name: str) -> HostObject | None:
        """A module inside a package."""
        if isinstance(package, Folder):
            found = self._modules.get(f"{package.name}.{name}") if package.name else None
            return found or self._in_folders(name, package.folders, package.name)
        return self.module(f"{package.name}.{name}") if package.is_package else None

    def defined_inside(self, package: SourceModule, name: str) -> str:
        """The dotted name of the module inside a package that defines a name; empty if none."""
        signs = (f"\ndef {name}(", f"\nclass {name}(", f"\nclass {name}:")
        for folder, _, files in os.walk(package.folder) if package.is_package else ():
            for file in sorted(files)[:MOST_MODULES]:
                path = os.path.join(folder, file)
                if file.endswith(".py") and any(mentions(path, sign) for sign in signs):
                    inner = os.path.relpath(path, package.folder).removesuffix(".py")
                    return f"{package.name}.{inner.replace(os.sep, '.')}"
        return ""

    def is_guarded(self, node: ast.stmt) -> bool:
        """Whether an import stands in a `try` that is ready for it to fail."""
        if self.may_fail:
            return True
        text = self.reader.text
        if text not in self._guarded:
            module = self.current()
            tree = module.parsed.tree if module is not None else None
            self._guarded[text] = frozenset() if tree is None else guarded_imports(tree)
        return node in self._guarded[text]

    # stars

    def star(self, node: ast.ImportFrom, module: SourceModule) -> HostObject | None:
        """The module of `from x import *`."""
        name = node.module or ""
        if node.level:
            return self.relative("." * node.level + name, module)
        return self.module(name)

    def may_bring(self, node: ast.ImportFrom, module: SourceModule, name: str) -> bool:
        """Whether a star may bring a name: a file whose text does not say it is not parsed."""
        path = (node.module or "").replace(".", "/")
        folders = list(self.places())
        if node.level:
            folder = module.folder
            for _ in range(node.level - 1):
                folder = _folder_of(folder)
            folders = [folder]
        file = next(filter(None, [_file_in(each, path) for each in folders]), None)
        return file is None or mentions(file, name) or mentions(file, "import *")

    def public(self, source: HostObject, name: str) -> Any:
        """What a star brings under a name, else MISSING."""
        if isinstance(source, LibraryModule):
            return source.attribute(name, self.reader.site) if source.holds(name) else MISSING
        if not isinstance(source, SourceModule) or not self._is_public(source, name):
            return MISSING
        return source.find(name)

    def _is_public(self, source: SourceModule, name: str) -> bool:
        public = source.parsed.public
        return name in public if public is not None else not name.startswith("_")

    # files

    def _from_files(self, name: str) -> HostObject | None:
        return self._in_folders(name, list(self.places()), full=name)

    def _in_folders(
        self, name: str, folders: Sequence[str], package: str = "", full: str = ""
    ) -> HostObject | None:
        """
        The first module of that name in some folders; a folder itself where no file has it.

        A name that is a path leads out of the folders.
        """
        self.reader.charge_steps(LOOKING_STEPS)
        if "/" in name or os.sep in name:
            return None
        path = name.replace(".", "/")
        full = full or (f"{package}.{name}" if package else name)
        for folder in folders:
            file = _file_in(folder, path)
            if file is not None:
                return self._at(file, full)
        inner = [os.path.join(each, path) for each in folders]
        inner = [each for each in inner if is_folder(each)]
        return Folder(self.reader, full, inner) if inner else None

    def _at(self, file: str, name: str) -> SourceModule:
        file = _as_seen_from_here(os.path.normpath(file))
        if file in self._by_file:
            return self._by_file[file]
        parsed = parsed_file(file, self.reader.limits)
        return self._add(name, file, parsed, is_package=file.endswith(PACKAGE_FILE))

    def _add(self, name: str, file: str, parsed: ParsedFile, *, is_package: bool) -> SourceModule:
        if len(self._by_file) >= MOST_MODULES:
            raise exceeded("modules", MOST_MODULES, "files that are imported")
        kind = SourceModule if self._is_on_demand(file) else OrderedModule
        module = kind(self.reader, name, file, parsed, is_package=is_package)
        self._by_file[os.path.normpath(file)] = module
        self._by_text[parsed.text] = module
        return module

    def _is_on_demand(self, file: str) -> bool:
        """Whether a file is part of a package that is too large to run all that it imports."""
        folder = _folder_of(file)
        if not is_file(os.path.join(folder, PACKAGE_FILE)):
            return False
        while is_file(os.path.join(os.path.dirname(folder), PACKAGE_FILE)):
            folder = os.path.dirname(folder)
        if folder not in self._is_large:
            files = (each for _, _, names in os.walk(folder) for each in names)
            sources = (each for each in files if each.endswith(".py"))
            self._is_large[folder] = next(islice(sources, LARGE_PACKAGE, None), None) is not None
        return self._is_large[folder]

    def begin(self, name: str, node: ast.stmt) -> HostObject | None:
        """
        A module by its dotted name, when it is imported: it and the packages around it have run.

        Raises:
            NoModule: If something that it imports is nowhere, and the user's `try` is ready.
        """
        found = self.named(name)
        if not isinstance(found, OrderedModule):
            return found
        may_fail, self.may_fail = self.may_fail, self.is_guarded(node)
        try:
            parts = found.name.split(".")
            for count in range(1, len(parts)):
                around = self.module(".".join(parts[:count]))
                if isinstance(around, OrderedModule):
                    around.begin()
            found.begin()
        finally:
            self.may_fail = may_fail
        return self.named(name)

    def is_member(self, name: str) -> bool:
        """Whether a dotted name is of something inside a module, where no module can be."""
        above, _, last = name.rpartition(".")
        owner = self.module(above) if above else None
        if isinstance(owner, SourceModule):
            return not owner.is_package
        return isinstance(owner, LibraryModule) and last in owner.table

    def missing(self, name: str, site: Site | None) -> Unread:
        """What stands for a module that is nowhere."""
        framework = OTHER_FRAMEWORKS.get(name.partition(".")[0])
        if framework is not None:
            return Unread(
                name,
                f"convcalc reads PyTorch and Keras; this is {framework}",
                site.source() if site else None,
                "write the layers in PyTorch's, Keras's or convcalc's own words",
            )
        if is_closed(alias_of(name) or name):
            return Unread(name, f"{name} is not read", site.source() if site else None)
        return Unread(
            name,
            f"no module {name!r} is found beside the file, in --root or on Python's path",
            site.source() if site else None,
            "--root DIR adds a place to look for modules",
        )


def _folder_of(file: str) -> str:
    return os.path.dirname(os.path.abspath(file))


def _as_seen_from_here(file: str) -> str:
    """A file below the current directory by its path from there, as its user would name it."""
    here = os.path.join(os.getcwd(), "")
    return file.removeprefix(here)


def _file_in(folder: str, path: str) -> str | None:
    """The file of a module inside a folder: a package before a plain file, as Python has it."""
    base = os.path.join(folder, path)
    for file in (os.path.join(base, PACKAGE_FILE), f"{base}.py"):
        if is_file(file):
            return file
    return None


def _project_folders(folder: str) -> list[str]:
    """The folders above, up to that of the project; only the next one where there is no project."""
    above: list[str] = []
    for _ in range(ANCESTORS):
        if any(is_there(os.path.join(folder, mark)) for mark in PROJECT_MARKS):
            return above
        parent = os.path.dirname(folder)
        if parent == folder:
            break
        above.append(parent)
        folder = parent
    return above[:1]
