"""Pictures to play with, in JupyterLab and in the book's pages alike."""

from cnnbook.explorers.convolution import ConvStepper

__all__ = ["ConvStepper"]
