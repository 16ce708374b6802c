"""The public names that convcalc spells, module by module: the tables are the list."""

from __future__ import annotations

from convcalc.readers.python.libraries import library
from convcalc.vocabulary import VOCABULARIES


def names(module: str) -> tuple[str, ...]:
    """The names that the table of a dotted module has, sorted."""
    found = library(module)
    return () if found is None else tuple(sorted(found.attribute_names()))


def layers(vocabulary: str) -> tuple[str, ...]:
    """The layers of a vocabulary, "torch" or "keras", sorted."""
    return tuple(sorted(VOCABULARIES[vocabulary]))


def methods() -> tuple[str, ...]:
    """The methods of tensors of PyTorch, sorted."""
    from convcalc.readers.python.libraries.torch.methods import METHODS

    return tuple(sorted(METHODS))
