"""
What the numbers in a file stand for: operators, types of elements, activations, and options.

Source: tensorflow/lite/schema/schema.fbs.
"""

from __future__ import annotations

from convcalc.operations.spelling import spelled

CUSTOM = 32
"""The operator that has a name of its own in the file."""

NAMES = tuple(
    spelled("""
    ADD AVERAGE_POOL_2D CONCATENATION CONV_2D DEPTHWISE_CONV_2D DEPTH_TO_SPACE DEQUANTIZE
    EMBEDDING_LOOKUP FLOOR FULLY_CONNECTED HASHTABLE_LOOKUP L2_NORMALIZATION L2_POOL_2D
    LOCAL_RESPONSE_NORMALIZATION LOGISTIC LSH_PROJECTION LSTM MAX_POOL_2D MUL RELU RELU_N1_TO_1
    RELU6 RESHAPE RESIZE_BILINEAR RNN SOFTMAX SPACE_TO_DEPTH SVDF TANH CONCAT_EMBEDDINGS SKIP_GRAM
    CALL CUSTOM EMBEDDING_LOOKUP_SPARSE PAD UNIDIRECTIONAL_SEQUENCE_RNN GATHER BATCH_TO_SPACE_ND
    SPACE_TO_BATCH_ND TRANSPOSE MEAN SUB DIV SQUEEZE UNIDIRECTIONAL_SEQUENCE_LSTM STRIDED_SLICE
    BIDIRECTIONAL_SEQUENCE_RNN EXP TOPK_V2 SPLIT LOG_SOFTMAX DELEGATE BIDIRECTIONAL_SEQUENCE_LSTM
    CAST PRELU MAXIMUM ARG_MAX MINIMUM LESS NEG PADV2 GREATER GREATER_EQUAL LESS_EQUAL SELECT SLICE
    SIN TRANSPOSE_CONV SPARSE_TO_DENSE TILE EXPAND_DIMS EQUAL NOT_EQUAL LOG SUM SQRT RSQRT SHAPE POW
    ARG_MIN FAKE_QUANT REDUCE_PROD REDUCE_MAX PACK LOGICAL_OR ONE_HOT LOGICAL_AND LOGICAL_NOT UNPACK
    REDUCE_MIN FLOOR_DIV REDUCE_ANY SQUARE ZEROS_LIKE FILL FLOOR_MOD RANGE RESIZE_NEAREST_NEIGHBOR
    LEAKY_RELU SQUARED_DIFFERENCE MIRROR_PAD ABS SPLIT_V UNIQUE CEIL REVERSE_V2 ADD_N GATHER_ND COS
    WHERE RANK ELU REVERSE_SEQUENCE MATRIX_DIAG QUANTIZE MATRIX_SET_DIAG ROUND HARD_SWISH IF WHILE
    NON_MAX_SUPPRESSION_V4 NON_MAX_SUPPRESSION_V5 SCATTER_ND SELECT_V2 DENSIFY SEGMENT_SUM
    BATCH_MATMUL PLACEHOLDER_FOR_GREATER_OP_CODES CUMSUM CALL_ONCE BROADCAST_TO RFFT2D CONV_3D IMAG
    REAL COMPLEX_ABS HASHTABLE HASHTABLE_FIND HASHTABLE_IMPORT HASHTABLE_SIZE REDUCE_ALL
    CONV_3D_TRANSPOSE VAR_HANDLE READ_VARIABLE ASSIGN_VARIABLE BROADCAST_ARGS RANDOM_STANDARD_NORMAL
    BUCKETIZE RANDOM_UNIFORM MULTINOMIAL GELU DYNAMIC_UPDATE_SLICE RELU_0_TO_1 UNSORTED_SEGMENT_PROD
    UNSORTED_SEGMENT_MAX UNSORTED_SEGMENT_SUM ATAN2 UNSORTED_SEGMENT_MIN SIGN BITCAST BITWISE_XOR
    RIGHT_SHIFT STABLEHLO_LOGISTIC STABLEHLO_ADD STABLEHLO_DIVIDE STABLEHLO_MULTIPLY
    STABLEHLO_MAXIMUM STABLEHLO_RESHAPE STABLEHLO_CLAMP STABLEHLO_CONCATENATE
    STABLEHLO_BROADCAST_IN_DIM STABLEHLO_CONVOLUTION STABLEHLO_SLICE STABLEHLO_CUSTOM_CALL
    STABLEHLO_REDUCE STABLEHLO_ABS STABLEHLO_AND STABLEHLO_COSINE STABLEHLO_EXPONENTIAL
    STABLEHLO_FLOOR STABLEHLO_LOG STABLEHLO_MINIMUM STABLEHLO_NEGATE STABLEHLO_OR STABLEHLO_POWER
    STABLEHLO_REMAINDER STABLEHLO_RSQRT STABLEHLO_SELECT STABLEHLO_SUBTRACT STABLEHLO_TANH
    STABLEHLO_SCATTER STABLEHLO_COMPARE STABLEHLO_CONVERT STABLEHLO_DYNAMIC_SLICE
    STABLEHLO_DYNAMIC_UPDATE_SLICE STABLEHLO_PAD STABLEHLO_IOTA STABLEHLO_DOT_GENERAL
    STABLEHLO_REDUCE_WINDOW STABLEHLO_SORT STABLEHLO_WHILE STABLEHLO_GATHER STABLEHLO_TRANSPOSE
    DILATE STABLEHLO_RNG_BIT_GENERATOR REDUCE_WINDOW STABLEHLO_COMPOSITE STABLEHLO_SHIFT_LEFT
    STABLEHLO_CBRT STABLEHLO_CASE
""")
)
"""The built-in operators; the place is the number."""

TYPES = tuple(
    spelled("""
    float32 float16 int32 uint8 int64 string bool int16 complex64 int8 float64 complex128 uint64
    resource variant uint32 uint16 int4 bfloat16 int2 uint4
""")
)
"""Types of elements; the place is the number."""

LETTERS = {
    "float32": "f",
    "float64": "d",
    "int32": "i",
    "uint8": "B",
    "int64": "q",
    "bool": "B",
    "int16": "h",
    "int8": "b",
    "uint64": "Q",
    "uint32": "I",
    "uint16": "H",
}
"""Struct's letters for types whose values are read."""

ACTIVATIONS = ("", "relu", "relu_n1_to_1", "relu6", "tanh", "sign_bit")
"""What an operator does at its end; the place is the number."""

WINDOW = "padding:0b stride_w:1i stride_h:2i"
RECURRENT = "time_major:0? activation:1b"

OPTIONS: dict[str, str] = {
    "ADD": "activation:0b",
    "ARG_MAX": "output_type:0b",
    "ARG_MIN": "output_type:0b",
    "AVERAGE_POOL_2D": f"{WINDOW} filter_w:3i filter_h:4i activation:5b",
    "BATCH_MATMUL": "adj_x:0? adj_y:1?",
    "BIDIRECTIONAL_SEQUENCE_LSTM": "activation:0b merge_outputs:3? time_major:4?=1",
    "BIDIRECTIONAL_SEQUENCE_RNN": f"{RECURRENT} merge_outputs:2?",
    "CALL": "subgraph:0I",
    "CALL_ONCE": "subgraph:0i",
    "CONCATENATION": "axis:0i activation:1b",
    "CONV_2D": f"{WINDOW} activation:3b dilation_w:4i=1 dilation_h:5i=1",
    "CONV_3D": "padding:0b stride_d:1i stride_w:2i stride_h:3i activation:4b dilation_d:5i=1 "
    "dilation_w:6i=1 dilation_h:7i=1",
    "CUMSUM": "exclusive:0? reverse:1?",
    "DEPTHWISE_CONV_2D": f"{WINDOW} activation:4b dilation_w:5i=1 dilation_h:6i=1",
    "DEPTH_TO_SPACE": "block_size:0i",
    "DIV": "activation:0b",
    "FULLY_CONNECTED": "activation:0b weights_format:1b keep_num_dims:2?",
    "GATHER": "axis:0i batch_dims:1i",
    "IF": "then_subgraph:0i else_subgraph:1i",
    "L2_NORMALIZATION": "activation:0b",
    "LOCAL_RESPONSE_NORMALIZATION": "radius:0i",
    "LSTM": "activation:0b kernel_type:3b",
    "MIRROR_PAD": "mode:0b",
    "MUL": "activation:0b",
    "ONE_HOT": "axis:0i",
    "PACK": "values_count:0i axis:1i",
    "REDUCE_ALL": "keep_dims:0?",
    "REDUCE_WINDOW": "reduce_function:0i",
    "RESHAPE": "new_shape:0*",
    "RESIZE_BILINEAR": "align_corners:2? half_pixel_centers:3?",
    "RESIZE_NEAREST_NEIGHBOR": "align_corners:0? half_pixel_centers:1?",
    "REVERSE_SEQUENCE": "seq_dim:0i batch_dim:1i",
    "RNN": "activation:0b",
    "SPACE_TO_DEPTH": "block_size:0i",
    "SPLIT": "num_splits:0i",
    "SPLIT_V": "num_splits:0i",
    "SQUEEZE": "squeeze_dims:0*",
    "STABLEHLO_BROADCAST_IN_DIM": "broadcast_dimensions:0l",
    "STABLEHLO_CONCATENATE": "axis:0q",
    "STABLEHLO_COMPOSITE": "name:0s subgraph:1i",
    "STABLEHLO_TRANSPOSE": "permutation:0l",
    "STABLEHLO_WHILE": "cond_subgraph:0i body_subgraph:1i",
    "STRIDED_SLICE": "begin_mask:0i end_mask:1i ellipsis_mask:2i new_axis_mask:3i "
    "shrink_axis_mask:4i offset:5?",
    "SUB": "activation:0b",
    "SVDF": "rank:0i activation:1b",
    "TRANSPOSE_CONV": f"{WINDOW} activation:3b",
    "UNIDIRECTIONAL_SEQUENCE_LSTM": "activation:0b time_major:3?",
    "UNIDIRECTIONAL_SEQUENCE_RNN": RECURRENT,
    "UNPACK": "num:0i axis:1i",
    "VAR_HANDLE": "container:0s shared_name:1s",
    "WHILE": "cond_subgraph:0i body_subgraph:1i",
}
"""
Options by operator: name, number of the field, and struct's letter; what is usual behind it.

"?" is a truth, "s" a text, "*" a list of whole numbers of four bytes, "l" of eight.
"""

OPTIONS |= dict.fromkeys(("MAX_POOL_2D", "L2_POOL_2D"), OPTIONS["AVERAGE_POOL_2D"])
OPTIONS |= dict.fromkeys(
    ("MEAN", "REDUCE_ANY", "REDUCE_MAX", "REDUCE_MIN", "REDUCE_PROD", "SUM"), OPTIONS["REDUCE_ALL"]
)
OPTIONS["CONV_3D_TRANSPOSE"] = OPTIONS["CONV_3D"]
