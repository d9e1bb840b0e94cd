// @ts-check
// Pooling stepper: every window and its winner, and what a shift by one pixel changes.
import { inside, pool, shift } from "./arithmetic.js";
import { Grid, box, choice, clamp, define, format, h, labelled, stepper, titled, widget, write } from "./shared.js";

/** @typedef {import("./shared.js").State} State */

const OWN = "own numbers";

/**
 * @param {ShadowRoot} root
 * @param {State} state image, presets, size, stride, mode, row, column and shifted
 * @param {(part: State) => void} onChange
 */
function mount(root, state, onChange) {
  let { image, size, stride, mode, row, column, shifted } = state;
  const presets = state.presets;

  const input = new Grid({
    label: "map",
    onEdit: (i, j, value) => {
      const changed = image.map((/** @type {number[]} */ values) => [...values]);
      changed[i][j] = value;
      set({ image: changed });
    },
  });
  const output = new Grid({ label: "pooled map", onPick: (i, j) => set({ row: i, column: j }) });
  output.element.classList.add("made");
  const moved = new Grid({ label: "map, one pixel further right" });
  const after = new Grid({ label: "pooled again" });
  const example = choice([OWN, ...Object.keys(presets)], (name) => {
    if (name in presets) set({ image: presets[name], row: 0, column: 0 });
  });
  const type = choice(["max", "average"], (name) => set({ mode: name }));
  const sizes = stepper(1, 4, (value) => set({ size: value, row: 0, column: 0 }));
  const strides = stepper(1, 4, (value) => set({ stride: value, row: 0, column: 0 }));
  const shifting = box("shift by one pixel", (on) => set({ shifted: on }));
  const status = h("p", { class: "status", role: "status" });
  const told = h("p", { class: "status", role: "status" });
  const second = h(
    "div",
    { class: "boxes", style: "margin-top: 12px" },
    titled("everything one pixel further right", moved),
    titled("pooled again", after),
  );

  root.append(
    h(
      "div",
      { class: "explorer", role: "group", "aria-label": "Pooling stepper" },
      h(
        "div",
        { class: "bar" },
        h("button", { type: "button", onclick: () => step(-1) }, "Back"),
        h("button", { type: "button", onclick: () => step(1) }, "Step"),
        labelled("Example", example),
        labelled("type", type),
        labelled("size f", sizes),
        labelled("stride s", strides),
        shifting.label,
      ),
      h("div", { class: "boxes" }, titled("map", input), titled("pooled map", output)),
      status,
      second,
      told,
    ),
  );

  /** @param {State} part */
  function set(part) {
    ({ image, size, stride, mode, row, column, shifted } = {
      image, size, stride, mode, row, column, shifted, ...part,
    });
    onChange(part);
    draw();
  }

  /** @param {number} direction */
  function step(direction) {
    const pooled = pool(image, size, stride, mode);
    if (pooled.length === 0) return;
    const width = pooled[0].length;
    const next = clamp(row * width + column + direction, pooled.length * width);
    set({ row: Math.floor(next / width), column: next % width });
  }

  function draw() {
    const pooled = pool(image, size, stride, mode);
    const fits = pooled.length > 0;
    input.show(image);
    example.value =
      Object.keys(presets).find((n) => JSON.stringify(presets[n]) === JSON.stringify(image)) ?? OWN;
    type.value = mode;
    write(sizes, size);
    write(strides, stride);
    shifting.input.checked = shifted;
    second.hidden = !shifted || !fits;
    told.hidden = second.hidden;
    output.element.hidden = !fits;
    if (!fits) {
      input.mark("window", () => false);
      status.textContent = `A window of ${size} pixels does not fit on this map.`;
      return;
    }
    output.show(pooled);
    output.go(row, column);
    output.mark("now", (i, j) => i === row && j === column);
    const [top, left] = [row * stride, column * stride];
    const within = (/** @type {number} */ i, /** @type {number} */ j) =>
      i >= top && i < top + size && j >= left && j < left + size;
    const value = pooled[row][column];
    input.mark("window", within);
    input.mark("now", (i, j) => mode === "max" && within(i, j) && image[i][j] === value);
    status.textContent = tell(inside(image, size, top, left), value);
    if (shifted) compare(pooled);
  }

  /** @param {number[]} values @param {number} value */
  function tell(values, value) {
    const list = values.map(format).join(", ");
    if (mode === "max") return `Row ${row}, column ${column}: the largest of ${list} is ${format(value)}.`;
    const sum = format(values.reduce((total, one) => total + one, 0));
    return `Row ${row}, column ${column}: the mean of ${list} is ${sum} / ${values.length} = ${format(value)}.`;
  }

  /** @param {number[][]} pooled */
  function compare(pooled) {
    const later = shift(image);
    const again = pool(later, size, stride, mode);
    const differs = (/** @type {number} */ i, /** @type {number} */ j) => again[i][j] !== pooled[i][j];
    moved.show(later);
    after.show(again);
    after.mark("changed", differs);
    const count = again.flatMap((values, i) => values.filter((_, j) => differs(i, j))).length;
    told.textContent = `The shift changed ${count} of ${again.length * again[0].length} pooled values.`;
  }

  draw();
  return {
    update(/** @type {State} */ next) {
      ({ image, size, stride, mode, row, column, shifted } = next);
      const pooled = pool(image, size, stride, mode);
      row = clamp(row, Math.max(pooled.length, 1));
      column = clamp(column, Math.max(pooled[0]?.length ?? 1, 1));
      draw();
    },
  };
}

define("cb-pool-stepper", mount);
export default widget(mount, ["image", "presets", "size", "stride", "mode", "row", "column", "shifted"]);
