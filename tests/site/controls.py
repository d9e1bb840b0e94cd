"""Operate a control of an explorer by mouse, by keyboard or by touch."""

import re
import time

# What a reader can operate; the cells of a grid and the rows of a table count once.
FIND = """explorer => {
    const parts = "button, input, select, textarea, canvas, [tabindex]:not(pre)";
    const found = explorer.shadowRoot.querySelectorAll(parts);
    return [...new Set([...found].map(e => e.closest(".grid, .layers") ?? e))]
}"""
MARK = "e => (e.closest('.grid, .layers') ?? e).setAttribute('data-driven', '')"
NAME = """e => e.getAttribute("aria-label") ?? e.closest("label")?.innerText
    ?? e.innerText ?? e.tagName"""
# What the picture shows, apart from what was typed or chosen.
SHOWN = """explorer => [
    explorer.shadowRoot.querySelector(".explorer").innerText,
    ...[...explorer.shadowRoot.querySelectorAll("canvas")].map(c => c.toDataURL()),
    ...[...explorer.shadowRoot.querySelectorAll("path")].map(p => p.outerHTML),
    ...[...explorer.shadowRoot.querySelectorAll("[class]")].map(e => [...e.classList]),
].join("\\n")"""
FOCUSED = "explorer => explorer.shadowRoot.activeElement"


class Hand:
    """Operates the controls of one explorer in one way.

    Parameters
    ----------
    explorer : Locator
    way : {"mouse", "keyboard", "touch"}
    """

    def __init__(self, explorer, way):
        self.explorer, self.way, self.keys = explorer, way, explorer.page.keyboard

    def shown(self):
        """Return what the explorer shows, as one text."""
        return re.sub(r"\s", " ", self.explorer.evaluate(SHOWN))

    def wait_for(self, text, seconds=2):
        """Return what the explorer shows once the text is in it, or in the end."""
        end = time.monotonic() + seconds
        while text not in self.shown() and time.monotonic() < end:
            time.sleep(0.02)
        return self.shown()

    def left(self):
        """Return the names of the controls that were not operated."""
        own = "!c.matches('canvas')" if self.way == "keyboard" else "true"
        return self.explorer.evaluate(
            f"""e => ({FIND})(e).filter(
                c => {own} && !c.hasAttribute('data-driven')).map({NAME})"""
        )

    def operate(self, kind, name, value=None):
        """Operate the control and remember that it was."""
        target = getattr(self, kind)(name, value)
        target.evaluate(MARK)

    def point(self, target, **options):
        """Go to a control: click it, touch it, or bring the focus there."""
        if self.way == "mouse":
            target.click(**options)
        elif self.way == "touch":
            target.tap(**options)
        else:
            target.focus()

    def button(self, name, _):
        target = self.explorer.get_by_role("button", name=name, exact=True)
        target = target.element_handle()  # its name may change
        self.point(target)
        if self.way == "keyboard":
            self.keys.press("Enter")
        return target

    def box(self, name, _):
        target = self.explorer.get_by_label(name, exact=True)
        self.point(target)
        if self.way == "keyboard":
            self.keys.press("Space")
        return target

    def choice(self, name, option):
        """Choose an option; a pointer can't reach into the browser's own list."""
        target = self.explorer.get_by_role("combobox", name=name, exact=True)
        if self.way != "keyboard":
            target.click(trial=True)
            target.select_option(option)
            return target
        options = target.locator("option").all_inner_texts()
        target.focus()
        way = options.index(option) - options.index(target.input_value())
        for _ in range(abs(way)):
            self.keys.press("ArrowDown" if way > 0 else "ArrowUp")
        return target

    def number(self, name, value):
        """Make a number larger by one, with the arrows of the field; touch types it."""
        target = self.explorer.get_by_label(name, exact=True)
        assert int(target.input_value()) == value - 1
        if self.way == "mouse":
            target.scroll_into_view_if_needed()
            box = target.bounding_box()
            target.click(position={"x": box["width"] - 14, "y": box["height"] * 0.3})
        else:
            self.point(target)
        if self.way == "keyboard":
            self.keys.press("ArrowUp")
        elif self.way == "touch":
            self.type(value)
        assert int(target.input_value()) == value
        return target

    def type(self, value):
        self.keys.press("Control+a")
        self.keys.type(str(value))

    def text(self, name, value):
        target = self.explorer.get_by_label(name, exact=True)
        self.point(target)
        self.type(value)
        return target

    def entry(self, name, value):
        target = self.text(name, value)
        self.keys.press("Enter")
        return target

    def slide(self, name, _):
        """Move a slider: by one place with its keys, by far with a pointer."""
        target = self.explorer.get_by_label(name, exact=True)
        place = int(target.input_value()) - 15  # beside its thumb
        if self.way == "keyboard":
            target.focus()
            self.keys.press("ArrowRight")
        else:
            target.scroll_into_view_if_needed()
            box, most = target.bounding_box(), int(target.get_attribute("max"))
            thumb = 16  # its middle goes from half its width to half before the end
            at = thumb / 2 + (box["width"] - thumb) * place / most
            self.point(target, position={"x": at, "y": box["height"] / 2})
        return target

    def cell(self, grid, value):
        """Write a number into a cell: (row, column, number)."""
        row, column, number = value
        self.pick(grid, (row, column))
        target = self.place(grid, row, column)
        assert target.evaluate("e => e === e.getRootNode().activeElement")
        self.type(number)
        self.keys.press("Enter")
        return target

    def place(self, grid, row, column):
        cells = self.explorer.get_by_role("group", name=grid, exact=True)
        width = cells.evaluate("e => +e.style.getPropertyValue('--columns')")
        return cells.locator(".cell").nth(row * width + column)

    def pick(self, grid, place):
        """Go to a cell: with the arrow keys from where the grid's tab stop is."""
        target = self.place(grid, *place)
        if self.way != "keyboard":
            self.point(target)
            return target
        cells = self.explorer.get_by_role("group", name=grid, exact=True)
        stop = cells.locator("[tabindex='0']")
        stop.focus()
        width = cells.evaluate("e => +e.style.getPropertyValue('--columns')")
        number = stop.evaluate("e => [...e.parentNode.children].indexOf(e)")
        self.arrows(divmod(number, width), place)
        return target

    def arrows(self, start, end):
        down, right = (there - here for here, there in zip(start, end, strict=True))
        for _ in range(abs(down)):
            self.keys.press("ArrowDown" if down > 0 else "ArrowUp")
        for _ in range(abs(right)):
            self.keys.press("ArrowRight" if right > 0 else "ArrowLeft")

    def plane(self, name, place):
        """Go to a cell of a map drawn to scale: (row, column, height, width)."""
        target = self.explorer.get_by_role("application")
        row, column, height, width = place
        if self.way == "keyboard":
            fields = [self.explorer.get_by_label(n, exact=True) for n in name]
            target.focus()
            self.arrows([int(f.input_value()) for f in fields], (row, column))
            return target
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        x, y = (
            box["width"] * (column + 0.5) / width,
            box["height"] * (row + 0.5) / height,
        )
        self.point(target, position={"x": x, "y": y})
        return target

    def picture(self, name, share):
        """Point at a picture, by its share of the height and the width."""
        target = self.explorer.get_by_label(name, exact=True)
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        at = {"x": box["width"] * share[1], "y": box["height"] * share[0]}
        self.point(target, position=at)
        return target

    def line(self, name, way):
        """Choose a line of the table of layers: the next one, or `way` further."""
        lines = self.explorer.locator(".layers tbody button")
        at = lines.evaluate_all("all => all.findIndex(e => e.tabIndex === 0)")
        target = lines.nth(at + way)
        self.point(target if self.way != "keyboard" else lines.nth(at))
        if self.way == "keyboard":
            self.arrows((0, 0), (way, 0))
        return target

    def file(self, name, path):
        target = self.explorer.get_by_label(name)
        with self.explorer.page.expect_file_chooser() as chooser:
            self.point(target)
            if self.way == "keyboard":
                self.keys.press("Enter")
        chooser.value.set_files(path)
        return target

    def walk(self):
        """Press Tab through the explorer; return what it does not reach."""
        self.explorer.evaluate(
            f"e => ({FIND})(e).forEach(c => c.removeAttribute('data-driven'))"
        )
        first = "button, input, select"
        self.explorer.locator(first).first.focus()
        for _ in range(80):
            if not self.explorer.evaluate(f"e => Boolean(({FOCUSED})(e))"):
                break
            self.explorer.evaluate(f"e => ({MARK})(({FOCUSED})(e))")
            self.keys.press("Tab")
        return self.explorer.evaluate(
            f"""e => ({FIND})(e).filter(c => !c.hasAttribute('data-driven')
                && c.checkVisibility() && !c.disabled && !c.matches('canvas')
            ).map({NAME})"""
        )
