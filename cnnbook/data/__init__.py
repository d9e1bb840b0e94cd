"""Files that ship with the package. Only what is asked for in full needs a network."""

from cnnbook.data.files import File, manifest, mobilenet_weights
from cnnbook.data.online import own_picture
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
    "own_picture",
    "painting",
    "painting_names",
    "photo",
    "photo_names",
]
