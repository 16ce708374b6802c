"""Products of matrices, and attention, which is made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.errors import ShapeError
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.dense.dot import Matmul
from convcalc.layers.dense.einsum import Einsum
from convcalc.layers.dense.linear import Linear
from convcalc.layers.other.function import Function

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.onnx.step import Step
    from convcalc.readers.onnx.values import Value


def gemm(step: Step) -> list[Value]:
    """Gemm: a linear layer where the matrix is stored, else a product of two."""
    return _gemm(step, step.needed(0), step.needed(1), step.given(2))


def quantised_gemm(step: Step) -> list[Value]:
    """QGemm: the matrix is the fourth input, the bias the seventh."""
    return _gemm(step, step.needed(0), step.needed(3), step.given(6))


def _gemm(step: Step, one: Value, other: Value, bias: Value | None) -> list[Value]:
    turned, other_turned = step.whole("transA"), step.whole("transB")
    if one.rank != 2 and step.version < 7 and one.rank > 2:
        # Operator sets before 7 take what is flattened in front of it.
        rows, inner = one.shape[0], product(one.shape[1:])
    elif one.rank == 2:
        rows, inner = one.shape[::-1] if turned else one.shape
    else:
        raise ShapeError(f"an input of {show_shape(one.shape)}", expected="a matrix (M, K)")
    if other.rank != 2:
        raise ShapeError(f"a matrix of {show_shape(other.shape)}", expected="(K, N)")
    wanted, columns = other.shape[::-1] if other_turned else other.shape
    inner = step.network.needs.equal(
        inner,
        wanted,
        lambda: ShapeError(
            f"{show_shape(one.shape)} and {show_shape(other.shape)} do not multiply",
            expected=f"{wanted} columns where there are {inner}",
        ),
    )
    if other.is_constant and not turned and one.rank == 2:
        layer = Linear(out_features=columns, in_features=inner, bias=bias is not None)
        return step.apply(layer, [one], weights=[("weight", other), ("bias", bias)])
    found = Function(
        function="gemm",
        shapes=((rows, columns),),
        products=rows * columns * inner,
        work=0 if bias is None else rows * columns,
        stays=(0,),
    )
    return step.apply(found, [one], weights=[("weight", other), ("bias", bias)])


def _matmul(step: Step, one: Value, other: Value, dtype: str = "") -> list[Value]:
    inputs = (_turned(step, one, "A"), _turned(step, other, "B"))
    if inputs == (one.shape, other.shape):
        layer: Matmul | Function = Matmul()
    else:
        shapes = Matmul().applied(inputs, step.network.needs)
        products = Matmul().macs(inputs, shapes)
        layer = Function(function="matmul", shapes=shapes, products=products, work=0)
    return step.apply(layer, [one, other], dtype=dtype or one.dtype, matrices=(one, other))


def _turned(step: Step, value: Value, which: str) -> Shape:
    """The shape with the last two axes exchanged where an attribute says so."""
    if step.whole(f"trans{which}") and value.rank > 1:
        return (*value.shape[:-2], value.shape[-1], value.shape[-2])
    return value.shape


def matmul(step: Step) -> list[Value]:
    """MatMul, and the one with turned inputs."""
    return _matmul(step, step.needed(0), step.needed(1))


def matmul_integer(step: Step) -> list[Value]:
    """MatMulInteger and its kin: sums of 32 bits, or fractions."""
    dtype = "int32" if step.op == "MatMulInteger" else "float32"
    return _matmul(step, step.needed(0), step.needed(1), dtype)


def quantised_matmul(step: Step) -> list[Value]:
    """QLinearMatMul: the second factor is the fourth input."""
    zero = step.given(7)
    dtype = step.needed(0).dtype if zero is None else zero.dtype
    return _matmul(step, step.needed(0), step.needed(3), dtype)


def matmul_bits(step: Step) -> list[Value]:
    """MatMulNBits: a packed matrix of K columns and N rows."""
    source = step.needed(0)
    inner, columns = step.whole("K"), step.whole("N")
    if inner <= 0 or columns <= 0:
        raise BadValue(f"K={inner}, N={columns}", expected="sizes of at least 1")
    shape = (*source.shape[:-1], columns)
    layer = Function(
        function="matmul",
        shapes=(shape,),
        products=product(shape) * inner,
        work=0,
        stays=tuple(range(source.rank - 1)),
    )
    packed = [("weight", step.needed(1)), ("bias", step.given(5))]
    quantisation = [("scales", step.given(2)), ("zero_points", step.given(3))]
    return step.apply(layer, [source], weights=packed, buffers=quantisation)


def einsum(step: Step) -> list[Value]:
    """Einsum of named axes."""
    equation = step.text("equation").replace(" ", "")
    inputs = [each for each in step.inputs if each is not None]
    left, arrow, right = equation.partition("->")
    terms = [_names(each) for each in left.split(",")]
    if not arrow:
        flat = [name for term in terms for name in term]
        single = sorted({each for each in flat if flat.count(each) == 1 and each != "..."})
        result = (("...",) if "..." in flat else ()) + tuple(single)
    else:
        result = _names(right)
    return step.apply(Einsum(terms=tuple(terms), result=result), inputs)


def _names(term: str) -> tuple[str, ...]:
    found: list[str] = []
    while term:
        size = 3 if term.startswith("...") else 1
        found.append(term[:size])
        term = term[size:]
    return tuple(found)


def attention(step: Step) -> list[Value]:
    """Attention of operator set 23: queries, keys and values of three or four axes, and a past."""
    query, key, value = (_heads(step, index) for index in (0, 1, 2))
    past_key, past_value = step.given(4), step.given(5)
    length = key[2] if past_key is None else past_key.shape[2] + key[2]
    batch = query[0]
    heads, positions = query[1], query[2]
    wide = value[3]
    if step.needed(0).rank == 3:
        shape: Shape = (batch, positions, heads * wide)
    else:
        shape = (batch, heads, positions, wide)
    shapes = [shape]
    if len(step.results) > 1:
        present = value[2] if past_value is None else past_value.shape[2] + value[2]
        shapes.append((batch, key[1], length, key[3]))
        shapes.append((batch, value[1], present, wide))
    if len(step.results) > 3:
        shapes.append((batch, heads, positions, length))
    products = batch * heads * positions * length * (query[3] + wide)
    layer = Function(
        function="attention",
        shapes=tuple(shapes[: max(len(step.results), 1)]),
        products=products,
        work=batch * heads * positions * length,
        stays=(0,),
    )
    return step.apply(layer)


def _heads(step: Step, index: int) -> tuple[Dim, Dim, Dim, Dim]:
    """Batch, heads, positions and features of one of the three."""
    value = step.needed(index)
    if value.rank == 4:
        batch, heads, positions, width = value.shape
        return batch, heads, positions, width
    if value.rank != 3:
        raise ShapeError(f"an input of {show_shape(value.shape)}", expected="three or four axes")
    heads = step.whole("q_num_heads" if index == 0 else "kv_num_heads")
    if heads <= 0:
        raise BadValue("Attention of three axes without its numbers of heads")
    batch, positions, width = value.shape
    whole = step.network.needs.divisible(
        width,
        heads,
        lambda: ShapeError(f"{width} features do not part into {heads} heads"),
    )
    return batch, heads, positions, whole
