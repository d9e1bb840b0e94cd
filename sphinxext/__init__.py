"""Sphinx extensions: transforms, roles and directives on the document tree."""

from __future__ import annotations

EXTENSIONS = [
    "rewriting",
    "highlighting",
    "formulas",
    "explorer_directive",
    "lecture_map",
    "course_plans",
    "notebook_markdown",
    "exercise_tables",
    "given_grids",
    "glossary_links",
    "figure_numbers",
    "code_folds",
    "answers",
    "chapter_pictures",
    "transforms",
    "slides",
    "metadata",
    "search_index",
]
"""All of them. What two do to the same text has a priority of its own in each."""


def setup(app):
    """Connect all extensions to Sphinx."""
    for name in EXTENSIONS:
        app.setup_extension(f"{__name__}.{name}")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
