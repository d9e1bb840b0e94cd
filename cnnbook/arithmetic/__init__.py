"""Sizes, parameters and receptive fields: whole numbers only, no arrays."""

from cnnbook.arithmetic.layers import Conv, Dense, Flatten, GlobalPool, Pool
from cnnbook.arithmetic.parameters import conv_parameters, dense_parameters
from cnnbook.arithmetic.sizes import output_size, receptive_field, same_padding
from cnnbook.arithmetic.tracing import Trace, trace

__all__ = [
    "Conv",
    "Dense",
    "Flatten",
    "GlobalPool",
    "Pool",
    "Trace",
    "conv_parameters",
    "dense_parameters",
    "output_size",
    "receptive_field",
    "same_padding",
    "trace",
]
