"""convcalc's own layers: outputs first, the input side inferred."""

TEXT = """\
conv1d[1] conv2d[2] conv3d[3]
    (out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
    padding_mode='zeros') -> convolution.conv:native_conv
convtranspose1d[1] deconv1d[1] conv_transpose1d[1] convtranspose2d[2] deconv2d[2]
conv_transpose2d[2] convtranspose3d[3] deconv3d[3] conv_transpose3d[3]
    (out_channels, kernel_size, stride=1, padding=0, output_padding=0, dilation=1, groups=1,
    bias=True, output_size=None) -> convolution.transposed_conv:native_transposed_conv
depthwise1d[1] depthwise2d[2] depthwise3d[3]
    (kernel_size, stride=1, padding=0, dilation=1, multiplier=1, bias=True)
    -> convolution.depthwise_conv:native_depthwise_conv
separable1d[1] separable2d[2] separable3d[3]
    (out_channels, kernel_size, stride=1, padding=0, dilation=1, multiplier=1, bias=True)
    -> convolution.separable_conv:native_separable_conv
maxpool1d[1] max_pool1d[1] maxpool2d[2] max_pool2d[2] maxpool3d[3] max_pool3d[3]
    (kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False)
    -> pooling.pool:native_max_pool
avgpool1d[1] avg_pool1d[1] avgpool2d[2] avg_pool2d[2] avgpool3d[3] avg_pool3d[3]
    (kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True)
    -> pooling.pool:native_average_pool
lppool1d[1] lp_pool1d[1] lppool2d[2] lp_pool2d[2] lppool3d[3] lp_pool3d[3]
    (kernel_size, stride=None, padding=0, ceil_mode=False, norm=2)
    -> pooling.pool:native_norm_pool
adaptiveavgpool1d[1,average] adaptive_avg_pool1d[1,average] adaptiveavgpool2d[2,average]
adaptive_avg_pool2d[2,average] adaptiveavgpool3d[3,average] adaptive_avg_pool3d[3,average]
adaptivemaxpool1d[1,max] adaptive_max_pool1d[1,max] adaptivemaxpool2d[2,max]
adaptive_max_pool2d[2,max] adaptivemaxpool3d[3,max] adaptive_max_pool3d[3,max]
    (output_size) -> pooling.adaptive_pool:native_adaptive_pool
globalavgpool[None,average] globalavgpool1d[1,average] globalavgpool2d[2,average]
globalavgpool3d[3,average] globalmaxpool[None,max] globalmaxpool1d[1,max] globalmaxpool2d[2,max]
globalmaxpool3d[3,max]
    (keepdims=False) -> pooling.global_pool:native_global_pool
fractionalmaxpool2d[2] fractionalmaxpool3d[3]
    (kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None)
    -> pooling.fractional_pool:fractional_max_pool
maxunpool1d[1] maxunpool2d[2] maxunpool3d[3]
    (kernel_size, stride=None, padding=0, output_size=None) -> pooling.unpool:native_max_unpool
unfold
    (kernel_size, stride=1, padding=0, dilation=1) -> convolution.unfold:unfold
fold
    (output_size, kernel_size, stride=1, padding=0, dilation=1) -> convolution.unfold:fold
upsample
    (scale=2, mode='nearest', align_corners=False) -> shape.resize:native_upsample
resize
    (size, mode='nearest', align_corners=False) -> shape.resize:native_resize
pixelshuffle pixel_shuffle
    (upscale_factor) -> shape.shuffle:pixel_shuffle
pixelunshuffle pixel_unshuffle
    (downscale_factor) -> shape.shuffle:pixel_unshuffle
channelshuffle channel_shuffle
    (groups) -> shape.shuffle:channel_shuffle
pad
    (padding, mode='zeros', value=0) -> shape.pad:native_pad
crop
    (cropping) -> shape.pad:native_crop
linear dense
    (out_features, bias=True) -> dense.linear:native_linear
bilinear
    (out_features, bias=True) -> dense.bilinear:native_bilinear
embedding
    (count, width) -> dense.embedding:native_embedding
rnn[RNN] lstm[LSTM] gru[GRU]
    (hidden_size, num_layers=1, bias=True, bidirectional=False, proj_size=0, states=False)
    -> recurrent.recurrent:native_recurrent
rnncell[RNN] lstmcell[LSTM] grucell[GRU]
    (hidden_size, bias=True, states=False) -> recurrent.recurrent_cell:native_cell
attention
    (num_heads, bias=True, weights=False) -> attention.attention:native_attention
transformerencoderlayer[False] transformerdecoderlayer[True]
    (num_heads, dim_feedforward=2048, bias=True)
    -> attention.transformer:native_transformer_layer
transformerencoder
    (encoder_layer, num_layers, norm=None, enable_nested_tensor=True, mask_check=True)
    -> attention.transformer:torch_encoder
transformerdecoder
    (decoder_layer, num_layers, norm=None) -> attention.transformer:torch_decoder
transformer
    (num_heads=8, num_encoder_layers=6, num_decoder_layers=6, dim_feedforward=2048, bias=True)
    -> attention.transformer:native_transformer
batchnorm[0] batchnorm1d[1] batchnorm2d[2] batchnorm3d[3] batch_norm[0]
    (affine=True, axis=1, eps=1e-05, momentum=0.1) -> normalisation.batch_norm:native_batch_norm
instancenorm instance_norm
    (affine=False, eps=1e-05) -> normalisation.instance_norm:native_instance_norm
groupnorm group_norm
    (groups, affine=True, eps=1e-05) -> normalisation.group_norm:native_group_norm
layernorm layer_norm
    (axis=-1, affine=True, bias=True, eps=1e-05) -> normalisation.layer_norm:native_layer_norm
rmsnorm rms_norm
    (axis=-1, affine=True, eps=1e-06) -> normalisation.layer_norm:native_rms_norm
lrn[0]
    (size, alpha=0.0001, beta=0.75, k=1.0) -> normalisation.response_norm:response_norm
relu[relu] relu6[relu6] selu[selu] gelu[gelu] silu[silu] swish[silu] mish[mish] sigmoid[sigmoid]
logsigmoid[logsigmoid] tanh[tanh] hardtanh[hardtanh] hardsigmoid[hardsigmoid] hardswish[hardswish]
softplus[softplus] softsign[softsign] tanhshrink[tanhshrink] tanh_shrink[tanhshrink]
log_sigmoid[logsigmoid] hard_tanh[hardtanh] hard_sigmoid[hardsigmoid] hard_swish[hardswish]
hardsilu[hardswish] hard_silu[hardswish] squareplus[squareplus] sparseplus[sparse_plus]
sparse_plus[sparse_plus] sparsesigmoid[sparse_sigmoid] sparse_sigmoid[sparse_sigmoid]
exponential[exponential] exp[exp] sqrt[sqrt] abs[abs]
    () -> activation.activation:native_activation
leakyrelu[leakyrelu] leaky_relu[leakyrelu] elu[elu] celu[celu]
    (slope=0.01) -> activation.activation:native_sloped
prelu
    (num_parameters=1, init=0.25, device=None, dtype=None) -> activation.prelu:torch_prelu
rrelu
    (lower=0.125, upper=0.3333333333333333, inplace=False) -> activation.activation:torch_rrelu
threshold
    (threshold, value=0) -> activation.activation:native_threshold
softshrink[softshrink] soft_shrink[softshrink] hardshrink[hardshrink] hard_shrink[hardshrink]
    (threshold=0.5) -> activation.activation:native_shrink
softmax logsoftmax log_softmax softmin sparsemax
    (axis=-1) -> activation.softmax:keras_softmax
softmax2d
    () -> activation.softmax:torch_softmax2d
glu
    (axis=1) -> activation.glu:native_glu
identity
    () -> other.identity:plain_identity
dropout dropout1d dropout2d dropout3d alphadropout featurealphadropout gaussiandropout
spatialdropout1d spatialdropout2d spatialdropout3d
    (p=0.5) -> other.identity:native_dropout
gaussiannoise
    (stddev, seed=None) -> other.identity:keras_gaussian_noise
flatten
    (start=1, end=-1) -> shape.flatten:native_flatten
unflatten
    (axis, *sizes) -> shape.flatten:native_unflatten
reshape
    (*sizes) -> shape.reshape:native_reshape
permute
    (*axes) -> shape.permute:native_permute
transpose
    (first, second) -> shape.permute:native_transpose
squeeze
    (axis=None) -> shape.squeeze:native_squeeze
unsqueeze
    (axis) -> shape.squeeze:native_unsqueeze
repeat
    (*times) -> shape.repeat:native_repeat
opaque
    (*shape, params=None, macs=None) -> other.opaque:native_opaque
add[add] multiply[multiply] mul[multiply] average[average] maximum[maximum] minimum[minimum]
    () -> other.merge:native_merge
subtract[subtract] divide[divide]
    () -> other.merge:native_pair
concat cat
    (axis=1) -> shape.concat:native_concat
stack
    (axis=0) -> shape.concat:native_stack
split
    (sizes, axis=1) -> shape.split:native_split
chunk
    (pieces, axis=1) -> shape.split:native_chunk
dot
    (axes=-1) -> dense.dot:native_dot
matmul
    () -> dense.dot:native_matmul
"""
