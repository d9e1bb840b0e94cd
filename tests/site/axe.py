"""Ask axe-core about a page; it is put there once, however often it is asked."""

from importlib.resources import files

SOURCE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules whose answer depends on the colours, and not on what there is."""

RUN = """async ([context, options]) => {
    if (context === "each look once") context = {include: window.eachLookOnce()};
    const found = await axe.run(context ?? document, options);
    return found.violations.flatMap(({id, nodes}) => nodes.map((node) =>
        [id, node.html.slice(0, 200), node.failureSummary.slice(0, 300)]));
}"""

# One element for each look that text has: its own style and those of all around it;
# and each text that a box of another place with a colour of its own reaches.
EACH_LOOK_ONCE = """window.eachLookOnce = () => {
    const looks = new Map(), found = [], texts = [], boxes = [];
    const over = (a, b) => a.left < b.right && b.left < a.right
        && a.top < b.bottom && b.top < a.bottom;
    const walk = (element, around) => {
        const s = getComputedStyle(element);
        if (s.display === "none" || s.visibility === "hidden") return;
        const look = [around, element.localName, s.color, s.backgroundColor,
            s.backgroundImage, s.opacity, s.fontSize, s.fontWeight, s.textShadow,
            s.textDecorationLine, s.position, s.filter].join();
        const known = looks.has(look);
        if (!known) looks.set(look, looks.size);
        const filled = s.backgroundColor !== "rgba(0, 0, 0, 0)";
        if (filled && (s.position !== "static" || parseFloat(s.marginTop) < 0))
            boxes.push(element);
        const says = [...element.childNodes].some(
            (n) => n.nodeType === 3 && n.data.trim());
        if (says || element.matches("input, select, textarea"))
            (known ? texts : found).push(element);
        for (const child of (element.shadowRoot ?? element).children)
            walk(child, looks.get(look));
    };
    walk(document.body, "");
    const places = boxes.map((box) => [box, box.getBoundingClientRect()]);
    const reached = texts.filter((text) => {
        const place = text.getBoundingClientRect();
        return places.some(([box, b]) => over(place, b) && !box.contains(text));
    });
    return [...found, ...reached];
}"""


def violations(page, context=None, colours=None):
    """Return what axe-core says against a page.

    Parameters
    ----------
    page : playwright.sync_api.Page
        With its folds open.
    context : str, optional
        Selector of the part to look at, or "each look once" for one element of those
        that look alike, and stand in what looks alike; all of it, unless given.
    colours : bool, optional
        Ask only the rules on colours, or all but these; all, unless given.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(SOURCE)
        page.evaluate(EACH_LOOK_ONCE)
    options = {"resultTypes": ["violations"]}
    if colours:
        options["runOnly"] = {"type": "rule", "values": COLOURS}
    else:
        options["runOnly"] = {"type": "tag", "values": STANDARDS}
        # The target's size is a rule of WCAG 2.2, which is off by default.
        options["rules"] = {"target-size": {"enabled": True}}
        if colours is False:
            options["rules"] |= {rule: {"enabled": False} for rule in COLOURS}
    return page.evaluate(RUN, [context, options])
