// node startup.mjs CORE FOLDER: start Python with what is left of its library in
// FOLDER/library.zip and the sources in FOLDER/source.zip, answer an exercise as a page does,
// and print which modules that took.

import fs from "node:fs";
import { pathToFileURL } from "node:url";

const [core, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${core}/pyodide.mjs`).href);
try {
  const python = await loadPyodide({ indexURL: `${core}/`, stdLibURL: `${folder}/library.zip` });
  const files = new Uint8Array(fs.readFileSync(`${folder}/source.zip`));
  python.unpackArchive(files, "zip", { extractDir: "/lib/python3.12/site-packages" });
  const names = python.runPython(`
from cnnbook.page.session import answering

ask = answering(lambda text: None)
ask("begin", '[["import numpy as np\\\\nimport cnnbook as cb"]]')
wrong = "def output_size(n, f, p=0, s=1):\\\\n    return np.random.rand(1, 1)"
answered = ask("check", f'["output-size", "output_size", "{wrong}"]')
assert '"ok": true' in answered, answered
ask("run", '["your code", "np.mean([1.5]) + mistake"]')
ask("check_numbers", '["pad-by-hand", "pad_by_hand", [2, 2], ["1", "2", "3", "4"]]')

import json
import sys

json.dumps([module.__file__ for module in [*sys.modules.values()] if getattr(module, "__file__", None)])
`);
  console.log(names);
} catch (error) {
  console.error(String(error.message).slice(-2000));
  process.exit(1);
}
process.exit(0);
