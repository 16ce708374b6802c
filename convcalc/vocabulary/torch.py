"""PyTorch's layers, torch.nn, as of 2.13, and what its classes keep of their arguments."""

TEXT = """\
Conv1d[1] Conv2d[2] Conv3d[3]
    (in_channels, out_channels, kernel_size:each, stride:each=1, padding:each=0, dilation:each=1,
    groups=1, bias=True, padding_mode='zeros', device=None, dtype=None)
    -> convolution.conv:torch_conv
    is _ConvNd; keeps transposed=False output_padding:none; owns weight bias; shows conv_words
LazyConv1d[1] LazyConv2d[2] LazyConv3d[3]
    (out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
    padding_mode='zeros', device=None, dtype=None) -> convolution.conv:torch_lazy_conv
ConvTranspose1d[1] ConvTranspose2d[2] ConvTranspose3d[3]
    (in_channels, out_channels, kernel_size:each, stride:each=1, padding:each=0,
    output_padding:each=0, groups=1, bias=True, dilation:each=1, padding_mode='zeros', device=None,
    dtype=None) -> convolution.transposed_conv:torch_transposed_conv
    is _ConvTransposeNd; keeps transposed=True; owns weight bias; takes input output_size; shows
    conv_words
LazyConvTranspose1d[1] LazyConvTranspose2d[2] LazyConvTranspose3d[3]
    (out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True,
    dilation=1, padding_mode='zeros', device=None, dtype=None)
    -> convolution.transposed_conv:torch_lazy_transposed_conv
MaxPool1d[1] MaxPool2d[2] MaxPool3d[3]
    (kernel_size, stride:kernel=None, padding=0, dilation=1, return_indices=False, ceil_mode=False)
    -> pooling.pool:torch_max_pool
    is _MaxPoolNd; shows kernel_size={kernel_size}, stride={stride}, padding={padding},
    dilation={dilation}, ceil_mode={ceil_mode}
AvgPool1d[1]
    (kernel_size:each, stride:each_kernel=None, padding:each=0, ceil_mode=False,
    count_include_pad=True) -> pooling.pool:torch_average_pool1d
    is _AvgPoolNd; shows kernel_size={kernel_size}, stride={stride}, padding={padding}
AvgPool2d[2] AvgPool3d[3]
    (kernel_size, stride:kernel=None, padding=0, ceil_mode=False, count_include_pad=True,
    divisor_override=None) -> pooling.pool:torch_average_pool
    is _AvgPoolNd; shows kernel_size={kernel_size}, stride={stride}, padding={padding}
LPPool1d[1] LPPool2d[2] LPPool3d[3]
    (norm_type, kernel_size, stride=None, ceil_mode=False) -> pooling.pool:torch_norm_pool
    is _LPPoolNd; shows norm_type={norm_type}, kernel_size={kernel_size}, stride={stride},
    ceil_mode={ceil_mode}
AdaptiveAvgPool1d[1] AdaptiveAvgPool2d[2] AdaptiveAvgPool3d[3]
    (output_size) -> pooling.adaptive_pool:torch_adaptive_average_pool
    is _AdaptiveAvgPoolNd; shows output_size={output_size}
AdaptiveMaxPool1d[1] AdaptiveMaxPool2d[2] AdaptiveMaxPool3d[3]
    (output_size, return_indices=False) -> pooling.adaptive_pool:torch_adaptive_max_pool
    is _AdaptiveMaxPoolNd; shows output_size={output_size}
FractionalMaxPool2d[2] FractionalMaxPool3d[3]
    (kernel_size:each, output_size:each_or_none=None, output_ratio:each_or_none=None,
    return_indices=False, _random_samples=None) -> pooling.fractional_pool:fractional_max_pool
    is Module; stores _random_samples
MaxUnpool1d[1] MaxUnpool2d[2] MaxUnpool3d[3]
    (kernel_size:each, stride:each_kernel=None, padding:each=0) -> pooling.unpool:torch_max_unpool
    is _MaxUnpoolNd; takes input indices output_size; shows kernel_size={kernel_size},
    stride={stride}, padding={padding}
Unfold
    (kernel_size, dilation=1, padding=0, stride=1) -> convolution.unfold:unfold
    is Module; shows kernel_size={kernel_size}, dilation={dilation}, padding={padding},
    stride={stride}
Fold
    (output_size, kernel_size, dilation=1, padding=0, stride=1) -> convolution.unfold:fold
    is Module; shows output_size={output_size}, kernel_size={kernel_size}, dilation={dilation},
    padding={padding}, stride={stride}
Upsample
    (size=None, scale_factor:scale=None, mode='nearest', align_corners=None,
    recompute_scale_factor=None) -> shape.resize:torch_upsample
    is Module; keeps name=Upsample; shows resize_words
UpsamplingNearest2d[nearest]
    (size=None, scale_factor:scale=None) -> shape.resize:torch_upsampling
    is Upsample; keeps name=UpsamplingNearest2d mode=nearest align_corners=None
    recompute_scale_factor=None; shows resize_words
UpsamplingBilinear2d[bilinear]
    (size=None, scale_factor:scale=None) -> shape.resize:torch_upsampling
    is Upsample; keeps name=UpsamplingBilinear2d mode=bilinear align_corners=True
    recompute_scale_factor=None; shows resize_words
PixelShuffle
    (upscale_factor) -> shape.shuffle:pixel_shuffle
    is Module; shows upscale_factor={upscale_factor}
PixelUnshuffle
    (downscale_factor) -> shape.shuffle:pixel_unshuffle
    is Module; shows downscale_factor={downscale_factor}
ChannelShuffle
    (groups) -> shape.shuffle:channel_shuffle
    is Module; shows groups={groups}
ZeroPad1d[1]
    (padding:pads) -> shape.pad:torch_zero_pad
    is ConstantPad1d; keeps value=0.0; shows {padding}
ZeroPad2d[2]
    (padding:pads) -> shape.pad:torch_zero_pad
    is ConstantPad2d; keeps value=0.0; shows {padding}
ZeroPad3d[3]
    (padding:pads) -> shape.pad:torch_zero_pad
    is ConstantPad3d; keeps value=0.0; shows {padding}
ConstantPad1d[1] ConstantPad2d[2] ConstantPad3d[3]
    (padding:pads, value) -> shape.pad:torch_constant_pad
    is _ConstantPadNd; shows padding={padding}, value={value}
ReflectionPad1d[1,reflect] ReflectionPad2d[2,reflect] ReflectionPad3d[3,reflect]
    (padding:pads) -> shape.pad:torch_mode_pad
    is _ReflectionPadNd; shows {padding}
ReplicationPad1d[1,replicate] ReplicationPad2d[2,replicate] ReplicationPad3d[3,replicate]
    (padding:pads) -> shape.pad:torch_mode_pad
    is _ReplicationPadNd; shows {padding}
CircularPad1d[1,circular] CircularPad2d[2,circular] CircularPad3d[3,circular]
    (padding:pads) -> shape.pad:torch_mode_pad
    is _CircularPadNd; shows {padding}
Linear
    (in_features, out_features, bias=True, device=None, dtype=None) -> dense.linear:torch_linear
    is Module; owns weight bias; shows in_features={in_features}, out_features={out_features},
    bias={bias}
LazyLinear
    (out_features, bias=True, device=None, dtype=None) -> dense.linear:torch_lazy_linear
Bilinear
    (in1_features, in2_features, out_features, bias=True, device=None, dtype=None)
    -> dense.bilinear:torch_bilinear
    is Module; owns weight bias; takes input1 input2; shows in1_features={in1_features},
    in2_features={in2_features}, out_features={out_features}, bias={bias}
Identity
    (*args, **kwargs) -> other.identity:torch_identity
    is Module
Embedding
    (num_embeddings, embedding_dim, padding_idx:index=None, max_norm=None, norm_type=2.0,
    scale_grad_by_freq=False, sparse=False, _weight=None, _freeze=False, device=None, dtype=None)
    -> dense.embedding:torch_embedding
    is Module; owns weight; shows embedding_words
EmbeddingBag
    (num_embeddings, embedding_dim, max_norm=None, norm_type=2.0, scale_grad_by_freq=False,
    mode='mean', sparse=False, _weight=None, include_last_offset=False, padding_idx:index=None,
    device=None, dtype=None) -> dense.embedding:torch_embedding_bag
    is Module; owns weight; takes input offsets per_sample_weights; shows embedding_words
RNN[RNN]
    (input_size, hidden_size, num_layers=1, nonlinearity='tanh', bias=True, batch_first=False,
    dropout:float=0.0, bidirectional=False, device=None, dtype=None)
    -> recurrent.recurrent:torch_recurrent
    is RNNBase; keeps mode:mode proj_size=0; takes input hx -> states; shows recurrent_words
LSTM[LSTM]
    (input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout:float=0.0,
    bidirectional=False, proj_size=0, device=None, dtype=None)
    -> recurrent.recurrent:torch_recurrent
    is RNNBase; keeps mode=LSTM; takes input hx -> states; shows recurrent_words
GRU[GRU]
    (input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout:float=0.0,
    bidirectional=False, device=None, dtype=None) -> recurrent.recurrent:torch_recurrent
    is RNNBase; keeps mode=GRU proj_size=0; takes input hx -> states; shows recurrent_words
RNNCell
    (input_size, hidden_size, bias=True, nonlinearity='tanh', device=None, dtype=None)
    -> recurrent.recurrent_cell:torch_rnn_cell
    is RNNCellBase; owns weight_ih weight_hh bias_ih bias_hh; takes input hx; shows cell_words
LSTMCell[LSTM]
    (input_size, hidden_size, bias=True, device=None, dtype=None)
    -> recurrent.recurrent_cell:torch_gated_cell
    is RNNCellBase; owns weight_ih weight_hh bias_ih bias_hh; takes input hx -> pair; shows
    cell_words
GRUCell[GRU]
    (input_size, hidden_size, bias=True, device=None, dtype=None)
    -> recurrent.recurrent_cell:torch_gated_cell
    is RNNCellBase; owns weight_ih weight_hh bias_ih bias_hh; takes input hx; shows cell_words
MultiheadAttention
    (embed_dim, num_heads, dropout=0.0, bias:dropped=True, add_bias_kv:dropped=False,
    add_zero_attn=False, kdim=None, vdim=None, batch_first=False, device=None, dtype=None)
    -> attention.attention:torch_attention
    is Module; keeps head_dim;
    takes query key value key_padding_mask need_weights attn_mask average_attn_weights is_causal
TransformerEncoderLayer[False] TransformerDecoderLayer[True]
    (d_model, nhead, dim_feedforward=2048, dropout=0.1, activation=relu, layer_norm_eps=1e-05,
    batch_first=False, norm_first=False, bias=True, device=None, dtype=None)
    -> attention.transformer:torch_transformer_layer
TransformerEncoder
    (encoder_layer, num_layers, norm=None, enable_nested_tensor=True, mask_check=True)
    -> attention.transformer:torch_encoder
TransformerDecoder
    (decoder_layer, num_layers, norm=None) -> attention.transformer:torch_decoder
Transformer
    (d_model=512, nhead=8, num_encoder_layers=6, num_decoder_layers=6, dim_feedforward=2048,
    dropout=0.1, activation=relu, custom_encoder=None, custom_decoder=None, layer_norm_eps=1e-05,
    batch_first=False, norm_first=False, bias=True, device=None, dtype=None)
    -> attention.transformer:torch_transformer
BatchNorm1d[1] BatchNorm2d[2] BatchNorm3d[3]
    (num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None,
    dtype=None, *, bias=True) -> normalisation.batch_norm:torch_batch_norm
    is _BatchNorm; owns weight bias; stores running_mean running_var num_batches_tracked; shows
    {num_features}, eps={eps}, momentum={momentum}, affine={affine}, bias={bias},
    track_running_stats={track_running_stats}
SyncBatchNorm[0]
    (num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True,
    process_group=None, device=None, dtype=None, *, bias=True)
    -> normalisation.batch_norm:torch_batch_norm
    is _BatchNorm; owns weight bias; stores running_mean running_var num_batches_tracked; shows
    {num_features}, eps={eps}, momentum={momentum}, affine={affine}, bias={bias},
    track_running_stats={track_running_stats}
LazyBatchNorm1d[1] LazyBatchNorm2d[2] LazyBatchNorm3d[3]
    (eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, *,
    bias=True) -> normalisation.batch_norm:torch_lazy_batch_norm
InstanceNorm1d[1] InstanceNorm2d[2] InstanceNorm3d[3]
    (num_features, eps=1e-05, momentum=0.1, affine=False, track_running_stats=False, device=None,
    dtype=None, *, bias=True) -> normalisation.instance_norm:torch_instance_norm
    is _InstanceNorm; owns weight bias; stores running_mean running_var num_batches_tracked; shows
    {num_features}, eps={eps}, momentum={momentum}, affine={affine}, bias={bias},
    track_running_stats={track_running_stats}
LazyInstanceNorm1d[1] LazyInstanceNorm2d[2] LazyInstanceNorm3d[3]
    (eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, *,
    bias=True) -> normalisation.instance_norm:torch_lazy_instance_norm
GroupNorm
    (num_groups, num_channels, eps=1e-05, affine=True, device=None, dtype=None, *, bias=True)
    -> normalisation.group_norm:torch_group_norm
    is Module; owns weight bias; shows {num_groups}, {num_channels}, eps={eps}, affine={affine},
    bias={bias}
LayerNorm
    (normalized_shape:shape, eps=1e-05, elementwise_affine=True, bias=True, device=None, dtype=None)
    -> normalisation.layer_norm:torch_layer_norm
    is Module; owns weight bias; shows {normalized_shape}, eps={eps},
    elementwise_affine={elementwise_affine}, bias={bias}
RMSNorm
    (normalized_shape:shape, eps=None, elementwise_affine=True, device=None, dtype=None)
    -> normalisation.layer_norm:torch_rms_norm
    is Module; owns weight; shows {normalized_shape}, eps={eps},
    elementwise_affine={elementwise_affine}
LocalResponseNorm[0]
    (size, alpha=0.0001, beta=0.75, k=1.0) -> normalisation.response_norm:response_norm
    is Module; shows {size}, alpha={alpha}, beta={beta}, k={k}
CrossMapLRN2d[4]
    (size, alpha=0.0001, beta=0.75, k:whole=1) -> normalisation.response_norm:response_norm
    is Module; shows {size}, alpha={alpha}, beta={beta}, k={k}
ReLU[relu] SELU[selu] SiLU[silu] Mish[mish]
    (inplace=False) -> activation.activation:torch_inplace
    is Module; shows +inplace
ReLU6[relu6]
    (inplace=False) -> activation.activation:torch_inplace
    is Hardtanh; keeps min_val=0.0 max_val=6.0; shows +inplace
RReLU
    (lower=0.125, upper=0.3333333333333333, inplace=False) -> activation.activation:torch_rrelu
    is Module; shows lower={lower}, upper={upper}+inplace
LeakyReLU
    (negative_slope=0.01, inplace=False) -> activation.activation:torch_leaky_relu
    is Module; shows negative_slope={negative_slope}+inplace
PReLU
    (num_parameters=1, init=0.25, device=None, dtype=None) -> activation.prelu:torch_prelu
    is Module; owns weight; shows num_parameters={num_parameters}
ELU[elu] CELU[celu]
    (alpha=1.0, inplace=False) -> activation.activation:torch_alpha
    is Module; shows alpha={alpha}+inplace
GELU
    (approximate='none') -> activation.activation:torch_gelu
    is Module; shows approximate={approximate}
Sigmoid[sigmoid] LogSigmoid[logsigmoid] Tanh[tanh] Tanhshrink[tanhshrink] Softsign[softsign]
    () -> activation.activation:torch_plain
    is Module
Softplus
    (beta=1.0, threshold=20.0) -> activation.activation:torch_softplus
    is Module; shows beta={beta}, threshold={threshold}
Softshrink[softshrink] Hardshrink[hardshrink]
    (lambd=0.5) -> activation.activation:torch_lambd
    is Module; shows {lambd}
Hardtanh
    (min_val=-1.0, max_val=1.0, inplace=False, min_value:dropped=None, max_value:dropped=None)
    -> activation.activation:torch_hardtanh
    is Module; shows min_val={min_val}, max_val={max_val}+inplace
Hardsigmoid[hardsigmoid] Hardswish[hardswish]
    (inplace=False) -> activation.activation:torch_inplace
    is Module
Threshold
    (threshold, value, inplace=False) -> activation.activation:torch_threshold
    is Module; shows threshold={threshold}, value={value}+inplace
GLU
    (dim=-1) -> activation.glu:torch_glu
    is Module; shows dim={dim}
Softmax LogSoftmax Softmin
    (dim=None) -> activation.softmax:torch_softmax
    is Module; shows dim={dim}
Softmax2d
    () -> activation.softmax:torch_softmax2d
    is Module
Dropout Dropout1d[3,2] Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout
    (p=0.5, inplace=False) -> other.identity:torch_dropout
    is _DropoutNd; shows p={p}, inplace={inplace}
Flatten
    (start_dim=1, end_dim=-1) -> shape.flatten:torch_flatten
    is Module; shows start_dim={start_dim}, end_dim={end_dim}
Unflatten
    (dim, unflattened_size) -> shape.flatten:torch_unflatten
    is Module; shows dim={dim}, unflattened_size={unflattened_size}
CosineSimilarity
    (dim=1, eps=1e-08) -> dense.similarity:torch_cosine_similarity
    is Module; takes x1 x2
PairwiseDistance
    (p=2.0, eps=1e-06, keepdim=False) -> dense.similarity:torch_pairwise_distance
    is Module; keeps norm=p; takes x1 x2
"""
