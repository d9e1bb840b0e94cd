// node startup.mjs CORE FOLDER: start Python with its library in FOLDER/library.zip and the
// sources in FOLDER/source.zip, as JupyterLite's kernel does, and print which modules that took.

import fs from "node:fs";
import { pathToFileURL } from "node:url";

const [core, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${core}/pyodide.mjs`).href);
try {
  const python = await loadPyodide({ indexURL: `${core}/`, stdLibURL: `${folder}/library.zip` });
  const files = new Uint8Array(fs.readFileSync(`${folder}/source.zip`));
  python.unpackArchive(files, "zip", { extractDir: "/lib/python3.12/site-packages" });
  const names = python.runPython(`
import piplite.piplite
import pyodide_kernel
import anywidget

import json
import sys

json.dumps([module.__file__ for module in [*sys.modules.values()] if getattr(module, "__file__", None)])
`);
  process.stderr.write("");
  console.log(`\n${names}`);
} catch (error) {
  console.error(String(error.message).slice(-2000));
  process.exit(1);
}
process.exit(0);
