"""The argument book of layers: what the parameters of constructors are given, and which inputs."""

from __future__ import annotations

TORCH_INPUTS = (
    "T[2,4,9]",
    "T[2,4,9,7]",
    "T[1,4,6,5,7]",
    "T[2,4]",
    "T[4]",
    "T[2,12]",
    "T[2,4,9,8]",
    "T[2,5:int64]",
    "T[2,12,16]",
    "T[2,4], T[2,5]",
    "T[2,4], T[2,4]",
    "T[3,2,4], T[5,2,4], T[5,2,4]",
    "T[3,2,4], T[5,2,4]",
    "T[2,4,4], T[2,4,4:int64]",
    "T[2,4,4,4], T[2,4,4,4:int64]",
    "T[2,4,4,4,4], T[2,4,4,4,4:int64]",
)
"""Inputs that are tried for a layer of PyTorch; the first two that it takes are kept."""

TORCH_REQUIRED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("in_channels", "in_features", "input_size", "d_model", "num_features"), ("4",)
    ),
    **dict.fromkeys(("embed_dim", "num_channels", "normalized_shape"), ("4",)),
    **dict.fromkeys(("out_channels", "out_features", "hidden_size"), ("6",)),
    "kernel_size": ("3", "2"),
    "output_size": ("3",),
    "nhead": ("2",),
    "num_heads": ("2",),
    "num_layers": ("2",),
    "num_embeddings": ("10",),
    "embedding_dim": ("6",),
    "groups": ("2",),
    "num_groups": ("2",),
    "padding": ("1", "2"),
    "upscale_factor": ("2",),
    "downscale_factor": ("1",),
    "in1_features": ("4",),
    "in2_features": ("5",),
    "size": ("2",),
    "norm_type": ("2",),
    "threshold": ("0.1",),
    "value": ("2.0",),
    "dim": ("1",),
    "unflattened_size": ("(2, 2)",),
    "encoder_layer": ("nn.TransformerEncoderLayer(4, 2, 8)",),
    "decoder_layer": ("nn.TransformerDecoderLayer(4, 2, 8)",),
}
TORCH_OPTIONAL: dict[str, tuple[str, ...]] = {
    "stride": ("2", "1"),
    "padding": ("1",),
    "dilation": ("2",),
    "groups": ("2",),
    "bias": ("False",),
    "padding_mode": ("'circular'",),
    "output_padding": (),
    "ceil_mode": ("True",),
    "return_indices": ("True",),
    "count_include_pad": ("False",),
    "affine": ("False", "True"),
    "track_running_stats": ("False", "True"),
    "elementwise_affine": ("False",),
    "num_layers": ("2",),
    "batch_first": ("True",),
    "bidirectional": ("True",),
    "proj_size": ("3",),
    "scale_factor": ("2",),
    "mode": (),
    "num_parameters": ("4",),
    "start_dim": ("0",),
    "end_dim": ("-2",),
    "dim": ("0", "-1"),
    "keepdim": ("True",),
    "dim_feedforward": ("8",),
    "norm_first": ("True",),
    "add_bias_kv": ("True",),
    "kdim": (),
    "inplace": ("True",),
    "alpha": ("0.5",),
    "negative_slope": ("0.2",),
    "output_size": ("3",),
    "num_encoder_layers": ("1",),
    "eps": ("0.1",),
}
TORCH_OWN: dict[str, dict[str, tuple[str, ...]]] = {
    "FractionalMaxPool2d": {"kernel_size": ("2",), "output_ratio": ("0.5",), "output_size": ("3",)},
    "FractionalMaxPool3d": {"kernel_size": ("2",), "output_ratio": ("0.5",), "output_size": ("3",)},
    "Fold": {"output_size": ("(5, 5)",), "kernel_size": ("2",), "dilation": (), "padding": ()},
    "PixelUnshuffle": {"downscale_factor": ("1",)},
    "Softmax2d": {},
    "MaxUnpool1d": {"kernel_size": ("2",), "padding": ()},
    "MaxUnpool2d": {"kernel_size": ("2",), "padding": ()},
    "MaxUnpool3d": {"kernel_size": ("2",), "padding": ()},
    "SyncBatchNorm": {"num_features": ("4",)},
    "Unflatten": {"dim": ("1",)},
    "Threshold": {"threshold": ("0.1",)},
    "ZeroPad2d": {"padding": ("1", "(1, 2, 0, 1)")},
    "Transformer": {"d_model": (), "nhead": (), "num_encoder_layers": ()},
    "Upsample": {"size": ("5",), "scale_factor": ("2",)},
}
TORCH_HAND: dict[str, tuple[str, ...]] = {
    **{
        name: (
            f"nn.{name}(4, 6)",
            f"nn.{name}(4, 6, num_layers=2, bidirectional=True)",
            f"nn.{name}(4, 6, bias=False)",
        )
        for name in ("RNN", "GRU", "LSTM")
    },
    "LSTM": ("nn.LSTM(4, 6)", "nn.LSTM(4, 6, 2, proj_size=3)", "nn.LSTM(4, 6, batch_first=True)"),
    "Transformer": ("nn.Transformer(4, 2, 1, 1, 8)", "nn.Transformer(4, 2, 1, 2, 8, bias=False)"),
    "Upsample": (
        "nn.Upsample(scale_factor=2)",
        "nn.Upsample(5)",
        "nn.Upsample(scale_factor=2, mode='bilinear')",
    ),
    "UpsamplingNearest2d": ("nn.UpsamplingNearest2d(scale_factor=2)", "nn.UpsamplingNearest2d(5)"),
    "UpsamplingBilinear2d": (
        "nn.UpsamplingBilinear2d(scale_factor=2)",
        "nn.UpsamplingBilinear2d(5)",
    ),
    "FractionalMaxPool2d": (
        "nn.FractionalMaxPool2d(2, output_size=3)",
        "nn.FractionalMaxPool2d(2, output_ratio=0.5)",
    ),
    "FractionalMaxPool3d": (
        "nn.FractionalMaxPool3d(2, output_size=3)",
        "nn.FractionalMaxPool3d(2, output_ratio=0.5)",
    ),
    "Flatten": ("nn.Flatten()", "nn.Flatten(0)", "nn.Flatten(1, -2)"),
    "Identity": ("nn.Identity()", "nn.Identity(7, x=3)"),
    **{
        name: (f"nn.{name}()",)
        for name in ("Sigmoid", "LogSigmoid", "Tanh", "Tanhshrink", "Softsign", "Softmax2d")
    },
}
"""Whole calls, where the book does not do."""

KERAS_INPUTS = (
    "T[2,9,4]",
    "T[2,9,7,4]",
    "T[1,6,5,7,4]",
    "T[2,4]",
    "T[2,8,8,3]",
    "T[2,5:int32]",
    "T[2,5,8,8,4]",
    "T[2,3,6,5,7,4]",
    "[T[2,9,4], T[2,9,4]]",
    "T[2,9,4], T[2,7,4]",
)
"""Inputs that are tried for a layer of Keras, channels last."""

KERAS_REQUIRED: dict[str, tuple[str, ...]] = {
    "filters": ("6",),
    "kernel_size": ("3",),
    "pool_size": ("2",),
    "width_factor": ("0.2",),
    "units": ("6",),
    "output_size": ("3",),
    "output_dim": ("6",),
    "input_dim": ("10",),
    "num_heads": ("2",),
    "num_query_heads": ("4",),
    "num_key_value_heads": ("2",),
    "head_dim": ("3",),
    "key_dim": ("3",),
    "rate": ("0.5",),
    "stddev": ("0.5",),
    "height": ("4",),
    "width": ("5",),
    "scale": ("0.5",),
    "factor": ("0.5",),
    "n": ("3",),
    "target_shape": ("(-1, 2)",),
    "dims": ("(2, 1)",),
    "function": ("lambda t: t",),
    "activation": ("'relu'",),
    "equation": ("'abc,cd->abd'",),
    "output_shape": ("(9, 6)",),
    "layer": ("layers.Dense(6)",),
    "cell": ("layers.LSTMCell(6)",),
    "cells": ("[layers.LSTMCell(6), layers.GRUCell(5)]",),
    "axes": ("(2, 2)",),
    "value_range": (),
    "bits": ("4",),
    "height_factor": ("0.2",),
    "num_bins": ("4",),
}
KERAS_OPTIONAL: dict[str, tuple[str, ...]] = {
    "strides": ("2", "1"),
    "padding": ("'same'", "2"),
    "data_format": ("'channels_first'",),
    "dilation_rate": ("2",),
    "groups": ("2",),
    "use_bias": ("False",),
    "depth_multiplier": ("2",),
    "pool_size": ("3",),
    "keepdims": ("True",),
    "return_sequences": ("True",),
    "return_state": ("True",),
    "merge_mode": ("'sum'",),
    "axis": ("1",),
    "center": ("False",),
    "scale": ("False",),
    "size": ("3",),
    "cropping": ("1",),
    "value_dim": ("5",),
    "activation": ("'relu'",),
    "unit_forget_bias": ("False",),
    "reset_after": ("False",),
    "shared_axes": ("[1]",),
    "mask_zero": ("True",),
}
KERAS_OWN: dict[str, dict[str, tuple[str, ...]]] = {
    "Bidirectional": {"layer": ("layers.LSTM(6)",)},
    "TimeDistributed": {"layer": ("layers.Dense(6)",)},
    "RandomCrop": {"height": ("4",), "width": ("5",)},
    "GroupNormalization": {"groups": ("2",)},
    "ZeroPadding1D": {"padding": ("2", "(1, 2)")},
    "ZeroPadding2D": {"padding": ("2", "((1, 2), (0, 1))")},
    "ZeroPadding3D": {"padding": ("2",)},
    "RandomPosterization": {"factor": ("4",)},
    "ReLU": {"threshold": ("0.5",)},
    "Softmax": {"axis": ("1", "-1")},
    "Normalization": {"axis": ("-1",)},
}
KERAS_HAND: dict[str, tuple[str, ...]] = {
    "CategoryEncoding": tuple(
        f"layers.CategoryEncoding(7{each})"
        for each in ("", ", output_mode='one_hot'", ", output_mode='count'")
    ),
    "Discretization": (
        "layers.Discretization([0.0, 1.0])",
        "layers.Discretization([0.0, 1.0], output_mode='one_hot')",
        "layers.Discretization(num_bins=5, output_mode='one_hot')",
    ),
    "Hashing": ("layers.Hashing(7)", "layers.Hashing(7, output_mode='multi_hot')"),
    "HashedCrossing": (
        "layers.HashedCrossing(7)",
        "layers.HashedCrossing(7, output_mode='one_hot')",
    ),
    "IntegerLookup": (
        "layers.IntegerLookup(vocabulary=[3, 4, 5])",
        "layers.IntegerLookup(vocabulary=[3, 4, 5], output_mode='one_hot')",
        "layers.IntegerLookup(vocabulary=[-1, 3, 4], output_mode='multi_hot')",
    ),
    "StringLookup": (
        "layers.StringLookup(vocabulary=['a', 'b'])",
        "layers.StringLookup(vocabulary=['[UNK]', 'a', 'b'], output_mode='one_hot')",
        (
            "layers.StringLookup(num_oov_indices=2, mask_token='', vocabulary=['a', 'b'],"
            " output_mode='multi_hot')"
        ),
        (
            "layers.StringLookup(20, vocabulary=['a', 'b'], output_mode='count',"
            " pad_to_max_tokens=True)"
        ),
    ),
    "TextVectorization": (
        "layers.TextVectorization(output_sequence_length=6)",
        "layers.TextVectorization(vocabulary=['a', 'b'], output_mode='multi_hot')",
    ),
}
"""Whole calls, where the book does not do."""
KERAS_OWN_INPUTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("CategoryEncoding", "Discretization", "Hashing", "IntegerLookup"),
        ("T[2,4:int32]", "T[2,1:int32]"),
    ),
    "HashedCrossing": ("T[2,1:int32]", "[T[2,1:int32], T[2,1:int32]]"),
    "StringLookup": ("T[2,4:string]", "T[2,1:string]"),
    "TextVectorization": ("T[2:string]", "T[2,1:string]"),
}
"""Inputs of single layers."""
