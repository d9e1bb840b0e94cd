"""Tests of one group run in one process: the book is printed once."""

import subprocess
import sys

GROUPED = """
import os, pathlib, pytest
pytestmark = pytest.mark.xdist_group("together")

@pytest.mark.parametrize("number", range(6))
def test_where(number):
    pathlib.Path(f"ran-{number}").write_text(os.environ["PYTEST_XDIST_WORKER"])
"""


def test_a_group_of_tests_runs_in_one_process(tmp_path):
    (tmp_path / "test_grouped.py").write_text(GROUPED)
    (tmp_path / "pytest.ini").touch()
    line = ["pytest", "-q", "-p", "no:cacheprovider", "-n", "2", "--dist", "loadgroup"]
    subprocess.run([sys.executable, "-m", *line], cwd=tmp_path, check=True)
    where = [path.read_text() for path in tmp_path.glob("ran-*")]
    assert len(where) == 6
    assert len(set(where)) == 1
