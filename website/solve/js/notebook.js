// The reader's work as the chapter's notebook, and back.

/** @typedef {{id: string, name: string, kind: string, shape: number[], starter: string}} Exercise */

const text = (/** @type {any} */ cell) =>
  Array.isArray(cell.source) ? cell.source.join("") : String(cell.source ?? "");

/** The check of an exercise at the end of a cell, with what it is given. */
const CHECK = /\n*^cb\.check\(\s*["']([\w-]+)["'][^\n]*\)[ \t]*$\n*/m;

/**
 * Write the numbers of fields as Python does, in lists of lists.
 * @param {string[]} fields
 * @param {number[]} shape
 * @returns {string}
 */
export function written(fields, shape) {
  if (!shape.length) return fields[0].trim() || "...";
  const step = fields.length / shape[0];
  const parts = Array.from({ length: shape[0] }, (_, i) =>
    written(fields.slice(i * step, (i + 1) * step), shape.slice(1))
  );
  return `[${parts.join(", ")}]`;
}

/**
 * Return the numbers of a list of lists, if there are as many as fields.
 * @param {string} code
 * @param {string} name
 * @param {number[]} shape
 * @returns {string[] | undefined}
 */
export function read(code, name, shape) {
  const found = new RegExp(`^${name}\\s*=\\s*(.*)`, "ms").exec(code);
  if (!found) return undefined;
  const value = found[1].replace(/#.*$/gm, "").trim();
  if (!/^[\s\d.,eE+\-−*/()[\]…]*$|^np\.array\(/.test(value)) return undefined;
  const bare = value.replace(/^np\.array\(([\s\S]*)\)$/, "$1");
  if (/[^\s\d.,eE+\-−*/()[\]]/.test(bare)) return undefined;
  const fields = bare
    .replace(/[[\]()]/g, " ")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => (part === "..." ? "" : part));
  const wanted = shape.reduce((product, size) => product * size, 1);
  return fields.length === wanted ? fields : undefined;
}

/**
 * Put work into the cells of a notebook; return it as it is saved.
 * @param {any} notebook
 * @param {Exercise[]} exercises
 * @param {(exercise: Exercise) => string | undefined} codeOf
 */
export function filled(notebook, exercises, codeOf) {
  const copy = structuredClone(notebook);
  for (const cell of copy.cells) {
    if (cell.cell_type !== "code") continue;
    const check = CHECK.exec(text(cell));
    const exercise = check && exercises.find((one) => one.id === check[1]);
    const code = exercise && codeOf(exercise);
    if (!check || !code) continue;
    const gap = exercise.kind === "code" ? "\n\n\n" : "\n";
    cell.source = `${code.trimEnd()}${gap}${check[0].trim()}`;
    cell.outputs = [];
    cell.execution_count = null;
  }
  return `${JSON.stringify(copy, null, 1)}\n`;
}

/**
 * Return the code of every exercise that a notebook answers, by its id.
 * @param {string} content
 * @param {Exercise[]} exercises
 * @returns {Map<string, string>}
 */
export function answers(content, exercises) {
  let notebook;
  try {
    notebook = JSON.parse(content);
  } catch {
    throw new Error("This file is no notebook: choose one that ends in .ipynb.");
  }
  if (!Array.isArray(notebook?.cells)) {
    throw new Error("This file is no notebook: choose one that ends in .ipynb.");
  }
  const found = new Map();
  for (const cell of notebook.cells) {
    if (cell?.cell_type !== "code") continue;
    const source = text(cell);
    const check = CHECK.exec(source);
    const exercise = check && exercises.find((one) => one.id === check[1]);
    if (!check || !exercise) continue;
    const code = source.replace(CHECK, "\n").trimEnd();
    if (code.trim() !== exercise.starter.trim()) found.set(exercise.id, code);
  }
  if (!found.size) {
    throw new Error(
      "This notebook answers no exercise of this page: is it the one of this chapter?"
    );
  }
  return found;
}
