// @ts-check
// The layers of a network as a table in which one of them can be chosen.
import { MOVES, clamp, grouped, h } from "./shared.js";
import { describe } from "./layer-fields.js";

/** @typedef {import("./tracing.js").Layer} Layer */
/** @typedef {import("./tracing.js").Row} Row */
/** @typedef {import("./tracing.js").Problem} Problem */

const HEADINGS = ["layer", "output", "parameters", "multiply-adds", "sees", "jump", "memory"];

/** A row for the input and one for each layer; one tab stop, in which arrows up and down move. */
export class LayerTable {
  /** @param {(place: number) => void} onChoose gets 0 for the input, 1 for the first layer */
  constructor(onChoose) {
    this.onChoose = onChoose;
    /** @type {{button: HTMLElement, cells: HTMLTableCellElement[]}[]} */
    this.lines = [];
    this.body = h("tbody", { onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event) });
    this.total = HEADINGS.slice(1).map(() => h("td"));
    this.element = h(
      "div",
      { class: "scroll tight" },
      h(
        "table",
        { class: "layers", "aria-label": "layers" },
        h("thead", {}, h("tr", {}, ...HEADINGS.map(heading))),
        this.body,
        h("tfoot", {}, h("tr", {}, h("th", { scope: "row" }, "total"), ...this.total)),
      ),
    );
  }

  /** Build the row of one more layer. */
  grow() {
    const place = this.lines.length;
    const button = h("button", { type: "button", onclick: () => this.onChoose(place) });
    const cells = HEADINGS.slice(1).map(() => /** @type {HTMLTableCellElement} */ (h("td")));
    this.lines.push({ button, cells });
    this.body.append(h("tr", {}, h("th", { scope: "row" }, button), ...cells));
  }

  /**
   * @param {Layer[]} layers
   * @param {{rows: Row[], problem: Problem|null}} traced
   * @param {number} chosen
   */
  show(layers, { rows, problem }, chosen) {
    while (this.lines.length <= layers.length) this.grow();
    while (this.lines.length > layers.length + 1) {
      this.lines.pop();
      this.body.lastChild?.remove();
    }
    this.lines.forEach(({ button, cells }, place) => {
      button.textContent = place === 0 ? "input" : `${place} ${describe(layers[place - 1])}`;
      button.setAttribute("aria-pressed", String(place === chosen));
      button.tabIndex = place === chosen ? 0 : -1;
      const missing = problem?.layer === place;
      const texts = rows[place] ? numbers(rows[place]) : [missing ? "does not fit" : ""];
      cells[0].colSpan = missing ? cells.length : 1;
      cells[0].classList.toggle("missing", missing);
      cells.forEach((cell, at) => {
        cell.textContent = texts[at] ?? "";
        cell.hidden = missing && at > 0;
      });
      if (rows[place]) cells[0].append(narrow(texts[5]));
    });
    const sum = (/** @type {"parameters"|"work"} */ name) =>
      problem ? "" : grouped(rows.reduce((all, row) => all + row[name], 0));
    this.total[1].textContent = sum("parameters");
    this.total[2].textContent = sum("work");
    const kept = rows.reduce((all, { shape }) => all + bytes(shape), 0);
    const whole = problem ? "" : memory(kept);
    this.total[5].textContent = whole;
    this.total[0].replaceChildren(narrow(whole));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const [step] = MOVES[event.key] ?? [0];
    if (step === 0) return;
    event.preventDefault();
    const at = this.lines.findIndex(({ button }) => button.tabIndex === 0);
    const next = clamp(at + step, this.lines.length);
    this.onChoose(next);
    this.lines[next].button.focus();
  }
}

/** @param {string} name */
function heading(name) {
  return h("th", { scope: "col" }, name, ...(name === "output" ? [narrow("memory")] : []));
}

/** Return what stands below the output where the memory has no column. @param {string} text */
function narrow(text) {
  return h("small", { class: "memory" }, text);
}

/** @param {Row} row @returns {string[]} */
function numbers({ shape, parameters, work, field, jump }) {
  const square = (/** @type {number|null} */ side) => (side === null ? "whole" : `${side}×${side}`);
  return [shape.join("×"), grouped(parameters), grouped(work), square(field), square(jump), memory(bytes(shape))];
}

/** Return the memory of what a layer puts out, at four bytes a number. @param {number[]} shape */
export function bytes(shape) {
  return 4 * shape.reduce((all, size) => all * size, 1);
}

/** Write a number of bytes with three digits. @param {number} count */
export function memory(count) {
  if (count < 1000) return `${count} B`;
  const power = Math.min(Math.floor((String(count).length - 1) / 3), 3);
  return `${Number((count / 1000 ** power).toPrecision(3))} ${"kMG"[power - 1]}B`;
}
