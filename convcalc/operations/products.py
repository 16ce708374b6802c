"""
Sums of products of two or more tensors: every operation once.

The backward pass keeps both factors, each for the gradient of the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from convcalc.layers.dense.dot import Matmul
from convcalc.layers.dense.einsum import Einsum
from convcalc.operations.applying import perform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.operations.applying import Hand
    from convcalc.operations.applying import V

Terms = tuple[tuple[str, ...], ...]


class Product(NamedTuple):
    """A sum of products; `keeps` says which inputs the backward pass keeps: "first", "second"."""

    keeps: str = "first second"


PRODUCTS: dict[str, Product] = {
    "einsum": Product(),
    "matmul": Product(),
    "outer": Product(),
    "tensordot": Product(),
}
"""In the type in which the factors meet."""


def multiplied(hand: Hand[V], spelled: str, one: V, other: V) -> V:
    """
    A product of matrices, or of batches of them, or of vectors.

    (*S, N, K) and (*S, K, M) give (*S, N, M): N · K · M products for each of *S, which broadcast.

    Raises:
        ShapeError: If the K are not equal, or a factor has no axes.
    """
    dtype = hand.promotion.meeting((one, other))

    def compute(numpy: Any, left: Any, right: Any) -> Any:
        return numpy.matmul(left, right)

    return perform(hand, spelled, Matmul(), [one, other], dtype, compute)[0]


def contracted(
    hand: Hand[V],
    spelled: str,
    given: Sequence[V],
    terms: Terms,
    result: tuple[str, ...],
    *,
    multiplies_ones: bool = False,
) -> V:
    """
    Products over the axes of one name, summed over those that are not in the result.

    `terms` names the axes of every factor; the result has the axes that `result` names.

    Raises:
        ShapeError: If axes of one name have different sizes.
    """
    layer = Einsum(terms=terms, result=result, multiplies_ones=multiplies_ones)
    return perform(hand, spelled, layer, given, hand.promotion.meeting(given))[0]


def contracted_over(
    hand: Hand[V], spelled: str, one: V, other: V, axes: tuple[Sequence[int], Sequence[int]]
) -> V:
    """
    Products summed over axes of one and the same number of axes of the other.

    The result has the other axes of the first, then those of the second.

    Raises:
        ShapeError: If the sizes of the axes in a pair are not equal.
    """
    names = [f"a{axis}" for axis in range(len(one.shape))]
    others = [f"b{axis}" for axis in range(len(other.shape))]
    for here, there in zip(*axes, strict=True):
        others[there] = names[here]
    shared = set(names) & set(others)
    result = tuple([name for name in (*names, *others) if name not in shared])
    terms = (tuple(names), tuple(others))
    return contracted(hand, spelled, [one, other], terms, result, multiplies_ones=True)
