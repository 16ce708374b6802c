from __future__ import annotations

import numpy as np
from equivalent_lines import lines


def test_unfold_is_extract_patches_in_another_order():
    found = lines("torch.Unfold", (1, 2, 6, 5), (3, 2), padding=(1, 0))

    assert found == {
        "in PyTorch": ["nn.Unfold(kernel_size=(3, 2), padding=(1, 0))"],
        "in TensorFlow and Keras": [
            "# x is (N, H, W, C)",
            "x = tf.pad(x, [[0, 0], [1, 1], [0, 0], [0, 0]])",
            (
                "y = tf.image.extract_patches(x, sizes=[1, 3, 2, 1], strides=[1, 1, 1, 1], "
                'rates=[1, 1, 1, 1], padding="VALID")'
            ),
            '# or y = keras.ops.image.extract_patches(x, (3, 2), strides=1, padding="valid")',
            (
                "# another order of channels: PyTorch has (C, kh, kw), "
                "TensorFlow (kh, kw, C); PyTorch's:"
            ),
            "y = tf.reshape(y, (-1, 24, 6, 2))",
            "y = tf.transpose(y, (0, 3, 2, 1))",
            "y = tf.reshape(y, (-1, 12, 24))",
        ],
        "in ONNX": [
            "# no node of its own; W = the 6 one-hot kernels, for each channel again:",
            (
                'Conv: auto_pad="NOTSET", pads=[1, 0, 1, 0], kernel_shape=[3, 2], '
                "strides=[1, 1], group=2"
            ),
            "then Reshape: (0, 12, -1)",
        ],
    }


def test_the_way_to_the_other_order_is_right():
    height, width, channels, kernel = 4, 5, 2, 3
    x = np.arange(channels * height * width).reshape(1, channels, height, width)
    places = [(r, c) for r in range(height - kernel + 1) for c in range(width - kernel + 1)]
    windows = [x[:, :, r : r + kernel, c : c + kernel] for r, c in places]
    wanted = np.stack([each.reshape(1, -1) for each in windows], axis=-1)
    patches = np.stack([each.transpose(0, 2, 3, 1).reshape(1, -1) for each in windows], axis=1)

    y = patches.reshape(-1, len(places), kernel * kernel, channels).transpose(0, 3, 2, 1)

    assert (y.reshape(wanted.shape) == wanted).all()


def test_keras_takes_no_stride_with_dilated_patches():
    found = lines("native.unfold", (1, 2, 9, 9), 3, s=2, d=2)

    assert found["in TensorFlow and Keras"][2] == (
        "# keras.ops.image.extract_patches refuses strides with dilation_rate"
    )


def test_fold_is_not_there_in_tensorflow():
    assert lines("torch.Fold", (1, 18, 16), (6, 6), 3) == {
        "in PyTorch": ["nn.Fold((6, 6), kernel_size=3)"],
        "in TensorFlow and Keras": ["# none: no layer or function adds overlapping patches up"],
        "in ONNX": [
            "Col2Im: image_shape=[6, 6], block_shape=[3, 3], pads=[0, 0, 0, 0], "
            "strides=[1, 1], dilations=[1, 1]  # from opset 18 on"
        ],
    }
