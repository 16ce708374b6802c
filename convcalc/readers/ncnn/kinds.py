"""
What every type of layer is: a rule takes the trace, the layer and what goes in, and gives the tops.

Source: Tencent/ncnn, docs/developer-guide/operators.md and src/layer.
"""

from __future__ import annotations

from convcalc.readers.stored.rules import rules_of

TEXT = """
windows:convolution Convolution ConvolutionDepthWise Convolution1D ConvolutionDepthWise1D
Convolution3D ConvolutionDepthWise3D
windows:deconvolution Deconvolution DeconvolutionDepthWise Deconvolution1D DeconvolutionDepthWise1D
Deconvolution3D DeconvolutionDepthWise3D
windows:pooling Pooling Pooling1D Pooling3D
windows:interp Interp
windows:roi_pooling ROIPooling ROIAlign PSROIPooling
products:inner_product InnerProduct
products:gemm Gemm
products:matmul MatMul
products:embed Embed
products:recurrent LSTM GRU RNN
products:attention MultiHeadAttention
products:scaled_attention SDPA
plain:activation AbsVal BNLL CELU Clip ELU Erf Exp GELU HardSigmoid HardSwish Log Mish Power ReLU
SELU Shrink Sigmoid Softplus Swish TanH Threshold UnaryOp CumulativeSum
plain:same Dropout DeepCopy
plain:converted Cast Packing Quantize Flip
plain:softmax Softmax
plain:response_norm LRN
plain:batch_norm BatchNorm
plain:scale Scale
plain:bias Bias
plain:prelu PReLU
plain:layer_norm LayerNorm RMSNorm
plain:group_norm GroupNorm InstanceNorm
plain:normalize Normalize MVN
plain:eltwise Eltwise
plain:binary BinaryOp
plain:rotary RotaryEmbed
shapes:concat Concat
shapes:slice_blob Slice
shapes:flatten Flatten
shapes:reshape Reshape
shapes:permute Permute
shapes:crop Crop
shapes:padding Padding
shapes:squeeze Squeeze
shapes:expand_dims ExpandDims
shapes:tile Tile
shapes:reduction Reduction
shapes:pixel_shuffle PixelShuffle Reorg
shapes:shuffle_channel ShuffleChannel
shapes:memory_data MemoryData
shapes:glu GLU
ends:prior_box PriorBox
ends:proposal Proposal
ends:detections DetectionOutput YoloDetectionOutput Yolov3DetectionOutput
"""


KINDS: dict[str, str] = rules_of(TEXT)
"""Type -> "module:function" here."""

STORING = frozenset(
    {
        *("windows:convolution", "windows:deconvolution", "products:inner_product"),
        *("products:gemm", "products:embed", "products:recurrent", "products:attention"),
        *("plain:converted", "plain:batch_norm", "plain:scale", "plain:bias", "plain:prelu"),
        *("plain:layer_norm", "plain:group_norm", "plain:normalize", "shapes:padding"),
    }
)
"""Rules of layers that may store something."""

STORING_NOTHING = frozenset(
    {
        *("CopyTo", "Diag", "Einsum", "Fold", "GridSample", "InverseSpectrogram", "Spectrogram"),
        *("StatisticsPooling", "Unfold"),
    }
)
"""Types that are not read, and store nothing."""

FIRST = frozenset({"windows:roi_pooling"})
"""Rules whose result is known from the first blob that goes in."""


def may_store(kind: str) -> bool:
    """Whether a layer of a type may store something; one of a type that is not known may."""
    return KINDS[kind] in STORING if kind in KINDS else kind not in STORING_NOTHING
