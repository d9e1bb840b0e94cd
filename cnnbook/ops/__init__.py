"""What a convolutional network computes, in NumPy.

Maps are (H, W), images (H, W, C), filters (f_H, f_W, C_in, C_out), as in Keras; a batch
axis comes first. Float types are kept.
"""

from cnnbook.ops.convolution import conv2d, conv2d_backward, convolve2d
from cnnbook.ops.layers import conv_layer, relu
from cnnbook.ops.padding import pad
from cnnbook.ops.pooling import pool2d

__all__ = [
    "conv2d",
    "conv2d_backward",
    "conv_layer",
    "convolve2d",
    "pad",
    "pool2d",
    "relu",
]
