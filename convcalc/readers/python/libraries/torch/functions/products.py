"""Rules for products of tensors: matrices, Einstein sums, attention, and layers handed weights."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.attention.scaled_attention import ScaledAttention
from convcalc.layers.core.axes import axes_argument
from convcalc.layers.core.axes import place
from convcalc.layers.core.axes import places
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.other.function import Function
from convcalc.layers.other.merge import broadcast
from convcalc.operations import products
from convcalc.operations.elementwise import joined
from convcalc.readers.python.libraries.torch.arguments import axis_of
from convcalc.readers.python.libraries.torch.arguments import size_of
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.arguments import tensor_list
from convcalc.readers.python.libraries.torch.calls import apply
from convcalc.readers.python.libraries.torch.calls import needs_of
from convcalc.readers.python.libraries.torch.hand import TorchHand

if TYPE_CHECKING:
    from convcalc.readers.python.libraries.torch.tensor import TorchTensor
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


RANKS: dict[str, tuple[int | None, int | None]] = {
    "mm": (2, 2),
    "mv": (2, 1),
    "bmm": (3, 3),
    "dot": (1, 1),
    "vdot": (1, 1),
    "inner": (None, None),
}
"""Products that take these numbers of axes only."""


def matmul(site: Site, spelled: str, input: Any, other: Any) -> TorchTensor:
    """torch.matmul, and mm, bmm, mv, dot with their own numbers of axes."""
    one, two = tensor(input, "input", site), tensor(other, "other", site)
    _ranks(spelled, one, two)
    return products.multiplied(TorchHand(site), spelled, one, two)


def _ranks(spelled: str, one: TorchTensor, two: TorchTensor) -> None:
    wanted = RANKS.get(spelled)
    if wanted is None:
        return
    for given, rank in zip((one, two), wanted, strict=True):
        if rank is not None and len(given.shape) != rank:
            raise ShapeError(
                f"{spelled}() of {show_shape(one.shape)} and {show_shape(two.shape)}",
                expected=f"{wanted[0]} axes and {wanted[1]}",
                hint="matmul takes any number of axes",
            )
    if spelled == "bmm" and one.shape[0] != two.shape[0] and 1 in (one.shape[0], two.shape[0]):
        raise ShapeError(
            f"bmm() of {show_shape(one.shape)} and {show_shape(two.shape)}",
            expected="the same first size for both",
            hint="matmul repeats a size of 1",
        )


def matrix_times(site: Site, spelled: str, input: Any, mat2: Any) -> TorchTensor:
    """torch.mm, bmm."""
    return matmul(site, spelled, input, mat2)


def matrix_times_vector(site: Site, spelled: str, input: Any, vec: Any) -> TorchTensor:
    """torch.mv."""
    return matmul(site, spelled, input, vec)


def dot(site: Site, spelled: str, input: Any, tensor: Any) -> TorchTensor:
    """torch.dot."""
    return matmul(site, spelled, input, tensor)


def chained(site: Site, spelled: str, *matrices: Any) -> TorchTensor:
    """torch.chain_matmul."""
    return chained_list(site, spelled, matrices)


def chained_list(site: Site, spelled: str, tensors: Any) -> TorchTensor:
    """torch.linalg.multi_dot: two or more matrices, the first and the last perhaps vectors."""
    given = tensor_list(tensors, "tensors", site)
    told = f"{spelled}() of {' and '.join(show_shape(each.shape) for each in given[:4])}"
    if len(given) < 2 and spelled == "multi_dot":
        raise BadValue(told, expected="at least two matrices", argument="tensors")
    for place_, each in enumerate(given):
        is_end = spelled == "multi_dot" and place_ in (0, len(given) - 1)
        if len(each.shape) not in ((1, 2) if is_end else (2,)):
            raise ShapeError(told, expected="matrices, 2 axes each", argument="tensors")
    rows = given[0].shape[0] if len(given[0].shape) == 2 else 1
    sizes = [rows, *[each.shape[-1 if len(each.shape) == 2 else 0] for each in given]]
    if len(given[-1].shape) == 1:
        sizes[-2:] = [given[-1].shape[0], 1]
    from convcalc.operations.chains import cheapest_order

    order = cheapest_order(sizes)

    def multiplied(first: int, last: int) -> TorchTensor:
        if first == last:
            return given[first]
        cut = order[first, last]
        return matmul(site, "matmul", multiplied(first, cut), multiplied(cut + 1, last))

    return multiplied(0, len(given) - 1)


def added_matrices(
    site: Site, spelled: str, input: Any, mat1: Any, mat2: Any, *, beta: Any = 1, alpha: Any = 1
) -> TorchTensor:
    """torch.addmm."""
    return _added(site, spelled, input, matmul(site, "matmul", mat1, mat2))


def added_vector(
    site: Site, spelled: str, input: Any, mat: Any, vec: Any, *, beta: Any = 1, alpha: Any = 1
) -> TorchTensor:
    """torch.addmv."""
    return _added(site, spelled, input, matmul(site, "matmul", mat, vec))


def added_batches(
    site: Site, spelled: str, input: Any, batch1: Any, batch2: Any, *, beta: Any = 1, alpha: Any = 1
) -> TorchTensor:
    """torch.baddbmm."""
    return _added(site, spelled, input, matmul(site, "matmul", batch1, batch2))


def _added(site: Site, spelled: str, input: Any, found: TorchTensor) -> TorchTensor:
    """A product and what is added to it."""
    first = tensor(input, "input", site)
    shape = broadcast((first.shape, found.shape), needs_of(site), channel_axis=1)
    if len(shape) != len(found.shape):
        raise ShapeError(
            f"{spelled}() of {show_shape(first.shape)} and a product {show_shape(found.shape)}",
            expected="what broadcasts to the product",
        )
    return joined(TorchHand(site), "add", [first, found])


def added_sum(
    site: Site, spelled: str, input: Any, batch1: Any, batch2: Any, *, beta: Any = 1, alpha: Any = 1
) -> TorchTensor:
    """torch.addbmm: products added up over the batch."""
    one, two = tensor(batch1, "batch1", site), tensor(batch2, "batch2", site)
    found = _einsum(site, (("b", "i", "j"), ("b", "j", "k")), ("i", "k"), [one, two])
    return joined(TorchHand(site), "add", [tensor(input, "input", site), found])


def outer(site: Site, spelled: str, input: Any, vec2: Any) -> TorchTensor:
    """torch.outer."""
    given = [tensor(input, "input", site), tensor(vec2, "vec2", site)]
    shape = tuple([each.shape[0] for each in given if len(each.shape) == 1])
    if len(shape) != 2:
        raise ShapeError(f"outer() of {' and '.join(show_shape(e.shape) for e in given)}")
    layer = Function(function="outer", shapes=(shape,))
    return apply(site, spelled, layer, given, "", lambda numpy, a, b: numpy.outer(a, b))[0]


def tensordot(
    site: Site, spelled: str, a: Any, b: Any, dims: Any = 2, out: Any = None
) -> TorchTensor:
    """torch.tensordot: summed over the last axes of one and the first of the other, or named."""
    one, two = tensor(a, "a", site), tensor(b, "b", site)
    if type(dims) in (list, tuple):
        first, second = (axes_argument(each, "dims") for each in dims)
    else:
        count = size_of(dims, "dims", site)
        first, second = tuple(range(-count, 0)), tuple(range(count))
    left = places(first, one.shape, "dims")
    right = places(second, two.shape, "dims")
    return products.contracted_over(TorchHand(site), "einsum", one, two, (left, right))


def _einsum(
    site: Site,
    terms: tuple[tuple[str, ...], ...],
    result: tuple[str, ...],
    given: list[TorchTensor],
) -> TorchTensor:
    return products.contracted(TorchHand(site), "einsum", given, terms, result)


def einsum(site: Site, spelled: str, equation: Any, *operands: Any) -> TorchTensor:
    """torch.einsum: the equation, and the tensors one by one or in one list."""
    if not isinstance(equation, str):
        raise BadValue(f"einsum({equation!r}, ...)", expected="a text such as 'bij,bjk->bik'")
    several_ = (
        operands[0] if len(operands) == 1 and type(operands[0]) in (list, tuple) else operands
    )
    given = tensor_list(tuple(several_), "operands", site)
    terms, result = parse_equation(equation)
    if len(terms) != len(given):
        raise BadValue(
            f"{equation!r} has {len(terms)} inputs, {len(given)} are given", argument="equation"
        )
    return _einsum(site, terms, result, given)


LONGEST_EQUATION = 2_000


def parse_equation(equation: str) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """
    The axes of every input and of the result; without an arrow those that stand once, in order.

    Raises:
        BadValue: If it is not written as an equation.
    """
    text = "".join(equation.split())
    if len(text) > LONGEST_EQUATION:
        raise BadValue(
            f"an equation of {len(text):,} letters",
            expected=f"at most {LONGEST_EQUATION:,}",
            argument="equation",
        )
    left, arrow, right = text.partition("->")
    terms = tuple(_letters(each, equation) for each in left.split(","))
    if arrow:
        result = _letters(right, equation)
    else:
        flat = [name for term in terms for name in term]
        once = sorted(name for name in set(flat) if flat.count(name) == 1 and name != "...")
        result = (*(("...",) if "..." in flat else ()), *once)
    for name in result:
        if name != "..." and not any(name in term for term in terms):
            raise BadValue(
                f"{equation!r}: {name!r} is in the result and in no input", argument="equation"
            )
    if len(set(result)) != len(result):
        raise BadValue(f"{equation!r}: a letter stands twice in the result", argument="equation")
    return terms, result


def _letters(text: str, equation: str) -> tuple[str, ...]:
    front, dots, behind = text.partition("...")
    letters = (*front, *(("...",) if dots else ()), *behind)
    if not all(each == "..." or (each.isascii() and each.isalpha()) for each in letters):
        raise BadValue(
            f"einsum({equation!r}, ...)",
            expected="letters, commas and ->, for example 'bij,bjk->bik'",
            argument="equation",
        )
    return letters


def attention(
    site: Site,
    spelled: str,
    query: Any,
    key: Any,
    value: Any,
    attn_mask: Any = None,
    dropout_p: Any = 0.0,
    is_causal: Any = False,
    scale: Any = None,
    enable_gqa: Any = False,
) -> TorchTensor:
    """F.scaled_dot_product_attention."""
    inputs = [
        tensor(each, name, site)
        for each, name in ((query, "query"), (key, "key"), (value, "value"))
    ]
    if attn_mask is not None:
        inputs.append(tensor(attn_mask, "attn_mask", site))
    layer = ScaledAttention(grouped=bool(enable_gqa))
    return apply(site, spelled, layer, inputs)[0]


def distances(
    site: Site, spelled: str, x1: Any, x2: Any, p: Any = 2.0, compute_mode: Any = None
) -> TorchTensor:
    """torch.cdist: from every row of one to every row of the other."""
    one, two = tensor(x1, "x1", site), tensor(x2, "x2", site)
    if min(len(one.shape), len(two.shape)) < 2:
        raise ShapeError(
            f"cdist() of {show_shape(one.shape)} and {show_shape(two.shape)}",
            expected="rows of numbers: two axes or more",
        )
    needs = needs_of(site)
    needs.equal(
        one.shape[-1],
        two.shape[-1],
        lambda: ShapeError(
            f"cdist() of {show_shape(one.shape)} and {show_shape(two.shape)}",
            expected="the same last size for both",
        ),
    )
    batch = broadcast((one.shape[:-2], two.shape[:-2]), needs, channel_axis=1)
    shape = (*batch, one.shape[-2], two.shape[-2])
    work = 3 * product(shape) * one.shape[-1]
    stays = tuple(range(len(batch)))
    layer = Function(function=spelled, shapes=(shape,), work=work, stays=stays)
    return apply(site, spelled, layer, [one, two])[0]


def kronecker(site: Site, spelled: str, input: Any, other: Any) -> TorchTensor:
    """torch.kron."""
    one, two = tensor(input, "input", site), tensor(other, "other", site)
    rank = max(len(one.shape), len(two.shape))
    padded = [(*(1,) * (rank - len(each.shape)), *each.shape) for each in (one, two)]
    shape = tuple([a * b for a, b in zip(*padded, strict=True)])
    return apply(site, spelled, Function(function=spelled, shapes=(shape,)), [one, two])[0]


def cross(
    site: Site, spelled: str, usual: int | None, input: Any, other: Any, dim: Any = None
) -> TorchTensor:
    """
    torch.cross, torch.linalg.cross: along an axis of 3, `usual` where none is named.

    Raises:
        ShapeError: If the axis has another size, or the two have different numbers of axes.
    """
    given = [tensor(input, "input", site), tensor(other, "other", site)]
    shapes = [each.shape for each in given]
    told = f"{spelled}() of {' and '.join(map(show_shape, shapes))}"
    if len(shapes[0]) != len(shapes[1]):
        raise ShapeError(told, expected="the same number of axes for both")
    axis = usual if dim is None else axis_of(dim, "dim", site)
    if axis is None:
        axis = next((index for index, size in enumerate(shapes[0]) if size == 3), None)
    wrong = ShapeError(told, expected="an axis of size 3", argument="dim")
    if axis is None:
        raise wrong
    for shape in shapes:
        needs_of(site).equal(shape[place(axis, shape, "dim")], 3, lambda: wrong)
    return joined(TorchHand(site), spelled, given)


def inverse(site: Site, spelled: str, input: Any, *args: Any, **options: Any) -> TorchTensor:
    """
    torch.linalg.inv, of square matrices, and pinv: (..., M, N) to (..., N, M).

    Raises:
        ShapeError: If there are no matrices, or inv is asked of others than square ones.
    """
    source = tensor(input, "input", site)
    shape = source.shape
    told = f"{spelled}() of {show_shape(shape)}"
    if len(shape) < 2:
        raise ShapeError(told, expected="matrices, at least 2 axes")
    if spelled == "inv":
        needs_of(site).equal(
            shape[-2], shape[-1], lambda: ShapeError(told, expected="as many rows as columns")
        )
    turned = (*shape[:-2], shape[-1], shape[-2])
    layer = Function(function=spelled, shapes=(turned,), stays=tuple(range(len(shape) - 2)))
    return apply(site, spelled, layer, [source])[0]
