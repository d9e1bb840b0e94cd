// @ts-check
// Volume view: three planes under the three slices of a filter, bias, ReLU, more filters.
import { channelSums, volumeMap } from "./arithmetic.js";
import { Grid, box, choice, clamp, define, format, h, labelled, parse, refuse, titled, widget, write } from "./shared.js";

/** @typedef {import("./shared.js").State} State */

const COLOURS = ["red", "green", "blue"];
const MOST = 8;

/**
 * @param {ShadowRoot} root
 * @param {State} state image, filters, biases, chosen, row, column and relu
 * @param {(part: State) => void} onChange
 */
function mount(root, state, onChange) {
  let { image, filters, biases, chosen, row, column, relu } = state;

  const planes = COLOURS.map(
    (name, channel) =>
      new Grid({ label: `${name} plane`, onEdit: (i, j, value) => editImage(i, j, channel, value) }),
  );
  const slices = COLOURS.map(
    (name, channel) =>
      new Grid({ label: `${name} slice`, onEdit: (i, j, value) => editFilter(i, j, channel, value) }),
  );
  const output = new Grid({ label: "feature map", onPick: (i, j) => set({ row: i, column: j }) });
  output.element.classList.add("made");
  const which = choice([], (name) => set({ chosen: Number(name.split(" ")[1]) }));
  const bias = /** @type {HTMLInputElement} */ (
    h("input", {
      type: "text",
      autocomplete: "off",
      onchange: () => {
        const value = parse(bias.value);
        refuse(bias, value === null ? `“${bias.value}” is no number.` : "");
        if (value !== null) set({ biases: biases.with(chosen, value) });
      },
    })
  );
  const active = box("ReLU", (on) => set({ relu: on }));
  const remove = h("button", { type: "button", onclick: drop }, "Remove filter");
  const add = h("button", { type: "button", onclick: grow }, "Add filter");
  const status = h("p", { class: "status", role: "status" });
  const size = h("p", { class: "formula" });

  root.append(
    h(
      "div",
      { class: "explorer", role: "group", "aria-label": "Volume view" },
      h(
        "div",
        { class: "bar" },
        labelled("look at", which),
        labelled("bias", bias),
        active.label,
        add,
        remove,
        h(
          "span",
          { class: "steps" },
          h("button", { type: "button", onclick: () => step(-1) }, "Back"),
          h("button", { type: "button", onclick: () => step(1) }, "Step"),
        ),
      ),
      h(
        "div",
        { class: "boxes small volume" },
        ...COLOURS.map((name, channel) =>
          h("div", { class: "pair" }, titled(`${name} plane`, planes[channel]), titled(`${name} slice`, slices[channel])),
        ),
        titled("feature map", output),
      ),
      status,
      size,
    ),
  );

  /** @param {State} part */
  function set(part) {
    ({ image, filters, biases, chosen, row, column, relu } = {
      image, filters, biases, chosen, row, column, relu, ...part,
    });
    onChange(part);
    draw();
  }

  /** @param {number} i @param {number} j @param {number} channel @param {number} value */
  function editImage(i, j, channel, value) {
    const changed = structuredClone(image);
    changed[i][j][channel] = value;
    set({ image: changed });
  }

  /** @param {number} i @param {number} j @param {number} channel @param {number} value */
  function editFilter(i, j, channel, value) {
    const changed = structuredClone(filters);
    changed[i][j][channel][chosen] = value;
    set({ filters: changed });
  }

  function grow() {
    const more = filters.map((/** @type {number[][][]} */ line) =>
      line.map((cell) => cell.map((weights) => [...weights, 0])),
    );
    set({ filters: more, biases: [...biases, 0], chosen: biases.length });
  }

  function drop() {
    const less = filters.map((/** @type {number[][][]} */ line) =>
      line.map((cell) => cell.map((weights) => weights.toSpliced(chosen, 1))),
    );
    set({ filters: less, biases: biases.toSpliced(chosen, 1), chosen: Math.max(chosen - 1, 0) });
  }

  /** @param {number} direction */
  function step(direction) {
    const height = image.length - filters.length + 1;
    const width = image[0].length - filters[0].length + 1;
    const next = clamp(row * width + column + direction, height * width);
    set({ row: Math.floor(next / width), column: next % width });
  }

  function draw() {
    const count = biases.length;
    const [f, g] = [filters.length, filters[0].length];
    COLOURS.forEach((_, channel) => {
      planes[channel].show(image.map((/** @type {number[][]} */ line) => line.map((cell) => cell[channel])));
      planes[channel].mark("window", (i, j) => i >= row && i < row + f && j >= column && j < column + g);
      slices[channel].show(
        filters.map((/** @type {number[][][]} */ line) => line.map((cell) => cell[channel][chosen])),
      );
    });
    const bend = (/** @type {number} */ z) => (relu ? Math.max(z, 0) : z);
    const map = volumeMap(image, filters, chosen).map((line) => line.map((z) => bend(z + biases[chosen])));
    output.show(map);
    output.go(row, column);
    output.mark("now", (i, j) => i === row && j === column);

    which.replaceChildren(
      ...biases.map((/** @type {number} */ _, /** @type {number} */ k) => h("option", {}, `filter ${k}`)),
    );
    which.value = `filter ${chosen}`;
    write(bias, format(biases[chosen]));
    active.input.checked = relu;
    add.toggleAttribute("disabled", count >= MOST);
    remove.toggleAttribute("disabled", count <= 1);

    const sums = channelSums(image, filters, chosen, row, column);
    const named = sums.map((sum, channel) => `${COLOURS[channel]} ${format(sum)}`).join(", ");
    const total = sums.reduce((all, sum) => all + sum, 0);
    const z = total + biases[chosen];
    const after = relu ? ` The ReLU makes it ${format(bend(z))}.` : "";
    status.textContent =
      `Row ${row}, column ${column}: ${named}, together ${format(total)}; ` +
      `with the bias ${format(biases[chosen])} that is ${format(z)}.${after}`;
    const weights = f * g * COLOURS.length;
    size.textContent =
      `Output ${map.length}×${map[0].length}×${count}. ` +
      `Parameters (${f} · ${g} · ${COLOURS.length} + 1) · ${count} = ${(weights + 1) * count}.`;
  }

  draw();
  return {
    update(/** @type {State} */ next) {
      ({ image, filters, biases, chosen, row, column, relu } = next);
      chosen = clamp(chosen, biases.length);
      row = clamp(row, image.length - filters.length + 1);
      column = clamp(column, image[0].length - filters[0].length + 1);
      draw();
    },
  };
}

define("cb-volume-view", mount);
export default widget(mount, ["image", "filters", "biases", "chosen", "row", "column", "relu"]);
