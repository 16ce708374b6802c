"""Keras's layers, keras.layers, as of 3.15."""

TEXT = """\
Conv1D[1] Convolution1D[1]
    (filters, kernel_size, strides=1, padding='valid', data_format=None, dilation_rate=1, groups=1,
    activation=None, use_bias=True, kernel_initializer='glorot_uniform', bias_initializer='zeros',
    kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None,
    kernel_constraint=None, bias_constraint=None) -> convolution.conv:keras_conv
Conv2D[2] Convolution2D[2]
    (filters, kernel_size, strides=(1, 1), padding='valid', data_format=None, dilation_rate=(1, 1),
    groups=1, activation=None, use_bias=True, kernel_initializer='glorot_uniform',
    bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None,
    activity_regularizer=None, kernel_constraint=None, bias_constraint=None)
    -> convolution.conv:keras_conv
Conv3D[3] Convolution3D[3]
    (filters, kernel_size, strides=(1, 1, 1), padding='valid', data_format=None,
    dilation_rate=(1, 1, 1), groups=1, activation=None, use_bias=True,
    kernel_initializer='glorot_uniform', bias_initializer='zeros', kernel_regularizer=None,
    bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None)
    -> convolution.conv:keras_conv
Conv1DTranspose[1] Convolution1DTranspose[1]
    (filters, kernel_size, strides=1, padding='valid', output_padding=None, data_format=None,
    dilation_rate=1, activation=None, use_bias=True, kernel_initializer='glorot_uniform',
    bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None,
    activity_regularizer=None, kernel_constraint=None, bias_constraint=None)
    -> convolution.transposed_conv:keras_transposed_conv
Conv2DTranspose[2] Convolution2DTranspose[2]
    (filters, kernel_size, strides=(1, 1), padding='valid', output_padding=None, data_format=None,
    dilation_rate=(1, 1), activation=None, use_bias=True, kernel_initializer='glorot_uniform',
    bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None,
    activity_regularizer=None, kernel_constraint=None, bias_constraint=None)
    -> convolution.transposed_conv:keras_transposed_conv
Conv3DTranspose[3] Convolution3DTranspose[3]
    (filters, kernel_size, strides=(1, 1, 1), padding='valid', data_format=None,
    output_padding=None, dilation_rate=(1, 1, 1), activation=None, use_bias=True,
    kernel_initializer='glorot_uniform', bias_initializer='zeros', kernel_regularizer=None,
    bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None)
    -> convolution.transposed_conv:keras_transposed_conv
DepthwiseConv1D[1]
    (kernel_size, strides=1, padding='valid', depth_multiplier=1, data_format=None, dilation_rate=1,
    activation=None, use_bias=True, depthwise_initializer='glorot_uniform',
    bias_initializer='zeros', depthwise_regularizer=None, bias_regularizer=None,
    activity_regularizer=None, depthwise_constraint=None, bias_constraint=None)
    -> convolution.depthwise_conv:keras_depthwise_conv
DepthwiseConv2D[2]
    (kernel_size, strides=(1, 1), padding='valid', depth_multiplier=1, data_format=None,
    dilation_rate=(1, 1), activation=None, use_bias=True, depthwise_initializer='glorot_uniform',
    bias_initializer='zeros', depthwise_regularizer=None, bias_regularizer=None,
    activity_regularizer=None, depthwise_constraint=None, bias_constraint=None)
    -> convolution.depthwise_conv:keras_depthwise_conv
SeparableConv1D[1] SeparableConvolution1D[1]
    (filters, kernel_size, strides=1, padding='valid', data_format=None, dilation_rate=1,
    depth_multiplier=1, activation=None, use_bias=True, depthwise_initializer='glorot_uniform',
    pointwise_initializer='glorot_uniform', bias_initializer='zeros', depthwise_regularizer=None,
    pointwise_regularizer=None, bias_regularizer=None, activity_regularizer=None,
    depthwise_constraint=None, pointwise_constraint=None, bias_constraint=None)
    -> convolution.separable_conv:keras_separable_conv
SeparableConv2D[2] SeparableConvolution2D[2]
    (filters, kernel_size, strides=(1, 1), padding='valid', data_format=None, dilation_rate=(1, 1),
    depth_multiplier=1, activation=None, use_bias=True, depthwise_initializer='glorot_uniform',
    pointwise_initializer='glorot_uniform', bias_initializer='zeros', depthwise_regularizer=None,
    pointwise_regularizer=None, bias_regularizer=None, activity_regularizer=None,
    depthwise_constraint=None, pointwise_constraint=None, bias_constraint=None)
    -> convolution.separable_conv:keras_separable_conv
LocallyConnected1D[1]
    (filters, kernel_size, strides=1, padding='valid', data_format=None, activation=None,
    use_bias=True, kernel_initializer='glorot_uniform', bias_initializer='zeros',
    kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None,
    kernel_constraint=None, bias_constraint=None, implementation=1)
    -> convolution.local_conv:keras_local_conv
LocallyConnected2D[2]
    (filters, kernel_size, strides=(1, 1), padding='valid', data_format=None, activation=None,
    use_bias=True, kernel_initializer='glorot_uniform', bias_initializer='zeros',
    kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None,
    kernel_constraint=None, bias_constraint=None, implementation=1)
    -> convolution.local_conv:keras_local_conv
MaxPooling1D[1] MaxPool1D[1]
    (pool_size=2, strides=None, padding='valid', data_format=None, name=None)
    -> pooling.pool:keras_max_pool
MaxPooling2D[2] MaxPool2D[2]
    (pool_size=(2, 2), strides=None, padding='valid', data_format=None, name=None)
    -> pooling.pool:keras_max_pool
MaxPooling3D[3] MaxPool3D[3]
    (pool_size=(2, 2, 2), strides=None, padding='valid', data_format=None, name=None)
    -> pooling.pool:keras_max_pool
AveragePooling1D[1] AvgPool1D[1] AveragePooling2D[2] AvgPool2D[2] AveragePooling3D[3] AvgPool3D[3]
    (pool_size, strides=None, padding='valid', data_format=None, name=None)
    -> pooling.pool:keras_average_pool
AdaptiveAveragePooling1D[1,average] AdaptiveAveragePooling2D[2,average]
AdaptiveAveragePooling3D[3,average] AdaptiveMaxPooling1D[1,max] AdaptiveMaxPooling2D[2,max]
AdaptiveMaxPooling3D[3,max]
    (output_size, data_format=None) -> pooling.adaptive_pool:keras_adaptive_pool
GlobalAveragePooling1D[1,average] GlobalAvgPool1D[1,average] GlobalAveragePooling2D[2,average]
GlobalAvgPool2D[2,average] GlobalAveragePooling3D[3,average] GlobalAvgPool3D[3,average]
GlobalMaxPooling1D[1,max] GlobalMaxPool1D[1,max] GlobalMaxPooling2D[2,max] GlobalMaxPool2D[2,max]
GlobalMaxPooling3D[3,max] GlobalMaxPool3D[3,max]
    (data_format=None, keepdims=False) -> pooling.global_pool:keras_global_pool
UpSampling1D
    (size=2) -> shape.resize:keras_upsampling1d
UpSampling2D[2]
    (size=(2, 2), data_format=None, interpolation='nearest') -> shape.resize:keras_upsampling
UpSampling3D
    (size=(2, 2, 2), data_format=None) -> shape.resize:keras_upsampling3d
Resizing
    (height, width, interpolation='bilinear', crop_to_aspect_ratio=False, pad_to_aspect_ratio=False,
    fill_mode='constant', fill_value=0.0, antialias=False, data_format=None)
    -> shape.resize:keras_resizing
CenterCrop
    (height, width, data_format=None) -> shape.center_crop:keras_center_crop
ZeroPadding1D[1]
    (padding=1, data_format=None) -> shape.pad:keras_zero_padding
ZeroPadding2D[2]
    (padding=(1, 1), data_format=None) -> shape.pad:keras_zero_padding
ZeroPadding3D[3]
    (padding=((1, 1), (1, 1), (1, 1)), data_format=None) -> shape.pad:keras_zero_padding
Cropping1D
    (cropping=(1, 1)) -> shape.pad:keras_cropping1d
Cropping2D
    (cropping=((0, 0), (0, 0)), data_format=None) -> shape.pad:keras_cropping2d
Cropping3D
    (cropping=((1, 1), (1, 1), (1, 1)), data_format=None) -> shape.pad:keras_cropping3d
Dense
    (units, activation=None, use_bias=True, kernel_initializer='glorot_uniform',
    bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None,
    activity_regularizer=None, kernel_constraint=None, bias_constraint=None, lora_rank=None,
    lora_alpha=None, quantization_config=None) -> dense.linear:keras_dense
EinsumDense
    (equation, output_shape, activation=None, bias_axes=None, kernel_initializer='glorot_uniform',
    bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None,
    kernel_constraint=None, bias_constraint=None, lora_rank=None, lora_alpha=None,
    gptq_unpacked_column_size=None, quantization_config=None)
    -> dense.einsum_dense:keras_einsum_dense
Embedding
    (input_dim, output_dim, embeddings_initializer='uniform', embeddings_regularizer=None,
    embeddings_constraint=None, mask_zero=False, weights=None, lora_rank=None, lora_alpha=None,
    quantization_config=None, *, input_length=None) -> dense.embedding:keras_embedding
Identity
    () -> other.identity:plain_identity
SimpleRNN[SimpleRNN]
    (units, activation='tanh', use_bias=True, kernel_initializer='glorot_uniform',
    recurrent_initializer='orthogonal', bias_initializer='zeros', kernel_regularizer=None,
    recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None,
    kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0,
    recurrent_dropout=0.0, return_sequences=False, return_state=False, go_backwards=False,
    stateful=False, unroll=False, seed=None) -> recurrent.keras_recurrent:keras_recurrent
LSTM[LSTM]
    (units, activation='tanh', recurrent_activation='sigmoid', use_bias=True,
    kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal',
    bias_initializer='zeros', unit_forget_bias=True, kernel_regularizer=None,
    recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None,
    kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0,
    recurrent_dropout=0.0, seed=None, return_sequences=False, return_state=False,
    go_backwards=False, stateful=False, unroll=False, use_cudnn='auto', *, implementation=2)
    -> recurrent.keras_recurrent:keras_recurrent
GRU[GRU]
    (units, activation='tanh', recurrent_activation='sigmoid', use_bias=True,
    kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal',
    bias_initializer='zeros', kernel_regularizer=None, recurrent_regularizer=None,
    bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,
    recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, seed=None,
    return_sequences=False, return_state=False, go_backwards=False, stateful=False, unroll=False,
    reset_after=True, use_cudnn='auto', *, implementation=2)
    -> recurrent.keras_recurrent:keras_recurrent
CuDNNLSTM[LSTM]
    (units, kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal',
    bias_initializer='zeros', unit_forget_bias=True, kernel_regularizer=None,
    recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None,
    kernel_constraint=None, recurrent_constraint=None, bias_constraint=None,
    return_sequences=False, return_state=False, go_backwards=False, stateful=False)
    -> recurrent.keras_recurrent:keras_cudnn
CuDNNGRU[GRU]
    (units, kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal',
    bias_initializer='zeros', kernel_regularizer=None,
    recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None,
    kernel_constraint=None, recurrent_constraint=None, bias_constraint=None,
    return_sequences=False, return_state=False, go_backwards=False, stateful=False)
    -> recurrent.keras_recurrent:keras_cudnn
SimpleRNNCell[SimpleRNN]
    (units, activation='tanh', use_bias=True, kernel_initializer='glorot_uniform',
    recurrent_initializer='orthogonal', bias_initializer='zeros', kernel_regularizer=None,
    recurrent_regularizer=None, bias_regularizer=None, kernel_constraint=None,
    recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, seed=None)
    -> recurrent.keras_recurrent:keras_cell
LSTMCell[LSTM]
    (units, activation='tanh', recurrent_activation='sigmoid', use_bias=True,
    kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal',
    bias_initializer='zeros', unit_forget_bias=True, kernel_regularizer=None,
    recurrent_regularizer=None, bias_regularizer=None, kernel_constraint=None,
    recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, seed=None,
    *, implementation=2) -> recurrent.keras_recurrent:keras_cell
GRUCell[GRU]
    (units, activation='tanh', recurrent_activation='sigmoid', use_bias=True,
    kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal',
    bias_initializer='zeros', kernel_regularizer=None, recurrent_regularizer=None,
    bias_regularizer=None, kernel_constraint=None, recurrent_constraint=None, bias_constraint=None,
    dropout=0.0, recurrent_dropout=0.0, reset_after=True, seed=None, *, implementation=2)
    -> recurrent.keras_recurrent:keras_cell
RNN
    (cell, return_sequences=False, return_state=False, go_backwards=False, stateful=False,
    unroll=False, zero_output_for_mask=False) -> recurrent.keras_recurrent:keras_rnn
StackedRNNCells
    (cells) -> recurrent.keras_recurrent:keras_stacked_cells
ConvLSTM1D[1] ConvLSTM2D[2] ConvLSTM3D[3]
    (filters, kernel_size, strides=1, padding='valid', data_format=None, dilation_rate=1,
    activation='tanh', recurrent_activation='sigmoid', use_bias=True,
    kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal',
    bias_initializer='zeros', unit_forget_bias=True, kernel_regularizer=None,
    recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None,
    kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0,
    recurrent_dropout=0.0, seed=None, return_sequences=False, return_state=False,
    go_backwards=False, stateful=False) -> recurrent.conv_lstm:keras_conv_lstm
Bidirectional
    (layer, merge_mode='concat', weights=None, backward_layer=None)
    -> other.wrappers:keras_bidirectional
TimeDistributed
    (layer) -> other.wrappers:keras_time_distributed
SpectralNormalization
    (layer, power_iterations=1) -> other.wrappers:keras_spectral_normalization
MultiHeadAttention
    (num_heads, key_dim, value_dim=None, dropout=0.0, use_bias=True, output_shape=None,
    attention_axes=None, sliding_window=None, flash_attention=None,
    kernel_initializer='glorot_uniform', bias_initializer='zeros', kernel_regularizer=None,
    bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None,
    use_gate=False, seed=None) -> attention.keras_attention:keras_attention_heads
GroupQueryAttention
    (head_dim, num_query_heads, num_key_value_heads, dropout=0.0, use_bias=True,
    sliding_window=None, flash_attention=None, kernel_initializer='glorot_uniform',
    bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None,
    activity_regularizer=None, kernel_constraint=None, bias_constraint=None, use_gate=False,
    seed=None) -> attention.keras_attention:keras_grouped_attention
Attention
    (use_scale=False, score_mode='dot', dropout=0.0, seed=None)
    -> attention.keras_attention:keras_attention
AdditiveAttention
    (use_scale=True, dropout=0.0) -> attention.keras_attention:keras_additive_attention
BatchNormalization
    (axis=-1, momentum=0.99, epsilon=0.001, center=True, scale=True, beta_initializer='zeros',
    gamma_initializer='ones', moving_mean_initializer='zeros', moving_variance_initializer='ones',
    beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, gamma_constraint=None,
    renorm=False, renorm_clipping=None, renorm_momentum=0.99, synchronized=False)
    -> normalisation.batch_norm:keras_batch_norm
LayerNormalization
    (axis=-1, epsilon=0.001, center=True, scale=True, beta_initializer='zeros',
    gamma_initializer='ones', beta_regularizer=None, gamma_regularizer=None, beta_constraint=None,
    gamma_constraint=None, *, rms_scaling=False) -> normalisation.layer_norm:keras_layer_norm
RMSNormalization
    (axis=-1, epsilon=1e-06) -> normalisation.layer_norm:keras_rms_norm
GroupNormalization
    (groups=32, axis=-1, epsilon=0.001, center=True, scale=True, beta_initializer='zeros',
    gamma_initializer='ones', beta_regularizer=None, gamma_regularizer=None, beta_constraint=None,
    gamma_constraint=None) -> normalisation.group_norm:keras_group_norm
UnitNormalization
    (axis=-1) -> normalisation.keras_norms:keras_unit_norm
Normalization
    (axis=-1, mean=None, variance=None, invert=False)
    -> normalisation.keras_norms:keras_normalization
Rescaling
    (scale, offset=0.0) -> normalisation.keras_norms:keras_rescaling
Activation
    (activation) -> activation.activation:keras_named
ReLU
    (max_value=None, negative_slope=0.0, threshold=0.0) -> activation.activation:keras_relu
LeakyReLU
    (negative_slope=0.3) -> activation.activation:keras_leaky_relu
ELU
    (alpha=1.0) -> activation.activation:keras_elu
ThresholdedReLU
    (theta=1.0) -> activation.activation:keras_thresholded
PReLU
    (alpha_initializer='Zeros', alpha_regularizer=None, alpha_constraint=None, shared_axes=None)
    -> activation.prelu:keras_prelu
Softmax
    (axis=-1) -> activation.softmax:keras_softmax
Dropout AlphaDropout
    (rate, noise_shape=None, seed=None) -> other.identity:keras_dropout
GaussianDropout
    (rate, seed=None) -> other.identity:keras_gaussian_dropout
GaussianNoise
    (stddev, seed=None) -> other.identity:keras_gaussian_noise
SpatialDropout1D
    (rate, seed=None, name=None, dtype=None) -> other.identity:keras_sequence_dropout
SpatialDropout2D[2] SpatialDropout3D[3]
    (rate, data_format=None, seed=None, name=None, dtype=None)
    -> other.identity:keras_spatial_dropout
ActivityRegularization
    (l1=0.0, l2=0.0) -> other.identity:keras_activity_regularization
Masking
    (mask_value=0.0) -> other.identity:keras_masking
RandomCrop
    (height, width, seed=None, data_format=None, name=None) -> other.augmentation:keras_random_crop
RandomFlip
    (mode='horizontal_and_vertical', seed=None, data_format=None)
    -> other.augmentation:keras_random_flip
RandomRotation
    (factor, fill_mode='reflect', interpolation='bilinear', seed=None, fill_value=0.0,
    data_format=None) -> other.augmentation:keras_random_rotation
RandomTranslation
    (height_factor, width_factor, fill_mode='reflect', interpolation='bilinear', seed=None,
    fill_value=0.0, data_format=None) -> other.augmentation:keras_random_translation
RandomZoom
    (height_factor, width_factor=None, fill_mode='reflect', interpolation='bilinear', seed=None,
    fill_value=0.0, data_format=None) -> other.augmentation:keras_random_zoom
RandomBrightness RandomContrast
    (factor, value_range=(0, 255), seed=None) -> other.augmentation:keras_random_light
RandomHue RandomSaturation RandomSharpness RandomPosterization RandomColorDegeneration
    (factor, value_range=(0, 255), data_format=None, seed=None)
    -> other.augmentation:keras_random_colour
RandomGrayscale
    (factor=0.5, data_format=None, seed=None) -> other.augmentation:keras_random_grayscale
RandomShear
    (x_factor=0.0, y_factor=0.0, interpolation='bilinear', fill_mode='reflect', fill_value=0.0,
    data_format=None, seed=None) -> other.augmentation:keras_random_shear
RandomErasing
    (factor=1.0, scale=(0.02, 0.33), fill_value=None, value_range=(0, 255), seed=None,
    data_format=None) -> other.augmentation:keras_random_erasing
RandomGaussianBlur
    (factor=1.0, kernel_size=3, sigma=1.0, value_range=(0, 255), data_format=None, seed=None)
    -> other.augmentation:keras_random_blur
RandomInvert
    (factor=1.0, value_range=(0, 255), seed=None, data_format=None)
    -> other.augmentation:keras_random_invert
RandomPerspective
    (factor=1.0, scale=1.0, interpolation='bilinear', fill_value=0.0, seed=None, data_format=None)
    -> other.augmentation:keras_random_perspective
RandomElasticTransform
    (factor=1.0, scale=1.0, interpolation='bilinear', fill_mode='reflect', fill_value=0.0,
    value_range=(0, 255), seed=None, data_format=None) -> other.augmentation:keras_random_elastic
RandomColorJitter
    (value_range=(0, 255), brightness_factor=None, contrast_factor=None, saturation_factor=None,
    hue_factor=None, seed=None, data_format=None) -> other.augmentation:keras_random_jitter
RandAugment
    (value_range=(0, 255), num_ops=2, factor=0.5, interpolation='bilinear', seed=None,
    data_format=None) -> other.augmentation:keras_rand_augment
AugMix
    (value_range=(0, 255), num_chains=3, chain_depth=3, factor=0.3, alpha=1.0, all_ops=True,
    interpolation='bilinear', seed=None, data_format=None) -> other.augmentation:keras_aug_mix
CategoryEncoding
    (num_tokens=None, output_mode='multi_hot', sparse=False)
    -> other.categories:keras_category_encoding
Discretization
    (bin_boundaries=None, num_bins=None, epsilon=0.01, output_mode='int', sparse=False, dtype=None,
    name=None) -> other.categories:keras_discretization
Hashing
    (num_bins, mask_value=None, salt=None, output_mode='int', sparse=False)
    -> other.categories:keras_hashing
HashedCrossing
    (num_bins, output_mode='int', sparse=False, name=None, dtype=None)
    -> other.categories:keras_hashed_crossing
StringLookup
    (max_tokens=None, num_oov_indices=1, mask_token=None, oov_token='[UNK]', vocabulary=None,
    idf_weights=None, invert=False, output_mode='int', pad_to_max_tokens=False, sparse=False,
    encoding='utf-8', name=None, salt=None) -> other.categories:keras_lookup
IntegerLookup
    (max_tokens=None, num_oov_indices=1, mask_token=None, oov_token=-1, vocabulary=None,
    vocabulary_dtype='int64', idf_weights=None, invert=False, output_mode='int', sparse=False,
    pad_to_max_tokens=False, oov_method='floormod', salt=None, name=None)
    -> other.categories:keras_lookup
TextVectorization
    (max_tokens=None, standardize='lower_and_strip_punctuation', split='whitespace', ngrams=None,
    output_mode='int', output_sequence_length=None, pad_to_max_tokens=False, vocabulary=None,
    idf_weights=None, sparse=False, ragged=False, encoding='utf-8', name=None)
    -> other.categories:keras_text_vectorization
Flatten
    (data_format=None) -> shape.flatten:keras_flatten
Reshape
    (target_shape) -> shape.reshape:keras_reshape
Permute
    (dims) -> shape.permute:keras_permute
RepeatVector
    (n) -> shape.repeat:keras_repeat_vector
Lambda
    (function, output_shape=None, mask=None, arguments=None) -> other.opaque:keras_lambda
Add[add] Multiply[multiply] Average[average] Maximum[maximum] Minimum[minimum]
    () -> other.merge:keras_merge
Subtract
    () -> other.merge:keras_subtract
Concatenate
    (axis=-1) -> shape.concat:keras_concatenate
Dot
    (axes, normalize=False) -> dense.dot:keras_dot
"""
