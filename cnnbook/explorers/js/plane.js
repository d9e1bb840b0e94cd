// @ts-check
// A map of any size, drawn to scale: some of its cells are lit, and one can be picked.
import { MOVES, clamp, h } from "./shared.js";

/** @typedef {[number, number]} Place row and column */

const SIDE = 224;
const LARGEST_CELL = 28;

/** A map of cells; with `onPick` it is one tab stop, in which the arrow keys move. */
export class Plane {
  /**
   * @param {(row: number, column: number) => void} [onPick] click, touch, arrow keys
   * @param {(place: Place|null) => void} [onPeek] the mouse is over a cell; null when it leaves
   */
  constructor(onPick, onPeek) {
    this.onPick = onPick;
    /** @type {Place} */
    this.size = [1, 1];
    /** @type {Place} */
    this.at = [0, 0];
    const peek = (/** @type {PointerEvent} */ event) => {
      if (event.pointerType === "mouse") onPeek?.(this.place(event));
    };
    this.element = h("div", {
      class: "plane",
      role: onPick ? "application" : "img",
      tabindex: onPick && 0,
      onclick: (/** @type {MouseEvent} */ event) => onPick?.(...this.place(event)),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event),
      onpointermove: peek,
      onpointerleave: () => onPeek?.(null),
    });
  }

  /**
   * Draw the map.
   * @param {Place} size height and width
   * @param {number[]} rows lit rows, in order
   * @param {number[]} columns lit columns, in order
   * @param {string} label what a screen reader says
   */
  show(size, rows, columns, label) {
    this.size = size;
    const [height, width] = size;
    const cell = Math.min(LARGEST_CELL, SIDE / Math.max(height, width));
    const { style } = this.element;
    [style.width, style.height] = [width, height].map((n) => `${Math.max(n * cell, 10)}px`);
    const lines =
      cell < 5
        ? ""
        : Array.from({ length: width - 1 }, (_, j) => `M${j + 1} 0V${height}`).join("") +
          Array.from({ length: height - 1 }, (_, i) => `M0 ${i + 1}H${width}`).join("");
    const lit = runs(rows).flatMap(([top, tall]) =>
      runs(columns).map(([left, wide]) => `M${left} ${top}h${wide}v${tall}h${-wide}z`),
    );
    this.element.setAttribute("aria-label", label);
    this.element.innerHTML =
      `<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">` +
      `<path class="lines" d="${lines}"/><path class="lit" d="${lit.join("")}"/></svg>`;
  }

  /** @param {MouseEvent} event @returns {Place} the cell under the pointer */
  place(event) {
    const box = this.element.getBoundingClientRect();
    const [height, width] = this.size;
    return [
      clamp(Math.floor(((event.clientY - box.top) / box.height) * height), height),
      clamp(Math.floor(((event.clientX - box.left) / box.width) * width), width),
    ];
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const move = MOVES[event.key];
    if (!move || !this.onPick) return;
    event.preventDefault();
    this.onPick(clamp(this.at[0] + move[0], this.size[0]), clamp(this.at[1] + move[1], this.size[1]));
  }
}

/**
 * Join neighbouring places: [2, 3, 7] becomes [[2, 2], [7, 1]], starts and lengths.
 * @param {number[]} places in order
 * @returns {Place[]}
 */
export function runs(places) {
  /** @type {Place[]} */
  const found = [];
  for (const place of places) {
    const last = found.at(-1);
    if (last && last[0] + last[1] === place) last[1] += 1;
    else found.push([place, 1]);
  }
  return found;
}
