from __future__ import annotations

import gc

from convcalc.dims.atoms import name_order
from convcalc.dims.atoms import parts
from convcalc.dims.atoms import quotient_atom
from convcalc.dims.atoms import symbol_atom


def test_equal_atoms_are_one_object():
    height = symbol_atom("H")

    assert symbol_atom("H") is height
    assert quotient_atom({(height,): 1}, 2) is quotient_atom({(height,): 1}, 2)
    assert quotient_atom({(height,): 1}, 2) is not quotient_atom({(height,): 1}, 3)


def test_unused_atoms_are_forgotten():
    serial = symbol_atom("passing").serial
    gc.collect()

    assert symbol_atom("passing").serial != serial


def test_parts_are_what_an_atom_is_made_of():
    height = symbol_atom("H")

    assert parts(height) == ()
    assert parts(quotient_atom({(height,): 1}, 2)) == ({(height,): 1},)
    assert parts(quotient_atom({(): 5}, {(height,): 1})) == ({(): 5}, {(height,): 1})


def test_the_batch_comes_first():
    assert sorted(["W", "C", "N"], key=name_order) == ["N", "C", "W"]
