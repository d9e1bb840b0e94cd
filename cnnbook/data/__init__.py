"""Files that ship with the package. Only what is asked for in full needs a network."""

from cnnbook.data.files import File, manifest, mobilenet_weights
from cnnbook.data.folders import folder
from cnnbook.data.online import own_picture
from cnnbook.data.photographs import own_photo
from cnnbook.data.picture_folder import PictureFolder
from cnnbook.data.pictures import (
    FASHION,
    fashion_mnist,
    painting,
    painting_names,
    photo,
    photo_names,
)
from cnnbook.data.twins import difference_hash, twins

__all__ = [
    "FASHION",
    "File",
    "PictureFolder",
    "difference_hash",
    "fashion_mnist",
    "folder",
    "manifest",
    "mobilenet_weights",
    "own_photo",
    "own_picture",
    "painting",
    "painting_names",
    "photo",
    "photo_names",
    "twins",
]
