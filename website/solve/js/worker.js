// Python in a worker: a page asks, this answers. Nothing leaves the site, and the page is
// never held up, whatever the reader's code does.

import { loadPyodide } from "pyodide";

/** What Python is made of: by its name the file beside this one, and its size in bytes. */
const PARTS = /** @type {Record<string, {file: string, bytes: number}>} */ (__PARTS__);
const CACHE = "cnnbook-python";
const MEMORY = 1 << 30;
/** Names under which Pyodide asks for files that come with this one. */
const ASKED = { "pyodide.asm.wasm": "wasm", "python_stdlib.zip": "library" };

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

/**
 * Count what arrives, for the page's progress.
 * @param {ReadableStream<Uint8Array>} stream
 * @param {boolean} kept
 */
const counted = (stream, kept) =>
  stream.pipeThrough(
    new TransformStream({
      transform(chunk, controller) {
        arrived += chunk.byteLength;
        post({ progress: arrived, total, kept });
        controller.enqueue(chunk);
      },
    })
  );

/**
 * Unpack a stream, unless the server has already told the browser to.
 * @param {ReadableStream<Uint8Array>} stream
 */
async function unpacked(stream) {
  const reader = stream.getReader();
  const first = await reader.read();
  const rest = new ReadableStream({
    start(controller) {
      if (first.value) controller.enqueue(first.value);
    },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  const packed = first.value?.[0] === 0x1f && first.value?.[1] === 0x8b;
  return packed ? rest.pipeThrough(new DecompressionStream("gzip")) : rest;
}

/** The cache for later visits, where the browser lets a page have one. */
const cache = self.caches?.open(CACHE).catch(() => undefined);

/** Forget the parts of an earlier edition of the book. */
async function tidy() {
  const open = await cache;
  const files = new Set(Object.values(PARTS).map((part) => part.file));
  for (const { url } of (await open?.keys()) ?? []) {
    if (!files.has(new URL(url).pathname.split("/").at(-1) ?? "")) await open?.delete(url);
  }
}

/**
 * Fetch a part, or take it from an earlier visit.
 * @param {string} name
 * @returns {Promise<ReadableStream<Uint8Array>>}
 */
async function part(name) {
  const url = new URL(PARTS[name].file, self.location.href).href;
  const open = await cache;
  const before = await open?.match(url).catch(() => undefined);
  if (before?.body) return unpacked(counted(before.body, true));
  const response = await original(url, { cache: "no-store" });
  if (!response.ok || !response.body) {
    throw new Error(`${PARTS[name].file} did not come: the server says ${response.status}.`);
  }
  const [now, later] = response.body.tee();
  const keeping = open?.put(url, new Response(later)).catch(() => undefined);
  if (!keeping) later.cancel();
  return unpacked(counted(now, false));
}

const bytes = async (/** @type {string} */ name) =>
  new Uint8Array(await new Response(await part(name)).arrayBuffer());

const original = self.fetch.bind(self);

/** Give Pyodide the files that it asks for: they have other names here, and are packed. */
self.fetch = async (input, options) => {
  const url = new URL(typeof input === "object" && "url" in input ? input.url : input, self.location.href);
  const asked = url.pathname.split("/").at(-1) ?? "";
  if (asked === "pyodide-lock.json") return Response.json(LOCK);
  const name = ASKED[/** @type {keyof typeof ASKED} */ (asked)];
  if (!name) return original(input, options);
  const type = name === "wasm" ? "application/wasm" : "application/zip";
  return new Response(await part(name), { headers: { "content-type": type } });
};
const LOCK = {
  info: { arch: "wasm32", platform: "emscripten_3_1_58", version: "0.27.7", python: "3.12.7" },
  packages: {},
};

/** Let Python have no more memory than a phone can spare: it then says so, as a MemoryError. */
const Memory = WebAssembly.Memory;
WebAssembly.Memory = /** @type {typeof Memory} */ (
  function (/** @type {WebAssembly.MemoryDescriptor} */ { initial, maximum, ...rest }) {
    const most = Math.min(maximum ?? Infinity, MEMORY / 65536);
    return new Memory({ ...rest, initial, maximum: Math.max(initial, most) });
  }
);
WebAssembly.Memory.prototype = Memory.prototype;

/**
 * Put the files of a part in their places: a list of names and sizes, a line's end, and the
 * contents.
 * @param {any} files Pyodide's file system
 * @param {Uint8Array<ArrayBuffer>} content
 */
function place(files, content) {
  const start = content.indexOf(10) + 1;
  const names = JSON.parse(new TextDecoder().decode(content.subarray(0, start)));
  const known = new Set();
  let at = start;
  for (const [name, size] of names) {
    const path = `/lib/python3.12/site-packages/${name}`;
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!known.has(folder)) files.mkdirTree(folder);
    known.add(folder);
    files.writeFile(path, content.subarray(at, (at += size)), { canOwn: true });
  }
}

/** Start Python; return what answers. */
async function start() {
  const parts = NEEDED.slice(3).map(bytes);
  for (const part of parts) part.catch(() => undefined);
  const core = new Blob([await bytes("core")], { type: "text/javascript" });
  const address = URL.createObjectURL(core);
  await import(address);
  URL.revokeObjectURL(address);
  const home = new URL("./", self.location.href).href;
  const python = await loadPyodide({
    indexURL: home,
    stdLibURL: `${home}python_stdlib.zip`,
    env: { HOME: "/home/pyodide", PYTHONDONTWRITEBYTECODE: "1" },
  });
  for (const part of parts) place(python.FS, await part);
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
    tidy();
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
