"""The tests test what was installed: `.ci/run` says so, and a checkout must not stand before it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import convcalc

CHECKOUT = Path(__file__).parent.parent / "convcalc"
INSTALLED = Path(convcalc.__file__).parent

pytestmark = pytest.mark.skipif(
    "CONVCALC_INSTALLED" not in os.environ, reason="CONVCALC_INSTALLED is not set"
)


def files(package: Path) -> set[Path]:
    """The files of a package, from its folder."""
    every = (path.relative_to(package) for path in package.rglob("*") if path.is_file())
    return {path for path in every if "__pycache__" not in path.parts}


def test_convcalc_comes_from_where_packages_are_installed():
    assert INSTALLED.is_relative_to(sys.prefix)


def test_a_process_in_the_checkout_imports_what_was_installed():
    done = subprocess.run(
        [sys.executable, "-c", "import convcalc; print(convcalc.__file__)"],
        cwd=CHECKOUT.parent,
        capture_output=True,
        text=True,
        check=True,
    )

    assert Path(done.stdout.strip()).parent == INSTALLED


def test_every_file_of_the_package_is_installed():
    assert files(INSTALLED) == files(CHECKOUT)
