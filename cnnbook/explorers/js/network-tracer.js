// @ts-check
// Network tracer: layers that come, go and move, what they cost, and what a value sees.
import { kerasCode } from "./keras-code.js";
import { LayerFields, fresh } from "./layer-fields.js";
import { LayerTable, bytes, memory } from "./layer-table.js";
import { Plane } from "./plane.js";
import { choice, clamp, define, h, labelled, stepper, widget, write } from "./shared.js";
import { follow, seen } from "./tracing.js";
import { tellField } from "./words.js";

/** @typedef {import("./shared.js").State} State */
/** @typedef {import("./tracing.js").Layer} Layer */

const OWN = "own layers";
const MOST = 24;

/**
 * @param {ShadowRoot} root
 * @param {State} state input_shape, layers, presets, chosen, row and column
 * @param {(part: State) => void} onChange
 */
function mount(root, state, onChange) {
  let { input_shape, layers, chosen, row, column } = state;
  const presets = state.presets;
  const past = /** @type {State[]} */ ([]);
  let peek = /** @type {[number, number]|null} */ (null);
  let traced = follow(input_shape, layers);

  const example = choice([OWN, ...Object.keys(presets)], load);
  const sides = ["height", "width", "channels"].map((name, axis) =>
    labelled(name, stepper(1, axis < 2 ? 512 : 4096, (size) => set({ input_shape: input_shape.with(axis, size) }))),
  );
  const undone = press("Undo", undo);
  const table = new LayerTable((place) => set({ chosen: place }));
  const fields = new LayerFields((layer) => set({ layers: layers.with(chosen - 1, layer) }));
  const heading = h("p", { class: "title" });
  const [add, remove] = [press("Add after", insert), press("Remove", drop)];
  const [up, down] = [press("Move up", () => move(-1)), press("Move down", () => move(1))];
  const edit = h("div", { class: "edit", role: "group" }, heading, fields.element, h("div", { class: "bar" }, add, remove, up, down));
  const rows = stepper(0, 511, (value) => set({ row: value }));
  const columns = stepper(0, 511, (value) => set({ column: value }));
  const image = new Plane();
  const map = new Plane(
    (i, j) => set({ row: i, column: j }),
    (place) => {
      if (String(place) === String(peek)) return;
      peek = place;
      draw();
    },
  );
  const named = [h("p", { class: "title" }), h("p", { class: "title" })];
  const maps = h("div", { class: "boxes" }, h("div", {}, named[0], image.element), h("div", {}, named[1], map.element));
  const places = h("div", { class: "bar", style: "margin: 10px 0 0" }, labelled("row", rows), labelled("column", columns));
  const status = h("p", { class: "status", role: "status", style: "margin-bottom: 8px" });
  const copying = press("Copy as Keras code", copy);
  const code = h("pre", { class: "code", role: "group", "aria-label": "Keras code", tabindex: 0, hidden: true });
  const told = h("p", { class: "hint", role: "status" });

  root.append(
    h(
      "div",
      { class: "explorer", role: "group", "aria-label": "Network tracer" },
      h("div", { class: "bar" }, labelled("Example", example), ...sides, undone),
      table.element,
      edit,
      status,
      maps,
      places,
      h("div", { class: "bar", style: "margin: 10px 0 0" }, copying),
      code,
      told,
    ),
  );

  /** @param {string} name @param {() => void} onclick */
  function press(name, onclick) {
    return h("button", { type: "button", onclick }, name);
  }

  /** @param {State} part */
  function set(part) {
    if ("layers" in part || "input_shape" in part) remember();
    put(part);
  }

  function remember() {
    past.push({ input_shape, layers, chosen, row, column });
    told.textContent = "";
  }

  /** @param {State} part */
  function put(part) {
    take(part);
    onChange({ ...part, chosen, row, column });
    draw();
  }

  /** Take over what is new, and keep the chosen place inside the network and its map.
   * @param {State} part */
  function take(part) {
    ({ input_shape, layers, chosen, row, column } = { input_shape, layers, chosen, row, column, ...part });
    traced = follow(input_shape, layers);
    chosen = clamp(chosen, layers.length + 1);
    const [height, width] = grid() ?? [1, 1];
    row = clamp(row, height);
    column = clamp(column, width);
    peek = null;
  }

  /** Return the height and the width of the chosen map; nothing where there is none. */
  function grid() {
    const shape = traced.rows[chosen]?.shape ?? [];
    return shape.length === 3 ? /** @type {[number, number]} */ (shape.slice(0, 2)) : null;
  }

  function undo() {
    const before = past.pop();
    if (before) put(before);
  }

  /** @param {string} name */
  function load(name) {
    if (!(name in presets)) return;
    const { rows: all } = follow(presets[name].input_shape, presets[name].layers);
    const last = all.findLastIndex(({ shape }) => shape.length === 3);
    const [middle, centre] = all[last].shape.map((n) => Math.floor(n / 2));
    set({ ...presets[name], chosen: last, row: middle, column: centre });
  }

  function insert() {
    const flat = traced.rows[chosen]?.shape.length === 1;
    set({ layers: layers.toSpliced(chosen, 0, fresh(flat ? "dense" : "conv")), chosen: chosen + 1 });
  }

  function drop() {
    set({ layers: layers.toSpliced(chosen - 1, 1), chosen: Math.min(chosen, layers.length - 1) });
  }

  /** @param {number} direction */
  function move(direction) {
    const without = layers.toSpliced(chosen - 1, 1);
    set({ layers: without.toSpliced(chosen - 1 + direction, 0, layers[chosen - 1]), chosen: chosen + direction });
  }

  async function copy() {
    code.hidden = false;
    try {
      await navigator.clipboard.writeText(code.textContent ?? "");
      told.textContent = "The code is on the clipboard.";
    } catch {
      getSelection()?.selectAllChildren(code);
      told.textContent = "This browser does not let the page copy. The code is selected: copy it yourself.";
    }
  }

  function draw() {
    const { problem } = traced;
    const same = (/** @type {State} */ one) =>
      JSON.stringify([one.input_shape, one.layers]) === JSON.stringify([input_shape, layers]);
    example.value = Object.keys(presets).find((name) => same(presets[name])) ?? OWN;
    sides.forEach((label, axis) => write(/** @type {HTMLInputElement} */ (label.lastChild), input_shape[axis]));
    undone.toggleAttribute("disabled", past.length === 0);
    table.show(layers, traced, chosen);

    heading.textContent = chosen === 0 ? "input" : `layer ${chosen}`;
    edit.setAttribute("aria-label", heading.textContent);
    fields.element.hidden = chosen === 0;
    if (chosen > 0) fields.show(layers[chosen - 1]);
    add.toggleAttribute("disabled", layers.length >= MOST);
    remove.toggleAttribute("disabled", chosen === 0);
    up.toggleAttribute("disabled", chosen <= 1);
    down.toggleAttribute("disabled", chosen === 0 || chosen === layers.length);

    const unfit = problem ? `Layer ${problem.layer} does not fit. ${problem.words} ` : "";
    status.setAttribute("aria-live", peek ? "off" : "polite");
    status.textContent = unfit + (traced.rows[chosen] ? drawField() : "");
    maps.hidden = !traced.rows[chosen];
    places.hidden = !grid();
    copying.toggleAttribute("disabled", problem !== null);
    if (problem) code.hidden = true;
    else code.textContent = kerasCode(input_shape, layers);
  }

  /** Light what the chosen value sees, and say it. */
  function drawField() {
    const size = grid();
    const [i, j] = peek ?? [row, column];
    const { shape } = traced.rows[chosen];
    const windows = layers.slice(0, traced.rows.findLastIndex((r, at) => at <= chosen && r.shape.length === 3));
    const last = traced.rows[windows.length].shape;
    const axes = [i, j].map((at, axis) =>
      seen(input_shape[axis], windows, size ? [at] : Array.from({ length: last[axis] }, (_, place) => place)),
    );
    const name = chosen === 0 ? "the input" : `layer ${chosen}`;
    const words = tellField(name, shape, [i, j], axes, input_shape);
    named[0].textContent = `input: ${input_shape.join("×")}`;
    named[1].textContent = size ? `output of ${name}: ${shape.join("×")}, ${memory(bytes(shape))}` : "";
    image.show([input_shape[0], input_shape[1]], axes[0].pixels, axes[1].pixels, `input. ${words}`);
    map.element.hidden = !size;
    if (size) {
      map.at = [row, column];
      map.show(size, [i], [j], `output of ${name}, ${size.join(" by ")}; the arrow keys choose a place`);
      [rows.max, columns.max] = size.map((n) => String(n - 1));
      write(rows, row);
      write(columns, column);
    }
    return words;
  }

  draw();
  return {
    update(/** @type {State} */ next) {
      const before = JSON.stringify([input_shape, layers]);
      if (JSON.stringify([next.input_shape, next.layers]) !== before) remember();
      take(next);
      draw();
    },
  };
}

define("cb-network-tracer", mount);
export default widget(mount, ["input_shape", "layers", "presets", "chosen", "row", "column"]);
