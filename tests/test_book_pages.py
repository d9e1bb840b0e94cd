"""The pages around the chapters say what the code computes."""

import doctest
import re
from pathlib import Path

import numpy as np

import cnnbook as cb
from cnnbook import lecture

ROOT = Path(__file__).parent.parent


def worked_kernels():
    """Return the worked numbers of chapter 3."""
    sobel = cb.kernel("sobel-vertical")
    edge = cb.kernels.step_edge(90)
    v, h = (edge * sobel).sum(), (edge * sobel.T).sum()
    x, t, w = np.array([[0, 1, 3, 2]]), np.array([[-1, -2, 1]]), np.zeros((1, 2))
    error = cb.conv2d(x, w) - t
    left, right = (2 * cb.conv2d(x, error) / error.size)[0]
    said = [
        f"C ⋆ Sobel begins with {cb.conv2d(lecture.C, sobel)[0, 0]}",
        f"V = 3, H = 4: {np.hypot(3, 4):g}",
        f"bright on the left: {np.rad2deg(np.arctan2(h, -v)) % 360:.0f}°",
        f"X = 0, 1, 3, 2; w = 0, 0; T = −1, −2, 1: {(error**2).mean():g}",
        f"the same: {left:.2f} and {right:.2f}",
        f"the same, rate 0.1: {-0.1 * left:.3f} and {-0.1 * right:.3f}",
    ]
    return [text.replace("-", "−") for text in said]


def share_of_changes(f):
    """Return how many of the largest values in noise change when it moves by one."""
    pooled = cb.pool2d(np.random.default_rng(0).random((300, 301)), f, 1)
    return (pooled[:, 1:] != pooled[:, :-1]).mean()


def worked_networks():
    """Return the worked numbers of chapter 7."""
    powers = np.exp([1, -1])
    first, second = powers / powers.sum()
    layers = [cb.Conv(10, 3), cb.Conv(20, 5, stride=2), cb.Conv(40, 5, stride=2)]
    convnet = cb.trace((39, 39, 3), [*layers, cb.Flatten(), cb.Dense(10)])
    return [
        f"scores 1, −1: {first:.3f} and {second:.3f}",
        f"p = 1/10: {-np.log(1 / 10):.2f}",
        f"p = {first:.3f}, {second:.3f}, second class right: "
        f"{first - 0:.3f} and {second - 1:.3f}".replace("-", "−"),
        f"z = −1: {np.where(np.array(-1) > 0, 1, 0)}",
        f"n = 5, f = 5, s = 2: {(5 - 1) * 2 + 5}",
        f"4,000 in batches of 50: {4000 // 50}",
        f"{convnet.parameters:,} parameters, {convnet.multiply_adds:,} multiply-adds",
        f"the lecture's ConvNet, one image: {convnet.bytes:,} bytes",
    ]


def worked_part_two():
    """Return the worked numbers of chapters 8 and 9."""
    lenet = cb.models.lenet5().count_params()
    matrix = np.stack(
        [
            cb.conv2d(pixel.reshape(6, 6), np.arange(1.0, 10).reshape(3, 3)).ravel()
            for pixel in np.eye(36)
        ],
        axis=1,
    )
    weights = matrix[matrix != 0]
    c1_to_c5 = [cb.Conv(6, 5), cb.Pool(2), cb.Conv(16, 5), cb.Pool(2), cb.Conv(120, 5)]
    last = cb.trace((32, 32, 1), c1_to_c5)[-1]
    moved = cb.conv2d(lecture.A[:, 1:], lecture.K) - lecture.A_CORRELATED_K[:, 1:]
    return [
        f"modern form: {lenet:,}",
        f"60 joined pairs, 16 biases: {60 * 25 + 16:,}",
        f"z = 1: {1.7159 * np.tanh(2 / 3):.2f}",
        f"rows 8, 2 and 1, 9: {(8 + 9) / (8 + 2 + 1 + 9)}",
        f"a = 0.84, N = 1,000: {np.sqrt(0.84 * 0.16 / 1000):.3f}",
        f"3×3 on 6×6: {'×'.join(map(str, matrix.shape))}, of {matrix.size} entries "
        f"{weights.size} hold a weight, {len(set(weights))} are different",
        f"A moved by 1, then ⋆ K: {abs(moved).max()} off inside",
        f"LeNet-5 of 1998, C1 to C5: {last.receptive_field[0]}",
        f"the same: {last.jump[0]}",
    ]


def worked_parts_three_and_four():
    """Return the worked numbers of chapters 10 to 12."""
    first, second = np.array([1, 0, 2, 1]), np.array([0, 3, 1, 1])
    as_dense, as_conv = cb.dense_parameters(384, 48), cb.conv_parameters(4, 24, 48)
    assert as_dense == as_conv
    pixels = np.array([0, 255]) / 127.5 - 1
    apart = ((second - first) ** 2).mean() / (first**2).mean()
    block_16 = 160 * 960 + 3 * 3 * 960 + 960 * 320
    moves = block_16 + 320 * 1280 + cb.dense_parameters(1280, 4)
    return [
        f"f = 3, C = 3, C′ = 2: {9 * 3 + 3 * 2} instead of {9 * 3 * 2}",
        f"the same: {1 / 2 + 1 / 9:.2f}",
        f"1, 3, 5, 7; γ = 2, β = 10: the 1 becomes {(1 - 4) / np.sqrt(5) * 2 + 10:.2f}",
        f"x = 0 and 255: {pixels[0]:.0f} and {pixels[1]:.0f}".replace("-", "−"),
        f"4 classes: {cb.dense_parameters(1280, 4):,}",
        f"4 classes: {moves:,}",
        f"2 %, 0.02, 20 steps: {0.02 * 0.02 / 20:.5f}",
        "window (20, 24, 48, 52), box (27, 17, 55, 31): "
        + ", ".join(f"{n:.2g}" for n in (7 / 28, -14 / 28, 0, np.log(14 / 28))).replace(
            "-", "−"
        ),
        f"a = (1, 1, 5, 7), b = (3, 4, 8, 9): {6 / (24 + 25 - 6):.2f}",
        f"4 hits of 6 found: {4 / 6:.2f}",
        f"4 hits, 5 things: {4 / 5:.2f}",
        f"4×4×24 → 48: {as_conv:,} parameters in both",
        f"F₁ = 1, 0, 2, 1; F₂ = 0, 3, 1, 1: {(first * second).mean():.2f}",
        f"F = F₂, F′ = F₁: {apart:.2f}",
    ]


def worked_chapter_14():
    ones = np.ones((2, 2, 1)), np.ones((3, 3, 1, 1))
    grown = len(cb.conv_transpose(*ones, stride=2))
    return [
        f"n = 2, f = 3, s = 2: {grown}",
        f"truth 4, found 4, both 3: {2 * 3 / (4 + 4)}",
    ]


def worked_chapter_15():
    """Return the worked numbers of chapter 15."""
    sums, weights = np.array([-2, 4, 3, -2]), np.array([5, 1, -1, 2])
    passed = weights[sums > 0]
    gradients = np.array([[1, 2, 0, 1], [-1, 0, -2, 1]])
    g = np.array([1, -2, -1, 2, 1, -1])
    rise = g @ (0.5 * np.sign(g))
    said = [
        "map -2, 4, 3, -2, weights 5, 1, -1, 2: windows 2 and 3 pass "
        f"{passed[0]} and {passed[1]}",
        "gradients 1, 2, 0, 1 and -1, 0, -2, 1: α = "
        + " and ".join(f"{mean:g}" for mean in gradients.mean(axis=1)),
        f"g = 1, -2, -1, 2, 1, -1, ε = 0.5: the score rises by {rise:g}",
    ]
    return [text.replace("-", "−") for text in said]


def worked_chapter_16():
    """Return the worked numbers of chapter 16."""
    middle, half = 20 / 24, 2 * np.sqrt(18 * 2 / 20 + 1) / 24
    error = 0.4 * abs(2.4 / 4 - 2 / 4) + 0.6 * abs(5.4 / 6 - 4 / 6)
    return [
        f"18 of 20: {middle - half:.2f} to {middle + half:.2f}",
        f"gaps 0.10 and 0.23, 4 and 6 of 10 answers: {error:.2f}",
    ]


def worked_deep_networks():
    """Return the worked numbers of chapter 13."""
    scaled, g = np.array([-7, -1, 1, 7]) / 5, np.array([1, 0, 0, 0])
    back = (g - g.mean() - scaled * (g * scaled).mean()) / 5
    message, through = np.array([1, 2]), np.array([-1.5, 1.5])
    stack = cb.trace((9, 9, 1), 3 * [cb.Conv(1, 3)])
    tokens = np.array([[1, 0], [0, 1], [1, 1]])
    powers = np.exp(tokens @ tokens[0] / np.sqrt(2))
    mixed = powers / powers.sum() @ tokens
    dropped = np.array([4, 2, 6, 8]) * [1, 0, 1, 0] // 0.5
    said = [
        "1, 7, 9, 15; g = 1, 0, 0, 0; γ = 1: " + ", ".join(f"{n:.3f}" for n in back),
        "message (1, 2), through F (−1.5, 1.5): "
        f"({', '.join(f'{n:g}' for n in message + through)})",
        f"three layers of 3×3: {stack[-1].receptive_field[0]}",
        "4, 2, 6, 8, rate 0.5, the first and third stay: "
        + ", ".join(f"{n:g}" for n in dropped),
        f"w = 2, gradient 0.5, rate 0.1, λ = 0.1: {2 - 0.1 * (0.5 + 0.1 * 2):g}",
        "(1, 0) among (1, 0), (0, 1), (1, 1): "
        f"({', '.join(f'{n:.2f}' for n in mixed)})",
    ]
    return [text.replace("-", "−") for text in said]


def test_every_worked_number_of_the_formula_sheet():
    before, after = cb.same_padding(224, 7, 2)
    worked = [
        f"W = [1, 0, −2], a = [5, 2, 1], b = 4: {np.dot([1, 0, -2], [5, 2, 1]) + 4}",
        f"n = 784, m = 10: {cb.dense_parameters(784, 10):,}",
        f"m = 784, f = 3: {784 * 3**2:,}",
        f"f = 3: {3**2}",
        f"A ⋆ K begins with {cb.conv2d(lecture.A, lecture.K)[0, 0]}",
        f"A ∗ K begins with {cb.convolve2d(lecture.A, lecture.K)[0, 0]}",
        *worked_kernels(),
        f"n = 6, f = 3: {cb.output_size(6, 3)}",
        f"n = 6, f = 3, p = 1: {cb.output_size(6, 3, 1)}",
        f"n = 10, f = 3, s = 2: {cb.output_size(10, 3, s=2)}",
        f"f = 5: p = {cb.same_padding(99, 5)[0]}",
        f"f = 3: p = 2, and 8 becomes {cb.output_size(8, 3, 2)}",
        f"n = 15, s = 2: {cb.output_size(15, 3, cb.same_padding(15, 3, 2), 2)}",
        f"n = 224, f = 7, s = 2: {before + after}, as {before} + {after}",
    ]
    two = cb.conv_layer(np.ones((6, 6, 3)), np.ones((3, 3, 3, 2))).shape
    ten = cb.trace((6, 6, 3), [cb.Conv(10, 3)])
    worked += [
        f"z = −2: {cb.relu(np.array([-2]))[0]}",
        f"6×6×3, two 3×3×3 filters: {'×'.join(map(str, two))}",
        f"f = 3, n_C = 3, n_C′ = 10: {cb.conv_parameters(3, 3, 10)}",
        f"on 6×6×3: {ten.multiply_adds:,}",
        f"n = 55, f = 3, s = 2: {cb.output_size(55, 3, s=2)}",
        f"P begins with {cb.pool2d(lecture.P)[0, 0]}",
        f"P begins with {cb.pool2d(lecture.P, mode='average')[0, 0]}",
        f"P: {lecture.P.mean()}",
        f"f = 3: {share_of_changes(3):.1g}",
        *worked_networks(),
        *worked_part_two(),
        *worked_parts_three_and_four(),
        *worked_deep_networks(),
        *worked_chapter_14(),
        *worked_chapter_15(),
        *worked_chapter_16(),
    ]
    text = (ROOT / "book" / "formula-sheet.md").read_text(encoding="utf-8")
    places = re.compile(r"\]\((\.\./chapters/|[AB]-)")  # in a chapter, or an appendix
    rows = [line.split("|") for line in text.splitlines() if places.search(line)]
    assert [row[3].strip() for row in rows] == worked


def test_every_correction_has_a_proof_that_runs():
    """Run the code of each correction, in the order of the page."""
    text = (ROOT / "book" / "errata.md").read_text(encoding="utf-8")
    table, proofs = text.split("## The proofs")
    slides = re.findall(r"^\| ([^|]+) \| .*\]\(\.\./chapters/", table, re.MULTILINE)
    start, *sections = re.split(r"^### (.+)$", proofs, flags=re.MULTILINE)
    assert len(slides) >= 5
    assert sections[::2] == slides
    code = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    names = {}
    for name, section in [("start", start), *zip(slides, sections[1::2], strict=True)]:
        blocks = code.findall(section)
        assert blocks, f"{name} has no proof"
        test = doctest.DocTestParser().get_doctest(
            "\n".join(blocks), names, name, "errata.md", 0
        )
        runner.run(test, clear_globs=False)
        names = test.globs
    assert runner.summarize(verbose=False).failed == 0


def test_every_citation_has_a_source_and_every_source_is_complete():
    bibliography = (ROOT / "book" / "references.bib").read_text(encoding="utf-8")
    entries = bibliography.split("\n@")
    keys = re.findall(r"^@\w+\{(\w+),", bibliography, re.MULTILINE)
    assert len(set(keys)) == len(keys) == len(entries)
    for entry in entries:
        assert "title" in entry
        assert entry.rstrip().endswith("\n}")
        assert re.search(r"year\s+= \{\d{4}\}", entry)
    link = re.compile(r"\[([^\]]+)\]\(\.\./book/bibliography\.md\)")
    texts = [path.read_text(encoding="utf-8") for path in ROOT.glob("chapters/md/*.md")]
    cited = {name for text in texts for name in link.findall(text)}
    assert cited
    said = set()
    for name in cited:
        surname, year = name.split()[0].rstrip(","), name[-4:]
        found = [
            key
            for key, e in zip(keys, entries, strict=True)
            if surname in e and f"{{{year}}}" in e
        ]
        assert found, name
        said |= set(found)
    page = (ROOT / "book" / "bibliography.md").read_text(encoding="utf-8")
    by_key = re.findall(r"\{cite:p\}`([\w,]+)`", page)
    assert said | set(",".join(by_key).split(",")) == set(keys)


def test_the_contents_name_every_page():
    contents = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    for folder, ending in [
        ("book", "md"),
        ("book", "ipynb"),
        ("chapters", "ipynb"),
        ("exercises", "ipynb"),
        ("solutions", "ipynb"),
    ]:
        for path in (ROOT / folder).glob(f"*.{ending}"):
            assert f"{folder}/{path.stem}\n" in contents, path
