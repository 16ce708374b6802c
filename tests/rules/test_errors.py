"""The tree of errors is drawn as it is."""

from __future__ import annotations

from convcalc import errors


def branches(kind: type[Exception], lead: str = "") -> list[str]:
    """The lines below a class, as `tree` draws them."""
    children = [each for each in kind.__subclasses__() if each.__module__ == errors.__name__]
    lines = []
    for child in children:
        last = child is children[-1]
        lines.append(f"{lead}{'└── ' if last else '├── '}{child.__name__}")
        lines += branches(child, lead + ("    " if last else "│   "))
    return lines


def test_the_docstring_draws_the_real_tree():
    assert errors.__doc__ is not None
    drawn = errors.__doc__.strip().split("\n\n")[1].splitlines()

    assert drawn == ["ConvcalcError", *branches(errors.ConvcalcError)]
