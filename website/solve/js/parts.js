// The files that Python is made of, in a worker: fetched, kept for later visits, unpacked
// and put in their places.

/** What Python is made of: by its name the file in the book's folder, and its size in bytes. */
export const PARTS = /** @type {Record<string, {file: string, bytes: number}>} */ (__PARTS__);
const CACHE = "cnnbook-python";
const LOCK = {
  info: { arch: "wasm32", platform: "emscripten_3_1_58", version: "0.27.7", python: "3.12.7" },
  packages: {},
};

export class Parts {
  /**
   * @param {string} home the address of the folder that has the files
   * @param {string} library the part that is Python's own library
   * @param {(bytes: number, kept: boolean) => void} tell is told of what arrives
   */
  constructor(home, library, tell = () => undefined) {
    this.home = home;
    this.tell = tell;
    /** Names under which Pyodide asks for files that come with this one. */
    this.asked = { "pyodide.asm.wasm": "wasm", "python_stdlib.zip": library };
    /** The cache for later visits, where the browser lets a page have one. */
    this.cache = self.caches?.open(CACHE).catch(() => undefined);
    this.fetch = self.fetch.bind(self);
    self.fetch = this.given.bind(this);
  }

  /** Forget the parts of an earlier edition of the book. */
  async tidy() {
    const open = await this.cache;
    const files = new Set(Object.values(PARTS).map((part) => part.file));
    for (const { url } of (await open?.keys()) ?? []) {
      if (!files.has(new URL(url).pathname.split("/").at(-1) ?? "")) await open?.delete(url);
    }
  }

  /**
   * Count what arrives, for the page's progress.
   * @param {ReadableStream<Uint8Array>} stream
   * @param {boolean} kept
   */
  counted(stream, kept) {
    const tell = this.tell;
    return stream.pipeThrough(
      new TransformStream({
        transform(chunk, controller) {
          tell(chunk.byteLength, kept);
          controller.enqueue(chunk);
        },
      })
    );
  }

  /**
   * Fetch a part, or take it from an earlier visit.
   * @param {string} name
   * @returns {Promise<ReadableStream<Uint8Array>>}
   */
  async part(name) {
    const url = new URL(PARTS[name].file, this.home).href;
    const open = await this.cache;
    const before = await open?.match(url).catch(() => undefined);
    if (before?.body) return unpacked(this.counted(before.body, true));
    const response = await this.fetch(url, { cache: "no-store" });
    if (!response.ok || !response.body) {
      throw new Error(`${PARTS[name].file} did not come: the server says ${response.status}.`);
    }
    const [now, later] = response.body.tee();
    const keeping = open?.put(url, new Response(later)).catch(() => undefined);
    if (!keeping) later.cancel();
    return unpacked(this.counted(now, false));
  }

  /** @param {string} name */
  async bytes(name) {
    return new Uint8Array(await new Response(await this.part(name)).arrayBuffer());
  }

  /** Return the address of Pyodide's own script, as long as it is loaded from it. */
  async core() {
    const core = new Blob([await this.bytes("core")], { type: "text/javascript" });
    return URL.createObjectURL(core);
  }

  /**
   * Give Pyodide the files that it asks for: they have other names here, and are packed.
   * @param {RequestInfo | URL} input
   * @param {RequestInit} [options]
   */
  async given(input, options) {
    const address = typeof input === "object" && "url" in input ? input.url : input;
    const url = new URL(address, self.location.href);
    const asked = url.pathname.split("/").at(-1) ?? "";
    if (asked === "pyodide-lock.json") return Response.json(LOCK);
    const name = this.asked[/** @type {keyof typeof this.asked} */ (asked)];
    if (!name) return this.fetch(input, options);
    const type = name === "wasm" ? "application/wasm" : "application/zip";
    return new Response(await this.part(name), { headers: { "content-type": type } });
  }
}

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

/**
 * Put the files of a part in their places: a list of names and sizes, a line's end, and the
 * contents.
 * @param {any} files Pyodide's file system
 * @param {Uint8Array<ArrayBuffer>} content
 */
export function place(files, content) {
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
