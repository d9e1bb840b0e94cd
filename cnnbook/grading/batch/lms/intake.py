"""Take a download apart: which student handed in what, and when."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from cnnbook.grading.batch.lms.archives import OF_A_CLASS, ArchiveError, unpack
from cnnbook.grading.batch.lms.canvas import without_earlier
from cnnbook.grading.batch.lms.clutter import walk
from cnnbook.grading.batch.lms.pieces import (
    WORK,
    HandedIn,
    Intake,
    Piece,
    distinct,
    listed,
    printable,
)
from cnnbook.grading.batch.lms.remarks import remarks
from cnnbook.grading.batch.lms.staging import Stage, needs_a_stage
from cnnbook.grading.batch.lms.systems import SYSTEMS, TITLES, recognise
from cnnbook.grading.batch.lms.wrapper import (
    BEGINS_WITH_CHAPTER,
    downloads_in,
    handed_in,
    is_nobodys,
    is_work,
    students_folder,
)
from cnnbook.grading.batch.notebooks import is_notebook


def take(
    download: Path, stage: Path, system: str = "", ignore: Iterable[Path] = ()
) -> Intake:
    """Find out what each student handed in.

    Parameters
    ----------
    download : Path
        A zip, or a folder, as the system hands it over, or a plain one.
    stage : Path
        A folder for what has to be unpacked or put together; made when needed. It has
        to stay until everything is graded.
    system : str
        A key of `SYSTEMS`, if the guess is not to be trusted. With ``"plain"`` every
        entry of the folder is a student's.
    ignore : iterable of Path
        Files that may lie there and are nobody's work.

    Raises
    ------
    ValueError
        If there is nothing to grade.
    """
    if system and system not in SYSTEMS:
        raise ValueError(f"there is no system {system!r}; say {', '.join(SYSTEMS)}")
    folder, notes = _opened(download, stage)
    if not handed_in(folder):
        raise ValueError(f"there are no submissions in {download}")
    if system != "plain":
        title = download.stem if download.is_file() else download.name
        unzipper = _Unzipper(stage)
        folder, more = students_folder(folder, title, unzipper)
        notes += more
    skipped = {path.resolve() for path in ignore}
    lies = folder.resolve()  # an entry itself may be a link that leads in a circle
    entries = [path for path in handed_in(folder) if lies / path.name not in skipped]
    if system != "plain" and recognise(entries) == "plain":
        entries = downloads_in(entries)
    chosen = system or recognise(entries)
    apart = [] if system else [path for path in entries if is_nobodys(path)]
    entries = [path for path in entries if path not in apart or chosen != "plain"]
    theirs = [path for path in entries if SYSTEMS[chosen].matches(path)]
    if system and not theirs:
        raise ValueError(
            f"nothing in {download} is named as {TITLES[system]} names it "
            f"({SYSTEMS[system].REASON}); leave out --lms, or say --lms plain"
        )
    if not theirs:
        raise ValueError(f"there are no submissions in {download}")
    intake = Intake(chosen, SYSTEMS[chosen].REASON, notes=notes)
    if chosen == "plain":
        intake.apart += [("not of a student", printable(path.name)) for path in apart]
    found = list(SYSTEMS[chosen].pieces(theirs))
    intake.notes += remarks(chosen, theirs, found)
    found += _left_over(entries, theirs, intake)
    _group(found, stage, intake)
    return intake


class _Unzipper:
    """Opens a zip that lies alone in the folder."""

    def __init__(self, stage: Path) -> None:
        self._stage, self._number = stage, 0

    def __call__(self, path: Path) -> Path | None:
        self._number += 1
        into = self._stage / f"alone-{self._number}"
        try:
            unpack(path, into, OF_A_CLASS)
        except ArchiveError:
            return None  # then it is a student's, and said to be broken
        return into


def _opened(download: Path, stage: Path) -> tuple[Path, list[str]]:
    if download.is_dir():
        return download, []
    if not download.exists():
        raise ValueError(f"the folder of submissions does not exist: {download}")
    if not zipfile.is_zipfile(download):
        zip_ = download.suffix.lower() == ".zip"
        what = "is a broken zip" if zip_ else "is a file, and no zip"
        raise ValueError(f"the folder of submissions {what}: {download}")
    try:
        left_out = unpack(download, stage / "download", OF_A_CLASS)
    except ArchiveError as error:
        raise ValueError(f"{download} can't be opened: {error}") from error
    return stage / "download", [f"Left out of the zip: {name}." for name in left_out]


def _left_over(
    entries: list[Path], theirs: list[Path], intake: Intake
) -> Iterable[Piece]:
    """Return the work that the system hasn't named, and put the rest aside."""
    others = [path for path in entries if path not in set(theirs)]
    work = [path for path in others if is_work(path)]
    for path in others:
        if path not in work:
            intake.apart.append(("not of a student", printable(path.name)))
    pieces = list(SYSTEMS["plain"].pieces(work))
    if pieces:
        names = listed([piece.student for piece in pieces])
        intake.notes.append(f"Not named by the system, taken as they are: {names}.")
    return pieces


def _group(found: list[Piece], stage: Path, intake: Intake) -> None:
    """Put the pieces of each student together."""
    of: dict[str, list[Piece]] = {}
    for piece in found:
        if piece.kind == WORK:
            of.setdefault(piece.student, []).append(piece)
        else:
            name = printable(piece.path.name)
            intake.apart.append((piece.kind, f"{piece.student}: {name}"))
    for number, (name, row) in enumerate(distinct(of).items()):
        student = put_together(of[name], stage / f"{number:05}", intake.system)
        if row != name:
            student = replace(student, name=row, person=student.person or name)
            intake.notes.append(f"{name} is called {row} here: another has that name.")
        intake.students.append(student)
    intake.students.sort(key=lambda student: student.name)
    if intake.system == "plain":
        intake.notes += _several(intake.students)
    names = {student.name for student in intake.students}
    for piece in found:
        if piece.kind != WORK and piece.student not in names:
            names.add(piece.student)
            intake.notes.append(
                f"{piece.student} handed in a {piece.kind} alone: look at it yourself."
            )


def _several(students: list[HandedIn]) -> list[str]:
    """Say whose folder may be a section of a class: many notebooks of any name."""
    found = []
    for student in students:
        if student.path.is_dir() and not student.path.is_symlink():
            names = [path.name for path, _ in walk(student.path) if is_notebook(path)]
            odd = [name for name in names if not BEGINS_WITH_CHAPTER.match(name)]
            if len(odd) > 1:
                found.append(f"{student.name} ({len(names)})")
    if not found:
        return []
    return [
        f"Taken for one student's, with several notebooks: {', '.join(found)}. If each "
        "notebook is a student's, grade that folder by itself."
    ]


def put_together(pieces: list[Piece], folder: Path, system: str) -> HandedIn:
    """Return what counts of everything that one student handed in.

    Parameters
    ----------
    pieces : list of Piece
        All attempts.
    folder : Path
        For what has to be unpacked; made if it is needed, with a number behind.
    system : str
        A key of `SYSTEMS`.
    """
    attempts = sorted({piece.attempt for piece in pieces})
    notes: list[str] = []
    if system == "canvas":
        pieces, earlier = without_earlier(pieces)
        notes += [
            f"{printable(piece.inside)} was handed in again; the newer file counts."
            for piece in earlier
        ]
    chosen, stage = pieces, Stage(folder)
    for place in range(len(attempts) - 1, -1, -1):
        chosen = [piece for piece in pieces if piece.attempt == attempts[place]]
        stage = Stage(folder.with_name(f"{folder.name}-{place}"))
        as_it_is = _as_it_is(chosen, system)
        if not as_it_is:
            stage.fill(chosen)
        if as_it_is or stage.holds_notebooks or place == 0:
            break
    if len(attempts) > 1:
        which = "the last" if place == len(attempts) - 1 else "the last with a notebook"
        notes.append(f"Attempt {place + 1} of {len(attempts)} counts, {which}.")
    first = chosen[0]
    return HandedIn(
        first.student,
        first.path if as_it_is else stage.folder,
        id=first.id,
        person=first.person,
        named=first.named,
        submitted=max(
            (piece.submitted for piece in chosen if piece.submitted), default=None
        ),
        late=any(piece.late for piece in chosen),
        attempt=place + 1 if first.attempt else 0,
        attempts=len(attempts) if first.attempt else 0,
        problems=tuple(stage.problems),
        notes=(*notes, *stage.notes),
        inside=tuple(piece.inside for piece in chosen if piece.inside),
    )


def _as_it_is(pieces: list[Piece], system: str) -> bool:
    """Whether what was handed in can be read where it lies."""
    if system != "plain" and not pieces[0].path.is_dir():
        return False
    if len(pieces) != 1:
        return False
    path = pieces[0].path
    if path.is_symlink() or not path.is_dir():
        return path.suffix.lower() != ".zip" or not path.is_file()
    return not needs_a_stage(path)
