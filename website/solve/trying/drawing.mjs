// node drawing.mjs CORE FOLDER: start Python with FOLDER/library.zip and FOLDER/source.zip,
// draw as the cells of a chapter do, and print which modules that took.

import fs from "node:fs";
import { pathToFileURL } from "node:url";

const [core, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${core}/pyodide.mjs`).href);
try {
  const python = await loadPyodide({
    indexURL: `${core}/`,
    stdLibURL: `${folder}/library.zip`,
    env: { HOME: "/home/pyodide", MPLBACKEND: "agg" },
  });
  const files = new Uint8Array(fs.readFileSync(`${folder}/source.zip`));
  python.unpackArchive(files, "zip", { extractDir: "/lib/python3.12/site-packages" });
  const names = python.runPython(`
import json
import sys

from cnnbook.page.cells import answering

ask = answering(lambda text: None)
code = """
import matplotlib.pyplot as plt
import numpy as np
import cnnbook as cb
cb.plots.use_style()
cb.plots.convolution_step(np.eye(5), np.eye(3))
plt.show()
figure, axes = plt.subplots(1, 2)
axes[0].plot([1, 2], label="$x^2$")
axes[0].legend()
axes[1].imshow(np.eye(3))
figure.colorbar(axes[1].contour(np.eye(3)))
"""
answered = json.loads(ask("cell", json.dumps([code])))
assert answered["ok"] and len(answered["figures"]) == 2, answered
json.dumps([module.__file__ for module in [*sys.modules.values()] if getattr(module, "__file__", None)])
`);
  console.log(names);
} catch (error) {
  console.error(String(error.message).slice(-2000));
  process.exit(1);
}
process.exit(0);
