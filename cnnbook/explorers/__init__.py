"""Pictures to play with, in JupyterLab and in the book's pages alike."""

from cnnbook.explorers.convolution import ConvStepper
from cnnbook.explorers.descent import DescentExplorer
from cnnbook.explorers.drawing_pad import DrawingPad
from cnnbook.explorers.gallery import KernelGallery
from cnnbook.explorers.pooling import PoolStepper
from cnnbook.explorers.sizes import SizeExplorer
from cnnbook.explorers.tracer import NetworkTracer
from cnnbook.explorers.volume import VolumeView

__all__ = [
    "ConvStepper",
    "DescentExplorer",
    "DrawingPad",
    "KernelGallery",
    "NetworkTracer",
    "PoolStepper",
    "SizeExplorer",
    "VolumeView",
]
