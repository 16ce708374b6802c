"""The methods of tensors and the functions of `torch` that do the same: one entry a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.operations.spelling import spelled
from convcalc.readers.python.libraries.torch.calls import TorchFunction

if TYPE_CHECKING:
    from convcalc.readers.python.libraries.torch.calls import RuleEntry
    from convcalc.readers.python.libraries.torch.tensor import TorchTensor

ELEMENTWISE = "torch.functions.elementwise"

UNARY = spelled("""
    abs absolute=abs acos acosh angle arccos=acos arccosh=acosh arcsin=asin arcsinh=asinh
    arctan=atan arctanh=atanh asin asinh atan atanh bitwise_not ceil conj conj_physical=conj cos
    cosh deg2rad digamma erf erfc erfinv exp exp2 expm1 fix=trunc floor frac hardshrink i0 isfinite
    isinf isnan isneginf isposinf isreal lgamma log log10 log1p log2 logical_not rad2deg reciprocal
    relu rsqrt sgn sigmoid sign signbit sin sinc sinh sqrt square tan tanh trunc
""")

BINARY = spelled("""
    arctan2=atan2 atan2 bitwise_and bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor
    copysign eq floor_divide fmax fmin fmod ge greater=gt greater_equal=ge gt hypot le less=lt
    less_equal=le logaddexp logaddexp2 logical_and logical_or logical_xor lt maximum minimum mul
    multiply=mul ne not_equal=ne remainder xlogy
""")

SHARED: dict[str, RuleEntry] = {
    # one tensor, element by element
    **{name: (ELEMENTWISE, "unary", operation) for name, operation in UNARY.items()},
    "neg": (ELEMENTWISE, "unary", "neg"),
    "negative": (ELEMENTWISE, "unary", "neg"),
    "positive": (ELEMENTWISE, "unchanged"),
    "round": (ELEMENTWISE, "rounded"),
    "clamp": (ELEMENTWISE, "clamp"),
    "clip": (ELEMENTWISE, "clamp"),
    "clamp_min": (ELEMENTWISE, "clamped_below"),
    "clamp_max": (ELEMENTWISE, "clamped_above"),
    "nan_to_num": (ELEMENTWISE, "replaced_nan"),
    "logit": (ELEMENTWISE, "logit"),
    "prelu": ("torch.functions.windows", "prelu"),
    # two tensors, or a tensor and a number
    **{name: (ELEMENTWISE, "binary", operation) for name, operation in BINARY.items()},
    "add": (ELEMENTWISE, "scaled", "add"),
    "sub": (ELEMENTWISE, "scaled", "sub"),
    "subtract": (ELEMENTWISE, "scaled", "sub"),
    "div": (ELEMENTWISE, "quotient"),
    "divide": (ELEMENTWISE, "quotient"),
    "true_divide": (ELEMENTWISE, "binary", "div"),
    "pow": (ELEMENTWISE, "power", "pow"),
    "float_power": (ELEMENTWISE, "power", "float_power"),
    "isclose": (ELEMENTWISE, "close"),
    "addcdiv": ("torch.functions.choosing", "multiplied_add"),
    "addcmul": ("torch.functions.choosing", "multiplied_add"),
    "lerp": ("torch.functions.choosing", "interpolated"),
    "masked_fill": ("torch.functions.choosing", "masked_fill"),
    # the same elements in another shape or order
    "reshape": ("torch.functions.views", "reshape"),
    "flatten": ("torch.functions.views", "flatten"),
    "ravel": ("torch.functions.views", "ravel"),
    "unflatten": ("torch.functions.views", "unflatten"),
    "squeeze": ("torch.functions.views", "squeeze"),
    "unsqueeze": ("torch.functions.views", "unsqueeze"),
    "permute": ("torch.functions.views", "permute"),
    "transpose": ("torch.functions.views", "transpose"),
    "swapaxes": ("torch.functions.views", "swapaxes"),
    "swapdims": ("torch.functions.views", "transpose"),
    "t": ("torch.functions.views", "turned"),
    "adjoint": ("torch.functions.views", "matrices_turned"),
    "movedim": ("torch.functions.views", "moveaxis"),
    "moveaxis": ("torch.functions.views", "moveaxis"),
    "broadcast_to": ("torch.functions.repeating", "expand"),
    "tile": ("torch.functions.repeating", "tile"),
    "repeat_interleave": ("torch.functions.repeating", "repeat_interleave"),
    "narrow": ("torch.functions.views", "narrow"),
    "select": ("torch.functions.views", "select"),
    "diagonal": ("torch.functions.views", "diagonal"),
    "as_strided": ("torch.functions.views", "strided"),
    # joined and cut
    "split": ("torch.functions.joining", "split"),
    "chunk": ("torch.functions.joining", "chunk"),
    "tensor_split": ("torch.functions.joining", "tensor_split"),
    "hsplit": ("torch.functions.joining", "split_along", 1),
    "vsplit": ("torch.functions.joining", "split_along", 0),
    "dsplit": ("torch.functions.joining", "split_along", 2),
    "unbind": ("torch.functions.joining", "unbind"),
    # reduced
    **dict.fromkeys(("sum", "nansum"), ("torch.functions.reducing", "reduce")),
    "prod": ("torch.functions.reducing", "reduce_one"),
    "count_nonzero": ("torch.functions.reducing", "counted"),
    **dict.fromkeys(("mean", "nanmean", "amax", "amin"), ("torch.functions.reducing", "reduce")),
    "logsumexp": ("torch.functions.reducing", "reduce_some"),
    **dict.fromkeys(("argmax", "argmin"), ("torch.functions.reducing", "reduce_one")),
    "all": ("torch.functions.reducing", "all_or_any"),
    "any": ("torch.functions.reducing", "all_or_any"),
    **dict.fromkeys(("var", "std"), ("torch.functions.reducing", "variance")),
    "max": ("torch.functions.sorting", "extreme"),
    "min": ("torch.functions.sorting", "extreme"),
    "mode": ("torch.functions.sorting", "with_positions"),
    "median": ("torch.functions.sorting", "median"),
    "nanmedian": ("torch.functions.sorting", "median"),
    "kthvalue": ("torch.functions.sorting", "nth_value"),
    "quantile": ("torch.functions.reducing", "quantile"),
    "nanquantile": ("torch.functions.reducing", "quantile"),
    "aminmax": ("torch.functions.sorting", "extremes"),
    "norm": ("torch.functions.reducing", "norm"),
    # along an axis
    **dict.fromkeys(("cumsum", "cumprod"), ("torch.functions.along", "along")),
    "logcumsumexp": ("torch.functions.along", "along"),
    **dict.fromkeys(("cummax", "cummin"), ("torch.functions.along", "along_with_positions")),
    "diff": ("torch.functions.along", "difference"),
    "softmax": ("torch.functions.along", "softmax"),
    "log_softmax": ("torch.functions.along", "softmax"),
    "sort": ("torch.functions.sorting", "sort"),
    "argsort": ("torch.functions.sorting", "sort"),
    "msort": ("torch.functions.sorting", "sorted_only"),
    "topk": ("torch.functions.sorting", "topk"),
    "renorm": ("torch.functions.queries", "renormalised"),
    "flip": ("torch.functions.along", "flip"),
    "fliplr": ("torch.functions.along", "flip_along", 1),
    "flipud": ("torch.functions.along", "flip_along", 0),
    "roll": ("torch.functions.along", "roll"),
    "rot90": ("torch.functions.along", "quarter_turns"),
    # by position
    "index_select": ("torch.functions.gathering", "index_select"),
    "gather": ("torch.functions.gathering", "gather"),
    "take": ("torch.functions.gathering", "take"),
    "take_along_dim": ("torch.functions.gathering", "take_along_dim"),
    "masked_select": ("torch.functions.gathering", "masked_select"),
    "nonzero": ("torch.functions.gathering", "nonzero"),
    "argwhere": ("torch.functions.gathering", "nonzero"),
    **dict.fromkeys(
        (
            "index_add",
            "index_copy",
            "index_fill",
            "scatter",
            "scatter_add",
            "scatter_reduce",
        ),
        ("torch.functions.gathering", "scatter"),
    ),
    "index_put": ("torch.functions.gathering", "put_at"),
    "select_scatter": ("torch.functions.gathering", "select_put"),
    "slice_scatter": ("torch.functions.gathering", "slice_put"),
    "unique": ("torch.functions.gathering", "unique"),
    "histc": ("torch.functions.gathering", "histogram"),
    **dict.fromkeys(("bincount", "unique_consecutive"), ("torch.functions.gathering", "depends")),
    # products
    "matmul": ("torch.functions.products", "matmul"),
    "mm": ("torch.functions.products", "matrix_times"),
    "bmm": ("torch.functions.products", "matrix_times"),
    "mv": ("torch.functions.products", "matrix_times_vector"),
    "dot": ("torch.functions.products", "dot"),
    "vdot": ("torch.functions.products", "matmul"),
    "outer": ("torch.functions.products", "outer"),
    "ger": ("torch.functions.products", "outer"),
    "addmm": ("torch.functions.products", "added_matrices"),
    "addmv": ("torch.functions.products", "added_vector"),
    "baddbmm": ("torch.functions.products", "added_batches"),
    "addbmm": ("torch.functions.products", "added_sum"),
    "kron": ("torch.functions.products", "kronecker"),
    "cross": ("torch.functions.products", "cross", None),
    # made from another
    "tril": ("torch.functions.ranges", "triangle"),
    "triu": ("torch.functions.ranges", "triangle"),
    "diag": ("torch.functions.ranges", "diagonal_matrix"),
    "bernoulli": ("torch.functions.factories", "random_like"),
    "multinomial": ("torch.functions.factories", "samples"),
    # told, converted, left as it is
    "numel": ("torch.functions.queries", "count"),
    "is_floating_point": ("torch.functions.queries", "is_floating_point"),
    "is_complex": ("torch.functions.queries", "is_complex_type"),
    "is_same_size": ("torch.functions.queries", "same_size"),
    "equal": ("torch.functions.queries", "same_values"),
    "allclose": ("torch.functions.queries", "nearly_same_values"),
    "clone": ("torch.functions.queries", "copied"),
    "detach": ("torch.functions.queries", "same"),
    "real": ("torch.functions.queries", "part"),
    "imag": ("torch.functions.queries", "part"),
    "resolve_conj": ("torch.functions.queries", "same"),
}
"""Functions of `torch` whose first argument is a tensor, and its methods of the same name."""

OWN: dict[str, RuleEntry] = {
    "view": ("torch.functions.views", "reshape"),
    "view_as": ("torch.functions.views", "reshape_as"),
    "reshape_as": ("torch.functions.views", "reshape_as"),
    "expand": ("torch.functions.repeating", "expand"),
    "expand_as": ("torch.functions.repeating", "expand_as"),
    "repeat": ("torch.functions.repeating", "repeat"),
    "unfold": ("torch.functions.views", "unfold"),
    "stft": ("torch.functions.spectra", "forwards"),
    "istft": ("torch.functions.spectra", "backwards"),
    "resize": ("torch.functions.views", "resized"),
    "numpy_T": ("torch.functions.views", "turned"),
    "matrix_T": ("torch.functions.views", "matrices_turned"),
    "rsub": (ELEMENTWISE, "subtracted_from"),
    "where": ("torch.functions.choosing", "where_method"),
    "size": ("torch.functions.queries", "size"),
    "dim": ("torch.functions.queries", "rank"),
    "ndimension": ("torch.functions.queries", "rank"),
    "nelement": ("torch.functions.queries", "count"),
    "stride": ("torch.functions.queries", "stride"),
    "storage_offset": ("torch.functions.queries", "always", 0),
    "data_ptr": ("torch.functions.queries", "address"),
    "element_size": ("torch.functions.queries", "element_size"),
    "item": ("torch.functions.queries", "item"),
    "tolist": ("torch.functions.queries", "as_list"),
    "is_contiguous": ("torch.functions.queries", "always", True),
    "is_inference": ("torch.functions.queries", "always", False),
    "is_shared": ("torch.functions.queries", "always", False),
    "get_device": ("torch.functions.queries", "always", -1),
    "astype": ("torch.functions.queries", "cast_to"),
    "to_dense": ("torch.functions.queries", "moved"),
    "dequantize": ("torch.functions.queries", "as_fractions"),
    "to": ("torch.functions.queries", "moved"),
    "type": ("torch.functions.queries", "typed"),
    "contiguous": ("torch.functions.queries", "in_a_row"),
    "type_as": ("torch.functions.queries", "as_type_of"),
    "copy": ("torch.functions.queries", "overwritten"),
    "set": ("torch.functions.queries", "pointed_elsewhere"),
    "numpy": ("torch.functions.queries", "numpy_array"),
    "backward": ("torch.functions.queries", "nothing_happens"),
    "register_hook": ("torch.functions.queries", "nothing_happens"),
    "retain_grad": ("torch.functions.queries", "nothing_happens"),
    **dict.fromkeys(
        (
            "align_to",
            "cpu",
            "cuda",
            "pin_memory",
            "record_stream",
            "refine_names",
            "rename",
            "requires_grad_",
            "share_memory_",
            "xpu",
            "__copy__",
            "__deepcopy__",
        ),
        ("torch.functions.queries", "same"),
    ),
    **dict.fromkeys(
        (
            "bfloat16",
            "bool",
            "byte",
            "char",
            "double",
            "float",
            "half",
            "int",
            "long",
            "short",
        ),
        ("torch.functions.queries", "cast"),
    ),
    **dict.fromkeys(
        ("new", "new_empty", "new_full", "new_ones", "new_tensor", "new_zeros"),
        ("torch.functions.factories", "new"),
    ),
    **dict.fromkeys(
        (
            "cauchy",
            "exponential",
            "fill",
            "geometric",
            "log_normal",
            "normal",
            "random",
            "uniform",
            "zero",
        ),
        ("torch.functions.factories", "refilled"),
    ),
}
"""Methods of tensors that `torch` has no function of."""

DUNDERS: dict[str, str] = {
    "__add__": "add",
    "__sub__": "sub",
    "__mul__": "mul",
    "__truediv__": "div",
    "__matmul__": "matmul",
    "__pow__": "pow",
    "__neg__": "neg",
    "__eq__": "eq",
    "__ne__": "ne",
    "__and__": "bitwise_and",
    "__or__": "bitwise_or",
}
"""Operators called as methods."""

METHODS: dict[str, RuleEntry] = {
    **SHARED,
    **OWN,
    **{name: SHARED[entry] for name, entry in DUNDERS.items()},
}


def method(tensor: TorchTensor, name: str) -> TorchFunction | None:
    """A tensor's method; one that ends in an underscore works in place. None: there is none."""
    entry = METHODS.get(name)
    if entry is not None:
        return TorchFunction(DUNDERS.get(name, name), entry, tensor)
    entry = METHODS.get(name[:-1]) if name.endswith("_") else None
    return None if entry is None else TorchFunction(name, entry, tensor, in_place=True)


def function(name: str) -> TorchFunction:
    """The same as a function whose first argument is the tensor."""
    return TorchFunction(name, METHODS[name])
