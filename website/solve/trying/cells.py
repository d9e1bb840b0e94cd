"""Which cells of a chapter run in the page, and what each of them needs."""

from __future__ import annotations

import builtins
import json
from dataclasses import asdict, dataclass
from typing import Any

import nbformat

from website.solve.trying.flow import needed
from website.solve.trying.pieces import Piece, pieces
from website.solve.trying.reach import DRAWS, HAS
from website.solve.trying.takes import modules_of, taken

NOT_SHOWN = {"remove-cell", "remove-input", "hide-cell"}
"""Tags of cells whose code stands nowhere on the page; what is folded does."""
KNOWN = {*vars(builtins), "__name__"} - {"open", "input", "exec", "eval"}


@dataclass
class Cell:
    """A cell that runs in the page.

    Attributes
    ----------
    place : int
        Its place in the notebook.
    code : str
        Its source.
    alt : str
        What its figure shows, if it has one.
    before : list of int
        The numbers of the pieces that have to run first.
    draws : bool
        Whether it, or one of these, takes Matplotlib or a picture.
    """

    place: int
    code: str
    alt: str
    before: list[int]
    draws: bool


@dataclass
class Chapter:
    """What runs of a chapter.

    Attributes
    ----------
    cells : list of Cell
        Those that run.
    pieces : list of Piece
        All statements of the notebook.
    takes : list of set of str
        What each of these takes: libraries, or words for what no page has.
    left : dict
        What a cell that does not run would take, by its place.
    pictures : set of str
        The files of the package's data that are asked for.
    """

    cells: list[Cell]
    pieces: list[Piece]
    takes: list[set[str]]
    left: dict[int, set[str]]
    pictures: set[str]


def read(notebook: nbformat.NotebookNode) -> Chapter:
    """Return what of a notebook runs in a page.

    A cell runs if it, and all that it needs of the cells before it, takes nothing but
    what a page has.
    """
    code_cells = [
        (place, cell)
        for place, cell in enumerate(notebook.cells)
        if cell.cell_type == "code" and "install" not in cell.metadata.get("tags", [])
    ]
    everything = [piece for n, c in code_cells for piece in pieces(n, c.source)]
    modules = modules_of(piece.code for piece in everything)
    for piece in everything:
        piece.touches -= modules.keys()
    asked: list[set[str]] = [set() for _ in everything]
    takes = [taken(p.code, modules, a) for p, a in zip(everything, asked, strict=True)]
    bound = {name for piece in everything for name in piece.binds}
    for piece, take in zip(everything, takes, strict=True):
        take |= {f"the name {name}" for name in piece.uses - bound - KNOWN}
    chapter = Chapter([], everything, takes, {}, set())
    for place, cell in code_cells:
        if not NOT_SHOWN & {*cell.metadata.get("tags", [])}:
            add(chapter, place, cell, asked)
    return chapter


def add(chapter: Chapter, place: int, cell, asked: list[set[str]]) -> None:
    """Add a cell to those that run, or to those that are left."""
    own = [n for n, piece in enumerate(chapter.pieces) if piece.cell == place]
    names: set[str] = set()
    here: set[str] = set()
    for number in own:
        piece = chapter.pieces[number]
        names |= piece.uses - here
        names |= piece.touches - here
        here |= piece.binds if piece.certain else set()
    before = needed(chapter.pieces, names, own[0]) if own else []
    takes = {take for n in [*before, *own] for take in chapter.takes[n]}
    if takes & DRAWS and own:
        styles = [n for n in range(own[0]) if is_style(chapter.pieces[n])]
        before = sorted({*before, *styles})
    if takes - HAS:
        chapter.left[place] = takes - HAS
    elif own:
        chapter.pictures |= {f for n in [*before, *own] for f in asked[n]}
        alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
        draws = bool(takes & DRAWS)
        chapter.cells.append(Cell(place, cell.source, alt, before, draws))


def is_style(piece: Piece) -> bool:
    """Say whether a piece sets how figures look."""
    return piece.code.endswith("use_style()")


def for_page(chapter: Chapter) -> bytes:
    """Return what a page has to know of its cells, as JSON."""
    runs = {n for cell in chapter.cells for n in cell.before}
    given: dict[int, dict[str, Any]] = {}
    for number, piece in enumerate(chapter.pieces):
        before = needed(chapter.pieces, piece.uses | piece.touches, number)
        takes = {t for n in [*before, number] for t in chapter.takes[n]}
        if number in runs or (piece.binds and not takes - HAS):
            given[number] = {
                "cell": piece.cell,
                "code": piece.code,
                "names": sorted(piece.binds),
                "before": before,
                "draws": bool(takes & DRAWS),
            }
    cells = [asdict(cell) for cell in chapter.cells]
    return json.dumps({"cells": cells, "pieces": given}).encode()
