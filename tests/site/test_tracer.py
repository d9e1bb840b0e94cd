"""The network tracer on the built page of chapter 7."""

import re

import numpy as np
import pytest

import cnnbook as cb
from cnnbook.explorers import NetworkTracer

PAGE = "chapters/07-from-numpy-to-keras.html"


@pytest.fixture
def tracer(site, visit):
    return visit(f"{site}/{PAGE}").page.locator("cb-network-tracer")


def button(tracer, name):
    return tracer.get_by_role("button", name=name, exact=True)


def status(tracer):
    return tracer.get_by_role("status").first.inner_text().strip()


def table(tracer):
    """Return the texts of the table's rows, without the layers' names."""
    rows = tracer.locator(".layers tbody tr, .layers tfoot tr")
    return [tuple(row.locator("td").all_inner_texts()) for row in rows.all()]


def lit(tracer, plane):
    """Return the lit cells of a map as an array of 0 and 1."""
    drawing = tracer.locator(".plane").nth(plane)
    box = drawing.locator("svg").get_attribute("viewBox").split()
    shown = np.zeros((int(box[3]), int(box[2])), int)
    path = drawing.locator(".lit").get_attribute("d")
    for left, top, wide, tall in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)", path):
        rows = slice(int(top), int(top) + int(tall))
        shown[rows, int(left) : int(left) + int(wide)] = 1
    return shown


def seen(layers, shape, row=slice(None), column=slice(None)):
    """Return the pixels that a place, or any place, depends on: gradients tell."""
    gradient = np.zeros(cb.trace((*shape, 1), layers)[-1].shape[:2])
    gradient[row, column] = 1
    sizes = [r.shape[:2] for r in cb.trace((*shape, 1), layers)]
    for layer, size in reversed(list(zip(layers, sizes[:-1], strict=True))):
        ones = np.ones(layer.kernel_size)
        padding, stride = layer.padding, layer.stride
        gradient, _ = cb.conv2d_backward(
            gradient, np.zeros(size), ones, padding, stride
        )
    return (gradient > 0).astype(int)


@pytest.mark.parametrize("name", ["the lecture's ConvNet", "LeNet-5"])
def test_the_table_is_the_packages(name, tracer):
    tracer.get_by_role("combobox", name="Example").select_option(name)
    assert table(tracer) == [row[1:] for row in NetworkTracer(name).trace().cells()]


def test_the_field_of_a_place_is_lit(tracer):
    layers = [cb.Conv(10, 3), cb.Conv(20, 5, stride=2), cb.Conv(40, 5, stride=2)]
    assert status(tracer) == (
        "Row 3, column 3 of layer 3 sees rows 12 to 26 and columns 12 to 26: "
        "15×15 pixels."
    )
    np.testing.assert_array_equal(lit(tracer, 0), seen(layers, (39, 39), 3, 3))
    tracer.get_by_role("application").click(position={"x": 5, "y": 190})
    assert status(tracer).startswith("Row 6, column 0 of layer 3 sees rows 24 to 38")
    np.testing.assert_array_equal(lit(tracer, 0), seen(layers, (39, 39), 6, 0))
    assert np.argwhere(lit(tracer, 1)).tolist() == [[6, 0]]


def test_padding_and_pixels_that_are_left_out_are_told(tracer):
    tracer.get_by_role("combobox", name="Example").select_option("LeNet-5")
    tracer.get_by_label("height").fill("27")
    tracer.get_by_role("application").focus()
    for _ in range(9):
        tracer.page.keyboard.press("ArrowUp")
        tracer.page.keyboard.press("ArrowRight")
    layers = [cb.Conv(6, 5, padding="same"), cb.Pool(), cb.Conv(16, 5), cb.Pool()]
    assert status(tracer) == (
        "Row 0, column 4 of layer 4 sees rows 0 to 13 and columns 14 to 27: "
        "14×14 pixels. Padding stands for 2 rows above and 2 columns on the right."
    )
    np.testing.assert_array_equal(lit(tracer, 0), seen(layers, (27, 28), 0, 4))
    tracer.get_by_label("stride s").fill("4")
    tracer.locator(".layers button", has_text="5 flatten").click()
    assert status(tracer).endswith(
        "together they see rows 0 to 21 and columns 0 to 27."
    )
    layers[-1] = cb.Pool(2, stride=4)
    np.testing.assert_array_equal(lit(tracer, 0), seen(layers, (27, 28)))


def test_a_vector_sees_the_whole_input(tracer):
    button(tracer, "5 dense 10").click()
    assert status(tracer) == (
        "The 10 numbers of layer 5 lie in no rows and columns: together they see the "
        "whole input."
    )
    assert lit(tracer, 0).all()
    assert not tracer.get_by_role("application").is_visible()
    assert not tracer.get_by_label("row", exact=True).is_visible()


def test_hovering_peeks_and_leaves_no_trace(tracer):
    tracer.get_by_role("application").hover(position={"x": 5, "y": 5})
    assert status(tracer).startswith("Row 0, column 0 of layer 3 sees rows 0 to 14")
    tracer.page.mouse.move(2, 2)
    assert status(tracer).startswith("Row 3, column 3")


def test_a_layer_that_does_not_fit_says_what_would_help(tracer):
    before = table(tracer)
    tracer.get_by_label("kernel f").fill("19")
    assert status(tracer) == (
        "Layer 3 does not fit. A window of 19×19 is larger than the map of 17×17: make "
        "it at most 17×17, or pad more."
    )
    shown = table(tracer)
    assert shown[:3] == before[:3]
    assert shown[3][0] == "does not fit"
    assert not re.search(r"\d", str(shown[4:]))
    assert button(tracer, "Copy as Keras code").is_disabled()
    button(tracer, "4 flatten").click()
    button(tracer, "Move up").click()
    assert status(tracer).startswith(
        "Layer 4 does not fit. A conv layer needs rows and columns, and gets one line "
        "of 5780 numbers: move it up"
    )
    button(tracer, "Undo").click()
    button(tracer, "Undo").click()
    assert table(tracer) == before
    assert button(tracer, "Undo").is_disabled()


def test_a_network_can_be_emptied_and_built_again(tracer):
    button(tracer, "5 dense 10").click()
    for _ in range(5):
        button(tracer, "Remove").click()
    assert button(tracer, "Remove").is_disabled()
    assert status(tracer).startswith("Row 0, column 0 of the input sees row 0 and col")
    for _ in range(24):
        button(tracer, "Add after").click()
    assert button(tracer, "Add after").is_disabled()
    button(tracer, "24 conv 8, 3×3").focus()
    tracer.page.keyboard.press("ArrowUp")
    assert tracer.get_by_role("group", name="layer 23").is_visible()
    button(tracer, "19 conv 8, 3×3").click()
    layers = [cb.Conv(8, 3)] * 19
    assert table(tracer)[19] == cb.trace((39, 39, 3), layers).cells()[19][1:]
    assert status(tracer).startswith("Layer 20 does not fit. A window of 3×3 is larger")


def test_the_code_goes_to_the_clipboard_and_onto_the_page(tracer):
    page = tracer.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    code = tracer.get_by_role("group", name="Keras code")
    assert not code.is_visible()
    button(tracer, "Copy as Keras code").click()
    tracer.get_by_text("The code is on the clipboard.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == code.inner_text()
    assert "layers.Conv2D(20, 5, strides=2, activation=" in code.inner_text()
    tracer.get_by_label("filters").fill("41")
    assert "layers.Conv2D(41, 5" in code.inner_text()
    assert not tracer.get_by_text("The code is on the clipboard.").is_visible()


def test_where_the_clipboard_is_refused_the_code_is_selected(tracer):
    tracer.page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }"
    )
    button(tracer, "Copy as Keras code").click()
    tracer.get_by_text("This browser does not let the page copy.").wait_for()
    selected = tracer.page.evaluate("getSelection().toString()")
    code = tracer.get_by_role("group", name="Keras code").inner_text()
    assert selected.strip() == code.strip()


def test_a_large_map_can_be_used_on_a_narrow_screen(site, visit):
    tracer = visit(f"{site}/{PAGE}", width=320).page.locator("cb-network-tracer")
    memory = [row[-1] for row in NetworkTracer().trace().cells()]
    assert tracer.locator("td .memory:visible").all_inner_texts() == memory
    for name in ("height", "width"):
        tracer.get_by_label(name).fill("512")
    button(tracer, "1 conv 10, 3×3").click()
    tracer.get_by_label("row", exact=True).fill("509")
    tracer.get_by_label("column", exact=True).fill("255")
    assert "sees rows 509 to 511 and columns 255 to 257: 3×3" in status(tracer)
    assert tracer.page.evaluate("document.documentElement.scrollWidth") <= 320
    for plane in tracer.locator(".plane").all():
        assert 150 < plane.bounding_box()["width"] < 300


def test_a_wrong_number_is_refused(tracer):
    before, field = table(tracer), tracer.get_by_label("filters")
    right = field.input_value()
    for wrong in ("0", "", "2.5", "5000"):
        field.fill(wrong)
        assert field.get_attribute("aria-invalid") == "true"
        assert tracer.locator(".refused").inner_text().endswith("from 1 to 4096.")
        assert not tracer.locator(".layers").is_visible()
    field.fill(right)
    assert table(tracer) == before
