"""
The three ways to spell a layer, as literal tables.

An entry is name -> (file, maker, arguments set by the name). A kind's file holds its class and one
maker for each vocabulary that has it; it is imported when first spelled. Adding a kind is a file
and its lines here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import UnknownName
from convcalc.layers.arguments import bind
from convcalc.layers.arguments import did_you_mean
from convcalc.layers.arguments import signature
from convcalc.layers.keras_arguments import COMMON
from convcalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.layers.layer import Layer

Entry = tuple[Any, ...]

NATIVE: dict[str, Entry] = {
    "conv1d": ("conv", "native_conv", 1),
    "conv2d": ("conv", "native_conv", 2),
    "conv3d": ("conv", "native_conv", 3),
    "convtranspose1d": ("transposed_conv", "native_transposed_conv", 1),
    "deconv1d": ("transposed_conv", "native_transposed_conv", 1),
    "conv_transpose1d": ("transposed_conv", "native_transposed_conv", 1),
    "convtranspose2d": ("transposed_conv", "native_transposed_conv", 2),
    "deconv2d": ("transposed_conv", "native_transposed_conv", 2),
    "conv_transpose2d": ("transposed_conv", "native_transposed_conv", 2),
    "convtranspose3d": ("transposed_conv", "native_transposed_conv", 3),
    "deconv3d": ("transposed_conv", "native_transposed_conv", 3),
    "conv_transpose3d": ("transposed_conv", "native_transposed_conv", 3),
    "depthwise1d": ("depthwise_conv", "native_depthwise_conv", 1),
    "depthwise2d": ("depthwise_conv", "native_depthwise_conv", 2),
    "depthwise3d": ("depthwise_conv", "native_depthwise_conv", 3),
    "separable1d": ("separable_conv", "native_separable_conv", 1),
    "separable2d": ("separable_conv", "native_separable_conv", 2),
    "separable3d": ("separable_conv", "native_separable_conv", 3),
    "maxpool1d": ("native_pool", "native_max_pool", 1),
    "max_pool1d": ("native_pool", "native_max_pool", 1),
    "maxpool2d": ("native_pool", "native_max_pool", 2),
    "max_pool2d": ("native_pool", "native_max_pool", 2),
    "maxpool3d": ("native_pool", "native_max_pool", 3),
    "max_pool3d": ("native_pool", "native_max_pool", 3),
    "avgpool1d": ("native_pool", "native_average_pool", 1),
    "avg_pool1d": ("native_pool", "native_average_pool", 1),
    "avgpool2d": ("native_pool", "native_average_pool", 2),
    "avg_pool2d": ("native_pool", "native_average_pool", 2),
    "avgpool3d": ("native_pool", "native_average_pool", 3),
    "avg_pool3d": ("native_pool", "native_average_pool", 3),
    "lppool1d": ("native_pool", "native_norm_pool", 1),
    "lp_pool1d": ("native_pool", "native_norm_pool", 1),
    "lppool2d": ("native_pool", "native_norm_pool", 2),
    "lp_pool2d": ("native_pool", "native_norm_pool", 2),
    "lppool3d": ("native_pool", "native_norm_pool", 3),
    "lp_pool3d": ("native_pool", "native_norm_pool", 3),
    "adaptiveavgpool1d": ("adaptive_pool", "native_adaptive_pool", 1, "average"),
    "adaptive_avg_pool1d": ("adaptive_pool", "native_adaptive_pool", 1, "average"),
    "adaptiveavgpool2d": ("adaptive_pool", "native_adaptive_pool", 2, "average"),
    "adaptive_avg_pool2d": ("adaptive_pool", "native_adaptive_pool", 2, "average"),
    "adaptiveavgpool3d": ("adaptive_pool", "native_adaptive_pool", 3, "average"),
    "adaptive_avg_pool3d": ("adaptive_pool", "native_adaptive_pool", 3, "average"),
    "adaptivemaxpool1d": ("adaptive_pool", "native_adaptive_pool", 1, "max"),
    "adaptive_max_pool1d": ("adaptive_pool", "native_adaptive_pool", 1, "max"),
    "adaptivemaxpool2d": ("adaptive_pool", "native_adaptive_pool", 2, "max"),
    "adaptive_max_pool2d": ("adaptive_pool", "native_adaptive_pool", 2, "max"),
    "adaptivemaxpool3d": ("adaptive_pool", "native_adaptive_pool", 3, "max"),
    "adaptive_max_pool3d": ("adaptive_pool", "native_adaptive_pool", 3, "max"),
    "globalavgpool": ("global_pool", "native_global_pool", None, "average"),
    "globalavgpool1d": ("global_pool", "native_global_pool", 1, "average"),
    "globalavgpool2d": ("global_pool", "native_global_pool", 2, "average"),
    "globalavgpool3d": ("global_pool", "native_global_pool", 3, "average"),
    "globalmaxpool": ("global_pool", "native_global_pool", None, "max"),
    "globalmaxpool1d": ("global_pool", "native_global_pool", 1, "max"),
    "globalmaxpool2d": ("global_pool", "native_global_pool", 2, "max"),
    "globalmaxpool3d": ("global_pool", "native_global_pool", 3, "max"),
    "fractionalmaxpool2d": ("fractional_pool", "fractional_max_pool", 2),
    "fractionalmaxpool3d": ("fractional_pool", "fractional_max_pool", 3),
    "maxunpool1d": ("unpool", "native_max_unpool", 1),
    "maxunpool2d": ("unpool", "native_max_unpool", 2),
    "maxunpool3d": ("unpool", "native_max_unpool", 3),
    "unfold": ("unfold", "native_unfold"),
    "fold": ("unfold", "native_fold"),
    "upsample": ("resize", "native_upsample"),
    "resize": ("resize", "native_resize"),
    "pixelshuffle": ("shuffle", "pixel_shuffle"),
    "pixel_shuffle": ("shuffle", "pixel_shuffle"),
    "pixelunshuffle": ("shuffle", "pixel_unshuffle"),
    "pixel_unshuffle": ("shuffle", "pixel_unshuffle"),
    "channelshuffle": ("shuffle", "channel_shuffle"),
    "channel_shuffle": ("shuffle", "channel_shuffle"),
    "pad": ("pad", "native_pad"),
    "crop": ("pad", "native_crop"),
    "linear": ("linear", "native_linear"),
    "dense": ("linear", "native_linear"),
    "embedding": ("embedding", "native_embedding"),
    "rnn": ("recurrent", "native_recurrent", "RNN"),
    "lstm": ("recurrent", "native_recurrent", "LSTM"),
    "gru": ("recurrent", "native_recurrent", "GRU"),
    "attention": ("attention", "native_attention"),
    "batchnorm": ("batch_norm", "native_batch_norm", 0),
    "batchnorm1d": ("batch_norm", "native_batch_norm", 1),
    "batchnorm2d": ("batch_norm", "native_batch_norm", 2),
    "batchnorm3d": ("batch_norm", "native_batch_norm", 3),
    "batch_norm": ("batch_norm", "native_batch_norm", 0),
    "instancenorm": ("instance_norm", "native_instance_norm"),
    "instance_norm": ("instance_norm", "native_instance_norm"),
    "groupnorm": ("group_norm", "native_group_norm"),
    "group_norm": ("group_norm", "native_group_norm"),
    "layernorm": ("layer_norm", "native_layer_norm"),
    "layer_norm": ("layer_norm", "native_layer_norm"),
    "rmsnorm": ("layer_norm", "native_rms_norm"),
    "rms_norm": ("layer_norm", "native_rms_norm"),
    "lrn": ("response_norm", "response_norm", 0),
    "relu": ("activation", "native_activation", "relu"),
    "relu6": ("activation", "native_activation", "relu6"),
    "leakyrelu": ("activation", "native_sloped", "leakyrelu"),
    "leaky_relu": ("activation", "native_sloped", "leakyrelu"),
    "prelu": ("prelu", "torch_prelu"),
    "elu": ("activation", "native_sloped", "elu"),
    "celu": ("activation", "native_sloped", "celu"),
    "selu": ("activation", "native_activation", "selu"),
    "gelu": ("activation", "native_activation", "gelu"),
    "silu": ("activation", "native_activation", "silu"),
    "swish": ("activation", "native_activation", "silu"),
    "mish": ("activation", "native_activation", "mish"),
    "sigmoid": ("activation", "native_activation", "sigmoid"),
    "logsigmoid": ("activation", "native_activation", "logsigmoid"),
    "tanh": ("activation", "native_activation", "tanh"),
    "hardtanh": ("activation", "native_activation", "hardtanh"),
    "hardsigmoid": ("activation", "native_activation", "hardsigmoid"),
    "hardswish": ("activation", "native_activation", "hardswish"),
    "softplus": ("activation", "native_activation", "softplus"),
    "softsign": ("activation", "native_activation", "softsign"),
    "exp": ("activation", "native_activation", "exp"),
    "sqrt": ("activation", "native_activation", "sqrt"),
    "abs": ("activation", "native_activation", "abs"),
    "softmax": ("softmax", "keras_softmax"),
    "logsoftmax": ("softmax", "keras_softmax"),
    "log_softmax": ("softmax", "keras_softmax"),
    "glu": ("glu", "native_glu"),
    "identity": ("identity", "plain_identity"),
    "dropout": ("identity", "native_dropout"),
    "dropout1d": ("identity", "native_dropout"),
    "dropout2d": ("identity", "native_dropout"),
    "dropout3d": ("identity", "native_dropout"),
    "flatten": ("flatten", "native_flatten"),
    "unflatten": ("flatten", "native_unflatten"),
    "reshape": ("reshape", "native_reshape"),
    "permute": ("permute", "native_permute"),
    "transpose": ("permute", "native_transpose"),
    "squeeze": ("squeeze", "native_squeeze"),
    "unsqueeze": ("squeeze", "native_unsqueeze"),
    "repeat": ("repeat", "native_repeat"),
    "opaque": ("opaque", "native_opaque"),
    "add": ("merge", "native_merge", "add"),
    "multiply": ("merge", "native_merge", "multiply"),
    "mul": ("merge", "native_merge", "multiply"),
    "average": ("merge", "native_merge", "average"),
    "maximum": ("merge", "native_merge", "maximum"),
    "minimum": ("merge", "native_merge", "minimum"),
    "subtract": ("merge", "native_pair", "subtract"),
    "divide": ("merge", "native_pair", "divide"),
    "concat": ("concat", "native_concat"),
    "cat": ("concat", "native_concat"),
    "stack": ("concat", "native_stack"),
    "split": ("split", "native_split"),
    "chunk": ("split", "native_chunk"),
    "dot": ("dot", "native_dot"),
    "matmul": ("dot", "native_matmul"),
}

TORCH: dict[str, Entry] = {
    "Conv1d": ("conv", "torch_conv", 1),
    "Conv2d": ("conv", "torch_conv", 2),
    "Conv3d": ("conv", "torch_conv", 3),
    "LazyConv1d": ("conv", "torch_lazy_conv", 1),
    "LazyConv2d": ("conv", "torch_lazy_conv", 2),
    "LazyConv3d": ("conv", "torch_lazy_conv", 3),
    "ConvTranspose1d": ("transposed_conv", "torch_transposed_conv", 1),
    "ConvTranspose2d": ("transposed_conv", "torch_transposed_conv", 2),
    "ConvTranspose3d": ("transposed_conv", "torch_transposed_conv", 3),
    "LazyConvTranspose1d": ("transposed_conv", "torch_lazy_transposed_conv", 1),
    "LazyConvTranspose2d": ("transposed_conv", "torch_lazy_transposed_conv", 2),
    "LazyConvTranspose3d": ("transposed_conv", "torch_lazy_transposed_conv", 3),
    "MaxPool1d": ("pool", "torch_max_pool", 1),
    "MaxPool2d": ("pool", "torch_max_pool", 2),
    "MaxPool3d": ("pool", "torch_max_pool", 3),
    "AvgPool1d": ("pool", "torch_average_pool1d", 1),
    "AvgPool2d": ("pool", "torch_average_pool", 2),
    "AvgPool3d": ("pool", "torch_average_pool", 3),
    "LPPool1d": ("pool", "torch_norm_pool", 1),
    "LPPool2d": ("pool", "torch_norm_pool", 2),
    "LPPool3d": ("pool", "torch_norm_pool", 3),
    "AdaptiveAvgPool1d": ("adaptive_pool", "torch_adaptive_average_pool", 1),
    "AdaptiveAvgPool2d": ("adaptive_pool", "torch_adaptive_average_pool", 2),
    "AdaptiveAvgPool3d": ("adaptive_pool", "torch_adaptive_average_pool", 3),
    "AdaptiveMaxPool1d": ("adaptive_pool", "torch_adaptive_max_pool", 1),
    "AdaptiveMaxPool2d": ("adaptive_pool", "torch_adaptive_max_pool", 2),
    "AdaptiveMaxPool3d": ("adaptive_pool", "torch_adaptive_max_pool", 3),
    "FractionalMaxPool2d": ("fractional_pool", "fractional_max_pool", 2),
    "FractionalMaxPool3d": ("fractional_pool", "fractional_max_pool", 3),
    "MaxUnpool1d": ("unpool", "torch_max_unpool", 1),
    "MaxUnpool2d": ("unpool", "torch_max_unpool", 2),
    "MaxUnpool3d": ("unpool", "torch_max_unpool", 3),
    "Unfold": ("unfold", "torch_unfold"),
    "Fold": ("unfold", "torch_fold"),
    "Upsample": ("resize", "torch_upsample"),
    "UpsamplingNearest2d": ("resize", "torch_upsampling", "nearest"),
    "UpsamplingBilinear2d": ("resize", "torch_upsampling", "bilinear"),
    "PixelShuffle": ("shuffle", "pixel_shuffle"),
    "PixelUnshuffle": ("shuffle", "pixel_unshuffle"),
    "ChannelShuffle": ("shuffle", "channel_shuffle"),
    "ZeroPad1d": ("pad", "torch_zero_pad", 1),
    "ZeroPad2d": ("pad", "torch_zero_pad", 2),
    "ZeroPad3d": ("pad", "torch_zero_pad", 3),
    "ConstantPad1d": ("pad", "torch_constant_pad", 1),
    "ConstantPad2d": ("pad", "torch_constant_pad", 2),
    "ConstantPad3d": ("pad", "torch_constant_pad", 3),
    "ReflectionPad1d": ("pad", "torch_mode_pad", 1, "reflect"),
    "ReflectionPad2d": ("pad", "torch_mode_pad", 2, "reflect"),
    "ReflectionPad3d": ("pad", "torch_mode_pad", 3, "reflect"),
    "ReplicationPad1d": ("pad", "torch_mode_pad", 1, "replicate"),
    "ReplicationPad2d": ("pad", "torch_mode_pad", 2, "replicate"),
    "ReplicationPad3d": ("pad", "torch_mode_pad", 3, "replicate"),
    "CircularPad1d": ("pad", "torch_mode_pad", 1, "circular"),
    "CircularPad2d": ("pad", "torch_mode_pad", 2, "circular"),
    "CircularPad3d": ("pad", "torch_mode_pad", 3, "circular"),
    "Linear": ("linear", "torch_linear"),
    "LazyLinear": ("linear", "torch_lazy_linear"),
    "Bilinear": ("bilinear", "torch_bilinear"),
    "Identity": ("identity", "torch_identity"),
    "Embedding": ("embedding", "torch_embedding"),
    "EmbeddingBag": ("embedding", "torch_embedding_bag"),
    "RNN": ("recurrent", "torch_rnn"),
    "LSTM": ("recurrent", "torch_lstm"),
    "GRU": ("recurrent", "torch_gru"),
    "RNNCell": ("recurrent_cell", "torch_rnn_cell"),
    "LSTMCell": ("recurrent_cell", "torch_gated_cell", "LSTM"),
    "GRUCell": ("recurrent_cell", "torch_gated_cell", "GRU"),
    "MultiheadAttention": ("attention", "torch_attention"),
    "TransformerEncoderLayer": ("transformer", "torch_transformer_layer", False),
    "TransformerDecoderLayer": ("transformer", "torch_transformer_layer", True),
    "TransformerEncoder": ("transformer", "torch_encoder"),
    "TransformerDecoder": ("transformer", "torch_decoder"),
    "Transformer": ("whole_transformer", "torch_transformer"),
    "BatchNorm1d": ("batch_norm", "torch_batch_norm", 1),
    "BatchNorm2d": ("batch_norm", "torch_batch_norm", 2),
    "BatchNorm3d": ("batch_norm", "torch_batch_norm", 3),
    "SyncBatchNorm": ("batch_norm", "torch_sync_batch_norm"),
    "LazyBatchNorm1d": ("batch_norm", "torch_lazy_batch_norm", 1),
    "LazyBatchNorm2d": ("batch_norm", "torch_lazy_batch_norm", 2),
    "LazyBatchNorm3d": ("batch_norm", "torch_lazy_batch_norm", 3),
    "InstanceNorm1d": ("instance_norm", "torch_instance_norm", 1),
    "InstanceNorm2d": ("instance_norm", "torch_instance_norm", 2),
    "InstanceNorm3d": ("instance_norm", "torch_instance_norm", 3),
    "LazyInstanceNorm1d": ("instance_norm", "torch_lazy_instance_norm", 1),
    "LazyInstanceNorm2d": ("instance_norm", "torch_lazy_instance_norm", 2),
    "LazyInstanceNorm3d": ("instance_norm", "torch_lazy_instance_norm", 3),
    "GroupNorm": ("group_norm", "torch_group_norm"),
    "LayerNorm": ("layer_norm", "torch_layer_norm"),
    "RMSNorm": ("layer_norm", "torch_rms_norm"),
    "LocalResponseNorm": ("response_norm", "response_norm", 0),
    "CrossMapLRN2d": ("response_norm", "response_norm", 4),
    "ReLU": ("activation", "torch_inplace", "relu"),
    "ReLU6": ("activation", "torch_inplace", "relu6"),
    "RReLU": ("activation", "torch_rrelu"),
    "LeakyReLU": ("activation", "torch_leaky_relu"),
    "PReLU": ("prelu", "torch_prelu"),
    "ELU": ("activation", "torch_alpha", "elu"),
    "CELU": ("activation", "torch_alpha", "celu"),
    "SELU": ("activation", "torch_inplace", "selu"),
    "GELU": ("activation", "torch_gelu"),
    "SiLU": ("activation", "torch_inplace", "silu"),
    "Mish": ("activation", "torch_inplace", "mish"),
    "Sigmoid": ("activation", "torch_plain", "sigmoid"),
    "LogSigmoid": ("activation", "torch_plain", "logsigmoid"),
    "Tanh": ("activation", "torch_plain", "tanh"),
    "Tanhshrink": ("activation", "torch_plain", "tanhshrink"),
    "Softplus": ("activation", "torch_softplus"),
    "Softsign": ("activation", "torch_plain", "softsign"),
    "Softshrink": ("activation", "torch_lambd", "softshrink"),
    "Hardshrink": ("activation", "torch_lambd", "hardshrink"),
    "Hardtanh": ("activation", "torch_hardtanh"),
    "Hardsigmoid": ("activation", "torch_inplace", "hardsigmoid"),
    "Hardswish": ("activation", "torch_inplace", "hardswish"),
    "Threshold": ("activation", "torch_threshold"),
    "GLU": ("glu", "torch_glu"),
    "Softmax": ("softmax", "torch_softmax"),
    "LogSoftmax": ("softmax", "torch_softmax"),
    "Softmin": ("softmax", "torch_softmax"),
    "Softmax2d": ("softmax", "torch_softmax2d"),
    "Dropout": ("identity", "torch_dropout", ()),
    "Dropout1d": ("identity", "torch_dropout", (3, 2)),
    "Dropout2d": ("identity", "torch_dropout", ()),
    "Dropout3d": ("identity", "torch_dropout", ()),
    "AlphaDropout": ("identity", "torch_dropout", ()),
    "FeatureAlphaDropout": ("identity", "torch_dropout", ()),
    "Flatten": ("flatten", "torch_flatten"),
    "Unflatten": ("flatten", "torch_unflatten"),
    "CosineSimilarity": ("similarity", "torch_cosine_similarity"),
    "PairwiseDistance": ("similarity", "torch_pairwise_distance"),
}

KERAS: dict[str, Entry] = {
    "Conv1D": ("keras_conv", "keras_conv", 1),
    "Conv2D": ("keras_conv", "keras_conv", 2),
    "Conv3D": ("keras_conv", "keras_conv", 3),
    "Convolution1D": ("keras_conv", "keras_conv", 1),
    "Convolution2D": ("keras_conv", "keras_conv", 2),
    "Convolution3D": ("keras_conv", "keras_conv", 3),
    "Conv1DTranspose": ("keras_transposed_conv", "keras_transposed_conv", 1),
    "Convolution1DTranspose": ("keras_transposed_conv", "keras_transposed_conv", 1),
    "Conv2DTranspose": ("keras_transposed_conv", "keras_transposed_conv", 2),
    "Convolution2DTranspose": ("keras_transposed_conv", "keras_transposed_conv", 2),
    "Conv3DTranspose": ("keras_transposed_conv", "keras_transposed_conv_3d"),
    "Convolution3DTranspose": ("keras_transposed_conv", "keras_transposed_conv_3d"),
    "DepthwiseConv1D": ("depthwise_conv", "keras_depthwise_conv", 1),
    "DepthwiseConv2D": ("depthwise_conv", "keras_depthwise_conv", 2),
    "SeparableConv1D": ("separable_conv", "keras_separable_conv", 1),
    "SeparableConvolution1D": ("separable_conv", "keras_separable_conv", 1),
    "SeparableConv2D": ("separable_conv", "keras_separable_conv", 2),
    "SeparableConvolution2D": ("separable_conv", "keras_separable_conv", 2),
    "MaxPooling1D": ("pool", "keras_max_pool", 1),
    "MaxPool1D": ("pool", "keras_max_pool", 1),
    "MaxPooling2D": ("pool", "keras_max_pool", 2),
    "MaxPool2D": ("pool", "keras_max_pool", 2),
    "MaxPooling3D": ("pool", "keras_max_pool", 3),
    "MaxPool3D": ("pool", "keras_max_pool", 3),
    "AveragePooling1D": ("pool", "keras_average_pool", 1),
    "AvgPool1D": ("pool", "keras_average_pool", 1),
    "AveragePooling2D": ("pool", "keras_average_pool", 2),
    "AvgPool2D": ("pool", "keras_average_pool", 2),
    "AveragePooling3D": ("pool", "keras_average_pool", 3),
    "AvgPool3D": ("pool", "keras_average_pool", 3),
    "AdaptiveAveragePooling1D": ("adaptive_pool", "keras_adaptive_pool", 1, "average"),
    "AdaptiveAveragePooling2D": ("adaptive_pool", "keras_adaptive_pool", 2, "average"),
    "AdaptiveAveragePooling3D": ("adaptive_pool", "keras_adaptive_pool", 3, "average"),
    "AdaptiveMaxPooling1D": ("adaptive_pool", "keras_adaptive_pool", 1, "max"),
    "AdaptiveMaxPooling2D": ("adaptive_pool", "keras_adaptive_pool", 2, "max"),
    "AdaptiveMaxPooling3D": ("adaptive_pool", "keras_adaptive_pool", 3, "max"),
    "GlobalAveragePooling1D": ("global_pool", "keras_global_pool", 1, "average"),
    "GlobalAvgPool1D": ("global_pool", "keras_global_pool", 1, "average"),
    "GlobalAveragePooling2D": ("global_pool", "keras_global_pool", 2, "average"),
    "GlobalAvgPool2D": ("global_pool", "keras_global_pool", 2, "average"),
    "GlobalAveragePooling3D": ("global_pool", "keras_global_pool", 3, "average"),
    "GlobalAvgPool3D": ("global_pool", "keras_global_pool", 3, "average"),
    "GlobalMaxPooling1D": ("global_pool", "keras_global_pool", 1, "max"),
    "GlobalMaxPool1D": ("global_pool", "keras_global_pool", 1, "max"),
    "GlobalMaxPooling2D": ("global_pool", "keras_global_pool", 2, "max"),
    "GlobalMaxPool2D": ("global_pool", "keras_global_pool", 2, "max"),
    "GlobalMaxPooling3D": ("global_pool", "keras_global_pool", 3, "max"),
    "GlobalMaxPool3D": ("global_pool", "keras_global_pool", 3, "max"),
    "UpSampling1D": ("keras_resize", "keras_upsampling1d"),
    "UpSampling2D": ("keras_resize", "keras_upsampling", 2),
    "UpSampling3D": ("keras_resize", "keras_upsampling3d"),
    "Resizing": ("keras_resize", "keras_resizing"),
    "CenterCrop": ("center_crop", "keras_center_crop"),
    "ZeroPadding1D": ("pad", "keras_zero_padding", 1),
    "ZeroPadding2D": ("pad", "keras_zero_padding", 2),
    "ZeroPadding3D": ("pad", "keras_zero_padding", 3),
    "Cropping1D": ("pad", "keras_cropping1d"),
    "Cropping2D": ("pad", "keras_cropping2d"),
    "Cropping3D": ("pad", "keras_cropping3d"),
    "Dense": ("linear", "keras_dense"),
    "EinsumDense": ("einsum_dense", "keras_einsum_dense"),
    "Embedding": ("embedding", "keras_embedding"),
    "Identity": ("identity", "plain_identity"),
    "SimpleRNN": ("keras_recurrent_makers", "keras_simple_rnn"),
    "LSTM": ("keras_recurrent_makers", "keras_lstm"),
    "GRU": ("keras_recurrent_makers", "keras_gru"),
    "SimpleRNNCell": ("keras_recurrent_makers", "keras_simple_rnn_cell"),
    "LSTMCell": ("keras_recurrent_makers", "keras_lstm_cell"),
    "GRUCell": ("keras_recurrent_makers", "keras_gru_cell"),
    "RNN": ("keras_recurrent", "keras_rnn"),
    "StackedRNNCells": ("keras_recurrent", "keras_stacked_cells"),
    "ConvLSTM1D": ("conv_lstm", "keras_conv_lstm", 1),
    "ConvLSTM2D": ("conv_lstm", "keras_conv_lstm", 2),
    "ConvLSTM3D": ("conv_lstm", "keras_conv_lstm", 3),
    "Bidirectional": ("wrappers", "keras_bidirectional"),
    "TimeDistributed": ("wrappers", "keras_time_distributed"),
    "SpectralNormalization": ("wrappers", "keras_spectral_normalization"),
    "MultiHeadAttention": ("keras_attention", "keras_attention_heads"),
    "GroupQueryAttention": ("keras_attention", "keras_grouped_attention"),
    "Attention": ("keras_plain_attention", "keras_attention"),
    "AdditiveAttention": ("keras_plain_attention", "keras_additive_attention"),
    "BatchNormalization": ("batch_norm", "keras_batch_norm"),
    "LayerNormalization": ("layer_norm", "keras_layer_norm"),
    "RMSNormalization": ("layer_norm", "keras_rms_norm"),
    "GroupNormalization": ("group_norm", "keras_group_norm"),
    "UnitNormalization": ("keras_norms", "keras_unit_norm"),
    "Normalization": ("keras_norms", "keras_normalization"),
    "Rescaling": ("keras_norms", "keras_rescaling"),
    "Activation": ("activation", "keras_named"),
    "ReLU": ("activation", "keras_relu"),
    "LeakyReLU": ("activation", "keras_leaky_relu"),
    "ELU": ("activation", "keras_elu"),
    "PReLU": ("prelu", "keras_prelu"),
    "Softmax": ("softmax", "keras_softmax"),
    "Dropout": ("identity", "keras_dropout"),
    "AlphaDropout": ("identity", "keras_dropout"),
    "GaussianDropout": ("identity", "keras_gaussian_dropout"),
    "GaussianNoise": ("identity", "keras_gaussian_noise"),
    "SpatialDropout1D": ("identity", "keras_sequence_dropout"),
    "SpatialDropout2D": ("identity", "keras_spatial_dropout", 2),
    "SpatialDropout3D": ("identity", "keras_spatial_dropout", 3),
    "ActivityRegularization": ("identity", "keras_activity_regularization"),
    "Masking": ("identity", "keras_masking"),
    "RandomCrop": ("augmentation", "keras_random_crop"),
    "RandomFlip": ("augmentation", "keras_random_flip"),
    "RandomRotation": ("augmentation", "keras_random_rotation"),
    "RandomTranslation": ("augmentation", "keras_random_translation"),
    "RandomZoom": ("augmentation", "keras_random_zoom"),
    "RandomBrightness": ("augmentation", "keras_random_light"),
    "RandomContrast": ("augmentation", "keras_random_light"),
    "RandomHue": ("augmentation", "keras_random_colour"),
    "RandomSaturation": ("augmentation", "keras_random_colour"),
    "RandomSharpness": ("augmentation", "keras_random_colour"),
    "RandomPosterization": ("augmentation", "keras_random_colour"),
    "RandomColorDegeneration": ("augmentation", "keras_random_colour"),
    "RandomGrayscale": ("augmentation", "keras_random_grayscale"),
    "RandomShear": ("augmentation", "keras_random_shear"),
    "RandomErasing": ("augmentation", "keras_random_erasing"),
    "RandomGaussianBlur": ("augmentation", "keras_random_blur"),
    "RandomInvert": ("augmentation", "keras_random_invert"),
    "RandomPerspective": ("augmentation", "keras_random_perspective"),
    "RandomElasticTransform": ("augmentation", "keras_random_elastic"),
    "RandomColorJitter": ("augmentation", "keras_random_jitter"),
    "RandAugment": ("augmentation", "keras_rand_augment"),
    "AugMix": ("augmentation", "keras_aug_mix"),
    "Flatten": ("flatten", "keras_flatten"),
    "Reshape": ("reshape", "keras_reshape"),
    "Permute": ("permute", "keras_permute"),
    "RepeatVector": ("repeat", "keras_repeat_vector"),
    "Lambda": ("opaque", "keras_lambda"),
    "Add": ("merge", "keras_merge", "add"),
    "Multiply": ("merge", "keras_merge", "multiply"),
    "Average": ("merge", "keras_merge", "average"),
    "Maximum": ("merge", "keras_merge", "maximum"),
    "Minimum": ("merge", "keras_merge", "minimum"),
    "Subtract": ("merge", "keras_subtract"),
    "Concatenate": ("concat", "keras_concatenate"),
    "Dot": ("dot", "keras_dot"),
}

VOCABULARIES: dict[str, dict[str, Entry]] = {"native": NATIVE, "torch": TORCH, "keras": KERAS}

ALIASES = {
    "k": "kernel_size",
    "s": "stride",
    "p": "padding",
    "d": "dilation",
    "g": "groups",
}
"""The letters of the formula, accepted in convcalc's own spelling."""


class Maker(Value):
    """A spelled layer name, ready to be called with the user's arguments."""

    name: str
    vocabulary: str
    function: Callable[..., Layer]
    fixed: tuple[Any, ...]

    def make(self, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Layer:
        """
        The layer that this call means.

        Raises:
            BadValue: If an argument is missing, unknown or refused by the framework.
        """
        if self.vocabulary == "native" and kwargs:
            own = signature(self.function, len(self.fixed))[3]
            kwargs = {
                name if name in own else ALIASES.get(name, name): value
                for name, value in kwargs.items()
            }
        elif self.vocabulary == "keras" and kwargs:
            kwargs = self._without_common(kwargs)
        layer: Layer = bind(self.function, self.fixed, args, kwargs, self.name)
        return layer

    def _without_common(self, kwargs: Mapping[str, Any]) -> Mapping[str, Any]:
        """Leave out what every Keras layer takes, unless this one has it for itself."""
        own = signature(self.function, len(self.fixed))[3]
        return {name: value for name, value in kwargs.items() if name not in COMMON or name in own}

    def parameters(self) -> tuple[str, ...]:
        """The names of the arguments, in order."""
        return signature(self.function, len(self.fixed))[0]


_MAKERS: dict[tuple[str, str], Maker] = {}


def find(vocabulary: str, name: str) -> Maker | None:
    """The maker of a name in a vocabulary ("native", "torch" or "keras"), if it has one."""
    key = (vocabulary, name)
    maker = _MAKERS.get(key)
    if maker is None:
        entry = VOCABULARIES[vocabulary].get(name)
        if entry is None:
            return None
        file, function, *fixed = entry
        module = import_module(f"convcalc.layers.{file}")
        maker = Maker(
            name=name,
            vocabulary=vocabulary,
            function=getattr(module, function),
            fixed=tuple(fixed),
        )
        _MAKERS[key] = maker
    return maker


def unknown_layer(
    name: str, vocabularies: Sequence[str] = ("native", "torch", "keras")
) -> UnknownName:
    """The complaint about a layer that no vocabulary has."""
    among = [each for vocabulary in vocabularies for each in VOCABULARIES[vocabulary]]
    return UnknownName(f"no layer is called {name!r}", hint=did_you_mean(name, among))
