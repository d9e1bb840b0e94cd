"""Files that ship with the package: nothing here needs a network."""

from cnnbook.data.files import File, manifest, mobilenet_weights
from cnnbook.data.pictures import (
    FASHION,
    fashion_mnist,
    painting,
    painting_names,
    photo,
    photo_names,
)

__all__ = [
    "FASHION",
    "File",
    "fashion_mnist",
    "manifest",
    "mobilenet_weights",
    "painting",
    "painting_names",
    "photo",
    "photo_names",
]
