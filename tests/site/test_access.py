"""What axe does not ask: forced colours, contrast of marks, refusals, one screen."""

import re

import pytest

STEPPER = "chapters/02-convolution-by-hand.html"
POOLS = "chapters/06-pooling.html"
SIZES = "chapters/04-padding-stride-output-size.html"
GALLERY = "chapters/03-kernels-as-feature-detectors.html"
VOLUMES = "chapters/05-volumes-and-filters.html"
TRACER = "chapters/07-from-numpy-to-keras.html"
DESCENT = "book/B-training-a-network.html"

# The contrast of two colours, as WCAG has it; the browser mixes and names them.
CONTRAST = """([a, b]) => {
    const light = (colour) => {
        const canvas = new OffscreenCanvas(1, 1).getContext("2d");
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => {
            const share = part / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
}"""
BELOW = """refusal => {
    const field = refusal.getRootNode().querySelector("[aria-invalid=true]");
    return refusal.getBoundingClientRect().top - field.getBoundingClientRect().top;
}"""
LIT = """() => {
    const isLit = (part) => {
        const {outlineStyle, outlineWidth} = getComputedStyle(part);
        return outlineStyle === "solid" && parseFloat(outlineWidth) >= 2;
    };
    const all = document.querySelectorAll("a:not(.sd-stretched-link), button, summary");
    return [...all].flatMap((at) => {
        at.focus({preventScroll: true});
        if (!at.matches(":focus-visible")) return [];
        const parts = [at, ...at.querySelectorAll("*")];
        return [[at.outerHTML.slice(0, 100), parts.filter(isLit).length]];
    });
}"""
STEP = "button:text-is('Step')"
STYLE = "(cell, name) => getComputedStyle(cell)[name]"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_window_stands_out_from_its_cells(scheme, site, visit):
    page = visit(f"{site}/{STEPPER}", scheme=scheme).page
    cell = page.locator("cb-conv-stepper .cell.window").first
    around = page.locator("cb-conv-stepper .cell:not(.window, .now)").first
    shadow = cell.evaluate(STYLE, "boxShadow")
    line = shadow[: shadow.index(")") + 1]
    for ground in (cell, around):
        colours = [line, ground.evaluate(STYLE, "backgroundColor")]
        assert page.evaluate(CONTRAST, colours) >= 3


@pytest.mark.parametrize(
    ("path", "explorer", "mark"),
    [
        (STEPPER, "cb-conv-stepper", ".cell.window"),
        (POOLS, "cb-pool-stepper", ".cell.window"),
        (VOLUMES, "cb-volume-view", ".cell.window"),
        (STEPPER, "cb-conv-stepper", ".cell.now"),
        (TRACER, "cb-network-tracer", "button[aria-pressed=true]"),
    ],
)
def test_marks_are_seen_in_the_colours_of_the_system(path, explorer, mark, site, visit):
    page = visit(f"{site}/{path}").page
    page.emulate_media(forced_colors="active")
    marked = page.locator(f"{explorer} {mark}").first
    assert marked.evaluate(STYLE, "outlineStyle") in ("solid", "double")
    assert float(marked.evaluate(STYLE, "outlineWidth")[:-2]) >= 2
    plain = page.locator(f"{explorer} .cell:not(.window, .now)")
    if plain.count():
        assert plain.first.evaluate(STYLE, "outlineStyle") == "none"
    page.emulate_media(forced_colors="none")


def test_the_focus_is_seen_in_the_colours_of_the_system(site, visit):
    page = visit(f"{site}/{SIZES}").page
    page.emulate_media(forced_colors="active")
    page.keyboard.press("Tab")  # from here on the focus is that of a keyboard
    shown = page.evaluate(LIT)
    assert len(shown) > 100
    assert [one for one in shown if one[1] != 1] == []
    unused = page.locator("cb-size-explorer .map .unused").first
    assert "radial-gradient" in unused.evaluate(STYLE, "backgroundImage")
    page.emulate_media(forced_colors="none")


def test_marks_on_pictures_stand_out_from_any_ground(site, visit):
    page = visit(f"{site}/{GALLERY}").page
    frame = page.locator("cb-kernel-gallery .frame").first
    line = frame.evaluate(STYLE, "outlineColor")
    halo = re.findall(r"rgb\([^)]*\)", frame.evaluate(STYLE, "boxShadow"))
    assert halo == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    assert all(page.evaluate(CONTRAST, [line, ground]) >= 3 for ground in halo)
    page.emulate_media(forced_colors="active")
    assert frame.evaluate(STYLE, "boxShadow") != "none"
    page.emulate_media(forced_colors="none")
    for scheme in ("light", "dark"):
        page = visit(f"{site}/{DESCENT}", scheme=scheme).page
        for kind in ("way", "dots"):
            marks = page.locator(f"cb-descent .plane >> nth=0 >> .{kind}")
            under, over = (marks.nth(n).evaluate(STYLE, "stroke") for n in (0, 1))
            assert page.evaluate(CONTRAST, [under, over]) >= 3


@pytest.mark.parametrize(
    ("path", "explorer", "field", "wrong", "right", "results"),
    [
        (SIZES, "cb-size-explorer", "image n", "99", "9", ".formula"),
        (SIZES, "cb-size-explorer", "stride s", "1.5", "2", ".status"),
        (POOLS, "cb-pool-stepper", "size f", "0", "2", ".status"),
        (TRACER, "cb-network-tracer", "filters", "0", "8", ".layers"),
        (TRACER, "cb-network-tracer", "row", "100", "3", ".layers"),
        (VOLUMES, "cb-volume-view", "bias", "much", "2", ".status"),
        (VOLUMES, "cb-volume-view", "red plane, row 5, column 0", "abc", "2", ".made"),
    ],
)
def test_an_impossible_value_is_refused_with_a_sentence(
    path, explorer, field, wrong, right, results, site, visit
):
    shown = visit(f"{site}/{path}", width=390).page.locator(explorer).first
    entry = shown.get_by_label(field, exact=True)
    entry.fill(wrong)
    entry.press("Enter")
    refusal = shown.locator(".refused")
    assert refusal.inner_text().endswith(".")
    assert entry.get_attribute("aria-describedby") == refusal.get_attribute("id")
    assert entry.get_attribute("aria-invalid") == "true"
    assert 0 < refusal.evaluate(BELOW) < 60
    assert not shown.locator(results).first.is_visible()
    entry.fill(right)
    entry.press("Enter")
    assert refusal.count() == 0
    assert shown.locator(results).first.is_visible()


@pytest.mark.parametrize(
    ("path", "explorer", "parts"),
    [
        (
            STEPPER,
            "cb-conv-stepper",
            ["button:text-is('Step')", ".cell.now", ".status"],
        ),
        (POOLS, "cb-pool-stepper", ["button:text-is('Step')", ".cell.now", ".status"]),
        (VOLUMES, "cb-volume-view", ["select", ".cell", ".cell.now", ".formula"]),
        (
            GALLERY,
            "cb-kernel-gallery",
            ["select", ".cell", "canvas", ".status"],
        ),
        (SIZES, "cb-size-explorer", ["input", ".formula", ".scroll", ".status"]),
        (TRACER, "cb-network-tracer", [".edit input", ".layers tfoot", ".status"]),
    ],
)
def test_control_and_what_it_changes_share_a_phone(path, explorer, parts, site, visit):
    shown = visit(f"{site}/{path}", width=390).page.locator(explorer).first
    found = [shown.locator(f"{part}:visible").first.element_handle() for part in parts]
    reach = """parts => {
        const boxes = parts.map((part) => part.getBoundingClientRect());
        const bottom = Math.max(...boxes.map((box) => box.bottom));
        return bottom - Math.min(...boxes.map((box) => box.top));
    }"""
    assert shown.page.evaluate(reach, found) <= 700


def test_numbers_stay_in_their_cells(site, visit):
    shown = visit(f"{site}/{POOLS}", width=390).page.locator("cb-pool-stepper").first
    shown.get_by_label("type").select_option("average")
    shown.get_by_label("size f").fill("3")
    shown.get_by_label("stride s").fill("1")
    for value in ("1.333", "−0.5556", "100.25"):
        cell = shown.get_by_label("map, row 0, column 0", exact=True)
        cell.fill(value)
        cell.press("Enter")
        cell.blur()
        out = shown.locator(".cell").evaluate_all(
            "cells => cells.filter(c => c.scrollWidth > c.clientWidth + 1).length"
        )
        assert out == 0


def test_without_scripts_the_contents_and_the_numbers_are_there(browser, site):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(f"{site}/{STEPPER}")
    link = page.locator(".bd-sidebar-primary").get_by_role("link", name="6 · Pooling")
    assert link.is_visible()
    assert not page.locator(".primary-toggle").first.is_visible()
    cells = page.locator("cb-conv-stepper td")
    first, second = (cells.nth(n).bounding_box() for n in (0, 1))
    assert cells.nth(0).inner_text() == "5"
    assert second["x"] - first["x"] >= 18
    answer = page.get_by_text("Nine pixels went in")
    assert not answer.is_visible()
    page.get_by_text("Open when you have your number").click()
    assert answer.is_visible()
    context.close()


def test_each_fold_of_the_contents_has_a_name_of_its_own(site, visit):
    page = visit(f"{site}/{STEPPER}").page
    names = page.locator("summary:has(> .toctree-toggle)").evaluate_all(
        "all => all.map(s => s.ariaLabel)"
    )
    assert "Pages below 6 · Pooling" in names
    assert len(set(names)) == len(names) > 10
    assert page.get_by_role("button", name="Contents of the book").count() >= 1
    code = page.locator("details.hide > summary").first
    assert code.get_attribute("aria-label") is None
    assert code.inner_text().strip() == "Imports and data"


def test_figures_and_explorers_are_whole_on_paper(site, visit):
    page = visit(f"{site}/{STEPPER}").page
    page.emulate_media(media="print")
    for whole in ("figure.numbered", "[data-state]", "article pre", ".cell_input"):
        style = page.locator(whole).first.evaluate(STYLE, "breakInside")
        assert style == "avoid", whole
    fold = page.locator("details.answer").nth(2)
    assert fold.evaluate(STYLE, "breakInside") == "avoid"
    first = page.locator("details.answer > div > :first-child").first
    assert first.evaluate(STYLE, "breakBefore") == "avoid"
    answer = page.locator("details.answer table").first
    assert answer.evaluate("table => table.checkVisibility()")
    shut = page.locator("article details.hide:not([open])").first
    assert not shut.evaluate("fold => fold.checkVisibility()")
    page = visit(f"{site}/solutions/02-convolution-by-hand.html").page
    page.emulate_media(media="print")
    solution = page.locator("details.hide:not([open]) .cell_input").first
    assert solution.evaluate("code => code.checkVisibility()")
