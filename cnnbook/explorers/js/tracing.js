// @ts-check
// What the layers of a network do to a shape, what they cost, and which pixels a value sees.
import { outputSize, samePadding } from "./arithmetic.js";

/** @typedef {number[]} Shape height, width and channels; or units alone */

/**
 * @typedef {object} Layer
 * @property {string} kind "conv", "pool", "global pool", "flatten" or "dense"
 * @property {number} [filters]
 * @property {number} [kernel_size]
 * @property {number} [size] of a pool's window
 * @property {number} [stride]
 * @property {number|string} [padding] "valid", "same" or pixels on each side
 * @property {string} [mode] "max" or "average"
 * @property {number} [units]
 * @property {boolean} [bias]
 */

/**
 * @typedef {object} Row
 * @property {Shape} shape what comes out
 * @property {number} parameters
 * @property {number} work multiplications for one image
 * @property {number|null} field input pixels, along an axis, that a value sees
 * @property {number|null} jump input pixels between neighbouring values
 */

/** @typedef {{layer: number, words: string}} Problem */

/**
 * Follow an image through a network, as far as its layers fit.
 * @param {Shape} input height, width, channels
 * @param {Layer[]} layers
 * @returns {{rows: Row[], problem: Problem|null}} a row for the input and one for each layer
 */
export function follow(input, layers) {
  /** @type {Row[]} */
  const rows = [{ shape: input, parameters: 0, work: 0, field: 1, jump: 1 }];
  for (const [index, layer] of layers.entries()) {
    const before = rows[index];
    const words = misfit(before.shape, layer);
    if (words) return { rows, problem: { layer: index + 1, words } };
    rows.push(after(before, layer));
  }
  return { rows, problem: null };
}

/**
 * Say why a layer does not fit, and what would help; nothing when it fits.
 * @param {Shape} shape
 * @param {Layer} layer
 * @returns {string}
 */
function misfit(shape, layer) {
  if (layer.kind === "flatten") return "";
  if (layer.kind === "dense")
    return shape.length === 1
      ? ""
      : `A dense layer needs one line of numbers, and gets ${shape.join("×")}: add a flatten layer before it.`;
  if (shape.length === 1)
    return `A ${layer.kind} layer needs rows and columns, and gets one line of ${shape[0]} numbers: move it up, before the layer that makes the line, or remove it.`;
  if (layer.kind === "global pool") return "";
  const f = side(layer);
  const least = Math.min(shape[0], shape[1]);
  const [before, after] = ends(layer, least);
  if (f <= least + before + after) return "";
  const padded = before ? `, padded to ${shape[0] + 2 * before}×${shape[1] + 2 * before}` : "";
  const most = least + 2 * before;
  return `A window of ${f}×${f} is larger than the map of ${shape[0]}×${shape[1]}${padded}: make it at most ${most}×${most}, or pad more.`;
}

/**
 * @param {Row} before
 * @param {Layer} layer one that fits
 * @returns {Row}
 */
function after(before, layer) {
  const { shape, field, jump } = before;
  const bias = layer.bias ? 1 : 0;
  if (layer.kind === "dense") {
    const units = layer.units ?? 0;
    return { shape: [units], parameters: (shape[0] + bias) * units, work: shape[0] * units, field: null, jump: null };
  }
  if (layer.kind === "flatten" || layer.kind === "global pool") {
    const length = layer.kind === "flatten" ? shape.reduce((all, size) => all * size, 1) : shape[2];
    return { shape: [length], parameters: 0, work: 0, field: null, jump: null };
  }
  const f = side(layer);
  const [height, width] = [shape[0], shape[1]].map((n) => places(layer, n));
  const [r, j] = [/** @type {number} */ (field), /** @type {number} */ (jump)];
  const wider = { field: r + (f - 1) * j, jump: j * (layer.stride ?? 1) };
  if (layer.kind === "pool") return { shape: [height, width, shape[2]], parameters: 0, work: 0, ...wider };
  const [filters, weights] = [layer.filters ?? 0, f * f * shape[2]];
  return {
    shape: [height, width, filters],
    parameters: (weights + bias) * filters,
    work: height * width * weights * filters,
    ...wider,
  };
}

/** @param {Layer} layer @returns {number} the window's height and width */
export function side(layer) {
  return layer.kernel_size ?? layer.size ?? 1;
}

/** @param {Layer} layer @param {number} n @returns {[number, number]} padding before and after */
function ends(layer, n) {
  if (layer.padding === "same") return samePadding(n, side(layer), layer.stride);
  const p = layer.padding === "valid" ? 0 : Number(layer.padding);
  return [p, p];
}

/** @param {Layer} layer @param {number} n @returns {number} windows along an axis of n values */
function places(layer, n) {
  return outputSize(n, side(layer), ...ends(layer, n), layer.stride);
}

/**
 * Find the rows (or columns) of the input that some rows of an output depend on.
 * @param {number} n height (or width) of the input
 * @param {Layer[]} layers windows that fit
 * @param {number[]} outputs rows of the last layer's output
 * @returns {{pixels: number[], low: number, high: number}} the pixels in order, and the ends
 *   that the field would have if the image went on for ever
 */
export function seen(n, layers, outputs) {
  const sizes = [n];
  for (const layer of layers) sizes.push(places(layer, sizes[sizes.length - 1]));
  let pixels = outputs;
  let [low, high] = [outputs[0], outputs[outputs.length - 1]];
  for (const [index, layer] of [...layers.entries()].reverse()) {
    const [f, s, [before]] = [side(layer), layer.stride ?? 1, ends(layer, sizes[index])];
    [low, high] = [low * s - before, high * s - before + f - 1];
    const taps = new Set(
      pixels.flatMap((place) => Array.from({ length: f }, (_, tap) => place * s - before + tap)),
    );
    pixels = [...taps].filter((at) => at >= 0 && at < sizes[index]).sort((a, b) => a - b);
  }
  return { pixels, low, high };
}
