// @ts-check
// What all explorers share: building elements, writing numbers, grids, the two hosts.
import { STYLE } from "./style.js";

/**
 * Build an element. Attributes that are functions listen: {onclick: …}.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node|string)} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined && value !== null)
      element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

/**
 * Write a number as the book does: a true minus, at most four digits that count.
 * @param {number} value
 * @returns {string}
 */
export function format(value) {
  const rounded = Number.isInteger(value) ? value : Number(value.toPrecision(4));
  return String(Object.is(rounded, -0) ? 0 : rounded).replace("-", "−");
}

/**
 * Write a number into a cell, where three digits have room.
 * @param {number} value
 * @returns {string}
 */
export function brief(value) {
  return format(Number.isInteger(value) ? value : Number(value.toPrecision(3)));
}

/**
 * Write a large whole number with a comma between thousands.
 * @param {number} value
 * @returns {string}
 */
export function grouped(value) {
  return value.toLocaleString("en");
}

/**
 * Read a number that somebody typed, with a true minus or a comma if they like.
 * @param {string} text
 * @returns {number|null} null when it is no number
 */
export function parse(text) {
  const clean = text.trim().replace("−", "-").replace(",", ".");
  const value = Number(clean);
  return clean === "" || !Number.isFinite(value) ? null : value;
}

/** The arrow keys, and how many rows and columns they go. */
export const MOVES = /** @type {Record<string, [number, number]>} */ ({
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
});

/**
 * @typedef {object} GridOptions
 * @property {string} label what the grid is, for a screen reader
 * @property {(row: number, column: number, value: number) => void} [onEdit]
 *   makes the cells editable
 * @property {(row: number, column: number) => void} [onPick] click, Enter, arrow keys
 * @property {(row: number, column: number) => void} [onHover]
 * @property {() => void} [onLeave]
 * @property {(row: number, column: number, value: number|null) => string} [say]
 *   what a screen reader says of a cell
 */

/** A grid of numbers with one tab stop; the arrow keys move inside it. */
export class Grid {
  /** @param {GridOptions} options */
  constructor(options) {
    this.options = options;
    /** @type {HTMLElement[][]} */
    this.cells = [];
    this.at = [0, 0];
    this.element = h("div", {
      class: "grid",
      role: "group",
      "aria-label": options.label,
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event),
      onpointerleave: () => options.onLeave?.(),
    });
  }

  /**
   * Show numbers; null is left empty: a value that is not known yet.
   * @param {(number|null)[][]} values
   */
  show(values) {
    const { onEdit, onPick, label, say } = this.options;
    const [height, width] = [values.length, values[0].length];
    if (this.cells.length !== height || this.cells[0].length !== width) {
      this.element.style.setProperty("--columns", String(width));
      this.cells = values.map((row, i) => row.map((_, j) => this.cell(i, j)));
      this.element.replaceChildren(...this.cells.flat());
      this.at = [0, 0];
      if (onEdit || onPick) this.cells[0][0].tabIndex = 0;
    }
    values.forEach((row, i) =>
      row.forEach((value, j) => {
        const cell = this.cells[i][j];
        const text = value === null ? "" : brief(value);
        if (onEdit) write(/** @type {HTMLInputElement} */ (cell), text);
        else cell.textContent = text;
        cell.classList.toggle("long", text.length > 3);
        if (onPick) {
          const said = value === null ? "not computed yet" : format(value);
          const place = `${label}, row ${i}, column ${j}: ${said}`;
          cell.setAttribute("aria-label", say ? say(i, j, value) : place);
        }
      }),
    );
  }

  /**
   * Mark cells by a class, for those of which `test` is true.
   * @param {string} name
   * @param {(row: number, column: number) => boolean} test
   */
  mark(name, test) {
    this.cells.forEach((row, i) =>
      row.forEach((cell, j) => cell.classList.toggle(name, test(i, j))),
    );
  }

  /**
   * Make a cell the grid's one tab stop.
   * @param {number} row
   * @param {number} column
   * @param {boolean} [focus]
   */
  go(row, column, focus = false) {
    this.cells[this.at[0]][this.at[1]].tabIndex = -1;
    this.at = [row, column];
    this.cells[row][column].tabIndex = 0;
    if (focus) this.cells[row][column].focus();
  }

  /** @param {number} i @param {number} j */
  cell(i, j) {
    const { onEdit, onPick, onHover, label } = this.options;
    const hover = onHover && {
      onpointerenter: (/** @type {PointerEvent} */ event) => {
        if (event.pointerType === "mouse") onHover(i, j);
      },
    };
    if (onEdit) {
      const input = /** @type {HTMLInputElement} */ (
        h("input", {
          class: "cell",
          type: "text",
          inputmode: "text",
          autocomplete: "off",
          tabindex: -1,
          "aria-label": `${label}, row ${i}, column ${j}`,
          onfocus: () => {
            this.go(i, j);
            input.select();
          },
          onchange: () => {
            const value = parse(input.value);
            refuse(input, value === null ? `“${input.value}” is no number.` : "");
            if (value === null) return;
            input.value = brief(value);
            onEdit(i, j, value);
          },
          ...hover,
        })
      );
      return input;
    }
    if (!onPick) return h("div", { class: "cell", ...hover });
    return h("button", {
      class: "cell",
      type: "button",
      tabindex: -1,
      onclick: () => {
        this.go(i, j);
        onPick(i, j);
      },
      ...hover,
    });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const move = MOVES[event.key];
    if (!move || !(this.options.onEdit || this.options.onPick)) return;
    event.preventDefault();
    const row = clamp(this.at[0] + move[0], this.cells.length);
    const column = clamp(this.at[1] + move[1], this.cells[0].length);
    this.go(row, column, true);
    this.options.onPick?.(row, column);
  }
}

/** @param {number} index @param {number} length */
export function clamp(index, length) {
  return Math.min(Math.max(index, 0), length - 1);
}

/**
 * A labelled control: the label's text, then the control.
 * @param {string} text
 * @param {HTMLElement} control
 */
export function labelled(text, control) {
  return h("label", {}, `${text} `, control);
}

/**
 * A titled grid.
 * @param {string} name
 * @param {Grid} grid
 */
export function titled(name, grid) {
  return h("div", {}, h("p", { class: "title" }, name), grid.element);
}

/**
 * A box to tick, with its label.
 * @param {string} text
 * @param {(on: boolean) => void} onToggle
 */
export function box(text, onToggle) {
  const input = /** @type {HTMLInputElement} */ (
    h("input", { type: "checkbox", onchange: () => onToggle(input.checked) })
  );
  return { input, label: h("label", {}, input, ` ${text}`) };
}

/**
 * A choice from a list.
 * @param {string[]} names
 * @param {(name: string) => void} onChoose
 */
export function choice(names, onChoose) {
  const select = /** @type {HTMLSelectElement} */ (
    h(
      "select",
      { onchange: () => onChoose(select.value) },
      ...names.map((name) => h("option", { value: name }, name)),
    )
  );
  return select;
}

let refusals = 0;

/**
 * Say beside a field why its value is refused, or that it is not: with no words. While a
 * field is refused, the style hides what would be of the value before.
 * @param {HTMLInputElement} field
 * @param {string} words
 */
export function refuse(field, words) {
  const root = /** @type {ShadowRoot|Document} */ (field.getRootNode());
  const id = field.getAttribute("aria-describedby");
  if (id) root.getElementById(id)?.remove();
  field.setAttribute("aria-invalid", String(words !== ""));
  if (!words) {
    field.removeAttribute("aria-describedby");
    return;
  }
  refusals += 1;
  const said = h("span", { class: "refused", role: "alert", id: `refused-${refusals}` }, words);
  (field.closest("label, .grid") ?? field).after(said);
  field.setAttribute("aria-describedby", said.id);
}

/**
 * Show a value in a field, unless somebody is typing there.
 * @param {HTMLInputElement} field
 * @param {number|string} value
 */
export function write(field, value) {
  const root = /** @type {ShadowRoot|Document} */ (field.getRootNode());
  if (field === root.activeElement) return;
  field.value = String(value);
  if (field.getAttribute("aria-invalid") === "true") refuse(field, "");
}

/**
 * A number that can be stepped up and down, to the field's `max`, which may change.
 * @param {number} least
 * @param {number} most
 * @param {(value: number) => void} onChange
 */
export function stepper(least, most, onChange) {
  const input = /** @type {HTMLInputElement} */ (
    h("input", {
      type: "number",
      min: least,
      max: most,
      step: 1,
      oninput: () => {
        const value = parse(input.value);
        const top = Number(input.max);
        const good = value !== null && Number.isInteger(value) && value >= least && value <= top;
        refuse(input, good ? "" : `It must be a whole number from ${least} to ${top}.`);
        if (good) onChange(/** @type {number} */ (value));
      },
    })
  );
  return input;
}

/**
 * @typedef {Record<string, any>} State
 * @typedef {{update: (state: State) => void}} View
 * @typedef {(root: ShadowRoot, state: State, onChange: (part: State) => void) => View} Mount
 */

/**
 * Put an explorer into an element's shadow, with the book's style.
 * @param {Element} element
 * @param {Mount} mount
 * @param {State} state
 * @param {(part: State) => void} onChange
 */
function attach(element, mount, state, onChange) {
  const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
  root.replaceChildren(h("style", {}, STYLE));
  return mount(root, state, onChange);
}

/**
 * Define the custom element that the book's pages hold: <tag data-state="…">.
 * @param {string} tag
 * @param {Mount} mount
 */
export function define(tag, mount) {
  if (customElements.get(tag)) return;
  customElements.define(
    tag,
    class extends HTMLElement {
      connectedCallback() {
        if (this.shadowRoot) return;
        attach(this, mount, JSON.parse(this.dataset.state ?? "{}"), () => {});
      }
    },
  );
}

/**
 * Make the module that anywidget renders in JupyterLab, two-way.
 * @param {Mount} mount
 * @param {string[]} traits
 */
export function widget(mount, traits) {
  return {
    /** @param {{model: any, el: HTMLElement}} context */
    render({ model, el }) {
      const read = () => Object.fromEntries(traits.map((name) => [name, model.get(name)]));
      const host = el.appendChild(document.createElement("div"));
      let writing = false;
      const view = attach(host, mount, read(), (part) => {
        writing = true;
        for (const [name, value] of Object.entries(part)) model.set(name, value);
        model.save_changes();
        writing = false;
      });
      const change = () => {
        if (!writing) view.update(read());
      };
      for (const name of traits) model.on(`change:${name}`, change);
      return () => {
        for (const name of traits) model.off(`change:${name}`, change);
      };
    },
  };
}
