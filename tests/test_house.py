"""Rooms import only from the floors below, and the door is cheap."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import cnnbook

HOUSE = Path(cnnbook.__file__).parent
FLOORS = [
    ["_checks", "_arrays"],
    ["arithmetic"],
    ["ops", "kernels", "lecture"],
    ["data", "explorers", "plots"],
    ["models"],
    ["exercises"],
    ["grading"],
    ["cli"],
    ["__main__"],
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


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
                assert FLOOR[other] < FLOOR[room], f"{path.name} imports {other}"


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
