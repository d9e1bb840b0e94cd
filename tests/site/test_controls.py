"""Every control of every explorer, operated by mouse, by keyboard and by touch."""

import numpy as np
import pytest
from PIL import Image

from .axe import violations
from .controls import Hand

CHANGES = object()
"""The picture changes, in a way that another test compares with NumPy's values."""

CONV = [
    ("button", "Step", None, "Row 0, column 1: the products add up to 6."),
    ("button", "Back", None, "Row 0, column 0: the products add up to 3."),
    ("button", "Play", None, "Pause"),
    ("button", "Pause", None, "Play"),
    ("pick", "feature map", (1, 2), "Row 1, column 2: the products add up to 19."),
    ("button", "Start again", None, "Row 0, column 0: the products add up to 3."),
    ("cell", "image", (0, 1, "−7"), "the products add up to −15."),
    ("cell", "kernel", (0, 1, "0"), "the products add up to −1."),
    ("choice", "Example", "B and F", "the products add up to 4."),
    ("box", "true convolution", None, "The kernel is flipped"),
    ("button", "Flip", None, "left and right exchanged"),
    ("button", "Flip", None, "up and down too: this one slides"),
    ("box", "predict", None, "Row 0, column 0: add the 9 products."),
    ("entry", "Which number comes out?", "5", "Not 5."),
    ("text", "Which number comes out?", "4", None),
    ("button", "Check", None, "Right: 4."),
]
SIZES = [
    ("number", "image n", 11, "11 pixels become 5."),
    ("number", "kernel f", 4, "11 pixels become 4."),
    ("number", "p", 1, "11 pixels become 5."),
    ("number", "stride s", 3, "11 pixels become 4."),
    ("number", "dilation", 2, "11 pixels become 3."),
    ("pick", "pixels along one axis", (0, 3), "Pixel 2 is in window 1."),
    ("choice", "padding", "same", "11 pixels become 4."),
]
GALLERY = [
    ("choice", "named kernel", "laplacian", CHANGES),
    ("number", "row", 41, "Row 41, column 50:"),
    ("number", "column", 51, "Row 41, column 51:"),
    ("choice", "border", "zeros", CHANGES),
    ("choice", "shades", "absolute value", CHANGES),
    ("cell", "kernel", (1, 1, "7"), CHANGES),
    ("picture", "the photograph", (0.504, 0.254), "Row 56, column 28:"),
    ("picture", "what the kernel makes of it", (0.254, 0.504), "Row 28, column 56:"),
    ("file", "Your own picture", "own.png", "Row 0, column 0:"),
]
DESCENT = [
    ("button", "Start again", None, "After 0 steps the weights are 0 and 0"),
    ("button", "Step", None, "After 1 step the weights are 0.06667 and −0.3333"),
    ("button", "Back", None, "After 0 steps the weights are 0 and 0"),
    ("number", "steps", 1, "After 1 step"),
    ("entry", "left weight", "2", "After 1 step the weights are 0.7333 and −1.533"),
    ("entry", "right weight", "−1", "After 1 step the weights are 1.333 and −1.6,"),
    ("entry", "learning rate", "0.3", "too high"),
    ("slide", "drag the rate", None, CHANGES),
    ("button", "Start again", None, "After 0 steps the weights are 2 and −1"),
    ("entry", "learning rate", "fast", "“fast” is no number from 0.001 to 1."),
]
VOLUMES = [
    ("button", "Step", None, "Row 0, column 1:"),
    ("button", "Back", None, "Row 0, column 0:"),
    (
        "button",
        "Add filter",
        None,
        "Output 4×4×3. Parameters (3 · 3 · 3 + 1) · 3 = 84.",
    ),
    ("button", "Remove filter", None, "Output 4×4×2."),
    ("choice", "look at", "filter 0", "with the bias −5 that is −1."),
    ("cell", "red plane", (0, 0, "6"), "red 4, green −5, blue 6, together 5;"),
    ("cell", "green plane", (0, 1, "7"), CHANGES),
    ("cell", "blue plane", (1, 0, "8"), CHANGES),
    ("cell", "red slice", (0, 0, "0"), "red −2,"),
    ("cell", "green slice", (1, 1, "9"), CHANGES),
    ("cell", "blue slice", (0, 1, "5"), CHANGES),
    ("entry", "bias", "−300", "with the bias −300"),
    ("box", "ReLU", None, "The ReLU makes it 0."),
    ("pick", "feature map", (2, 1), "Row 2, column 1:"),
]
POOLING = [
    ("choice", "Example", "P", "the largest of 4, 3, 1, 3 is 4."),
    ("button", "Step", None, "Row 0, column 1: the largest of 1, 5, 4, 8 is 8."),
    ("button", "Back", None, "Row 0, column 0: the largest of 4, 3, 1, 3 is 4."),
    ("pick", "pooled map", (1, 1), "Row 1, column 1: the largest of 4, 3, 9, 4 is 9."),
    ("choice", "type", "average", "is 20 / 4 = 5."),
    ("cell", "map", (2, 2, "8"), "is 24 / 4 = 6."),
    ("number", "stride s", 3, "the mean of 4, 3, 1, 3 is 11 / 4 = 2.75."),
    ("number", "size f", 3, "the mean of 4, 3, 1, 1, 3, 4, 4, 5, 8 is 33 / 9 = 3.667."),
    ("box", "shift by one pixel", None, CHANGES),
]
TRACER = [
    ("choice", "Example", "LeNet-5", "61,706"),
    ("number", "height", 29, "29×28×1"),
    ("number", "width", 29, "29×29×1"),
    ("number", "channels", 2, "29×29×2"),
    ("button", "Undo", None, "29×29×1"),
    ("line", "layers", -2, "output of layer 2: "),
    ("number", "size f", 3, "2 max pool 3×3"),
    ("number", "stride s", 4, "2 max pool 3×3, stride 4"),
    ("choice", "type", "average", "2 average pool 3×3, stride 4"),
    ("choice", "padding", "own p", "2 average pool 3×3, stride 4, p 1"),
    ("number", "p", 2, "2 average pool 3×3, stride 4, p 2"),
    ("choice", "kind", "dense", "Layer 2 does not fit. A dense layer needs"),
    ("number", "units", 11, "2 dense 11"),
    ("button", "Move down", None, "3 dense 11"),
    ("button", "Move up", None, "2 dense 11"),
    ("choice", "kind", "conv", "2 conv 8, 3×3"),
    ("number", "filters", 9, "2 conv 9, 3×3"),
    ("number", "kernel f", 4, "2 conv 9, 4×4"),
    ("box", "bias", None, CHANGES),
    (
        "plane",
        ("row", "column"),
        (1, 2, 26, 26),
        "Row 1, column 2 of layer 2 sees rows 0 ",
    ),
    ("number", "row", 2, "Row 2, column 2 of layer 2 sees rows 0 to 7"),
    ("number", "column", 3, "and columns 1 to 8: 8×8 pixels."),
    ("button", "Add after", None, "3 conv 8, 3×3"),
    ("button", "Remove", None, "3 conv 16, 5×5"),
    (
        "button",
        "Copy as Keras code",
        None,
        'layers.Conv2D(9, 4, activation="relu", use',
    ),
]
EXPLORERS = {
    "conv-stepper": ("02-convolution-by-hand", CONV),
    "kernel-gallery": ("03-kernels-as-feature-detectors", GALLERY),
    "descent": ("03-kernels-as-feature-detectors", DESCENT),
    "size-explorer": ("04-padding-stride-output-size", SIZES),
    "volume-view": ("05-volumes-and-filters", VOLUMES),
    "pool-stepper": ("06-pooling", POOLING),
    "network-tracer": ("07-from-numpy-to-keras", TRACER),
}
OPENED = {"conv-stepper", "network-tracer", "pool-stepper"}
"""Those that end with parts on show that a reader's first look does not meet."""
WAYS = {
    "mouse": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "keyboard": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "touch": {"viewport": {"width": 390, "height": 800}, "has_touch": True},
}


@pytest.fixture(scope="module", params=WAYS)
def way(request):
    return request.param


@pytest.fixture(scope="module")
def page(way, browser):
    """Open the tab in which all explorers are operated in one way."""
    context = browser.new_context(**WAYS[way])
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_control_works(name, way, page, site, tmp_path):
    chapter, steps = EXPLORERS[name]
    Image.fromarray(np.eye(9, dtype=np.uint8) * 255).save(tmp_path / "own.png")
    page.goto("about:blank")
    page.mouse.move(0, 0)
    page.goto(f"{site}/chapters/{chapter}.html")
    hand = Hand(page.locator(f"cb-{name}"), way)
    for kind, control, value, expected in steps:
        if way == "keyboard" and kind == "picture":
            continue  # the fields for row and column stand in for the pointer
        before = hand.shown()
        hand.operate(kind, control, tmp_path / value if kind == "file" else value)
        if expected is CHANGES:
            assert hand.shown() != before, control
        elif expected:
            assert expected not in before, control
            assert expected in hand.wait_for(expected), control
    assert hand.left() == []
    if way == "keyboard":
        assert hand.walk() == []
    if way != "touch" and name in OPENED:
        assert violations(page, f"cb-{name}") == []
