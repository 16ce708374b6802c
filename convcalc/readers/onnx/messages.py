"""
The messages of an ONNX file that matter here.

Source: onnx/onnx.proto of ONNX 1.23.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from convcalc.readers.stored.wire import Messages

MESSAGES: Messages = {
    "Model": {
        1: ("ir_version", "int"),
        2: ("producer_name", "text"),
        3: ("producer_version", "text"),
        7: ("graph", "Graph"),
        8: ("opset_import", "OperatorSet*"),
        14: ("metadata_props", "Entry*"),
        25: ("functions", "Function*"),
    },
    "OperatorSet": {1: ("domain", "text"), 2: ("version", "int")},
    "Entry": {1: ("key", "text"), 2: ("value", "text")},
    "Graph": {
        1: ("node", "Node*"),
        2: ("name", "text"),
        5: ("initializer", "Tensor*"),
        11: ("input", "ValueInfo*"),
        12: ("output", "ValueInfo*"),
        13: ("value_info", "ValueInfo*"),
        15: ("sparse_initializer", "SparseTensor*"),
    },
    "Node": {
        1: ("input", "text*"),
        2: ("output", "text*"),
        3: ("name", "text"),
        4: ("op_type", "text"),
        5: ("attribute", "Attribute*"),
        7: ("domain", "text"),
        8: ("overload", "text"),
        9: ("metadata_props", "Entry*"),
    },
    "Attribute": {
        1: ("name", "text"),
        2: ("f", "float"),
        3: ("i", "int"),
        4: ("s", "bytes"),
        5: ("t", "Tensor"),
        6: ("g", "Graph"),
        7: ("floats", "float*"),
        8: ("ints", "int*"),
        9: ("strings", "bytes*"),
        10: ("tensors", "Tensor*"),
        11: ("graphs", "Graph*"),
        14: ("tp", "Type"),
        20: ("type", "int"),
        21: ("ref_attr_name", "text"),
        22: ("sparse_tensor", "SparseTensor"),
    },
    "Tensor": {
        1: ("dims", "int*"),
        2: ("data_type", "int"),
        4: ("float_data", "data*"),
        5: ("int32_data", "data*"),
        6: ("string_data", "bytes*"),
        7: ("int64_data", "data*"),
        8: ("name", "text"),
        9: ("raw_data", "bytes"),
        10: ("double_data", "data*"),
        11: ("uint64_data", "data*"),
        13: ("external_data", "Entry*"),
        14: ("data_location", "int"),
    },
    "SparseTensor": {1: ("values", "Tensor"), 2: ("indices", "Tensor"), 3: ("dims", "int*")},
    "ValueInfo": {1: ("name", "text"), 2: ("type", "Type")},
    "Type": {
        1: ("tensor_type", "TensorType"),
        4: ("sequence_type", "Holder"),
        5: ("map_type", "Map"),
        8: ("sparse_tensor_type", "TensorType"),
        9: ("optional_type", "Holder"),
    },
    "TensorType": {1: ("elem_type", "int"), 2: ("shape", "Shape")},
    "Holder": {1: ("elem_type", "Type")},
    "Map": {1: ("key_type", "int"), 2: ("value_type", "Type")},
    "Shape": {1: ("dim", "Dimension*")},
    "Dimension": {1: ("dim_value", "int"), 2: ("dim_param", "text")},
    "Function": {
        1: ("name", "text"),
        4: ("input", "text*"),
        5: ("output", "text*"),
        6: ("attribute", "text*"),
        7: ("node", "Node*"),
        9: ("opset_import", "OperatorSet*"),
        10: ("domain", "text"),
        11: ("attribute_proto", "Attribute*"),
        12: ("value_info", "ValueInfo*"),
        13: ("overload", "text"),
    },
}

DTYPES = {
    1: "float32",
    2: "uint8",
    3: "int8",
    4: "uint16",
    5: "int16",
    6: "int32",
    7: "int64",
    8: "string",
    9: "bool",
    10: "float16",
    11: "float64",
    12: "uint32",
    13: "uint64",
    14: "complex64",
    15: "complex128",
    16: "bfloat16",
    17: "float8",
    18: "float8",
    19: "float8",
    20: "float8",
    21: "uint4",
    22: "int4",
    23: "float4",
    24: "float8",
    25: "uint2",
    26: "int2",
}
"""TensorProto.DataType by number; the eight-bit fractions are one format here."""
