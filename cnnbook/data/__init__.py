"""Pictures that ship with the package: nothing here needs a network."""

from cnnbook.data.files import File, manifest
from cnnbook.data.pictures import FASHION, fashion_mnist, photo, photo_names

__all__ = ["FASHION", "File", "fashion_mnist", "manifest", "photo", "photo_names"]
