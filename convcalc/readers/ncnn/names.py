"""
What the numbers of settings mean, of those that shapes come from.

Source: Tencent/ncnn, docs/developer-guide/operators.md.
"""

from __future__ import annotations

CONVOLUTION = {
    0: "num_output",
    1: "kernel_w",
    11: "kernel_h",
    21: "kernel_d",
    2: "dilation_w",
    12: "dilation_h",
    3: "stride_w",
    13: "stride_h",
    4: "pad_left",
    14: "pad_top",
    15: "pad_right",
    16: "pad_bottom",
    7: "group",
    5: "bias_term",
    9: "activation_type",
}

POOLING = {
    0: "pooling_type",
    1: "kernel_w",
    11: "kernel_h",
    2: "stride_w",
    12: "stride_h",
    3: "pad_left",
    13: "pad_top",
    4: "global_pooling",
    5: "pad_mode",
    7: "adaptive_pooling",
    8: "out_w",
    18: "out_h",
}

NAMES: dict[str, dict[int, str]] = {
    **{
        f"{kind}{depthwise}{rank}": CONVOLUTION
        for kind in ("Convolution", "Deconvolution")
        for depthwise in ("", "DepthWise")
        for rank in ("", "1D", "3D")
    },
    **{f"Pooling{rank}": POOLING for rank in ("", "1D", "3D")},
    "BatchNorm": {0: "channels"},
    "BinaryOp": {0: "op_type", 1: "with_scalar", 2: "b"},
    "Concat": {0: "axis"},
    "Crop": {0: "woffset", 1: "hoffset", 2: "coffset", 9: "starts", 10: "ends", 11: "axes"},
    "Eltwise": {0: "op_type"},
    "Embed": {0: "num_output", 1: "input_dim"},
    "ExpandDims": {3: "axes"},
    "GRU": {0: "num_output", 2: "direction"},
    "Gemm": {2: "transA", 3: "transB", 7: "constantM", 8: "constantN", 9: "constantK"},
    "GroupNorm": {0: "group", 1: "channels"},
    "InnerProduct": {0: "num_output", 1: "bias_term", 9: "activation_type"},
    "Interp": {0: "resize_type", 1: "height_scale", 2: "width_scale", 3: "height", 4: "width"},
    "LRN": {1: "local_size"},
    "LSTM": {0: "num_output", 2: "direction", 3: "hidden_size"},
    "LayerNorm": {0: "affine_size"},
    "MemoryData": {0: "w", 1: "h", 11: "d", 2: "c"},
    "MultiHeadAttention": {0: "embed_dim", 1: "num_heads"},
    "Padding": {0: "top", 1: "bottom", 2: "left", 3: "right"},
    "Permute": {0: "order_type"},
    "PixelShuffle": {0: "upscale_factor"},
    "RNN": {0: "num_output", 2: "direction"},
    "Reduction": {0: "operation", 1: "reduce_all", 3: "axes", 4: "keepdims"},
    "Reorg": {0: "stride"},
    "Reshape": {0: "w", 1: "h", 11: "d", 2: "c"},
    "ShuffleChannel": {0: "group"},
    "Slice": {0: "slices", 1: "axis"},
    "Softmax": {0: "axis"},
    "Squeeze": {3: "axes"},
    "Tile": {0: "axis", 1: "tiles", 2: "repeats"},
    "UnaryOp": {0: "op_type"},
}
"""Type -> number of the setting -> its name."""
