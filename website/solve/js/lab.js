// Python for JupyterLab in the browser. JupyterLite's kernel loads this script in a worker
// where it would load Pyodide: it starts the same Python that the pages have, with the shell
// of a notebook besides, out of the same files.

import { loadPyodide } from "pyodide";

import { Parts, PARTS, place } from "./parts.js";

const NOT_PLACED = ["core", "wasm", "library", "whole-library"];

/**
 * Start Python with all its parts in their places.
 * @param {{indexURL: string, packages?: string[]}} options
 */
async function start({ indexURL, packages: _, ...options }) {
  const parts = new Parts(new URL(__HOME__, indexURL).href, "whole-library");
  const names = Object.keys(PARTS).filter((name) => !NOT_PLACED.includes(name));
  const files = names.map((name) => parts.bytes(name));
  for (const file of files) file.catch(() => undefined);
  const address = await parts.core();
  importScripts(address);
  URL.revokeObjectURL(address);
  const python = await loadPyodide({
    ...options,
    indexURL: parts.home,
    stdLibURL: `${parts.home}python_stdlib.zip`,
    env: { HOME: "/home/pyodide", PYTHONDONTWRITEBYTECODE: "1" },
  });
  for (const file of files) place(python.FS, await file);
  python.pyimport("cnnbook.page.absent").forbid("browser");
  // It would speak of its fonts below a reader's first figure.
  python.runPython("import logging; logging.getLogger('matplotlib.font_manager').setLevel(logging.ERROR)");
  parts.tidy();
  return python;
}

Object.assign(self, { loadPyodide: start });
