"""The tree of errors is drawn as it is."""

from __future__ import annotations

from convcalc import errors


def branches(kind: type[Exception], lead: str = "") -> list[str]:
    """The lines below a class, as `tree` draws them."""
    children = kind.__subclasses__()
    lines = []
    for child in children:
        last = child is children[-1]
        lines.append(f"{lead}{'└── ' if last else '├── '}{child.__name__}")
        lines += branches(child, lead + ("    " if last else "│   "))
    return lines


def test_the_docstring_draws_the_real_tree():
    assert errors.__doc__ is not None
    drawn = errors.__doc__.strip().partition("\n\n")[2].strip().splitlines()

    assert drawn == ["ConvcalcError", *branches(errors.ConvcalcError)]
