"""
The operators of ONNX, each with the rule that makes a layer of it.

A rule takes a `Step` and gives the values that leave the node. Operators of other domains stand as
"domain::name". What is worked out on constants alone is in `folding`.

Source: onnx/docs/Operators.md and Changelog.md, operator sets 1 to 26; ContribOperators.md of ONNX
Runtime.
"""

from __future__ import annotations

from convcalc.readers.stored.rules import rules_of

TEXT = """
windows:conv Conv
windows:conv_integer ConvInteger
windows:quantised_conv QLinearConv
windows:conv_transpose ConvTranspose
windows:deform_conv DeformConv
windows:max_pool MaxPool
windows:average_pool AveragePool
windows:norm_pool LpPool
windows:global_pool GlobalAveragePool GlobalMaxPool GlobalLpPool
windows:max_unpool MaxUnpool
windows:roi_pool MaxRoiPool
windows:roi_align RoiAlign
windows:col2im Col2Im
windows:conv com.microsoft::FusedConv
windows:channels_last_conv qonnx.custom_op.channels_last::Conv
windows:channels_last_max_pool qonnx.custom_op.channels_last::MaxPool
windows:quantised_pool com.microsoft::QLinearAveragePool
windows:quantised_global_pool com.microsoft::QLinearGlobalAveragePool
products:gemm Gemm com.microsoft::FusedGemm
products:quantised_gemm com.microsoft::QGemm
products:matmul MatMul com.microsoft::FusedMatMul com.microsoft::TransposeMatMul
products:matmul_integer MatMulInteger com.microsoft::MatMulIntegerToFloat
com.microsoft::DynamicQuantizeMatMul
products:quantised_matmul QLinearMatMul com.microsoft::QLinearMatMul
products:matmul_bits com.microsoft::MatMulNBits
products:einsum Einsum
products:attention Attention
elementwise:binary Add Sub Mul Div Pow Mod BitShift BitwiseAnd BitwiseOr BitwiseXor
elementwise:comparison And Or Xor Equal Greater GreaterOrEqual Less LessOrEqual
elementwise:several Max Min Sum Mean
elementwise:unary Abs Acos Acosh Asin Asinh Atan Atanh BitwiseNot Ceil Celu Cos Cosh Elu Erf Exp
Floor Gelu HardSigmoid HardSwish Identity LeakyRelu Log Mish Neg Reciprocal Relu Round Selu Shrink
Sigmoid Sign Sin Sinh Softplus Softsign Sqrt Swish Tan Tanh ThresholdedRelu Affine Scale
ParametricSoftplus ScaledTanh ImageScaler
elementwise:truth IsInf IsNan IsNaN Not
elementwise:clip Clip
elementwise:prelu PRelu
elementwise:where Where
elementwise:cast Cast CastLike BitCast
elementwise:same Dropout
elementwise:unary com.microsoft::Gelu com.microsoft::FastGelu com.microsoft::QuickGelu
com.microsoft::BiasGelu com.microsoft::QLinearSigmoid com.microsoft::QLinearLeakyRelu
elementwise:unary qonnx.custom_op.general::Quant qonnx.custom_op.general::BipolarQuant
qonnx.custom_op.general::Trunc qonnx.custom_op.general::FloatQuant
onnx.brevitas::Quant onnx.brevitas::BipolarQuant onnx.brevitas::Trunc finn.custom_op.general::Quant
finn.custom_op.general::BipolarQuant
elementwise:quantised_binary com.microsoft::QLinearAdd com.microsoft::QLinearMul
elementwise:quantise QuantizeLinear com.microsoft::QuantizeLinear
elementwise:dequantise DequantizeLinear com.microsoft::DequantizeLinear
elementwise:dynamic_quantise DynamicQuantizeLinear
elementwise:softmax Softmax LogSoftmax Hardmax com.microsoft::QLinearSoftmax
norms:batch_norm BatchNormalization SpatialBN
norms:instance_norm InstanceNormalization
norms:layer_norm LayerNormalization SimplifiedLayerNormalization
com.microsoft::SimplifiedLayerNormalization
norms:skip_layer_norm com.microsoft::SkipLayerNormalization
com.microsoft::SkipSimplifiedLayerNormalization
norms:group_norm GroupNormalization
norms:rms_norm RMSNormalization
norms:response_norm LRN
norms:other_norm LpNormalization MeanVarianceNormalization
reductions:reduce ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin
ReduceProd ReduceSum ReduceSumSquare
reductions:position ArgMax ArgMin
reductions:along CumSum CumProd
reductions:top_k TopK
reductions:non_zero NonZero
reductions:unique Unique
reductions:compress Compress
shapes:shape Shape
shapes:size Size
shapes:reshape Reshape
shapes:flatten Flatten
shapes:squeeze Squeeze
shapes:unsqueeze Unsqueeze
shapes:transpose Transpose
shapes:concat Concat com.microsoft::QLinearConcat
shapes:split Split
shapes:slice_axes Slice
shapes:pad Pad
shapes:tile Tile
shapes:expand Expand
shapes:depth_to_space DepthToSpace
shapes:space_to_depth SpaceToDepth
shapes:reverse ReverseSequence
shapes:trilu Trilu
shapes:center_crop_pad CenterCropPad
resizing:resize Resize Upsample
resizing:grid_sample GridSample
resizing:affine_grid AffineGrid
shapes:crop Crop
gathering:gather Gather
gathering:gather_elements GatherElements
gathering:gather_nd GatherND
gathering:scatter Scatter ScatterElements ScatterND TensorScatter
gathering:one_hot OneHot
gathering:eye_like EyeLike
gathering:dynamic_slice DynamicSlice
making:constant Constant
making:constant_fill ConstantFill GivenTensorFill
making:constant_of_shape ConstantOfShape
making:random_range Range
making:random_of_shape RandomNormal RandomUniform
making:random_like RandomNormalLike RandomUniformLike Bernoulli
making:multinomial Multinomial
making:window HannWindow HammingWindow BlackmanWindow
making:mel_weights MelWeightMatrix
making:dft DFT
making:stft STFT
making:non_max_suppression NonMaxSuppression
making:loss SoftmaxCrossEntropyLoss
making:likelihood_loss NegativeLogLikelihoodLoss
making:determinant Det
making:rotary RotaryEmbedding
making:optimizer ai.onnx.preview.training::Adagrad ai.onnx.preview.training::Adam
ai.onnx.preview.training::Momentum
making:image_decoder ImageDecoder
texts:same_shape StringConcat StringNormalizer
texts:truth RegexFullMatch
texts:split StringSplit
texts:tfidf TfIdfVectorizer
texts:label_encoder ai.onnx.ml::LabelEncoder
texts:like_input ai.onnx.ml::Scaler ai.onnx.ml::Binarizer ai.onnx.ml::Imputer ai.onnx.ml::Normalizer
texts:array_feature_extractor ai.onnx.ml::ArrayFeatureExtractor
texts:one_hot_encoder ai.onnx.ml::OneHotEncoder
texts:tree_ensemble ai.onnx.ml::TreeEnsemble
texts:regressor ai.onnx.ml::LinearRegressor ai.onnx.ml::TreeEnsembleRegressor
ai.onnx.ml::SVMRegressor
texts:classifier ai.onnx.ml::LinearClassifier ai.onnx.ml::TreeEnsembleClassifier
ai.onnx.ml::SVMClassifier
recurrent:recurrent RNN LSTM GRU
control:branch If
control:loop Loop
control:scan Scan
control:sequence_map SequenceMap
sequences:construct SequenceConstruct
sequences:empty SequenceEmpty
sequences:at SequenceAt
sequences:insert SequenceInsert
sequences:erase SequenceErase
sequences:length SequenceLength
sequences:split SplitToSequence
sequences:concat ConcatFromSequence
sequences:optional Optional
sequences:has_element OptionalHasElement
sequences:get_element OptionalGetElement
"""


OPERATORS: dict[str, str] = rules_of(TEXT)
"""Operator -> "module:function" here."""
