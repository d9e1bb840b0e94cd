// @ts-check
// What the explorers compute. Tested in Node against cnnbook.ops and cnnbook.arithmetic.

/** @typedef {number[][]} Matrix */

/**
 * Slide the kernel over the image as it is, and sum the products in each window.
 * @param {Matrix} image
 * @param {Matrix} kernel
 * @returns {Matrix}
 */
export function correlate(image, kernel) {
  const height = outputSize(image.length, kernel.length);
  const width = outputSize(image[0].length, kernel[0].length);
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, column) =>
      products(image, kernel, row, column).reduce((sum, term) => sum + term.product, 0),
    ),
  );
}

/**
 * Turn a kernel by half a turn: both axes flipped.
 * @param {Matrix} kernel
 * @returns {Matrix}
 */
export function flip(kernel) {
  return kernel.map((row) => [...row].reverse()).reverse();
}

/** @typedef {{pixel: number, weight: number, product: number, sum: number}} Term */

/**
 * List the terms of one window, row by row, each with the sum so far.
 * @param {Matrix} image
 * @param {Matrix} kernel
 * @param {number} row top row of the window
 * @param {number} column left column of the window
 * @returns {Term[]}
 */
export function products(image, kernel, row, column) {
  let sum = 0;
  return kernel.flatMap((weights, i) =>
    weights.map((weight, j) => {
      const pixel = image[row + i][column + j];
      const product = pixel * weight;
      sum += product;
      return { pixel, weight, product, sum };
    }),
  );
}

/**
 * Count the windows along one axis; 0 when the kernel does not fit.
 * @param {number} n input size
 * @param {number} f kernel size
 * @param {number} [before] padding before
 * @param {number} [after] padding after
 * @param {number} [s] stride
 * @param {number} [d] dilation: distance between neighbouring weights
 * @returns {number}
 */
export function outputSize(n, f, before = 0, after = before, s = 1, d = 1) {
  const room = n + before + after - (d * (f - 1) + 1);
  return room < 0 ? 0 : Math.floor(room / s) + 1;
}

/**
 * Return TensorFlow's "same" padding, [before, after].
 * @param {number} n
 * @param {number} f
 * @param {number} [s]
 * @param {number} [d]
 * @returns {[number, number]}
 */
export function samePadding(n, f, s = 1, d = 1) {
  const total = Math.max((Math.ceil(n / s) - 1) * s + d * (f - 1) + 1 - n, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/**
 * Count in how many windows each pixel of one axis lies.
 * @param {number} n
 * @param {number} f
 * @param {number} before
 * @param {number} after
 * @param {number} s
 * @param {number} [d]
 * @returns {number[]}
 */
export function usage(n, f, before, after, s, d = 1) {
  const counts = new Array(n).fill(0);
  const windows = outputSize(n, f, before, after, s, d);
  for (let window = 0; window < windows; window += 1) {
    for (let tap = 0; tap < f; tap += 1) {
      const pixel = window * s + tap * d - before;
      if (pixel >= 0 && pixel < n) counts[pixel] += 1;
    }
  }
  return counts;
}

/**
 * Keep the largest value, or the mean, of each window.
 * @param {Matrix} image
 * @param {number} size
 * @param {number} stride
 * @param {string} mode "max" or "average"
 * @returns {Matrix} empty when the window does not fit
 */
export function pool(image, size, stride, mode) {
  const height = outputSize(image.length, size, 0, 0, stride);
  const width = outputSize(image[0].length, size, 0, 0, stride);
  if (width === 0) return [];
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, column) => {
      const values = inside(image, size, row * stride, column * stride);
      return mode === "max"
        ? Math.max(...values)
        : values.reduce((sum, value) => sum + value, 0) / values.length;
    }),
  );
}

/**
 * List the values of one window, row by row.
 * @param {Matrix} image
 * @param {number} size
 * @param {number} top
 * @param {number} left
 * @returns {number[]}
 */
export function inside(image, size, top, left) {
  return image.slice(top, top + size).flatMap((values) => values.slice(left, left + size));
}

/**
 * Move everything one pixel to the right; zeros come in at the left.
 * @param {Matrix} image
 * @returns {Matrix}
 */
export function shift(image) {
  return image.map((values) => [0, ...values.slice(0, -1)]);
}

/**
 * Slide a kernel of odd size over an image, with something beyond its border.
 * @param {Matrix} image
 * @param {Matrix} kernel
 * @param {string} border "valid", "zeros", "copies" of the edge pixels, or "wrap" around
 * @returns {Matrix}
 */
export function filter(image, kernel, border) {
  const [height, width] = [image.length, image[0].length];
  const [f, g] = [kernel.length, kernel[0].length];
  const [up, left] = border === "valid" ? [0, 0] : [(f - 1) / 2, (g - 1) / 2];
  const rows = outputSize(height, f, up);
  const columns = outputSize(width, g, left);
  return Array.from({ length: rows }, (_, i) => {
    const row = new Array(columns);
    for (let j = 0; j < columns; j += 1) {
      let sum = 0;
      for (let u = 0; u < f; u += 1) {
        for (let v = 0; v < g; v += 1) {
          sum += kernel[u][v] * beyond(image, i + u - up, j + v - left, border);
        }
      }
      row[j] = sum;
    }
    return row;
  });
}

/**
 * Return a pixel, or what the border mode puts in its place.
 * @param {Matrix} image
 * @param {number} row
 * @param {number} column
 * @param {string} border
 * @returns {number}
 */
export function beyond(image, row, column, border) {
  const [height, width] = [image.length, image[0].length];
  if (row >= 0 && row < height && column >= 0 && column < width) return image[row][column];
  if (border === "zeros") return 0;
  if (border === "wrap") return image[(row + height) % height][(column + width) % width];
  const nearest = (/** @type {number} */ at, /** @type {number} */ size) =>
    Math.min(Math.max(at, 0), size - 1);
  return image[nearest(row, height)][nearest(column, width)];
}

/** @typedef {number[][][]} Volume rows, columns, channels */
/** @typedef {number[][][][]} Filters rows, columns, channels in, channels out */

/**
 * Add up the products of one window in each channel.
 * @param {Volume} image
 * @param {Filters} filters
 * @param {number} which filter
 * @param {number} row
 * @param {number} column
 * @returns {number[]} one sum for each channel
 */
export function channelSums(image, filters, which, row, column) {
  return image[0][0].map((_, channel) =>
    filters.reduce(
      (sum, line, u) =>
        line.reduce((part, slices, v) => part + slices[channel][which] * image[row + u][column + v][channel], sum),
      0,
    ),
  );
}

/**
 * Apply one filter to a volume, without bias.
 * @param {Volume} image
 * @param {Filters} filters
 * @param {number} which
 * @returns {Matrix}
 */
export function volumeMap(image, filters, which) {
  const height = outputSize(image.length, filters.length);
  const width = outputSize(image[0].length, filters[0].length);
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, column) =>
      channelSums(image, filters, which, row, column).reduce((sum, part) => sum + part, 0),
    ),
  );
}

/**
 * How wrong a value is, and how the loss changes with it: squared, or as a classifier. There
 * a ReLU follows, the scores 4a − 2 and 0, a softmax and cross-entropy: p − y goes back.
 * @param {number} value
 * @param {number} wanted with cross-entropy 0 or 1
 * @param {string} loss "squared error" or "cross-entropy"
 * @returns {[number, number]} the loss, and the message to the value
 */
function wrong(value, wanted, loss) {
  if (loss !== "cross-entropy") return [(value - wanted) ** 2, 2 * (value - wanted)];
  const score = 4 * Math.max(value, 0) - 2;
  const against = wanted === 1 ? -score : score;
  const cost = Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
  const p = 1 / (1 + Math.exp(-score));
  return [cost, value > 0 ? 4 * (p - wanted) : 0];
}

/**
 * Return the loss of two weights on a row of pixels, and its slopes.
 * @param {number[]} pixels
 * @param {number[]} wanted one fewer than the pixels
 * @param {number} left
 * @param {number} right
 * @param {string} [loss]
 * @returns {[number, number, number]} loss, slope along the left and along the right weight
 */
export function ground(pixels, wanted, left, right, loss = "squared error") {
  const sums = [0, 0, 0];
  wanted.forEach((aim, i) => {
    const [cost, message] = wrong(left * pixels[i] + right * pixels[i + 1], aim, loss);
    [cost, message * pixels[i], message * pixels[i + 1]].forEach((part, k) => (sums[k] += part));
  });
  return /** @type {[number, number, number]} */ (sums.map((sum) => sum / wanted.length));
}

/**
 * Follow gradient descent over the two weights of a kernel on one row of pixels.
 * @param {number[]} pixels
 * @param {number[]} wanted one fewer than the pixels
 * @param {number} left
 * @param {number} right
 * @param {number} rate
 * @param {number} steps
 * @param {string} [loss]
 * @returns {[number, number, number][]} the weights and the loss, before and after each step
 */
export function descent(pixels, wanted, left, right, rate, steps, loss) {
  /** @type {[number, number, number][]} */
  const path = [];
  for (let step = 0; step <= steps; step += 1) {
    const [height, across, up] = ground(pixels, wanted, left, right, loss);
    path.push([left, right, height]);
    left -= rate * across;
    right -= rate * up;
  }
  return path;
}

/**
 * Describe the valley of that loss: lowest + a·x² + 2b·x·y + c·y² around its lowest point.
 * @param {number[]} pixels
 * @param {number[]} wanted
 */
export function bowl(pixels, wanted) {
  const mean = (/** @type {(i: number) => number} */ of) =>
    wanted.reduce((sum, _, i) => sum + of(i), 0) / wanted.length;
  const a = mean((i) => pixels[i] ** 2);
  const b = mean((i) => pixels[i] * pixels[i + 1]);
  const c = mean((i) => pixels[i + 1] ** 2);
  const [p, q] = [0, 1].map((side) => mean((i) => wanted[i] * pixels[i + side]));
  const size = a * c - b * b;
  return { a, b, c, left: (c * p - b * q) / size, right: (a * q - b * p) / size };
}
