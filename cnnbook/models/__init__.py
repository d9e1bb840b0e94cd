"""Keras networks of the book: small ones to train, and a pretrained MobileNet."""

from typing import TYPE_CHECKING

from cnnbook.models.mobilenet import mobilenet
from cnnbook.models.model_trace import ModelRow, ModelTrace
from cnnbook.models.networks import convnet, dense_net, lenet5
from cnnbook.models.record import LayerRecord, ModelRecord, record_model
from cnnbook.models.tracing import trace
from cnnbook.models.transfer import transfer_model, unfreeze

if TYPE_CHECKING:
    from cnnbook.models.try_out import TryOut
    from cnnbook.models.try_photos import TryPhotos

__all__ = [
    "LayerRecord",
    "ModelRecord",
    "ModelRow",
    "ModelTrace",
    "TryOut",
    "TryPhotos",
    "convnet",
    "dense_net",
    "lenet5",
    "mobilenet",
    "record_model",
    "trace",
    "transfer_model",
    "unfreeze",
]


def __getattr__(name: str) -> object:
    """Import a panel when it is asked for: it needs widgets and figures."""
    if name == "TryOut":
        from cnnbook.models.try_out import TryOut

        return TryOut
    if name == "TryPhotos":
        from cnnbook.models.try_photos import TryPhotos

        return TryPhotos
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
