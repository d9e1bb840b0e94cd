"""Pages of exercises answer: as a notebook would, in the reader's own browser."""

import json
import re
from functools import cache, partial
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

import cnnbook
from cnnbook.exercises import (
    REGISTRY,
    DesignExercise,
    FunctionExercise,
    ModelExercise,
)
from cnnbook.exercises.drawing import drawn
from cnnbook.grading import check
from cnnbook.grading.tries import TRIES
from sphinxext.solution_text import read
from tests.answers import every
from tests.site.axe import violations
from tests.site.conftest import HTML

ROOT = Path(__file__).parents[2]
SOLVE = HTML / "_static" / "solve"
CHAPTERS = sorted({exercise.chapter for exercise in REGISTRY.values()})
READY = 120_000
"""Milliseconds for Python to come on a machine that does other things too."""
BEFORE = 17_518
"""Bytes of the scripts that a page with code had when it could not answer."""
ASK = """async ([method, given]) => {
    const [file] = performance.getEntriesByType('resource')
        .map((entry) => entry.name).filter((name) => /solve\\/page-/.test(name));
    const {forTests} = await import(file);
    return forTests.started().do(method, given, () => undefined);
}"""
ONCE = "def output_size(n, f, p=0, s=1):\n    return (n + p - f) // s + 1\n"
RIGHT = "def output_size(n, f, p=0, s=1):\n    return (n + 2 * p - f) // s + 1\n"

pytestmark = pytest.mark.skipif(
    not (SOLVE / "solve.js").exists(),
    reason="the book was built without Python in its pages, and said why",
)


def address(site, chapter):
    (page,) = (HTML / "exercises").glob(f"{chapter}-*.html")
    return f"{site}/exercises/{page.name}"


@cache
def solutions():
    """Return the code of every solution, without its check, by the exercise's id."""
    found = {}
    for text in sorted((ROOT / "solutions" / "md").glob("*.md")):
        for cell in read(text).cells:
            checked = re.search(r'^cb\.check\("([\w-]+)".*$', cell.source, re.M)
            if cell.cell_type == "code" and checked:
                found[checked[1]] = cell.source.replace(checked[0], "")
    return found


def plain(text):
    """Return a feedback's words without those that depend on what was solved before."""
    return re.sub(r" (Next: .*|That was the last of chapter \d+)\.", "", text)


def native(exercise, answer):
    TRIES.forget()
    return plain(repr(check(exercise.id, answer)))


def mistaken(exercise):
    """Return a wrong answer with a name, and how it is handed in on the page."""
    if isinstance(exercise, FunctionExercise):
        for number, mistake in enumerate(exercise.misconceptions):
            if mistake.answer is not None:
                how = f"mistakes[{number}].answer"
                return mistake.answer, how
            if mistake.steps:
                how = f"partial(one.reference, **mistakes[{number}].steps)"
                return partial(exercise.reference, **mistake.steps), how
    (answers,) = (a.all for a in every() if a.exercise == exercise.id)
    size = np.size(getattr(exercise, "reference", 0))
    if isinstance(exercise, DesignExercise):
        size = np.prod(exercise.shape)
    for named in (True, False):
        for answer in answers:
            try:
                numbers = np.asarray(answer.value, float)
            except (TypeError, ValueError):
                continue
            if (
                not answer.right
                and numbers.size == size
                and bool(answer.names) == named
            ):
                return numbers, None
    raise AssertionError(f"no wrong answer to {exercise.id}")


def fields(values):
    return [repr(float(value)) for value in np.ravel(values)]


def in_browser(chapter):
    return [
        exercise
        for exercise in REGISTRY.chapter(chapter)
        if not isinstance(exercise, ModelExercise)
    ]


def started(visit, site, chapter, **options):
    """Open a page, and its first exercise; return the page once Python is there."""
    page = visit(address(site, chapter), **options).page
    page.click(f'[data-solve="{in_browser(chapter)[0].id}"]')
    page.wait_for_selector(".solve-panel")
    page.wait_for_selector(".solve-loading", state="hidden", timeout=READY)
    return page


def panel(page, exercise="output-size"):
    return page.locator(f'section[aria-label="Your answer to {exercise}"]')


def write(page, code):
    editor = panel(page).locator(".cm-content")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(code)


def test_every_exercise_without_keras_has_its_panel():
    known = [json.loads((SOLVE / f"{c}.json").read_text("utf-8")) for c in CHAPTERS]
    found = {e["id"]: e["kind"] for page in known for e in page["exercises"]}
    assert found.keys() == set(REGISTRY)
    keras = {e.id for e in REGISTRY.values() if isinstance(e, ModelExercise)}
    assert {name for name, kind in found.items() if kind == "keras"} == keras
    assert len(found) - len(keras) >= 60


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_page_says_what_a_notebook_says(visit, site, chapter):
    page = started(visit, site, chapter)
    different, names = [], {"np": np, "cb": cnnbook}
    for exercise in in_browser(chapter):
        wrong, how = mistaken(exercise)
        if isinstance(exercise, FunctionExercise):
            code = (
                "from functools import partial\nfrom cnnbook.exercises import find\n"
                f"one = find({exercise.id!r})\nmistakes = one.misconceptions\n"
                f"{exercise.answer} = {how}"
            )
            exec(solutions()[exercise.id], names)
            tries = [
                ("check", [exercise.id, exercise.answer, code], wrong),
                (
                    "check",
                    [exercise.id, exercise.answer, solutions()[exercise.id]],
                    names[exercise.answer],
                ),
            ]
        else:
            right = getattr(exercise, "reference", None)
            if isinstance(exercise, DesignExercise):
                exec(solutions()[exercise.id], names)
                right = names[exercise.answer]
            shape = [*np.shape(right)]
            tries = [
                (
                    "check_numbers",
                    [exercise.id, exercise.answer, shape, fields(value)],
                    np.reshape(np.asarray(value, float), shape).tolist(),
                )
                for value in (wrong, right)
            ]
        for (method, given, answer), passes in zip(tries, (False, True), strict=True):
            said = page.evaluate(ASK, [method, given])
            assert said["ok"], (exercise.id, said)
            wanted = native(exercise, answer)
            if said["passed"] != passes or plain(said["text"]) != wanted:
                different.append((exercise.id, said["text"], wanted))
    assert not different


def test_a_reader_answers_with_the_keyboard(visit, site):
    page = visit(address(site, "04")).page
    page.locator('[data-solve="output-size"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".cm-content:focus")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(f"{ONCE}\nprint(output_size(6, 3))")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".solve-printed:visible", timeout=READY)
    assert panel(page).locator(".solve-printed").inner_text().strip() == "4"
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Check"
    page.keyboard.press("Enter")
    page.wait_for_selector(".solve-feedback")
    assert "padding counted once" in panel(page).locator(".solve-feedback").inner_text()


@pytest.mark.parametrize("width", [390, 1280])
def test_fields_are_filled_in_by_touch(browser, site, width):
    context = browser.new_context(
        viewport={"width": width, "height": 844}, has_touch=True
    )
    page = context.new_page()
    page.goto(address(site, "04"))
    page.tap('[data-solve="pad-by-hand"]')
    inputs = panel(page, "pad-by-hand").locator("input[type=text]")
    assert inputs.first.get_attribute("aria-label") == "row 0, column 0"
    check = panel(page, "pad-by-hand").get_by_role("button", name="Check")
    page.wait_for_selector(".solve-loading:visible")
    before = check.bounding_box()["y"] - inputs.first.bounding_box()["y"]
    page.wait_for_selector(".solve-loading", state="hidden", timeout=READY)
    assert check.bounding_box()["y"] - inputs.first.bounding_box()["y"] == before
    for number, value in enumerate(["23", "−5", "15", "19.0"]):
        inputs.nth(number).tap()
        page.keyboard.insert_text(value)
    check.evaluate(
        "one => scrollBy(0, one.getBoundingClientRect().bottom - innerHeight)"
    )
    check.tap()
    page.wait_for_selector(".solve-feedback", timeout=READY)
    assert "Passed" in panel(page, "pad-by-hand").inner_text()
    # The page scrolls to it, which takes its time.
    page.wait_for_function(
        "document.querySelector('.solve-feedback').getBoundingClientRect().top + 50"
        " <= innerHeight"
    )
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    small = page.evaluate(
        """[...document.querySelectorAll('.solve-panel :is(button, input)')]
        .filter((one) => one.offsetParent && one.offsetHeight < 43).length"""
    )
    page.emulate_media(media="print")
    printed = page.locator("[data-solve]:visible, .solve-panel button:visible").count()
    context.close()
    assert wide <= 0
    assert small == 0
    assert printed == 0


def test_other_numbers_are_asked_and_the_books_own_answer_is_kept(visit, site):
    page = started(visit, site, "02", width=390)
    here = panel(page, "one-window")
    field = here.locator("input[type=text]")

    def said(value):
        field.fill(str(value))
        here.get_by_role("button", name="Check", exact=True).click()
        here.get_by_text("Working …").wait_for(state="detached")
        here.locator(".solve-feedback").wait_for()
        return here.locator(".solve-feedback").inner_text()

    assert "Passed" in said(-29)
    here.get_by_role("button", name="New numbers").click()
    here.locator(".solve-asked table").first.wait_for()
    assert field.input_value() == ""
    number = int(re.search(r"problem (\d+)", said(100_000))[1])
    assert "Passed" in said(drawn("one-window", number).exercise.reference)
    assert here.evaluate("panel => panel.scrollWidth - panel.clientWidth") <= 0
    here.get_by_role("button", name="The book's numbers").click()
    assert field.input_value() == "-29"
    assert here.locator(".solve-asked").is_hidden()


def test_fields_say_what_is_no_number(visit, site):
    page = started(visit, site, "04")
    for text, words in [
        (["1,5", "1", "1", "1"], "has a comma"),
        (["a", "1", "1", "1"], "“a” is no number"),
        (["", "1", "", "1"], "2 fields of 4 are empty"),
        (["__import__('os')", "1", "1", "1"], "is no number"),
        (["9**9**9", "1", "1", "1"], "is no number"),
    ]:
        given = ["pad-by-hand", "pad_by_hand", [2, 2], text]
        assert words in page.evaluate(ASK, ["check_numbers", given])["error"]


HOSTILE = {
    "while True:\n    pass": "stopped",
    "print('before')\nwhile True:\n    pass": "stopped",
    "while True:\n    print('flood')": "stopped",
    "def f(n):\n    return f(n + 1)\nf(0)": "RecursionError",
    "import numpy as np\nnp.ones((10**5, 10**5))": "array is too big",
    "import numpy as np\nnp.ones((2 * 10**4, 10**4))": "MemoryError",
    "kept = []\nimport numpy\nwhile 1: kept.append(numpy.empty(10**7))": "MemoryError",
    "import keras": "does not run in a page",
    "raise SystemExit": "SystemExit",
    "x = (": "SyntaxError",
    "class E(Exception):\n    def __str__(self): raise self\nraise E": "E",
    "import sys; sys.stdout = None; print(1)": "",
}


def test_nothing_that_is_written_stops_the_page(visit, site):
    page = started(visit, site, "04")
    answer = panel(page)
    for code, words in HOSTILE.items():
        write(page, code)
        answer.get_by_role("button", name="Run").click()
        # The page itself goes on meanwhile.
        assert page.evaluate("1 + 1") == 2
        idle = "!document.querySelector('[aria-disabled]')"
        page.wait_for_function(idle, timeout=READY)
        assert words in answer.locator(".solve-output").inner_text(), code
        if code.startswith("print"):
            assert "before" in answer.locator(".solve-printed").inner_text()
        assert len(answer.locator(".solve-printed").inner_text()) < 25_000, code
        write(page, RIGHT)
        answer.get_by_role("button", name="Check").click()
        page.wait_for_function(idle, timeout=READY)
        assert "Passed" in answer.locator(".solve-feedback").inner_text(), code
        answer.get_by_role("button", name="Start again").click()
        assert answer.locator(".solve-feedback").count() == 0, code


def test_what_was_solved_is_there_after_an_endless_loop(visit, site):
    page = started(visit, site, "04")
    write(page, f"{RIGHT}\nkept = 41")
    panel(page).get_by_role("button", name="Check").click()
    page.wait_for_selector(".solve-feedback")
    page.click('[data-solve="same-padding"]')
    other = panel(page, "same-padding")
    for code, words in [("while True: pass", "stopped"), ("kept + 1", "42")]:
        other.locator(".cm-content").click()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(code)
        page.keyboard.press("Shift+Enter")
        page.wait_for_function(
            "(words) => document.querySelectorAll('.solve-output')[1]"
            ".innerText.includes(words)",
            arg=words,
            timeout=READY,
        )


def test_work_is_kept_and_goes_into_the_notebook_and_back(visit, site, tmp_path):
    page = started(visit, site, "04")
    write(page, ONCE)
    page.click('[data-solve="pad-by-hand"]')
    panel(page, "pad-by-hand").locator("input[type=text]").first.fill("23")
    page.reload()
    page.click('[data-solve="output-size"]')
    assert "n + p - f" in panel(page).locator(".cm-content").inner_text()
    panel(page).locator("summary").click()
    with page.expect_download() as download:
        panel(page).get_by_role("button", name="Save as a notebook").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    sources = {
        "".join(cell["source"])
        for cell in json.loads(path.read_text("utf-8"))["cells"]
        if cell["cell_type"] == "code"
    }
    assert f'{ONCE.rstrip()}\n\n\ncb.check("output-size", output_size)' in sources
    hand = 'pad_by_hand = [[23, ...], [..., ...]]\ncb.check("pad-by-hand", pad_by_hand)'
    assert hand in sources

    text = path.read_text("utf-8").replace("n + p - f", "n + 2 * p - f")
    path.write_text(
        text.replace("[[23, ...], [..., ...]]", "[[1, 2], [3, 4]]"), "utf-8"
    )
    page.evaluate("localStorage.clear()")
    page.reload()
    page.click('[data-solve="output-size"]')
    panel(page).locator("summary").click()
    panel(page).locator("input[type=file]").set_input_files(path)
    page.wait_for_selector("text=Taken from the notebook: output-size, pad-by-hand.")
    assert "n + 2 * p - f" in panel(page).locator(".cm-content").inner_text()
    values = (
        panel(page, "pad-by-hand")
        .locator("input[type=text]")
        .evaluate_all("(all) => all.map((one) => one.value)")
    )
    assert values == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("no notebook", "This file is no notebook"),
        ("[]", "This file is no notebook"),
        ('{"cells": [{"cell_type": "code", "source": "1"}]}', "answers no exercise"),
        ('{"cells": [null, 3]}', "answers no exercise"),
    ],
)
def test_a_file_that_is_no_notebook_of_the_page_says_so(visit, site, content, words):
    page = visit(address(site, "04")).page
    page.click('[data-solve="output-size"]')
    panel(page).locator("summary").click()
    file = {"name": "a.ipynb", "mimeType": "text/plain", "buffer": content.encode()}
    panel(page).locator("input[type=file]").set_input_files(file)
    page.wait_for_selector(f"text={words}")


def test_start_again_can_be_undone(visit, site):
    page = started(visit, site, "04")
    write(page, ONCE)
    panel(page).get_by_role("button", name="Start again").click()
    assert "# your code" in panel(page).locator(".cm-content").inner_text()
    panel(page).get_by_role("button", name="Bring it back").click()
    assert "n + p - f" in panel(page).locator(".cm-content").inner_text()


def test_keras_exercises_show_the_ways(visit, site):
    page = visit(address(site, "08")).page
    assert page.locator("[data-solve]", has_text="It needs Keras").count() == 3
    page.click('[data-solve="build-lenet"]')
    words = page.locator('section[aria-label="Where to solve build-lenet"]')
    assert "needs Keras" in words.inner_text()
    assert words.get_by_role("link", name="Download the notebook").is_visible()
    page.click('[data-solve="lenet-shapes"]')
    fields = panel(page, "lenet-shapes").locator("input[type=text]")
    expect(fields).to_have_count(12)


def test_reading_loads_nothing_and_solving_nothing_from_elsewhere(visit, site):
    seen = visit(address(site, "04"))
    assert [u.split("/solve/")[1] for u in seen.requests if "/solve/" in u] == [
        "solve.js"
    ]
    scripts = [SOLVE / "solve.js", HTML / "_static" / "code.js"]
    assert sum(script.stat().st_size for script in scripts) <= BEFORE
    seen.page.click('[data-solve="output-size"]')
    panel(seen.page).get_by_role("button", name="Check").click()
    seen.page.wait_for_selector(".solve-feedback", timeout=READY)
    assert not seen.outside(site)
    assert not seen.complaints


def test_a_second_visit_takes_python_from_the_cache(visit, site):
    page = started(visit, site, "04")
    page.wait_for_function(
        "async () => (await (await caches.open('cnnbook-python')).keys()).length === 6"
    )
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.reload()
    page.click('[data-solve="output-size"]')
    page.wait_for_selector(".solve-loading", state="hidden", timeout=READY)
    assert not [url for url in fetched if url.endswith(".gz")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(visit, site, scheme, width):
    page = started(visit, site, "04", scheme=scheme, width=width)
    for name in ("pad-by-hand", "inverse-design"):
        page.click(f'[data-solve="{name}"]')
    write(page, f"{ONCE}\n1 / 0  # an error")
    for button in ("Run", "Check"):
        panel(page).get_by_role("button", name=button).click()
        page.wait_for_function("!document.querySelector('[aria-disabled]')")
        for fold in page.locator(".solve-tools").all():
            fold.evaluate("(one) => { one.open = true }")
        assert not violations(page, ".solve-panel")
        write(page, ONCE)


def test_from_a_file_it_says_how_to_serve(browser):
    page = browser.new_page()
    page.goto(f"file://{next((HTML / 'exercises').glob('04-*.html'))}")
    page.click('[data-solve="output-size"]')
    page.wait_for_selector("text=run make serve")
    page.close()


def test_sizes():
    """At most 8 MB for a first answer where scripts are compressed, 10.5 elsewhere."""
    import brotli

    @cache
    def size(pattern, pack):
        (path,) = SOLVE.glob(pattern)
        return len(brotli.compress(path.read_bytes())) if pack else path.stat().st_size

    parts = ["core", "wasm", "library", "numpy", "cnnbook"]
    for chapter in CHAPTERS:
        packed = sum(size(f"{name}-*.gz", False) for name in [*parts, f"ch{chapter}"])
        scripts = ["page-*.js", "worker-*.js", "solve.js", f"{chapter}.json"]
        assert packed + sum(size(name, True) for name in scripts) <= 8.0e6
        assert packed + sum(size(name, False) for name in scripts) <= 10.5e6


def test_licences_come_along():
    text = (SOLVE / "licences.txt").read_text("utf-8")
    for name in ("pyodide", "python", "numpy", "lazy_loader", "@codemirror/view"):
        assert f"== {name} ==" in text


def test_who_asks_for_it_reads_and_solves_offline(browser, site):
    context = browser.new_context()
    page = context.new_page()
    page.goto(address(site, "04"))
    page.click('[data-solve="output-size"]')
    assert not page.evaluate("navigator.serviceWorker.controller")
    panel(page).locator("summary").click()
    panel(page).get_by_role("button", name="Keep the book offline").click()
    page.wait_for_selector("text=The book is kept", timeout=READY)
    context.set_offline(True)
    page.goto(address(site, "05"))
    page.click('[data-solve="rgb-by-hand"]')
    for number, value in enumerate(["41", "0"]):
        field = panel(page, "rgb-by-hand").locator("input[type=text]").nth(number)
        field.fill(value)
    panel(page, "rgb-by-hand").get_by_role("button", name="Check").click()
    page.wait_for_selector(".solve-feedback", timeout=READY)
    assert "Passed" in panel(page, "rgb-by-hand").inner_text()
    page.goto(f"{site}/chapters/02-convolution-by-hand.html")
    assert "Convolution by hand" in page.title()
    context.set_offline(False)
    page.goto(address(site, "04"))
    page.click('[data-solve="output-size"]')
    panel(page).locator("summary").click()
    panel(page).get_by_role("button", name="Forget the kept book").click()
    page.wait_for_selector("text=no longer kept")
    assert (
        page.evaluate(
            "async () => (await navigator.serviceWorker.getRegistrations()).length"
        )
        == 0
    )
    context.close()
