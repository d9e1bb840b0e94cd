// @ts-check
// Kernel gallery: a photograph through a kernel that can be chosen, changed and read.
import { beyond, filter } from "./arithmetic.js";
import { Grid, choice, clamp, define, format, h, labelled, stepper, titled, widget, write } from "./shared.js";

/** @typedef {import("./shared.js").State} State */

const OWN = "own weights";
const BORDERS = ["valid", "zeros", "copies", "wrap"];
const SCALES = ["0 in the middle", "absolute value", "cut off below 0"];
const SIDE = 112;

/**
 * @param {ShadowRoot} root
 * @param {State} state picture, kernel, presets, border, scale, row and column
 * @param {(part: State) => void} onChange
 */
function mount(root, state, onChange) {
  let { picture, kernel, border, scale, row, column } = state;
  const presets = state.presets;
  let image = unpack(picture);
  let map = /** @type {number[][]} */ ([]);

  const weights = new Grid({
    label: "kernel",
    onEdit: (i, j, value) => {
      const changed = kernel.map((/** @type {number[]} */ values) => [...values]);
      changed[i][j] = value;
      set({ kernel: changed });
    },
  });
  const preset = choice([OWN, ...Object.keys(presets)], (name) => {
    if (name in presets) set({ kernel: presets[name] });
  });
  const borders = choice(BORDERS, (name) => set({ border: name }));
  const scales = choice(SCALES, (name) => set({ scale: name }));
  const rows = stepper(0, 255, (value) => look(value, column));
  const columns = stepper(0, 255, (value) => look(row, value));
  const file = /** @type {HTMLInputElement} */ (
    h("input", { type: "file", accept: "image/*", onchange: () => open() })
  );
  const before = canvas("the photograph", (i, j) => look(i - offset(), j - offset()));
  const after = canvas("what the kernel makes of it", look);
  const terms = h("ol", { class: "terms", "aria-label": "the products of the window" });
  const status = h("p", { class: "status", role: "status" });

  root.append(
    h(
      "div",
      { class: "explorer", role: "group", "aria-label": "Kernel gallery" },
      h(
        "div",
        { class: "bar" },
        labelled("named kernel", preset),
        labelled("border", borders),
        labelled("shades", scales),
        labelled("row", rows),
        labelled("column", columns),
      ),
      h("div", { class: "boxes photos" }, titled("kernel", weights), before.box, after.box),
      terms,
      status,
      h(
        "div",
        { class: "bar", style: "margin: 10px 0 0" },
        labelled("Your own picture (it goes no further than this page or notebook):", file),
      ),
    ),
  );

  /** @param {string} name @param {(i: number, j: number) => void} onPlace */
  function canvas(name, onPlace) {
    const element = /** @type {HTMLCanvasElement} */ (h("canvas", { role: "img", "aria-label": name }));
    const frame = h("span", { class: "frame", "aria-hidden": "true" });
    const place = (/** @type {PointerEvent} */ event) => {
      const at = element.getBoundingClientRect();
      onPlace(
        Math.floor(((event.clientY - at.top) / at.height) * element.height),
        Math.floor(((event.clientX - at.left) / at.width) * element.width),
      );
    };
    element.addEventListener("pointermove", place);
    element.addEventListener("pointerdown", place);
    const stack = h("div", { class: "photo" }, element, frame);
    return { element, frame, box: h("div", {}, h("p", { class: "title" }, name), stack) };
  }

  function offset() {
    return border === "valid" ? (kernel.length - 1) / 2 : 0;
  }

  /** @param {State} part */
  function set(part) {
    ({ picture, kernel, border, scale, row, column } = {
      picture, kernel, border, scale, row, column, ...part,
    });
    if ("picture" in part) image = unpack(picture);
    onChange(part);
    draw();
  }

  /** Look at a value of the map. Not synced: the mouse would write into the notebook.
   * @param {number} i @param {number} j */
  function look(i, j) {
    row = clamp(i, map.length);
    column = clamp(j, map[0].length);
    tell();
  }

  async function open() {
    const chosen = file.files?.[0];
    if (!chosen) return;
    try {
      set({ picture: await read(chosen), row: 0, column: 0 });
    } catch {
      status.textContent = `“${chosen.name}” is not a picture that this browser can read.`;
    }
  }

  function draw() {
    map = filter(image, kernel, border);
    row = clamp(row, map.length);
    column = clamp(column, map[0].length);
    weights.show(kernel);
    const same = (/** @type {string} */ name) => JSON.stringify(presets[name]) === JSON.stringify(kernel);
    preset.value = Object.keys(presets).find(same) ?? OWN;
    borders.value = border;
    scales.value = scale;
    paint(before.element, image, (value) => value);
    const most = Math.max(...kernel.flat().map(Math.abs), 1e-9);
    const positive = kernel.flat().reduce((/** @type {number} */ s, /** @type {number} */ w) => s + Math.max(w, 0), 0);
    const negative = kernel.flat().reduce((/** @type {number} */ s, /** @type {number} */ w) => s - Math.min(w, 0), 0);
    const reach = Math.max(positive, negative, most);
    paint(after.element, map, (value) => {
      const share = value / reach; // between -255 and 255
      if (scale === SCALES[0]) return 127.5 + share / 2;
      return scale === SCALES[1] ? Math.abs(share) : share;
    });
    tell();
  }

  function tell() {
    [rows.max, columns.max] = [map.length, map[0].length].map((n) => String(n - 1));
    write(rows, row);
    write(columns, column);
    const [f, g] = [kernel.length, kernel[0].length];
    const half = (f - 1) / 2;
    const shift = border === "valid" ? 0 : half;
    terms.replaceChildren(
      ...kernel.flatMap((/** @type {number[]} */ values, /** @type {number} */ u) =>
        values.map((weight, v) => {
          const pixel = beyond(image, row + u - shift, column + v - shift, border);
          return h("li", {}, `${format(pixel)} · ${weight < 0 ? `(${format(weight)})` : format(weight)}`);
        }),
      ),
    );
    status.textContent = `Row ${row}, column ${column}: the nine products add up to ${format(map[row][column])}.`;
    frame(before, row - shift, column - shift, f, g);
    frame(after, row, column, 1, 1);
  }

  /** @param {{element: HTMLCanvasElement, frame: HTMLElement}} where
   * @param {number} top @param {number} left @param {number} height @param {number} width */
  function frame(where, top, left, height, width) {
    const { style } = where.frame;
    style.top = `${(100 * top) / where.element.height}%`;
    style.left = `${(100 * left) / where.element.width}%`;
    style.height = `${(100 * height) / where.element.height}%`;
    style.width = `${(100 * width) / where.element.width}%`;
  }

  draw();
  return {
    update(/** @type {State} */ next) {
      ({ picture, kernel, border, scale, row, column } = next);
      image = unpack(picture);
      draw();
    },
  };
}

/** @param {{width: number, data: string}} picture grey values, base64 @returns {number[][]} */
function unpack(picture) {
  const bytes = Uint8Array.from(atob(picture.data), (letter) => letter.charCodeAt(0));
  const height = bytes.length / picture.width;
  return Array.from({ length: height }, (_, i) => [
    ...bytes.subarray(i * picture.width, (i + 1) * picture.width),
  ]);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number[][]} values
 * @param {(value: number) => number} shade 0 (black) to 255 (white)
 */
function paint(canvas, values, shade) {
  canvas.height = values.length;
  canvas.width = values[0].length;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const pixels = context.createImageData(canvas.width, canvas.height);
  values.flat().forEach((value, place) => {
    const grey = shade(value); // clamped to 0 … 255 by the array
    pixels.data.set([grey, grey, grey, 255], 4 * place);
  });
  context.putImageData(pixels, 0, 0);
}

/** Read a picture file, crop it to a square and turn it grey.
 * @param {File} chosen */
async function read(chosen) {
  const bitmap = await createImageBitmap(chosen);
  const side = Math.min(bitmap.width, bitmap.height);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const [x, y] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
  context.drawImage(bitmap, x, y, side, side, 0, 0, SIDE, SIDE);
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  let letters = "";
  for (let at = 0; at < data.length; at += 4) {
    const grey = 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
    letters += String.fromCharCode(Math.round(grey));
  }
  return { width: SIDE, data: btoa(letters) };
}

define("cb-kernel-gallery", mount);
export default widget(mount, ["picture", "kernel", "presets", "border", "scale", "row", "column"]);
