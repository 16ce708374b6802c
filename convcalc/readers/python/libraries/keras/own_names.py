"""The names that modules of Keras and TensorFlow really have, of those that there are rules for."""

from __future__ import annotations

OPS = """
abs absolute adaptive_average_pool adaptive_max_pool add all amax amin any arange arccos arccosh
arcsin arcsinh arctan arctan2 arctanh argmax argmin argsort array average_pool batch_normalization
bitwise_and bitwise_not bitwise_or bitwise_xor broadcast_to cast cbrt ceil celu clip concatenate
conv conv_transpose convert_to_numpy convert_to_tensor copy cos cosh count_nonzero cumprod cumsum
deg2rad depth_to_space depthwise_conv divide divide_no_nan dot dot_product_attention dtype einsum
elu empty empty_like equal erf erfc erfinv exp exp2 expand_dims expm1 eye fabs flip floor
floor_divide fmax fmin fmod full full_like gelu get_item glu greater greater_equal hard_sigmoid
hard_silu hard_swish hard_tanh hstack hypot identity imag is_tensor isclose isfinite isinf isnan
layer_normalization leaky_relu left_shift less less_equal linspace log log10 log1p log2
log_sigmoid log_softmax logaddexp logical_and logical_not logical_or logical_xor logsumexp matmul
max max_pool maximum mean median meshgrid min minimum mod moments moveaxis multiply nan_to_num
ndim negative norm normalize not_equal one_hot ones ones_like outer pad power prod rad2deg ravel
real reciprocal relu relu6 repeat reshape right_shift rms_normalization roll round rsqrt
scatter_update selu separable_conv shape sigmoid sign signbit silu sin sinh size slice
slice_update softmax softplus softsign sort space_to_depth split sqrt square squeeze stack std
stop_gradient subtract sum swapaxes swish take take_along_axis tan tanh tensordot tile top_k
transpose tril triu true_divide trunc unstack var vstack where zeros zeros_like
"""

OPS_NN = """
adaptive_average_pool adaptive_max_pool average_pool batch_normalization celu conv conv_transpose
depth_to_space depthwise_conv dot_product_attention elu gelu glu hard_sigmoid hard_silu hard_swish
hard_tanh layer_normalization leaky_relu log_sigmoid log_softmax max_pool moments normalize
one_hot relu relu6 rms_normalization selu separable_conv sigmoid silu softmax softplus softsign
space_to_depth swish
"""

OPS_NUMPY = """
abs absolute add all amax amin any arange arccos arccosh arcsin arcsinh arctan arctan2 arctanh
argmax argmin argsort array bitwise_and bitwise_not bitwise_or bitwise_xor broadcast_to cbrt ceil
clip concatenate copy cos cosh count_nonzero cumprod cumsum deg2rad divide divide_no_nan dot
einsum empty empty_like equal exp exp2 expand_dims expm1 eye fabs flip floor floor_divide fmax
fmin fmod full full_like get_item greater greater_equal hstack hypot identity imag isclose
isfinite isinf isnan left_shift less less_equal linspace log log10 log1p log2 logaddexp
logical_and logical_not logical_or logical_xor matmul max maximum mean median meshgrid min minimum
mod moveaxis multiply nan_to_num ndim negative not_equal ones ones_like outer pad power prod
rad2deg ravel real reciprocal repeat reshape right_shift roll round sign signbit sin sinh size
sort split sqrt square squeeze stack std subtract sum swapaxes take take_along_axis tan tanh
tensordot tile transpose tril triu true_divide trunc var vstack where zeros zeros_like
"""

TENSORFLOW = """
GradientTape Tensor TensorShape Variable __version__ abs acos add add_n argmax argmin argsort asin
atan atan2 bfloat16 bool broadcast_to cast ceil clip_by_value concat constant constant_initializer
convert_to_tensor cos cosh count_nonzero cumprod cumsum depth_to_space divide einsum equal erf
erfc exp expand_dims expm1 eye float16 float32 float64 floor floordiv floormod function gather
greater greater_equal half identity imag initializers int16 int32 int64 int8 less less_equal
linspace log log1p logical_and logical_not logical_or logical_xor matmul maximum meshgrid minimum
mod multiply name_scope negative newaxis norm not_equal one_hot ones ones_initializer ones_like
pad pow random random_normal_initializer random_uniform_initializer range rank real reciprocal
reduce_all reduce_any reduce_max reduce_mean reduce_min reduce_prod reduce_sum repeat reshape
reverse roll round rsqrt shape sigmoid sign sin sinh size slice sort space_to_depth split sqrt
square squared_difference squeeze stack stop_gradient string subtract tan tanh tensordot tile
transpose truediv uint16 uint32 uint64 uint8 unstack where zeros zeros_initializer
zeros_like
"""

TF_NN = """
avg_pool avg_pool2d batch_normalization bias_add conv1d conv2d conv2d_transpose conv3d
conv_transpose convolution depth_to_space depthwise_conv2d dropout elu gelu l2_normalize
leaky_relu log_softmax max_pool max_pool2d moments pool relu relu6 selu sigmoid silu softmax
softplus softsign space_to_depth swish tanh top_k
"""

TF_MATH = """
abs acos add add_n argmax argmin asin atan atan2 ceil cos cosh count_nonzero divide divide_no_nan
equal erf erfc erfinv exp expm1 floor floordiv floormod greater greater_equal imag l2_normalize
less less_equal log log1p logical_and logical_not logical_or logical_xor maximum minimum mod
multiply negative not_equal pow real reciprocal reduce_all reduce_any reduce_max reduce_mean
reduce_min reduce_prod reduce_std reduce_sum reduce_variance round rsqrt sigmoid sign sin sinh
softplus sqrt square squared_difference subtract tan tanh top_k truediv
"""

TF_LINALG = """
einsum eye l2_normalize matmul norm normalize tensordot
"""
