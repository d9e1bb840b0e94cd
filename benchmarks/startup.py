"""Time what comes before the first line of work: imports, the command, JupyterLab.

python -m benchmarks.startup
"""

from __future__ import annotations

import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

from benchmarks.measure import show
from benchmarks.record import Record, times

ROUNDS = 9
PROCESSES = {
    "Python alone": ["-c", "pass"],
    "import cnnbook": ["-c", "import cnnbook"],
    "import numpy": ["-c", "import numpy"],
    "cnnbook --help": ["-m", "cnnbook", "--help"],
    "import keras": ["-c", "import keras"],
}


def processes() -> dict[str, float]:
    """Return the median seconds of each process, started in turn."""
    seconds: dict[str, list[float]] = {name: [] for name in PROCESSES}
    for count in range(ROUNDS + 1):
        for name, arguments in PROCESSES.items():
            if name == "import keras" and count > 3:
                continue
            start = time.perf_counter()
            line = [sys.executable, *arguments]
            subprocess.run(line, check=True, capture_output=True)
            if count:
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(row) for name, row in seconds.items()}


def lab() -> float:
    """Return the seconds until JupyterLab answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        options = [f"--port={port}", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
        options += ["--IdentityProvider.token=", f"--ServerApp.root_dir={folder}"]
        line = [sys.executable, "-m", "jupyterlab", *options]
        start = time.perf_counter()
        server = subprocess.Popen(
            line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            while True:
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/lab").close()
                    return time.perf_counter() - start
                except OSError:
                    if server.poll() is not None or time.perf_counter() > start + 120:
                        raise
                    time.sleep(0.02)
        finally:
            server.terminate()
            server.wait(20)


def main() -> None:
    """Time everything."""
    record = Record("startup")
    seconds = processes()
    seconds["JupyterLab answers"] = statistics.median(lab() for _ in range(3))
    bare = seconds["Python alone"]
    rows = [
        [name, show(time), times(time / seconds["import numpy"])]
        for name, time in seconds.items()
    ]
    record.table("startup", ["process", "median", "of import numpy"], rows)
    above = (seconds["import cnnbook"] - bare) / (seconds["import numpy"] - bare)
    record.number("import_against_numpy", above)
    record.save()


if __name__ == "__main__":
    main()
