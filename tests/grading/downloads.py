"""Make downloads as the systems hand them over, for the tests."""

import io
import json
import zipfile

from .notebooks import cells, notebook

NAME = "02-convolution-by-hand.ipynb"
GOOD = json.dumps(notebook(cells())).encode()
BAD = json.dumps(notebook(cells(conv2d=None))).encode()


def packed(files, **about):
    """Return a zip of names and contents; `about` changes every entry."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = about.get("external_attr", 0)
            opened.writestr(info, data)
    return content.getvalue()


def encrypted(files):
    """Return a zip whose entries say that they are encrypted."""
    content = bytearray(packed(files))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(mark, place + 4)
    return bytes(content)


def lay(folder, files):
    """Write files into a folder, by their paths in it; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


RECEIPT = """\
Name: {person} ({user})
Assignment: Exercise 2
Date Submitted: Tuesday, March 4, 2025 6:22:07 PM UTC
Current Grade: Needs Grading

Submission Field:
There is no student submission text data for this assignment.

Files:
\tOriginal filename: {name}
"""


def blackboard(user, time, files, task="Exercise 2", person="Some Body"):
    """Return what Blackboard puts down for one attempt."""
    head = f"{task}_{user}_attempt_{time}"
    text = RECEIPT.format(user=user, person=person, name=next(iter(files), ""))
    found = {f"{head}_{name}": content for name, content in files.items()}
    return {**found, f"{head}.txt": text.encode()}
