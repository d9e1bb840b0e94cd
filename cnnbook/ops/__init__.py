"""What a convolutional network computes, in NumPy.

Maps are (H, W), images (H, W, C), filters (f_H, f_W, C_in, C_out), as in Keras; a batch
axis comes first, and may be empty. Floats keep their type; bools and whole numbers of
every type are computed with as int64, and one that is too large for it is refused.
"""

from cnnbook.ops.backward import conv2d_backward as conv2d_backward
from cnnbook.ops.convolution import conv2d as conv2d
from cnnbook.ops.convolution import convolve2d as convolve2d
from cnnbook.ops.depthwise import depthwise_conv as depthwise_conv
from cnnbook.ops.depthwise import separable_conv as separable_conv
from cnnbook.ops.layers import conv_layer as conv_layer
from cnnbook.ops.layers import relu as relu
from cnnbook.ops.padding import pad as pad
from cnnbook.ops.pooling import pool2d as pool2d
from cnnbook.ops.transposed import conv_transpose as conv_transpose
