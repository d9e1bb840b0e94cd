"""What is known of Keras' layers by their kind."""

from __future__ import annotations

from typing import Any

CONVOLUTIONS = {"Conv1D", "Conv2D", "Conv3D"}
DEPTHWISE = {"DepthwiseConv1D", "DepthwiseConv2D"}
SEPARABLE = {"SeparableConv1D", "SeparableConv2D"}
TRANSPOSED = {"Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"}
POOLS = {f"{how}Pooling{n}D" for how in ("Max", "Average") for n in (1, 2, 3)}
GLOBAL_POOLS = {f"Global{pool}" for pool in POOLS}
JOINS = {"Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract"}
JOINS |= {"CustomScaleLayer", "Divide", "Power", "TrueDivide"}
BORDERS = {f"{what}{n}D" for what in ("ZeroPadding", "Cropping") for n in (1, 2, 3)}
ENLARGEMENTS = {f"UpSampling{n}D" for n in (1, 2, 3)}
ALONE = {
    *("Activation", "ELU", "LeakyReLU", "PReLU", "ReLU", "Relu", "Relu6", "Elu"),
    *("Gelu", "HardSigmoid", "HardSilu", "Sigmoid", "Silu", "Softplus", "Tanh"),
    *("ActivityRegularization", "AlphaDropout", "Dropout", "GaussianDropout"),
    *("GaussianNoise", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D"),
    *("BatchNormalization", "Identity", "InputLayer", "LayerScale", "Masking"),
    *("Normalization", "Rescaling", "RandomBrightness", "RandomContrast", "RandomFlip"),
    *("RandomRotation", "RandomTranslation", "RandomZoom", "Abs", "Absolute", "Cast"),
    *("Clip", "Exp", "Log", "Negative", "Sqrt", "Square"),
}
"""They make each number of one number, or of one at each place; noise is training's."""
ALONG_AN_AXIS = {"LayerNormalization", "RMSNormalization", "Softmax"}
ALONG_AN_AXIS |= {"UnitNormalization"}
OF_THE_WHOLE = {"GroupNormalization"}
MOVES = {"Flatten", "Permute", "RepeatVector", "Reshape", "Concatenate", "Embedding"}
MOVES |= {"ExpandDims", "GetItem", "Squeeze", "Transpose", "Resizing", "CenterCrop"}
REDUCTIONS = {"Max", "Mean", "Min", "Sum"}
FREE = set().union(
    *(POOLS, GLOBAL_POOLS, JOINS, BORDERS, ENLARGEMENTS, ALONE, ALONG_AN_AXIS),
    *(OF_THE_WHOLE, MOVES, REDUCTIONS),
)
"""No multiply-adds as papers count them: those of convolutions and dense layers."""


def kind_of(operation: Any) -> str:
    """Return the name of the class."""
    return type(operation).__name__


def known(operation: Any) -> str:
    """Return the kind, or "" for a class that is not Keras' own: it may do anything."""
    own = type(operation).__module__.split(".")[0] != "keras"
    return "" if own else kind_of(operation)


def channels_first(operation: Any) -> bool:
    """Tell whether the channels come before height and width."""
    return bool(getattr(operation, "data_format", None) == "channels_first")


def per_axis(setting: Any, axes: int) -> tuple[int, ...]:
    """Return a setting for each axis: Keras keeps some as one number."""
    return (setting,) * axes if isinstance(setting, int) else tuple(setting)
