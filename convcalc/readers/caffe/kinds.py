"""
What every type of layer is: a rule takes the trace, the layer and what goes in, and gives the tops.

Source: BVLC/caffe, src/caffe/layers; weiliu89/caffe for the layers of SSD; the documentation of the
forks for theirs.
"""

from __future__ import annotations

from convcalc.readers.stored.rules import rules_of

TEXT = """
windows:convolution Convolution ConvolutionDepthwise DepthwiseConvolution Deconvolution
windows:pooling Pooling
windows:im2col Im2col
windows:pyramid SPP
windows:roi_pooling ROIPooling PSROIPooling
windows:interp Interp Upsample
products:inner_product InnerProduct
products:embed Embed
products:recurrent LSTM RNN
products:parameter Parameter
plain:activation ReLU ReLU6 Sigmoid TanH ELU AbsVal Power Exp Log BNLL Threshold Clip Swish Mish
plain:same Dropout Split
plain:softmax Softmax LogSoftmax
plain:response_norm LRN
plain:batch_norm BatchNorm
plain:scale Scale
plain:bias Bias
plain:prelu PReLU
plain:normalize Normalize MVN
plain:eltwise Eltwise
plain:axpy Axpy
plain:shuffle ShuffleChannel
shapes:concat Concat
shapes:slice_blob Slice
shapes:flatten Flatten
shapes:reshape Reshape
shapes:permute Permute
shapes:crop Crop
shapes:tile Tile
shapes:pad Padding
shapes:reduction Reduction
shapes:arg_max ArgMax
shapes:batch_reindex BatchReindex
ends:loss SoftmaxWithLoss EuclideanLoss HingeLoss SigmoidCrossEntropyLoss ContrastiveLoss
InfogainLoss MultinomialLogisticLoss SmoothL1Loss MultiBoxLoss
ends:accuracy Accuracy
ends:silence Silence HDF5Output
ends:prior_box PriorBox
ends:detection_output DetectionOutput
"""


KINDS: dict[str, str] = rules_of(TEXT)
"""Type -> "module:function" here."""

DATA = frozenset(
    {
        *("Input", "Data", "ImageData", "HDF5Data", "WindowData", "MemoryData", "DummyData"),
        *("AnnotatedData", "VideoData"),
    }
)
"""Types that bring data in."""

FIRST = frozenset({"windows:roi_pooling", "ends:loss", "ends:accuracy"})
"""Rules whose result is known from the first blob that goes in."""

STORING = frozenset(
    {
        *("windows:convolution", "products:inner_product", "products:embed", "products:recurrent"),
        *("plain:batch_norm", "plain:scale", "plain:bias", "plain:prelu", "plain:normalize"),
    }
)
"""Rules of layers that store something."""
