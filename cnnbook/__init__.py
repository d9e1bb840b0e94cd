"""Learn convolutional neural networks by hand, in NumPy and in Keras.

``import cnnbook as cb`` is cheap: a subpackage is imported when one of its names
is used.
"""

import os

import lazy_loader

__version__ = "1.0.0"

# TensorFlow greets with lines about its build, and complains about attributes that it
# added itself when it is made deterministic; readers should see their own output.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

_find, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=[
        "arithmetic",
        "data",
        "exercises",
        "explorers",
        "grading",
        "kernels",
        "lecture",
        "models",
        "ops",
        "plots",
    ],
    submod_attrs={
        "arithmetic": [
            "Conv",
            "ConvTranspose",
            "Dense",
            "DepthwiseConv",
            "Flatten",
            "GlobalPool",
            "Pool",
            "SeparableConv",
            "conv_parameters",
            "dense_parameters",
            "output_size",
            "receptive_field",
            "same_padding",
        ],
        "grading": ["check", "drill", "practice", "progress"],
        "kernels": ["kernel"],
        "models": ["trace"],
        "ops": [
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
        ],
    },
)


def __getattr__(name: str) -> object:
    """Return what has that name, or say what to install for it."""
    try:
        return _find(name)
    except ModuleNotFoundError as error:
        from cnnbook._missing import comes_along

        if said := comes_along(error):
            message = f"cnnbook.{name} needs more: {said}"
            raise ModuleNotFoundError(message, name=error.name) from None
        raise
