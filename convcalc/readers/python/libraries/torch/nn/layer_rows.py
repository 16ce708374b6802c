"""The layers of torch.nn: what each class keeps of its arguments, owns, and shows of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Row:
    """
    A class of torch.nn whose forward is one layer of the vocabulary.

    Args:
        base: The class it derives from.
        keeps: Its attributes in order, each `name` of the argument, `name:rule` for how PyTorch
            rewrites it, or `name=value` for a constant.
        shows: Its arguments as PyTorch shows them, a format of its attributes, or the name of a
            function in `torch_nn_words`.
        owns: The parameters that are registered, there or None.
        stores: The buffers that are registered.
        takes: The arguments of its forward.
        gives: How what leaves it is handed out: "" plainly, "states" as (sequence, states), "pair"
            as (h, c).
    """

    __slots__ = ("base", "gives", "keeps", "kept", "owns", "shows", "stores", "takes")

    def __init__(
        self,
        base: str,
        keeps: str = "",
        shows: str = "",
        *,
        owns: str = "",
        stores: str = "",
        forward: str = "input",
    ) -> None:
        self.base = base
        self.keeps = keeps
        self.kept = tuple([_parsed(each) for each in keeps.split()])
        self.shows = shows
        self.owns = tuple(owns.split())
        self.stores = tuple(stores.split())
        takes, _, self.gives = forward.partition(" -> ")
        self.takes = tuple(takes.split())


def _parsed(word: str) -> tuple[str, str, str]:
    """The name of an attribute, its rule and its constant, either of them empty."""
    name, _, constant = word.partition("=")
    name, _, rule = name.partition(":")
    return name, rule, constant


WEIGHTED = "weight bias"
STATISTICS = "running_mean running_var num_batches_tracked"

CONV = Row(
    "_ConvNd",
    "in_channels out_channels kernel_size:each stride:each padding:each dilation:each "
    "transposed=False output_padding:none groups padding_mode",
    "conv_words",
    owns=WEIGHTED,
)
TRANSPOSED = Row(
    "_ConvTransposeNd",
    "in_channels out_channels kernel_size:each stride:each padding:each dilation:each "
    "transposed=True output_padding:each groups padding_mode",
    "conv_words",
    owns=WEIGHTED,
    forward="input output_size",
)
BATCH_NORM = Row(
    "_BatchNorm",
    "num_features eps momentum affine track_running_stats",
    "{num_features}, eps={eps}, momentum={momentum}, affine={affine}, bias={bias}, "
    "track_running_stats={track_running_stats}",
    owns=WEIGHTED,
    stores=STATISTICS,
)
INSTANCE_NORM = Row(
    "_InstanceNorm", BATCH_NORM.keeps, BATCH_NORM.shows, owns=WEIGHTED, stores=STATISTICS
)
MAX_POOL = Row(
    "_MaxPoolNd",
    "kernel_size stride:kernel padding dilation return_indices ceil_mode",
    "kernel_size={kernel_size}, stride={stride}, padding={padding}, dilation={dilation}, "
    "ceil_mode={ceil_mode}",
)
AVERAGE_WORDS = "kernel_size={kernel_size}, stride={stride}, padding={padding}"
AVERAGE_POOL = Row(
    "_AvgPoolNd",
    "kernel_size stride:kernel padding ceil_mode count_include_pad divisor_override",
    AVERAGE_WORDS,
)
NORM_POOL = Row(
    "_LPPoolNd",
    "norm_type kernel_size stride ceil_mode",
    "norm_type={norm_type}, kernel_size={kernel_size}, stride={stride}, ceil_mode={ceil_mode}",
)
ADAPTIVE_AVERAGE = Row("_AdaptiveAvgPoolNd", "output_size", "output_size={output_size}")
ADAPTIVE_MAX = Row("_AdaptiveMaxPoolNd", "output_size return_indices", "output_size={output_size}")
FRACTIONAL = Row(
    "Module",
    "kernel_size:each return_indices output_size:each_or_none output_ratio:each_or_none",
    stores="_random_samples",
)
UNPOOL = Row(
    "_MaxUnpoolNd",
    "kernel_size:each stride:each_kernel padding:each",
    AVERAGE_WORDS,
    forward="input indices output_size",
)
PAD = "{padding}"
INPLACE = Row("Module", "inplace", "+inplace")
QUIET = Row("Module", "inplace")
PLAIN = Row("Module")
ALPHA = Row("Module", "alpha inplace", "alpha={alpha}+inplace")
LAMBD = Row("Module", "lambd", "{lambd}")
DIM = Row("Module", "dim", "dim={dim}")
DROPOUT = Row("_DropoutNd", "p inplace", "p={p}, inplace={inplace}")
RESIZE = "name=Upsample size scale_factor:scale mode align_corners recompute_scale_factor"
RECURRENT = "input_size hidden_size num_layers bias batch_first dropout:float bidirectional "
CELL = "input_size hidden_size bias"
CELL_OWNS = "weight_ih weight_hh bias_ih bias_hh"

ROWS: Mapping[str, Row] = {
    "Conv1d": CONV,
    "Conv2d": CONV,
    "Conv3d": CONV,
    "ConvTranspose1d": TRANSPOSED,
    "ConvTranspose2d": TRANSPOSED,
    "ConvTranspose3d": TRANSPOSED,
    "MaxPool1d": MAX_POOL,
    "MaxPool2d": MAX_POOL,
    "MaxPool3d": MAX_POOL,
    "AvgPool1d": Row(
        "_AvgPoolNd",
        "kernel_size:each stride:each_kernel padding:each ceil_mode count_include_pad",
        AVERAGE_WORDS,
    ),
    "AvgPool2d": AVERAGE_POOL,
    "AvgPool3d": AVERAGE_POOL,
    "LPPool1d": NORM_POOL,
    "LPPool2d": NORM_POOL,
    "LPPool3d": NORM_POOL,
    "AdaptiveAvgPool1d": ADAPTIVE_AVERAGE,
    "AdaptiveAvgPool2d": ADAPTIVE_AVERAGE,
    "AdaptiveAvgPool3d": ADAPTIVE_AVERAGE,
    "AdaptiveMaxPool1d": ADAPTIVE_MAX,
    "AdaptiveMaxPool2d": ADAPTIVE_MAX,
    "AdaptiveMaxPool3d": ADAPTIVE_MAX,
    "FractionalMaxPool2d": FRACTIONAL,
    "FractionalMaxPool3d": FRACTIONAL,
    "MaxUnpool1d": UNPOOL,
    "MaxUnpool2d": UNPOOL,
    "MaxUnpool3d": UNPOOL,
    "Unfold": Row(
        "Module",
        "kernel_size dilation padding stride",
        "kernel_size={kernel_size}, dilation={dilation}, padding={padding}, stride={stride}",
    ),
    "Fold": Row(
        "Module",
        "output_size kernel_size dilation padding stride",
        "output_size={output_size}, kernel_size={kernel_size}, dilation={dilation}, "
        "padding={padding}, stride={stride}",
    ),
    "Upsample": Row("Module", RESIZE, "resize_words"),
    "UpsamplingNearest2d": Row(
        "Upsample",
        "name=UpsamplingNearest2d size scale_factor:scale mode=nearest align_corners=None "
        "recompute_scale_factor=None",
        "resize_words",
    ),
    "UpsamplingBilinear2d": Row(
        "Upsample",
        "name=UpsamplingBilinear2d size scale_factor:scale mode=bilinear align_corners=True "
        "recompute_scale_factor=None",
        "resize_words",
    ),
    "PixelShuffle": Row("Module", "upscale_factor", "upscale_factor={upscale_factor}"),
    "PixelUnshuffle": Row("Module", "downscale_factor", "downscale_factor={downscale_factor}"),
    "ChannelShuffle": Row("Module", "groups", "groups={groups}"),
    "ZeroPad1d": Row("ConstantPad1d", "value=0.0 padding:pads", PAD),
    "ZeroPad2d": Row("ConstantPad2d", "value=0.0 padding:pads", PAD),
    "ZeroPad3d": Row("ConstantPad3d", "value=0.0 padding:pads", PAD),
    **dict.fromkeys(
        ("ConstantPad1d", "ConstantPad2d", "ConstantPad3d"),
        Row("_ConstantPadNd", "value padding:pads", "padding={padding}, value={value}"),
    ),
    **dict.fromkeys(
        ("ReflectionPad1d", "ReflectionPad2d", "ReflectionPad3d"),
        Row("_ReflectionPadNd", "padding:pads", PAD),
    ),
    **dict.fromkeys(
        ("ReplicationPad1d", "ReplicationPad2d", "ReplicationPad3d"),
        Row("_ReplicationPadNd", "padding:pads", PAD),
    ),
    **dict.fromkeys(
        ("CircularPad1d", "CircularPad2d", "CircularPad3d"),
        Row("_CircularPadNd", "padding:pads", PAD),
    ),
    "Linear": Row(
        "Module",
        "in_features out_features",
        "in_features={in_features}, out_features={out_features}, bias={bias}",
        owns=WEIGHTED,
    ),
    "Bilinear": Row(
        "Module",
        "in1_features in2_features out_features",
        "in1_features={in1_features}, in2_features={in2_features}, out_features={out_features}, "
        "bias={bias}",
        owns=WEIGHTED,
        forward="input1 input2",
    ),
    "Identity": PLAIN,
    "Embedding": Row(
        "Module",
        "num_embeddings embedding_dim padding_idx:index max_norm norm_type scale_grad_by_freq "
        "sparse",
        "embedding_words",
        owns="weight",
    ),
    "EmbeddingBag": Row(
        "Module",
        "num_embeddings embedding_dim max_norm norm_type scale_grad_by_freq padding_idx:index "
        "mode sparse include_last_offset",
        "embedding_words",
        owns="weight",
        forward="input offsets per_sample_weights",
    ),
    "RNN": Row(
        "RNNBase",
        "nonlinearity mode:mode " + RECURRENT + "proj_size=0",
        "recurrent_words",
        forward="input hx -> states",
    ),
    "LSTM": Row(
        "RNNBase",
        "mode=LSTM " + RECURRENT + "proj_size",
        "recurrent_words",
        forward="input hx -> states",
    ),
    "GRU": Row(
        "RNNBase",
        "mode=GRU " + RECURRENT + "proj_size=0",
        "recurrent_words",
        forward="input hx -> states",
    ),
    "RNNCell": Row(
        "RNNCellBase", f"{CELL} nonlinearity", "cell_words", owns=CELL_OWNS, forward="input hx"
    ),
    "LSTMCell": Row("RNNCellBase", CELL, "cell_words", owns=CELL_OWNS, forward="input hx -> pair"),
    "GRUCell": Row("RNNCellBase", CELL, "cell_words", owns=CELL_OWNS, forward="input hx"),
    "BatchNorm1d": BATCH_NORM,
    "BatchNorm2d": BATCH_NORM,
    "BatchNorm3d": BATCH_NORM,
    "SyncBatchNorm": Row(
        "_BatchNorm",
        f"{BATCH_NORM.keeps} process_group",
        BATCH_NORM.shows,
        owns=WEIGHTED,
        stores=STATISTICS,
    ),
    "InstanceNorm1d": INSTANCE_NORM,
    "InstanceNorm2d": INSTANCE_NORM,
    "InstanceNorm3d": INSTANCE_NORM,
    "GroupNorm": Row(
        "Module",
        "num_groups num_channels eps affine",
        "{num_groups}, {num_channels}, eps={eps}, affine={affine}, bias={bias}",
        owns=WEIGHTED,
    ),
    "LayerNorm": Row(
        "Module",
        "normalized_shape:shape eps elementwise_affine",
        "{normalized_shape}, eps={eps}, elementwise_affine={elementwise_affine}, bias={bias}",
        owns=WEIGHTED,
    ),
    "RMSNorm": Row(
        "Module",
        "normalized_shape:shape eps elementwise_affine",
        "{normalized_shape}, eps={eps}, elementwise_affine={elementwise_affine}",
        owns="weight",
    ),
    "LocalResponseNorm": Row(
        "Module", "size alpha beta k", "{size}, alpha={alpha}, beta={beta}, k={k}"
    ),
    "CrossMapLRN2d": Row(
        "Module", "size alpha beta k:whole", "{size}, alpha={alpha}, beta={beta}, k={k}"
    ),
    "ReLU": INPLACE,
    "ReLU6": Row("Hardtanh", "min_val=0.0 max_val=6.0 inplace", "+inplace"),
    "RReLU": Row("Module", "lower upper inplace", "lower={lower}, upper={upper}+inplace"),
    "LeakyReLU": Row("Module", "negative_slope inplace", "negative_slope={negative_slope}+inplace"),
    "PReLU": Row("Module", "num_parameters init", "num_parameters={num_parameters}", owns="weight"),
    "ELU": ALPHA,
    "CELU": ALPHA,
    "SELU": INPLACE,
    "GELU": Row("Module", "approximate", "approximate={approximate}"),
    "SiLU": INPLACE,
    "Mish": INPLACE,
    "Sigmoid": PLAIN,
    "LogSigmoid": PLAIN,
    "Tanh": PLAIN,
    "Tanhshrink": PLAIN,
    "Softplus": Row("Module", "beta threshold", "beta={beta}, threshold={threshold}"),
    "Softsign": PLAIN,
    "Softshrink": LAMBD,
    "Hardshrink": LAMBD,
    "Hardtanh": Row(
        "Module", "min_val max_val inplace", "min_val={min_val}, max_val={max_val}+inplace"
    ),
    "Hardsigmoid": QUIET,
    "Hardswish": QUIET,
    "Threshold": Row(
        "Module", "threshold value inplace", "threshold={threshold}, value={value}+inplace"
    ),
    "GLU": DIM,
    "Softmax": DIM,
    "LogSoftmax": DIM,
    "Softmin": DIM,
    "Softmax2d": PLAIN,
    **dict.fromkeys(
        (
            "Dropout",
            "Dropout1d",
            "Dropout2d",
            "Dropout3d",
            "AlphaDropout",
            "FeatureAlphaDropout",
        ),
        DROPOUT,
    ),
    "Flatten": Row("Module", "start_dim end_dim", "start_dim={start_dim}, end_dim={end_dim}"),
    "Unflatten": Row(
        "Module", "dim unflattened_size", "dim={dim}, unflattened_size={unflattened_size}"
    ),
    "CosineSimilarity": Row("Module", "dim eps", forward="x1 x2"),
    "PairwiseDistance": Row("Module", "norm=p eps keepdim", forward="x1 x2"),
}

LAZY: Mapping[str, str] = {
    "LazyConv1d": "Conv1d",
    "LazyConv2d": "Conv2d",
    "LazyConv3d": "Conv3d",
    "LazyConvTranspose1d": "ConvTranspose1d",
    "LazyConvTranspose2d": "ConvTranspose2d",
    "LazyConvTranspose3d": "ConvTranspose3d",
    "LazyLinear": "Linear",
    "LazyBatchNorm1d": "BatchNorm1d",
    "LazyBatchNorm2d": "BatchNorm2d",
    "LazyBatchNorm3d": "BatchNorm3d",
    "LazyInstanceNorm1d": "InstanceNorm1d",
    "LazyInstanceNorm2d": "InstanceNorm2d",
    "LazyInstanceNorm3d": "InstanceNorm3d",
}
"""Classes whose input side is taken from the first input, and what they become."""

NORMALISING = {"_BatchNorm": "SyncBatchNorm"}
"""Classes that people derive their own layers from, and a layer that is made the same way."""

ABSTRACT: Mapping[str, str] = {
    "_ConvNd": "Module",
    "_ConvTransposeNd": "_ConvNd",
    "_NormBase": "Module",
    "_BatchNorm": "_NormBase",
    "_InstanceNorm": "_NormBase",
    "_MaxPoolNd": "Module",
    "_AvgPoolNd": "Module",
    "_LPPoolNd": "Module",
    "_AdaptiveAvgPoolNd": "Module",
    "_AdaptiveMaxPoolNd": "Module",
    "_MaxUnpoolNd": "Module",
    "_ConstantPadNd": "Module",
    "_ReflectionPadNd": "Module",
    "_ReplicationPadNd": "Module",
    "_CircularPadNd": "Module",
    "_DropoutNd": "Module",
    "RNNBase": "Module",
    "RNNCellBase": "Module",
    "LazyModuleMixin": "Module",
    "_LazyConvXdMixin": "LazyModuleMixin",
    "_LazyNormBase": "LazyModuleMixin",
    "_Loss": "Module",
    "_WeightedLoss": "_Loss",
}
"""Classes that only others derive from, and what they themselves derive from."""
