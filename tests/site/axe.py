"""Ask axe-core about a page; it is put there once, however often it is asked."""

from importlib.resources import files

SOURCE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules whose answer depends on the colours, and not on what there is."""

RUN = """async ([context, options]) => {
    // What fades in is looked at when it has come to rest.
    await Promise.allSettled(document.getAnimations()
        .filter((one) => one.effect.getComputedTiming().endTime < Infinity)
        .map((one) => one.finished));
    // The theme gives what scrolls a stop of the Tab key, 300 ms after a new width.
    const late = () => [...document.querySelectorAll("pre, .cell_output > .output")]
        .some((e) => e.tabIndex < 0 && e.clientWidth && e.scrollWidth > e.clientWidth);
    for (let waited = 0; waited < 3000 && late(); waited += 50)
        await new Promise((resolve) => setTimeout(resolve, 50));
    if (context === "each look once") context = {include: window.eachLookOnce()};
    const found = await axe.run(context ?? document, options);
    return found.violations.flatMap(({id, nodes}) => nodes.map((node) =>
        [id, node.html.slice(0, 200), node.failureSummary.slice(0, 300)]));
}"""

# One element for each look that text has: its own colours and size, in front of what
# all around it paint; and each text that a box of another place with a colour of its
# own reaches. A link's look is also that of the text it stands in.
EACH_LOOK_ONCE = """window.eachLookOnce = () => {
    const grounds = new Map(), looks = new Set(), found = [], texts = [], boxes = [];
    const over = (a, b) => a.left < b.right && b.left < a.right
        && a.top < b.bottom && b.top < a.bottom;
    const style = (s, ...names) => names.map((name) => s[name]).join();
    const plain = "rgba(0, 0, 0, 0),none,1,none,none";
    const walk = (element, around, text) => {
        const s = getComputedStyle(element);
        if (s.display === "none" || s.visibility === "hidden") return;
        const paints = style(s, "backgroundColor", "backgroundImage", "opacity",
            "filter", "mixBlendMode").replace(/normal$/, "none");
        if (paints !== plain) {
            const ground = `${around}/${paints}`;
            if (!grounds.has(ground)) grounds.set(ground, grounds.size);
            around = grounds.get(ground);
        }
        const own = style(s, "color", "fontSize", "fontWeight", "textShadow",
            "textDecorationLine", "borderBottomStyle");
        const look = [around, own, element.matches("a, a *") && text].join();
        const filled = s.backgroundColor !== "rgba(0, 0, 0, 0)" && s.opacity !== "0";
        if (filled && (s.position !== "static" || parseFloat(s.marginTop) < 0))
            boxes.push(element);
        const says = [...element.childNodes].some(
            (n) => n.nodeType === 3 && n.data.trim());
        if (says || element.matches("input, select, textarea")) {
            (looks.has(look) ? texts : found).push(element);
            looks.add(look);
        }
        for (const child of (element.shadowRoot ?? element).children)
            walk(child, around, own);
    };
    walk(document.body, "", "");
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
