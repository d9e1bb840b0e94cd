"""A notebook with every kind of slide, for the tests of the slides."""

import base64
import io

import matplotlib.pyplot as plt
import nbformat

from cnnbook import explorers

ALT = "A square with a diagonal line from its lower left to its upper right corner."
TWELVE = "\n".join(f"value_{n} = {n}  # " + "x" * 60 for n in range(12))


def picture(width, height):
    figure = plt.figure(figsize=(width, height))
    figure.add_subplot().plot([0, 1])
    stream = io.BytesIO()
    figure.savefig(stream, dpi=100)
    plt.close(figure)
    return base64.b64encode(stream.getvalue()).decode()


def code(source, *tags, alt=ALT, **data):
    names = {"png": "image/png", "html": "text/html", "plain": "text/plain"}
    kinds = {names[kind]: value for kind, value in data.items()}
    outputs = [nbformat.v4.new_output("display_data", kinds)] if kinds else []
    metadata = {"tags": list(tags), "mystnb": {"image": {"alt": alt}}}
    return nbformat.v4.new_code_cell(source, outputs=outputs, metadata=metadata)


def cells():
    text = nbformat.v4.new_markdown_cell
    rows = "% | row | sum |\n% |---|---|\n% | first | 6 |\n% | second | 6 |"
    bullets = "\n".join(
        "% - ten words that fill a line of a slide well" for _ in "abcd"
    )
    return [
        text("# 99 · An example\n\nIntroduction.\n\n% slide: Words only\n" + bullets),
        text(f"% slide: A table and a formula\n{rows}\n%\n% $\\sum_i a_i = -\\frac12$"),
        text("Before.\n\n% slide: A wide picture\n% - one\n\nBetween.\n\nMore."),
        code("plot()", "slide", png=picture(14, 5)),
        text("% slide: A tall picture\n% - two\n% - three\n\nAfter `% slide`."),
        code("plot()", "slide", png=picture(6, 10)),
        text("Prose.\n\n% slide: Twelve lines of code"),
        code(TWELVE, "slide-code", plain="array([[1, 2],\n       [3, 4]])"),
        text("## Heading\n\n% slide: Play\n% Try it."),
        code("explorer", "slide", html=explorers.ConvStepper().html()),
        code("hidden()", plain="not on any slide"),
        text("% slide: Twice\n% - a\n\n% slide: In one cell\n\nSaid <b>once</b>."),
        code("print()", "slide", "slide-code", png=picture(14, 7)),
    ]


def write(path, cells):
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path
