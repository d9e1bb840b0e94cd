// Python in a worker: a page asks, this answers. Nothing leaves the site, and the page is
// never held up, whatever the reader's code does.

import { loadPyodide } from "pyodide";

import { Parts, PARTS, place } from "./parts.js";

const MEMORY = 1 << 30;

const post = (/** @type {object} */ message) => self.postMessage(message);
/**
 * The worker's name says what it takes besides: on a page of exercises its chapter, as in
 * `ch04`, and no other's; on a chapter `cells`, and the parts that draw.
 */
const [kind, ...more] = self.name.split(" ");
const OWN = kind === "cells" ? more : [kind];
const NEEDED = ["core", "wasm", "library", "numpy", "cnnbook", ...OWN];
const total = NEEDED.reduce((sum, name) => sum + PARTS[name].bytes, 0);
let arrived = 0;

const parts = new Parts(new URL("./", self.location.href).href, "library", (bytes, kept) => {
  arrived += bytes;
  post({ progress: arrived, total, kept });
});

/** Let Python have no more memory than a phone can spare: it then says so, as a MemoryError. */
const Memory = WebAssembly.Memory;
WebAssembly.Memory = /** @type {typeof Memory} */ (
  function (/** @type {WebAssembly.MemoryDescriptor} */ { initial, maximum, ...rest }) {
    const most = Math.min(maximum ?? Infinity, MEMORY / 65536);
    return new Memory({ ...rest, initial, maximum: Math.max(initial, most) });
  }
);
WebAssembly.Memory.prototype = Memory.prototype;

/** Start Python; return what answers. */
async function start() {
  const files = NEEDED.slice(3).map((name) => parts.bytes(name));
  for (const file of files) file.catch(() => undefined);
  const address = await parts.core();
  await import(address);
  URL.revokeObjectURL(address);
  const python = await loadPyodide({
    indexURL: parts.home,
    stdLibURL: `${parts.home}python_stdlib.zip`,
    env: { HOME: "/home/pyodide", PYTHONDONTWRITEBYTECODE: "1" },
  });
  for (const file of files) place(python.FS, await file);
  const send = (/** @type {string} */ printed) => post({ printed });
  const answers = kind === "cells" ? "cnnbook.page.cells" : "cnnbook.page.session";
  return python.pyimport(answers).answering(send);
}

/** @type {((method: string, given: string) => string) | undefined} */
let ask;

start().then(
  (started) => {
    ask = started;
    post({ ready: true, speed: speed() });
    parts.tidy();
  },
  (error) => post({ failed: String(error?.message ?? error) })
);

/** Return how many milliseconds a small piece of Python takes: phones are slower. */
function speed() {
  const before = performance.now();
  ask?.("run", JSON.stringify(["speed", "for _ in range(100_000): pass"]));
  return performance.now() - before;
}

self.onmessage = ({ data }) => {
  const { number, method, given } = data;
  try {
    post({ number, reply: JSON.parse(/** @type {any} */ (ask)(method, JSON.stringify(given))) });
  } catch (error) {
    // Python itself has broken down: the page starts another one.
    post({ number, broken: String(error).slice(0, 300) });
  }
};
