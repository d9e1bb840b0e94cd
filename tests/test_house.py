"""Rooms import only from the floors below, and the door is cheap.

Inside `cnnbook.grading` four folders keep students' code away from the right answers;
what each may import is said here, and nowhere else.
"""

import ast
import graphlib
import subprocess
import sys
from pathlib import Path

import pytest

import cnnbook
from cnnbook.grading.sandbox.stripped_package import build_stripped_package

HOUSE = Path(cnnbook.__file__).parent
FLOORS = [
    ["_checks", "_arrays", "_keras", "_missing"],
    ["arithmetic"],
    ["ops", "kernels", "lecture"],
    ["data", "explorers", "plots"],
    ["models"],
    ["exercises"],
    ["grading"],
    ["cli", "page"],
    ["__main__"],
]
GRADING = {
    "__init__": set(),
    "runtime": set(),
    "handouts": {"judging", "runtime", "solution_marks"},
    "judging": {"runtime"},
    "sandbox": {"runtime"},
    "batch": {"handouts", "judging", "runtime", "sandbox"},
    "calls": {"judging", "runtime"},
    "check_answer": {
        "calls",
        "follow_up",
        "judging",
        "practising",
        "record",
        "runtime",
        "tries",
    },
    "export": {"batch", "judging", "solution_marks"},
    "follow_up": {"judging", "runtime"},
    "overview": {"judging", "record"},
    "drilling": {"check_answer", "judging", "practising"},
    "practising": {"judging", "record"},
    "record": set(),
    "solution_marks": set(),
    "tries": {"judging"},
}
"""What each part of the grader may import of the others."""
IN_THE_SANDBOX = {
    "cnnbook._checks",
    "cnnbook.exercises.base",
    "cnnbook.models",
    "cnnbook.models.compiled",
    "cnnbook.models.reading",
    "cnnbook.models.record",
}
"""What `runtime` may import of the rest of the house."""
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
HIGHEST = {**FLOOR, "cnnbook": FLOOR["grading"]}
"""The package itself hands on names of all rooms up to the grader."""


def rooms():
    return sorted(
        path.stem
        for path in HOUSE.iterdir()
        if (path.suffix == ".py" and path.stem != "__init__")
        or (path / "__init__.py").exists()
    )


def imports(path):
    """Yield the rooms of the house that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            parts = node.module.split(".")
            if parts[0] == "cnnbook":
                names = [parts[1]] if len(parts) > 1 else [a.name for a in node.names]
                yield from names
        elif isinstance(node, ast.Import):
            for alias in node.names:
                parts = alias.name.split(".")
                if parts[0] == "cnnbook":
                    yield parts[1] if len(parts) > 1 else "cnnbook"


def test_every_room_has_a_floor():
    assert rooms() == sorted(FLOOR)


@pytest.mark.parametrize("room", rooms())
def test_a_room_imports_only_from_the_floors_below(room):
    folder = HOUSE / room
    files = sorted(folder.rglob("*.py")) if folder.is_dir() else [HOUSE / f"{room}.py"]
    for path in files:
        for other in imports(path):
            if other != room and not (room == "_arrays" and other == "_checks"):
                assert HIGHEST[other] < FLOOR[room], f"{path.name} imports {other}"


def modules_of_grading():
    """Return the modules of the grader, by their dotted names inside it."""
    folder = HOUSE / "grading"
    return {
        ".".join(path.relative_to(folder).with_suffix("").parts): path
        for path in folder.rglob("*.py")
    }


def imported_modules(path):
    """Yield the full names of what a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name} imports by a relative name"
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                is_module = (HOUSE.parent / name.replace(".", "/")).with_suffix(".py")
                is_folder = HOUSE.parent / name.replace(".", "/") / "__init__.py"
                found = is_module.exists() or is_folder.exists()
                yield name if found else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def graph_of_grading():
    """Return which modules of the grader each of them imports."""
    return {
        name: {
            other.removeprefix("cnnbook.grading.")
            for other in imported_modules(path)
            if other.startswith("cnnbook.grading.")
        }
        for name, path in modules_of_grading().items()
    }


def test_every_part_of_the_grader_has_its_rule():
    assert {name.split(".")[0] for name in modules_of_grading()} == set(GRADING)


@pytest.mark.parametrize("part", GRADING)
def test_a_part_of_the_grader_imports_only_what_it_may(part):
    for name, others in graph_of_grading().items():
        if name.split(".")[0] == part:
            found = {other.split(".")[0] for other in others} - {part}
            assert found <= GRADING[part], f"{name} imports {found - GRADING[part]}"


def test_the_grader_imports_nothing_in_a_circle():
    order = list(graphlib.TopologicalSorter(graph_of_grading()).static_order())
    assert len(order) == len(modules_of_grading())


def test_what_runs_beside_students_code_knows_no_answer():
    for name, path in modules_of_grading().items():
        if name.startswith("runtime."):
            for other in imported_modules(path):
                if other.split(".")[0] == "cnnbook":
                    inside = other.startswith("cnnbook.grading.runtime")
                    assert inside or other in IN_THE_SANDBOX, f"{name} imports {other}"


def test_the_sandbox_gets_the_runtime_and_nothing_else_of_the_grader(tmp_path):
    build_stripped_package(tmp_path)
    copy = tmp_path / "cnnbook"
    there = {p.stem for p in (copy / "grading").iterdir()}
    assert there == {"__init__", "runtime"}
    classes = {p.stem for p in (copy / "exercises").iterdir()}
    assert classes == {"__init__", "base", "case", "fine", "mistakes"}
    assert not (copy / "cli").exists()
    names = sorted(name for name in modules_of_grading() if name.startswith("runtime."))
    code = (
        "import importlib, cnnbook, cnnbook.grading\n"
        f"for name in {names}:\n"
        "    importlib.import_module('cnnbook.grading.' + name)\n"
        "print(cnnbook.__file__, cnnbook.check('conv2d'))"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith(str(tmp_path))
    assert "Not checked while grading" in done.stdout


def test_import_is_lazy():
    code = (
        "import sys, cnnbook; "
        "print([m for m in ('tensorflow', 'keras', 'matplotlib', 'IPython', 'numpy') "
        "if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_every_public_name_can_be_had():
    for name in cnnbook.__all__:
        assert getattr(cnnbook, name) is not None


def test_types_are_told_of_the_same_names_as_are_imported():
    stub = ast.parse(HOUSE.joinpath("__init__.pyi").read_text(encoding="utf-8"))
    told = [
        alias.asname
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]
    assert sorted(told) == sorted(cnnbook.__all__)
    assert (HOUSE / "py.typed").exists()


def test_what_builds_the_book_is_in_files_that_fit_on_a_page_of_the_mind():
    folders = [HOUSE.parent / name for name in ("sphinxext", "website", "scripts")]
    long = {
        path.relative_to(HOUSE.parent).as_posix(): lines
        for folder in folders
        for path in folder.rglob("*.py")
        if (lines := path.read_text(encoding="utf-8").count("\n")) > 200
    }
    assert long == {}
