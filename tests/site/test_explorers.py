"""The explorers on the built pages: by mouse, by keyboard, by touch, against NumPy."""

import re

import numpy as np
import pytest

import cnnbook as cb
from cnnbook import explorers, lecture

STEPPER = "chapters/02-convolution-by-hand.html"
SIZES = "chapters/04-padding-stride-output-size.html"
POOLING = "chapters/06-pooling.html"
VOLUMES = "chapters/05-volumes-and-filters.html"
GALLERY = "chapters/03-kernels-as-feature-detectors.html"
TRACER = "chapters/07-from-numpy-to-keras.html"


def numbers(grid):
    """Return what the cells of a grid show; None where one is empty."""
    texts = grid.locator(".cell").evaluate_all(
        "cells => cells.map(c => c.matches('input') ? c.value : c.textContent)"
    )
    return [float(t.replace("−", "-")) if t else None for t in texts]


@pytest.fixture
def stepper(site, visit):
    return visit(f"{site}/{STEPPER}").page.locator("cb-conv-stepper")


@pytest.fixture
def sizes(site, visit):
    return visit(f"{site}/{SIZES}").page.locator("cb-size-explorer")


def grid(explorer, name):
    return explorer.get_by_role("group", name=name, exact=True)


def button(explorer, name):
    return explorer.get_by_role("button", name=name, exact=True)


def status(explorer):
    return explorer.get_by_role("status").first.inner_text()


def test_a_page_loads_only_the_scripts_of_its_explorers(site, visit):
    for path, *own in [
        (STEPPER, "conv-stepper"),
        (SIZES, "size-explorer"),
        (POOLING, "pool-stepper"),
        (GALLERY, "descent", "kernel-gallery"),
        (VOLUMES, "volume-view"),
        (TRACER, "network-tracer"),
        ("book/B-training-a-network.html", "descent"),
        ("book/errata.html",),
    ]:
        asked = [u for u in visit(f"{site}/{path}").requests if "/explorers/" in u]
        assert [re.search(r"explorers/([\w-]+)\.js", u)[1] for u in asked] == (
            ["common", *own] if own else []
        )


def test_stepping_fills_the_map_with_numpys_values(stepper):
    shadow = "cell => getComputedStyle(cell).boxShadow"
    made = stepper.get_by_label("feature map, row 0, column 0")
    assert "rgb(0, 158, 115)" in made.evaluate(shadow), "as in the figures"
    assert numbers(grid(stepper, "feature map"))[1:] == [None] * 15
    for _ in range(15):
        button(stepper, "Step").click()
    shown = np.reshape(numbers(grid(stepper, "feature map")), (4, 4))
    np.testing.assert_array_equal(shown, lecture.A_CORRELATED_K)
    assert status(stepper) == "Row 3, column 3: the products add up to 0."
    button(stepper, "Back").click()
    assert "Row 3, column 2" in status(stepper)
    button(stepper, "Start again").click()
    assert "Row 0, column 0: the products add up to 3." in status(stepper)


def test_every_product_and_the_running_sum_are_there(stepper):
    listed = stepper.get_by_role("listitem").all_inner_texts()
    products = (lecture.A[:3, :3] * lecture.K).ravel()
    for text, product, total in zip(listed, products, products.cumsum(), strict=True):
        told = [int(n) for n in re.findall(r"-?\d+", text.replace("−", "-"))]
        assert told[2:] == [product, total]


def test_hovering_peeks_and_leaves_no_trace(stepper):
    stepper.get_by_label("feature map, row 2, column 3").hover()
    assert status(stepper) == "Row 2, column 3: the products add up to 27."
    stepper.page.mouse.move(2, 2)
    assert "Row 0, column 0" in status(stepper)


def test_the_keyboard_alone_is_enough(stepper):
    page = stepper.page
    button(stepper, "Step").focus()
    page.keyboard.press("Enter")
    assert "Row 0, column 1" in status(stepper)
    stepper.get_by_label("feature map, row 0, column 1").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
    assert "Row 1, column 1: the products add up to 7." in status(stepper)
    stepper.get_by_label("kernel, row 0, column 0").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("-5")
    page.keyboard.press("Enter")
    kernel = lecture.K.copy()
    kernel[1, 0] = -5
    expected = cb.conv2d(lecture.A, kernel)[1, 1]
    assert status(stepper).replace("−", "-").endswith(f"add up to {expected}.")


def test_one_tab_stop_for_each_grid(stepper):
    stops = stepper.locator(".grid [tabindex='0']").count()
    assert stops == 3


def test_touch_picks_a_value_and_presses_buttons(browser, site):
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, has_touch=True
    )
    page = context.new_page()
    page.goto(f"{site}/{STEPPER}")
    stepper = page.locator("cb-conv-stepper")
    stepper.get_by_label("feature map, row 1, column 2").tap()
    assert status(stepper) == "Row 1, column 2: the products add up to 19."
    button(stepper, "Step").tap()
    assert "Row 1, column 3" in status(stepper)
    context.close()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("B and F", lecture.B_CORRELATED_F),
        ("C and Sobel", lecture.C_SOBEL),
        ("C and Scharr", lecture.C_SCHARR),
        ("C and a vertical edge", lecture.C_VERTICAL),
    ],
)
def test_examples_give_the_lectures_results(stepper, name, expected):
    stepper.get_by_label("Example").select_option(name)
    for _ in range(expected.size - 1):
        button(stepper, "Step").click()
    assert numbers(grid(stepper, "feature map")) == expected.ravel().tolist()


def test_true_convolution_flips_the_kernel(stepper):
    stepper.get_by_label("true convolution").check()
    assert "add up to 1." in status(stepper)
    assert "0, 1, −2 / 2, 1, 0 / −1, 2, 1" in stepper.locator(".hint").inner_text()


def test_the_flip_can_be_watched_axis_by_axis(stepper):
    assert not grid(stepper, "kernel on its way").is_visible()
    stepper.get_by_label("true convolution").check()
    stages = [lecture.K, lecture.K[:, ::-1], lecture.K[::-1, ::-1], lecture.K]
    corners = [(0, 0), (0, 2), (2, 2), (0, 0)]
    for stage, corner in zip(stages, corners, strict=True):
        shown = grid(stepper, "kernel on its way")
        np.testing.assert_array_equal(numbers(shown), stage.ravel())
        marked = shown.locator(".cell").evaluate_all(
            "cells => cells.findIndex(c => c.classList.contains('now'))"
        )
        assert divmod(marked, 3) == corner
        button(stepper, "Flip").click()


def test_an_edited_pixel_changes_the_sum_and_words_are_refused(stepper):
    cell = stepper.get_by_label("image, row 0, column 0")
    cell.fill("−10")
    cell.press("Enter")
    assert "add up to −12." in status(stepper)
    cell.fill("two")
    cell.press("Enter")
    assert cell.get_attribute("aria-invalid") == "true"
    assert stepper.locator(".refused").inner_text().endswith("“two” is no number.")
    assert not stepper.locator(".status").is_visible()
    cell.fill("−10")
    cell.press("Enter")
    assert "add up to −12." in status(stepper)


def test_predicting_hides_the_number_until_it_is_found(stepper):
    stepper.get_by_label("predict").check()
    assert numbers(grid(stepper, "feature map")) == [None] * 16
    assert "Σ" not in stepper.locator(".terms").inner_text()
    guess = stepper.get_by_label("Which number comes out?")
    for text, reply in [("4", "Not 4."), ("x", "is not a number"), ("3", "Right: 3.")]:
        guess.fill(text)
        button(stepper, "Check").click()
        assert reply in status(stepper)
    assert numbers(grid(stepper, "feature map"))[0] == 3
    button(stepper, "Step").click()
    guess.fill("6")
    guess.press("Enter")
    assert "Right: 6." in status(stepper)


def test_playing_starts_only_when_asked_and_pauses(stepper):
    stepper.page.wait_for_timeout(1200)
    assert "Row 0, column 0" in status(stepper)
    button(stepper, "Play").click()
    stepper.get_by_role("status").filter(has_text="Row 0, column 1").wait_for()
    button(stepper, "Pause").click()
    at = status(stepper)
    assert "Row 0, column 0" not in at
    stepper.page.wait_for_timeout(1200)
    assert status(stepper) == at


@pytest.mark.parametrize(
    ("n", "f", "p", "s", "d"),
    [(10, 3, 0, 2, 1), (7, 4, 1, 3, 1), (12, 2, 2, 5, 3), (5, 1, 0, 4, 1)],
)
def test_the_size_explorer_counts_as_the_package_does(sizes, n, f, p, s, d):
    page = sizes.page
    settings = {"image n": n, "kernel f": f, "p": p, "stride s": s, "dilation": d}
    for label, value in settings.items():
        field = sizes.get_by_label(label, exact=True)
        field.focus()
        page.keyboard.press("Control+a")
        page.keyboard.type(str(value))
    size = cb.output_size(n, d * (f - 1) + 1, p, s)
    assert f"+ 1 = {size}" in sizes.locator(".formula").inner_text()
    assert status(sizes).startswith(f"{n} pixels become {size}.")
    spread = np.zeros((d * (f - 1) + 1,) * 2)
    spread[::d, ::d] = 1
    uses, _ = cb.conv2d_backward(np.ones((size, size)), np.zeros((n, n)), spread, p, s)
    shown = [int(t) for t in sizes.locator(".map i").all_inner_texts()]
    assert shown == uses.ravel().tolist()
    assert sizes.locator(".map .unused").count() == int((uses == 0).sum())


def test_same_pads_as_tensorflow(sizes):
    sizes.get_by_label("padding").select_option("same")
    assert "(10 + 0 + 1 − 3) / 2" in sizes.locator(".formula").inner_text()
    assert status(sizes) == "10 pixels become 5. Every pixel is used."
    assert sizes.get_by_label("p", exact=True).is_disabled()


def test_a_kernel_that_does_not_fit_says_so(sizes):
    sizes.get_by_label("image n").fill("2")
    assert "does not fit" in sizes.locator(".formula").inner_text()
    assert "No window fits" in status(sizes)
    sizes.get_by_label("stride s").fill("0")
    assert sizes.get_by_label("stride s").get_attribute("aria-invalid") == "true"


def test_a_pixel_tells_its_windows_by_mouse_and_by_keyboard(sizes):
    sizes.get_by_label("pixel 4", exact=True).click()
    assert status(sizes) == "Pixel 4 is in windows 1, 2."
    assert sizes.locator(".row.now").count() == 2
    sizes.page.keyboard.press("ArrowLeft")
    assert status(sizes) == "Pixel 3 is in window 1."


@pytest.mark.parametrize("path", [STEPPER, GALLERY, SIZES, VOLUMES, POOLING, TRACER])
def test_an_explorer_needs_no_more_than_320_pixels(path, site, visit):
    page = visit(f"{site}/{path}", width=320).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(
    ("path", "caption"),
    [
        (STEPPER, "feature map"),
        (SIZES, "output size"),
        (POOLING, "pooled map"),
        (GALLERY, "sum of its products"),
        (VOLUMES, "feature map"),
        (TRACER, "network"),
    ],
)
def test_without_scripts_a_table_shows_the_numbers(path, caption, browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/{path}")
    assert page.locator("article table caption", has_text=caption).is_visible()
    context.close()


@pytest.fixture
def pooler(site, visit):
    return visit(f"{site}/{POOLING}").page.locator("cb-pool-stepper")


def test_pooling_shows_the_lectures_results_and_the_winner(pooler):
    pooler.get_by_label("Example").select_option("P")
    for _ in range(3):
        button(pooler, "Step").click()
    assert numbers(grid(pooler, "pooled map")) == lecture.P_MAX.ravel().tolist()
    assert status(pooler) == "Row 1, column 1: the largest of 4, 3, 9, 4 is 9."
    winners = pooler.locator(".grid").first.locator(".now")
    assert winners.count() == 1
    assert winners.input_value() == "9"
    pooler.get_by_label("type").select_option("average")
    assert numbers(grid(pooler, "pooled map")) == lecture.P_AVERAGE.ravel().tolist()
    assert status(pooler).endswith("is 20 / 4 = 5.")


@pytest.mark.parametrize(
    ("example", "changed"), [("dots that stay", 0), ("dots that cross", 4)]
)
def test_a_shift_marks_what_it_changes(pooler, example, changed):
    pooler.get_by_label("Example").select_option(example)
    assert pooler.get_by_label("shift by one pixel").is_checked()
    assert pooler.locator(".changed").count() == changed
    told = pooler.get_by_role("status").nth(1).inner_text()
    assert told == f"The shift changed {changed} of 8 pooled values."


def test_pooling_by_keyboard_and_a_window_that_does_not_fit(pooler):
    page = pooler.page
    pooler.get_by_label("Example").select_option("P")
    pooler.get_by_label("pooled map, row 0, column 0").focus()
    page.keyboard.press("ArrowDown")
    assert status(pooler).startswith("Row 1, column 0: the largest of 4, 5, 6, 5 is 6")
    pooler.get_by_label("size f").fill("3")
    pooler.get_by_label("stride s").fill("1")
    expected = cb.pool2d(lecture.P, 3, 1).ravel().tolist()
    assert numbers(grid(pooler, "pooled map")) == expected
    pooler.get_by_label("map, row 0, column 0", exact=True).fill("99")
    page.keyboard.press("Enter")
    assert "is 99." in status(pooler)


def test_pooling_by_touch(browser, site):
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, has_touch=True
    )
    page = context.new_page()
    page.goto(f"{site}/{POOLING}")
    pooler = page.locator("cb-pool-stepper")
    pooler.get_by_label("pooled map, row 1, column 2").tap()
    assert "Row 1, column 2" in status(pooler)
    context.close()


@pytest.fixture
def gallery(site, visit):
    return visit(f"{site}/{GALLERY}").page.locator("cb-kernel-gallery")


def photograph(gallery):
    """Return the pixels that the page holds."""
    picture = gallery.evaluate("e => JSON.parse(e.dataset.state).picture")
    return explorers.KernelGallery(picture=picture).pixels()


def sum_told(gallery):
    return float(status(gallery).replace("−", "-").split(" ")[-1].rstrip("."))


@pytest.mark.parametrize(
    ("border", "mode"),
    [("valid", None), ("zeros", "constant"), ("copies", "edge"), ("wrap", "wrap")],
)
def test_the_gallery_tells_numpys_values_at_any_border(gallery, border, mode):
    image = photograph(gallery)
    gallery.get_by_label("border").select_option(border)
    around = np.pad(image, 1, mode=mode) if mode else image
    expected = cb.conv2d(around, cb.kernel("sobel-vertical"))
    for row, column in [(0, 0), (30, 61), tuple(n - 1 for n in expected.shape)]:
        gallery.get_by_label("row", exact=True).fill(str(row))
        gallery.get_by_label("column", exact=True).fill(str(column))
        assert sum_told(gallery) == expected[row, column]


def test_a_chosen_and_a_changed_kernel(gallery):
    image = photograph(gallery)
    gallery.get_by_label("named kernel").select_option("laplacian")
    kernel = cb.kernel("laplacian")
    assert sum_told(gallery) == cb.conv2d(image, kernel)[40, 50]
    cell = gallery.get_by_label("kernel, row 1, column 1")
    cell.focus()
    gallery.page.keyboard.type("7")
    gallery.page.keyboard.press("Enter")
    kernel[1, 1] = 7
    assert sum_told(gallery) == cb.conv2d(image, kernel)[40, 50]
    assert gallery.get_by_label("named kernel").input_value() == "own weights"


def test_the_map_is_painted_with_zero_in_the_middle(gallery):
    gallery.get_by_label("named kernel").select_option("sobel-vertical")
    shown = gallery.get_by_label("what the kernel makes of it").evaluate(
        """canvas => {
            const context = canvas.getContext("2d");
            const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
            return [...data].filter((_, place) => place % 4 === 0);
        }"""
    )
    answers = cb.conv2d(photograph(gallery), cb.kernel("sobel-vertical"))
    expected = 127.5 + answers.ravel() / 4 / 2
    assert np.abs(np.array(shown) - expected).max() <= 1


def test_pointing_at_a_picture_by_mouse_and_by_touch(gallery, browser, site):
    canvas = gallery.get_by_label("what the kernel makes of it")
    box = canvas.bounding_box()
    canvas.hover(position={"x": box["width"] / 4, "y": box["height"] * 55.5 / 110})
    assert status(gallery).startswith("Row 55, column 27:")
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, has_touch=True
    )
    page = context.new_page()
    page.goto(f"{site}/{GALLERY}")
    touched = page.locator("cb-kernel-gallery")
    canvas = touched.get_by_label("the photograph")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    centre = box["width"] * 56.5 / 112
    canvas.tap(position={"x": centre, "y": centre})
    assert status(touched).startswith("Row 55, column 55:")
    context.close()


def test_an_own_picture_is_read_here_and_sent_nowhere(site, visit, tmp_path):
    from PIL import Image

    pixels = np.zeros((224, 300, 3), np.uint8)
    pixels[:, 150:] = 255
    Image.fromarray(pixels).save(tmp_path / "own.png")
    (tmp_path / "broken.png").write_bytes(b"no picture")
    seen = visit(f"{site}/{GALLERY}")
    gallery = seen.page.locator("cb-kernel-gallery")
    seen.page.mouse.move(5, 5)
    seen.page.wait_for_function("window.bootstrap")  # which the page fetches late
    before = len(seen.requests)
    field = gallery.get_by_label("Your own picture")
    field.set_input_files(tmp_path / "own.png")
    gallery.get_by_role("status").filter(has_text="Row 0, column 0").wait_for()
    gallery.get_by_label("row", exact=True).fill("9")
    gallery.get_by_label("column", exact=True).fill("55")
    assert sum_told(gallery) == -4 * 255
    field.set_input_files(tmp_path / "broken.png")
    told = gallery.get_by_role("status").filter(
        has_text="“broken.png” is not a picture"
    )
    told.wait_for()
    # Pictures of the page that came near meanwhile, and its icon, are fetched from it.
    late = ("blob:", f"{site}/_images/", f"{site}/_static/icon.png")
    assert [u for u in seen.requests[before:] if not u.startswith(late)] == []


@pytest.fixture
def volume(site, visit):
    return visit(f"{site}/{VOLUMES}").page.locator("cb-volume-view")


def volume_state(volume):
    """Return the image, the filters and the biases that the page holds."""
    state = volume.evaluate("e => JSON.parse(e.dataset.state)")
    return [np.array(state[name]) for name in ("image", "filters", "biases")]


def test_the_volume_view_shows_the_layer_of_the_package(volume):
    image, filters, biases = volume_state(volume)
    z = cb.conv_layer(image, filters, biases)
    for number in range(len(biases)):
        volume.get_by_label("look at").select_option(f"filter {number}")
        expected = z[:, :, number].ravel().tolist()
        assert numbers(grid(volume, "feature map")) == expected
    volume.get_by_label("ReLU").check()
    assert numbers(grid(volume, "feature map")) == np.maximum(expected, 0).tolist()


def test_the_sums_of_the_channels_the_bias_and_the_relu_are_told(volume):
    assert status(volume) == (
        "Row 0, column 0: red 3, green −5, blue 6, together 4; "
        "with the bias −5 that is −1."
    )
    volume.get_by_label("ReLU").check()
    assert status(volume).endswith("The ReLU makes it 0.")
    field = volume.get_by_label("bias")
    field.fill("−3")
    field.press("Enter")
    assert status(volume).endswith("that is 1. The ReLU makes it 1.")
    field.fill("much")
    field.press("Enter")
    assert field.get_attribute("aria-invalid") == "true"


def test_filters_come_and_go_and_depth_and_parameters_follow(volume):
    size = volume.locator(".formula")
    assert size.inner_text() == "Output 4×4×2. Parameters (3 · 3 · 3 + 1) · 2 = 56."
    for _ in range(6):
        button(volume, "Add filter").click()
    expected = cb.conv_parameters(3, 3, 8)
    assert size.inner_text().endswith(f"· 8 = {expected}.")
    assert button(volume, "Add filter").is_disabled()
    assert numbers(grid(volume, "feature map")) == [0] * 16
    for _ in range(7):
        button(volume, "Remove filter").click()
    assert size.inner_text().endswith("· 1 = 28.")
    assert button(volume, "Remove filter").is_disabled()


def test_the_volume_view_by_keyboard_and_by_touch(volume, browser, site):
    image, filters, biases = volume_state(volume)
    page = volume.page
    volume.get_by_label("feature map, row 0, column 0").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert status(volume).startswith("Row 1, column 1:")
    volume.get_by_label("green slice, row 2, column 2").focus()
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    filters[2, 2, 1, 0] = 4
    expected = cb.conv_layer(image, filters, biases)[1, 1, 0]
    assert status(volume).replace("−", "-").endswith(f"that is {expected}.")
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, has_touch=True
    )
    page = context.new_page()
    page.goto(f"{site}/{VOLUMES}")
    touched = page.locator("cb-volume-view")
    touched.get_by_label("feature map, row 3, column 2").tap()
    assert status(touched).startswith("Row 3, column 2:")
    context.close()
