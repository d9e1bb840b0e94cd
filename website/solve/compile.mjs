// node compile.mjs CORE FOLDER OPTIMIZE: compile the modules of FOLDER/source.zip by the
// Python that is in CORE, into FOLDER/compiled.zip.

import { pathToFileURL } from "node:url";

const [core, folder, optimize] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${core}/pyodide.mjs`).href);
try {
  const python = await loadPyodide({ indexURL: `${core}/` });
  python.mountNodeFS("/folder", folder);
  python.globals.set("optimize", Number(optimize));
  python.runPython(`
import importlib.util, zipfile
from importlib._bootstrap_external import _code_to_hash_pyc

with (
    zipfile.ZipFile("/folder/source.zip") as sources,
    zipfile.ZipFile("/folder/compiled.zip", "w") as made,
):
    for name in sources.namelist():
        content = sources.read(name)
        if name.endswith(".py"):
            code = compile(content, name, "exec", dont_inherit=True, optimize=optimize)
            # Marked as not to be compared with a source, which does not come along.
            content = _code_to_hash_pyc(code, bytes(8), False)
            name += "c"
        made.writestr(zipfile.ZipInfo(name), bytes(content))
`);
} catch (error) {
  console.error(String(error.message).slice(-2000));
  process.exit(1);
}
process.exit(0);
