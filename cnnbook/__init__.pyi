# What is imported when it is used, for tools that check types; `__init__.py` lists the
# same names, and tests/test_house.py compares.
from cnnbook import (
    arithmetic as arithmetic,
    data as data,
    exercises as exercises,
    explorers as explorers,
    grading as grading,
    kernels as kernels,
    lecture as lecture,
    models as models,
    ops as ops,
    plots as plots,
)
from cnnbook.arithmetic import (
    Conv as Conv,
    ConvTranspose as ConvTranspose,
    Dense as Dense,
    DepthwiseConv as DepthwiseConv,
    Flatten as Flatten,
    GlobalPool as GlobalPool,
    Pool as Pool,
    SeparableConv as SeparableConv,
    conv_parameters as conv_parameters,
    dense_parameters as dense_parameters,
    output_size as output_size,
    receptive_field as receptive_field,
    same_padding as same_padding,
)
from cnnbook.grading import (
    check as check,
    drill as drill,
    practice as practice,
    progress as progress,
)
from cnnbook.kernels import kernel as kernel
from cnnbook.models import trace as trace
from cnnbook.ops import (
    conv2d as conv2d,
    conv2d_backward as conv2d_backward,
    conv_layer as conv_layer,
    conv_transpose as conv_transpose,
    convolve2d as convolve2d,
    depthwise_conv as depthwise_conv,
    pad as pad,
    pool2d as pool2d,
    relu as relu,
    separable_conv as separable_conv,
)

__version__: str
__all__: list[str]
