"""Where the package is installed among others, its references stay out of reach."""

import pytest

from cnnbook.exercises import find
from cnnbook.grading.batch.job_builder import JobBuilder
from cnnbook.grading.judging.answer_key import AnswerKeys
from cnnbook.grading.runtime import landlock
from cnnbook.grading.sandbox import mounts
from cnnbook.grading.sandbox.isolation import why_no_bubblewrap
from cnnbook.grading.sandbox.pool import WorkerPool


def kinds():
    if not why_no_bubblewrap():
        yield "bubblewrap"
    if landlock.version():
        yield "limits"


@pytest.mark.parametrize("kind", list(kinds()))
def test_an_installed_package_can_not_be_read(kind, tmp_path, monkeypatch):
    packages = tmp_path / "env" / "lib" / "site-packages"
    for name in ("cnnbook/exercises", "other", "cnnbook-0.1.dist-info"):
        (packages / name).mkdir(parents=True)
        (packages / name / "file.py").write_text("12")
    (tmp_path / "env" / "lib64").symlink_to("lib")
    (tmp_path / "link").symlink_to("env")
    roots = [tmp_path / part for part in ("env/lib", "env/lib64", "link/lib")]
    monkeypatch.setattr(mounts, "PACKAGE", packages / "cnnbook")
    folders = (*mounts.python_folders(), *map(str, roots))
    monkeypatch.setattr(mounts, "python_folders", lambda: folders)
    # pytest's folders are for root alone, and students' code may run as another user.
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    code = (
        "import pathlib\nfound = []\n"
        f"for root in {[str(root) for root in roots]}:\n"
        "    for name in ('cnnbook/exercises', 'other', 'cnnbook-0.1.dist-info'):\n"
        "        try:\n"
        "            path = pathlib.Path(root, 'site-packages', name, 'file.py')\n"
        "            found.append(int(path.read_text()))\n"
        "        except OSError:\n"
        "            found.append(0)\n"
        "one_window = found"
    )
    with WorkerPool(kind) as pool:
        job = JobBuilder(AnswerKeys(0), 5.0).build((code,), [find("one-window")])
        (outcome,) = pool.run(job).outcomes["one-window"]
    assert outcome.value.tolist() == [0, 12, 12] * 3
