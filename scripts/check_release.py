"""Hold what was built against its tag, and look into it: data, licences, no tests.

python -m scripts.check_release dist v1.0.0
"""

from __future__ import annotations

import sys
import tarfile
import zipfile
from pathlib import Path

import cnnbook

INSIDE = {
    "cnnbook/data/fashion_mnist_6k.npz",
    "cnnbook/data/mobilenetv2_160.weights.h5",
    "cnnbook/data/licences/Apache-2.0.txt",
    "cnnbook/data/licences/Fashion-MNIST-MIT.txt",
    "cnnbook/data/licences/MobileNetV2-MIT.txt",
    "cnnbook/py.typed",
}
FOLDERS = {"tests", "solutions", "exercises", "chapters", "benchmarks"}


def faults(folder: Path, tag: str) -> list[str]:
    """Return what is wrong with the wheel and the source archive in a folder.

    Parameters
    ----------
    folder : Path
        With one of each.
    tag : str
        A v and the version.
    """
    version = cnnbook.__version__
    found = [] if tag == f"v{version}" else [f"the tag is {tag}, the version {version}"]
    (wheel,), (source,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as opened:
        in_wheel = set(opened.namelist())
    with tarfile.open(source) as archive:
        in_source = {name.partition("/")[2] for name in archive.getnames()}
    for path, names in ((wheel, in_wheel), (source, in_source)):
        if f"-{version}" not in path.name:
            found.append(f"{path.name} is not of version {version}")
        found += [f"{path.name} lacks {name}" for name in sorted(INSIDE - names)]
        extra = {name.partition("/")[0] for name in names} & FOLDERS
        found += [f"{path.name} holds {name}" for name in sorted(extra)]
    for licence in ("LICENSE", "LICENSE-CODE"):
        if not any(name.endswith(f"licenses/{licence}") for name in in_wheel):
            found.append(f"{wheel.name} lacks {licence}")
        if licence not in in_source:
            found.append(f"{source.name} lacks {licence}")
    return found


def main(folder: str, tag: str) -> None:
    found = faults(Path(folder), tag)
    if found:
        sys.exit("\n".join(found))
    print(f"{tag} is complete.")


if __name__ == "__main__":
    main(*sys.argv[1:])
