"""Pictures to play with, in JupyterLab and in the book's pages alike."""

from cnnbook.explorers.convolution import ConvStepper
from cnnbook.explorers.sizes import SizeExplorer

__all__ = ["ConvStepper", "SizeExplorer"]
