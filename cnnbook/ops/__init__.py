"""What a convolutional network computes, in NumPy.

Maps are (H, W), images (H, W, C), filters (f_H, f_W, C_in, C_out), as in Keras; a batch
axis comes first, and may be empty. Floats keep their type; bools and whole numbers of
every type are computed with as int64, and one that is too large for it is refused.
"""

from cnnbook.ops.backward import conv2d_backward
from cnnbook.ops.convolution import conv2d, convolve2d
from cnnbook.ops.depthwise import depthwise_conv, separable_conv
from cnnbook.ops.layers import conv_layer, relu
from cnnbook.ops.padding import pad
from cnnbook.ops.pooling import pool2d
from cnnbook.ops.transposed import conv_transpose

__all__ = [
    "conv2d",
    "conv2d_backward",
    "conv_layer",
    "conv_transpose",
    "convolve2d",
    "depthwise_conv",
    "pad",
    "pool2d",
    "relu",
    "separable_conv",
]
