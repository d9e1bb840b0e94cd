"""Write the page of the book from what the benchmarks found.

python -m benchmarks.page    (from the results that are kept, without running them)
"""

from __future__ import annotations

import json
from pathlib import Path

import jinja2

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results.json"
PAGE = HERE.parent / "book" / "benchmarks.md"
TARGETS = [  # (what is asked, the number, at least or at most, the bound, its unit)
    ("a layer of several channels against SciPy's `correlate2d`, plane by plane",
     "conv2d", "least_against_correlate2d", ">=", 3, "times as fast"),
    ("LeNet-5's convolutions against Keras",
     "conv2d", "least_against_keras_at_lenet", ">=", 0.5, "times as fast"),
    ("`conv2d` against the four loops",
     "conv2d", "least_against_loops", ">=", 1, "times as fast"),
    ("right answers that are rejected", "answers", "rejected", "<=", 0, ""),
    ("wrong answers that are accepted", "answers", "accepted", "<=", 0, ""),
    ("checks that raise", "answers", "raised", "<=", 0, ""),
    ("mistakes that are named and were not made", "answers", "wrong_names",
     "<=", 0, ""),
    ("wrong answers that get no help", "answers", "generic_percent", "<=", 25, "%"),
    ("a check of an exercise", "feedback", "later_check_ms", "<=", 100, "ms"),
    ("20 notebooks, isolated, on two cores",
     "grading", "seconds_isolated_two_jobs", "<=", 2, "s"),
    ("notebooks a second on one core, isolated",
     "grading", "per_second_per_core", ">=", 15, ""),
    ("notebooks a second of chapters 1 to 6, isolated, by two jobs",
     "classes", "per_second_two_jobs", ">=", 8, ""),
    ("the second job", "classes", "second_job", ">=", 1.7, "times as fast"),
    ("24 notebooks of chapters 7 to 12, isolated",
     "classes", "seconds_with_keras", "<=", 150, "s"),
    ("an empty environment, without Keras, to the first check, by uv",
     "installing", "seconds_by_uv", "<=", 30, "s"),
    ("what is fetched for it", "installing", "megabytes_fetched", "<=", 150, "MB"),
    ("the same with NumPy alone, by pip",
     "installing", "checks_seconds_by_pip", "<=", 30, "s"),
    ("what lies on disk after it",
     "installing", "checks_megabytes_by_pip", "<=", 150, "MB"),
    ("all scripts of the explorers, packed",
     "explorers", "kilobytes_of_all", "<=", 40, "KB"),
    ("the slowest explorer's step, median",
     "explorers", "slowest_step_ms", "<=", 16, "ms"),
    ("the heaviest chapter", "pages", "megabytes", "<=", 1.5, "MB"),
    ("the last chapter to be interactive, on slow 4G",
     "pages", "interactive_seconds", "<=", 2, "s"),
]  # fmt: skip


def table(rows: list[list[str]]) -> str:
    r"""Return rows as a Markdown table.

    Examples
    --------
    >>> print(table([["a", "b"], ["1", "2|3"]]))
    | a | b |
    |---|---|
    | 1 | 2\|3 |
    """
    cells = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in cells]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return "\n".join(lines)


def targets(found: dict) -> list[list[str]]:
    """Return a row for each target: what is asked, what was measured, whether met."""
    rows = [["what", "asked", "measured", "met"]]
    for what, section, key, way, bound, unit in TARGETS:
        if section not in found:  # one that is run alone, and was not
            continue
        value = found[section]["numbers"][key]
        met = value >= bound if way == ">=" else value <= bound
        words = "at least" if way == ">=" else "at most"
        asked, got = f"{words} {bound:g} {unit}", f"{value:.3g} {unit}"
        rows.append([what, asked.strip(), got.strip(), "yes" if met else "no"])
    return rows


def write(found: dict) -> str:
    """Return the page.

    Parameters
    ----------
    found : dict
        What ``benchmarks/results.json`` holds.
    """
    template = (HERE / "page.md.jinja").read_text(encoding="utf-8")
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined, keep_trailing_newline=True, autoescape=False
    )
    numbers = {
        name: part["numbers"] for name, part in found.items() if "numbers" in str(part)
    }
    tables = {
        name: {key: table(rows) for key, rows in part["tables"].items()}
        for name, part in found.items()
        if name in numbers
    }
    return environment.from_string(template).render(
        machine=found["machine"],
        minutes=found["minutes"],
        numbers=numbers,
        tables=tables,
        targets=table(targets(found)),
    )


def main() -> None:
    """Write the page anew."""
    found = json.loads(RESULTS.read_text(encoding="utf-8"))
    PAGE.write_text(write(found), encoding="utf-8")


if __name__ == "__main__":
    main()
