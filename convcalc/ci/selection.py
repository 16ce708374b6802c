"""Which definitions are checked: those of the command line, or those of the configuration."""

from __future__ import annotations

import os
from glob import has_magic
from pathlib import Path
from shlex import join
from typing import TYPE_CHECKING

from convcalc.ci.configuration import OWN
from convcalc.ci.configuration import SECTION
from convcalc.ci.model import PIPED
from convcalc.ci.model import Model
from convcalc.ci.model import relative
from convcalc.ci.model import variant
from convcalc.errors import ReadError
from convcalc.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.ci.configuration import Configuration
    from convcalc.ci.configuration import Table
    from convcalc.ci.settings import Settings

STDIN = "-"


class Selection:
    """
    What a configuration and the options of a command say of files.

    Args:
        configuration: What is configured, if anything.
        options: What the command line says, which wins.
        base: The folder that the baseline's names count from.
    """

    def __init__(self, configuration: Configuration, options: Settings, base: str) -> None:
        self.configuration = configuration
        self.options = options
        self.base = base
        named = [each.path for each in configuration.tables if each.path]
        self._named = {self._real(path) for path in named if not _is_glob(path)}

    def configured(self) -> list[Model]:
        """
        All definitions of the configuration, in its order.

        Raises:
            UsageError: If there are none, a glob finds none, or two tables mean the same.
        """
        tables = self.configuration.tables
        if not tables:
            file = self.configuration.file
            header = "models" if os.path.basename(file) == OWN else f"{SECTION}.models"  # noqa: PTH119
            raise UsageError(
                f"{file} names no models" if file else "there is nothing to check",
                expected="FILE, or models in [tool.convcalc] of pyproject.toml or in convcalc.toml",
                hint=f'for example [[{header}]] with path = "nets/*.layers"',
            )
        found: dict[str, tuple[Model, Table]] = {}
        for table in tables:
            for model in self._models_of(table):
                if model.key in found:
                    raise UsageError(
                        f"{model.name} is asked for twice",
                        expected="one table for each definition and input",
                        hint=f"the other one is {found[model.key][1].source}",
                        source=table.source,
                    )
                found[model.key] = model, table
        return [model for model, _ in found.values()]

    def named(self, targets: Sequence[str]) -> list[Model]:
        """The definitions that the command line names, with what is configured of them."""
        found: dict[str, Model] = {}
        for target in targets:
            for model in self._models_named(target):
                found.setdefault(model.key, model)
        return list(found.values())

    def _models_named(self, target: str) -> Iterator[Model]:
        place, expression = _split(target)
        is_found = False
        for table in self.configuration.tables:
            if expression and table.target and table.target != expression:
                continue
            if self._is_of(table, place):
                is_found = True
                yield from self._with(table, place, expression or table.target)
        if not is_found:
            settings = self.options.over(self._defaults(place, expression))
            yield from self._sized(settings, place, expression)

    def _is_of(self, table: Table, place: str) -> bool:
        if not table.path:
            return _split(table.target)[0] == place
        if not _is_glob(table.path):
            return self._real(table.path) == os.path.realpath(place)
        real = os.path.realpath(place)
        return real not in self._named and real in map(os.path.realpath, self._expanded(table))

    def _models_of(self, table: Table) -> Iterator[Model]:
        if not table.path:
            place, expression = _split(table.target)
            yield from self._with(table, place, expression)
        elif not _is_glob(table.path):
            yield from self._with(table, self._shown(table.path), table.target)
        else:
            files = [each for each in self._expanded(table) if not self._is_named(each)]
            if not files:
                raise UsageError(
                    f"{table.path!r} matches no file that no other table names",
                    expected=f"files in {self.configuration.folder}",
                    source=table.source,
                )
            for file in files:
                yield from self._with(table, relative(file, os.curdir), table.target)

    def _is_named(self, file: str) -> bool:
        return os.path.realpath(file) in self._named

    def _expanded(self, table: Table) -> list[str]:
        """The files that a glob matches, sorted."""
        folder = self.configuration.folder
        if any("**" in part and part != "**" for part in table.path.split("/")):
            raise UsageError(
                f"{table.path!r} is no glob: ** stands for whole folders",
                expected="** alone between slashes, as in nets/**/*.layers",
                source=table.source,
            )
        try:
            found = sorted(str(each) for each in Path(folder).glob(table.path) if each.is_file())
        except (ValueError, NotImplementedError) as error:
            raise UsageError(f"{table.path!r} is no glob: {error}", source=table.source) from None
        if "**" in table.path:
            start, _, _ = table.path.partition("**")
            _check_readable(os.path.join(folder, start), table)  # noqa: PTH118
        return found

    def _with(self, table: Table, place: str, expression: str) -> Iterator[Model]:
        defaults = self._defaults(place, expression)
        settings = self.options.over(table.settings.over(defaults))
        yield from self._sized(settings, place, expression)

    def _defaults(self, place: str, expression: str) -> Settings:
        """What is configured for all definitions, as far as it means something for this one."""
        defaults = self.configuration.defaults
        if expression or place.lower().endswith(".py"):
            return defaults
        return defaults.replace(arguments=None, roots=None, assumed=None)

    def _sized(self, settings: Settings, place: str, expression: str) -> Iterator[Model]:
        """One definition for every input that it is to be traced with."""
        for inputs in settings.sizes or ((),):
            arguments = settings.arguments or ""
            suffix = f":{expression}" if expression else ""
            more = variant(arguments, inputs, settings.batch)
            yield Model(
                name=f"{_name(place)}{suffix}{more}",
                key=f"{self._key(place)}{suffix}{more}",
                words=self._words(f"{place}{suffix}"),
                target=f"{place}{suffix}",
                file=_name(place),
                arguments=arguments,
                roots=settings.roots or (),
                assumed=settings.assumed or (),
                inputs=inputs,
                batch=settings.batch,
                dtype=settings.dtype or "float32",
                budgets=tuple([each for each in settings.budgets.values() if each is not None]),
                tolerances=settings.tolerances,
            )

    def _words(self, target: str) -> str:
        """How a command line asks for this definition once more."""
        options = self.options
        given = [
            ("--args", [options.arguments] if options.arguments else []),
            ("--root", options.roots or ()),
            ("--assume", options.assumed or ()),
            ("-i", [each for inputs in options.sizes or () for each in inputs]),
            ("--batch", [options.batch] if options.batch else []),
        ]
        return join(
            [target, *(word for flag, values in given for each in values for word in (flag, each))]
        )

    def _key(self, place: str) -> str:
        """What the baseline calls a place."""
        if place == STDIN or not _is_file(place):
            return place
        return relative(place, self.base)

    def _shown(self, path: str) -> str:
        """A path of the configuration as it is called from here."""
        return relative(os.path.join(self.configuration.folder, path), os.curdir)  # noqa: PTH118

    def _real(self, path: str) -> str:
        return os.path.realpath(os.path.join(self.configuration.folder, path))  # noqa: PTH118


def _check_readable(start: str, table: Table) -> None:
    """
    A glob passes by what it may not look into, and a check must not.

    Raises:
        ReadError: If a folder below may not be read.
    """

    def refuse(error: OSError) -> None:
        raise ReadError(
            f"{table.path!r} cannot look into {error.filename!r}: "
            f"{(error.strerror or str(error)).lower()}",
            expected="folders that may be read",
            source=table.source,
        )

    for _ in os.walk(start, onerror=refuse):
        pass


def _is_glob(path: str) -> bool:
    return has_magic(path)


def _is_file(place: str) -> bool:
    from convcalc.readers.source.target import is_file_name

    return is_file_name(place) or "." not in place or _suffix_known(place)


def _suffix_known(place: str) -> bool:
    from convcalc.readers import PASTED
    from convcalc.readers import READERS
    from convcalc.readers.formats import FORMATS

    known = (*READERS, *PASTED, *[suffix for each in FORMATS for suffix in each.suffixes])
    return place.lower().endswith(known)


def _name(place: str) -> str:
    return PIPED if place == STDIN else place


def _split(target: str) -> tuple[str, str]:
    """The file or module, and what stands behind the colon."""
    if ":" not in target:
        return target, ""
    from convcalc.readers.source.target import split

    found = split(target)
    return found.place, found.expression
