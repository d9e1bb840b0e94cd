// @ts-check
// What one value of a network sees, in words.

/** @typedef {{pixels: number[], low: number, high: number}} Axis what `seen` returns */

/**
 * Say which pixels of the input a place sees.
 * @param {string} name of the layer
 * @param {number[]} shape of its output
 * @param {[number, number]} place row and column; of no use where the output has none
 * @param {Axis[]} axes what is seen of the rows and of the columns
 * @param {number[]} input height, width, channels
 * @returns {string}
 */
export function tellField(name, shape, [row, column], axes, input) {
  const [rows, columns] = axes;
  const within = `${span("row", rows.pixels)} and ${span("column", columns.pixels)}`;
  const size = `${rows.pixels.length}×${columns.pixels.length}`;
  if (shape.length === 1) {
    const all = axes.every(({ pixels }, axis) => pixels.length === input[axis]);
    const what = `The ${shape[0]} numbers of ${name} lie in no rows and columns`;
    return `${what}: together they see ${all ? "the whole input" : within}.`;
  }
  const who = `Row ${row}, column ${column} of ${name}`;
  if (rows.pixels.length === 0 || columns.pixels.length === 0) return `${who} sees nothing but padding.`;
  const [above, below] = outside(rows);
  const [left, right] = outside(columns);
  const padding = [
    count(above, "row", "above"),
    count(below, "row", "below"),
    count(left, "column", "on the left"),
    count(right, "column", "on the right"),
  ].filter((words) => words);
  const listed = padding.join(", ").replace(/, ([^,]*)$/, " and $1");
  return `${who} sees ${within}: ${size} pixels.${listed && ` Padding stands for ${listed}.`}`;
}

/** @param {Axis} axis @returns {[number, number]} how far the field reaches past what is seen */
function outside({ pixels, low, high }) {
  return [pixels[0] - low, high - pixels[pixels.length - 1]];
}

/** @param {number} number @param {string} name @param {string} where */
function count(number, name, where) {
  return number && `${number} ${name}${number === 1 ? "" : "s"} ${where}`;
}

/** @param {string} name @param {number[]} pixels */
function span(name, pixels) {
  const [first, last] = [pixels[0], pixels[pixels.length - 1]];
  if (pixels.length <= 1) return `${name} ${first}`;
  const all = last - first + 1;
  return `${name}s ${first} to ${last}${pixels.length < all ? ` (${pixels.length} of these ${all})` : ""}`;
}
