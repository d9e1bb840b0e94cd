"""JupyterLab itself, put together from the packages that are installed and pinned."""

from __future__ import annotations

import json
import sys
import tarfile
from importlib import metadata
from pathlib import Path
from typing import Any

from website.solve import archives

CORE, KERNEL = "jupyterlite-core", "jupyterlite-pyodide-kernel"
KERNEL_PLUGIN = "@jupyterlite/pyodide-kernel-extension:kernel"
SERVICE_WORKER = "@jupyterlite/application-extension:service-worker-manager"
"""It gives Python the notebook's folder. Left out: with it (JupyterLite 0.6.4), of two
kernels that start together one may never answer."""
WIDGETS = {"anywidget": "anywidget", "jupyterlab_widgets": "@jupyter-widgets/*"}
"""The packages that show widgets, with the folders of their extensions."""
LEFT_OUT = [
    "*.map",
    "*.eot",
    "fa-*.svg",
    "fa-*.ttf",
    "fa-*.woff",
    "*.orig",
]
"""What no browser asks for: sources of the scripts, and letters in old forms."""
APPLICATIONS = ("consoles/", "edit/", "notebooks/", "repl/", "tree/")
"""Those beside JupyterLab."""
PYTHON = "python/pyodide.js"
"""The script that the kernel loads in the place of Pyodide's."""
PAGE = "lab/index.html"
NARROW = b"""<script>
      // On a phone the list of files would leave a notebook the width of a thumb.
      (async () => {
        if (innerWidth > 700) return;
        const soon = () => new Promise((go) => setTimeout(go, 100));
        while (!globalThis.jupyterapp) await soon();
        const { restored, shell } = jupyterapp;
        await restored;
        shell.collapseRight();
        // A notebook that is opened shows the list once more.
        for (let tries = 0; tries < 100; tries++) {
          shell.collapseLeft();
          if (shell.currentWidget?.context?.isReady) tries += 4;
          await soon();
        }
      })();
    </script>
  </body>"""
"""JupyterLab's page ends with this script."""
PRELOADED = [
    "comm",
    "ipykernel",
    "ipython",
    "jedi",
    "micropip",
    "piplite",
    "pyodide_kernel",
    "sqlite3",
    "ssl",
]
"""What the kernel need not install: it is there, or not missed."""
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {
        "checkForUpdates": False,
        "fetchNews": "false",
    },
    "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 5},
}
"""No news from elsewhere, and work that is kept soon."""


def application() -> archives.Files:
    """Return the files of JupyterLab, as JupyterLite brings them along."""
    (path,) = (p for p in metadata.files(CORE) or [] if p.suffix == ".tgz")
    found = {}
    with tarfile.open(Path(path.locate())) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isfile() else None
            name = member.name.removeprefix("package/")
            if content and not name.startswith(APPLICATIONS):
                found[name] = content.read()
    return {
        name: content
        for name, content in found.items()
        if not name.startswith("build/")
        or archives.without({Path(name).name: b""}, LEFT_OUT)
    }


def extension_folders() -> list[Path]:
    """Return the folders of the extensions: the kernel, and what shows widgets."""
    home = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
    own = {Path(p.locate()) for p in metadata.files(KERNEL) or []}
    (kernel,) = (
        path.parent.resolve()
        for path in own
        if path.name == "package.json" and "labextensions" in path.parts
    )
    return [kernel, *(f for n in WIDGETS.values() for f in sorted(home.glob(n)))]


def extensions() -> tuple[archives.Files, list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the files of the extensions, how each is loaded, and their settings."""
    files, loaded, settings = {}, [], []
    for folder in extension_folders():
        package = json.loads((folder / "package.json").read_text("utf-8"))
        name = package["name"]
        loaded.append({"name": name, **package["jupyterlab"]["_build"]})
        for path in sorted(folder.rglob("*")):
            if path.is_file() and archives.without({path.name: b""}, LEFT_OUT):
                place = path.relative_to(folder).as_posix()
                files[f"extensions/{name}/{place}"] = path.read_bytes()
        settings += [
            {
                "id": f"{name}:{path.stem}",
                "raw": "{}",
                "schema": json.loads(path.read_text("utf-8")),
                "settings": {},
                "version": package["version"],
            }
            for path in sorted((folder / "schemas").rglob("*.json"))
            if path.name != "package.json"
        ]
    return files, loaded, settings


def configured(given: bytes, loaded: list[dict[str, Any]]) -> bytes:
    """Return JupyterLite's configuration with ours."""
    whole = json.loads(given)
    whole["jupyter-config-data"] |= {
        "appName": "The exercises in JupyterLab",
        "exposeAppInBrowser": True,  # for tests
        "disabledExtensions": [SERVICE_WORKER],
        "federated_extensions": loaded,
        "litePluginSettings": {
            KERNEL_PLUGIN: {
                "pyodideUrl": f"./{PYTHON}",
                "disablePyPIFallback": True,
                "loadPyodideOptions": {"packages": PRELOADED},
            }
        },
        "settingsOverrides": SETTINGS,
    }
    return json.dumps(whole, indent=1).encode()


def files(python: bytes) -> archives.Files:
    """Return all files of JupyterLab but its notebooks.

    Parameters
    ----------
    python : bytes
        The script that starts Python.
    """
    found = application()
    added, loaded, settings = extensions()
    language = {"en": {"displayName": "English", "nativeName": "English"}}
    return {
        **found,
        **added,
        PAGE: found[PAGE].replace(b"</body>", NARROW),
        "jupyter-lite.json": configured(found["jupyter-lite.json"], loaded),
        "build/schemas/all_federated.json": json.dumps(settings).encode(),
        "api/translations/all.json": json.dumps(
            {"data": language, "message": ""}
        ).encode(),
        "api/translations/en.json": b'{"data": {}, "message": ""}',
        PYTHON: python,
    }
