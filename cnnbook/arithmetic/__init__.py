"""Sizes, parameters and receptive fields: whole numbers only, no arrays."""

from cnnbook.arithmetic.convolutions import (
    Conv,
    ConvTranspose,
    DepthwiseConv,
    SeparableConv,
)
from cnnbook.arithmetic.layers import Dense, Flatten, GlobalPool, Pool
from cnnbook.arithmetic.parameters import conv_parameters, dense_parameters
from cnnbook.arithmetic.sizes import output_size, receptive_field, same_padding
from cnnbook.arithmetic.tracing import Trace, trace

__all__ = [
    "Conv",
    "ConvTranspose",
    "Dense",
    "DepthwiseConv",
    "Flatten",
    "GlobalPool",
    "Pool",
    "SeparableConv",
    "Trace",
    "conv_parameters",
    "dense_parameters",
    "output_size",
    "receptive_field",
    "same_padding",
    "trace",
]
