"""A Sphinx extension: formulas as MathML, which browsers draw without a script.

`website/fonts.py` cuts their font to the signs that they use.
"""

from __future__ import annotations

import html
import re

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.util import logging

LOG = logging.getLogger(__name__)
ROWS = re.compile(r"(?<={)(aligned|gathered)(?=})")  # the converter knows align*
GAP = re.compile(r"\\\\\[.*?\]")  # a line break with more room, which it prints
NAME = re.compile(r"<mo>([a-z]+)</mo>")  # max: no room on both sides
FUNCTION = re.compile(r"(<mi>[a-z]{2,}</mi>)(?=<m(?!o))")  # log p: some room after it
NUMBER = re.compile(r"(?<=</mn>)(?=<mi>[a-z]{2,}</mi>)")  # 2 log p: and before it
PRIME = "<mi>&#x02032;</mi>"  # raised twice where it stands as an exponent
PRIMES = [  # F′, F′², n′ with an index
    (r"<msup>(<mi>\w</mi>)%s</msup>", r"<mrow>\1%s</mrow>"),
    (
        r"<msup>(<mi>\w</mi>)<mrow>%s(.*?)</mrow></msup>",
        r"<msup><mrow>\1%s</mrow>\2</msup>",
    ),
    (
        r"<msubsup>(<mi>\w</mi>)(<m(\w+)>.*?</m\3>)%s</msubsup>",
        r"<msub><mrow>\1%s</mrow>\2</msub>",
    ),
]
SIGN = re.compile(r"(?<=(?:&#x00028;|&#x0003D;)</mo>)<mo>(?=&#x02212;)")  # (−1), = −2


def mathml(tex: str, display: str = "inline") -> str:
    """Return a formula as MathML; what is not understood raises ValueError."""
    rows = GAP.sub(r"\\\\", ROWS.sub("align*", tex.strip()))
    made = convert(rows, display=display)
    if re.search(r"[\\&]", html.unescape(made)) or "linebreak" in made:
        raise ValueError(f"no MathML for the formula {tex}")
    for wrong, right in PRIMES:
        made = re.sub(wrong % PRIME, right % "<mo>&#x02032;</mo>", made)
    made = NUMBER.sub('<mspace width="0.17em"/>', made)
    made = FUNCTION.sub(r'\1<mspace width="0.17em"/>', made)
    made = SIGN.sub('<mo form="prefix">', made)
    return NAME.sub(r'<mo lspace="0" rspace="0.1em">\1</mo>', made)


def write(self, node, display: str, element: str) -> None:
    """Write a formula into a page."""
    made = ""
    try:
        made = mathml(node.astext(), display)
    except Exception as error:
        LOG.warning("%s", error, location=node)
    opening = self.starttag(node, element, suffix="", CLASS="math notranslate")
    self.body.append(f"{opening}{made}</{element}>")
    raise nodes.SkipNode


def inline(self, node) -> None:
    """Write a formula of a line."""
    write(self, node, "inline", "span")


def block(self, node) -> None:
    """Write a formula that stands by itself."""
    write(self, node, "block", "div")


def setup(app):
    """Connect to Sphinx."""
    app.add_html_math_renderer("mathml", (inline, None), (block, None))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
