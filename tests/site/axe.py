"""Ask axe-core about a page; it is put there once, however often it is asked."""

from importlib.resources import files

SOURCE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules whose answer depends on the colours, and not on what there is."""

RUN = """async ([context, options]) => {
    const found = await axe.run(context ?? document, options);
    return found.violations.flatMap(({id, nodes}) => nodes.map((node) =>
        [id, node.html.slice(0, 200), node.failureSummary.slice(0, 300)]));
}"""


def violations(page, context=None, colours=None):
    """Return what axe-core says against a page.

    Parameters
    ----------
    page : playwright.sync_api.Page
        With its folds open.
    context : str, optional
        Selector of the part to look at; all of it, unless given.
    colours : bool, optional
        Ask only the rules on colours, or all but these; all, unless given.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(SOURCE)
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
