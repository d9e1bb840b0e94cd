// @ts-check
// Convolution stepper: slide the window, see every product, predict the next value.
import { correlate, flip, products } from "./arithmetic.js";
import { Grid, box, choice, clamp, define, format, h, labelled, parse, titled, widget } from "./shared.js";

/** @typedef {import("./shared.js").State} State */

const OWN = "own numbers";

/** @param {number[][]} rows */
function written(rows) {
  return rows.map((row) => row.map(format).join(", ")).join(" / ");
}

/** @param {State} one @param {State} other */
function same(one, other) {
  return ["image", "kernel"].every(
    (name) => JSON.stringify(one[name]) === JSON.stringify(other[name]),
  );
}

/**
 * @param {ShadowRoot} root
 * @param {State} state image, kernel, presets, row, column, convolution, predict
 * @param {(part: State) => void} onChange
 */
function mount(root, state, onChange) {
  let { image, kernel, row, column, convolution, predict } = state;
  const presets = state.presets;
  let hover = /** @type {[number, number]|null} */ (null);
  let playing = /** @type {ReturnType<typeof setInterval>|undefined} */ (undefined);
  let answered = false;
  let turns = 0;

  const imageGrid = new Grid({ label: "image", onEdit: (i, j, value) => edit("image", i, j, value) });
  const kernelGrid = new Grid({ label: "kernel", onEdit: (i, j, value) => edit("kernel", i, j, value) });
  const outputGrid = new Grid({
    label: "feature map",
    onPick: (i, j) => go(i, j),
    onHover: (i, j) => peek([i, j]),
    onLeave: () => peek(null),
  });
  outputGrid.element.classList.add("made");
  const play = h("button", { type: "button", onclick: () => (playing ? stop() : start()) }, "Play");
  const preset = choice([OWN, ...Object.keys(presets)], load);
  const flipped = box("true convolution", (on) => {
    turns = 0;
    set({ convolution: on });
  });
  const predicting = box("predict", (on) => set({ predict: on }));
  const guess = /** @type {HTMLInputElement} */ (
    h("input", {
      type: "text",
      autocomplete: "off",
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key === "Enter") judge();
      },
    })
  );
  const asking = h(
    "div",
    { class: "bar", style: "margin: 10px 0 0" },
    labelled("Which number comes out?", guess),
    h("button", { type: "button", onclick: judge }, "Check"),
  );
  const turning = new Grid({ label: "kernel on its way" });
  const turned = h("p", { class: "title" });
  const flipping = h(
    "div",
    {},
    turned,
    turning.element,
    h(
      "div",
      { class: "bar", style: "margin: 8px 0 0" },
      h("button", { type: "button", onclick: turn }, "Flip"),
    ),
  );
  const terms = h("ol", { class: "terms", "aria-label": "products, with the sum so far" });
  const status = h("p", { class: "status", role: "status" });
  const slid = h("p", { class: "hint" });

  root.append(
    h(
      "div",
      { class: "explorer", role: "group", "aria-label": "Convolution stepper" },
      h(
        "div",
        { class: "bar" },
        play,
        h("button", { type: "button", onclick: () => step(-1) }, "Back"),
        h("button", { type: "button", onclick: () => step(1) }, "Step"),
        h("button", { type: "button", onclick: () => go(0, 0) }, "Start again"),
        labelled("Example", preset),
        flipped.label,
        predicting.label,
      ),
      h(
        "div",
        { class: "boxes" },
        titled("image", imageGrid),
        titled("kernel", kernelGrid),
        flipping,
        titled("feature map", outputGrid),
      ),
      slid,
      terms,
      asking,
      status,
    ),
  );

  /** @param {State} part */
  function set(part) {
    ({ image, kernel, row, column, convolution, predict } = {
      image, kernel, row, column, convolution, predict, ...part,
    });
    answered = false;
    onChange(part);
    draw();
  }

  /** @param {"image"|"kernel"} which @param {number} i @param {number} j @param {number} value */
  function edit(which, i, j, value) {
    const changed = (which === "image" ? image : kernel).map((/** @type {number[]} */ r) => [...r]);
    changed[i][j] = value;
    set({ [which]: changed });
  }

  /** @param {string} name */
  function load(name) {
    if (!(name in presets)) return;
    stop();
    set({ image: presets[name].image, kernel: presets[name].kernel, row: 0, column: 0 });
  }

  /** @param {number} i @param {number} j */
  function go(i, j) {
    hover = null;
    set({ row: i, column: j });
  }

  /** @param {[number, number]|null} place */
  function peek(place) {
    if (predict) return;
    hover = place;
    draw();
  }

  /** @param {number} direction */
  function step(direction) {
    const width = image[0].length - kernel[0].length + 1;
    const count = (image.length - kernel.length + 1) * width;
    const next = clamp(row * width + column + direction, count);
    go(Math.floor(next / width), next % width);
    if (next === count - 1) stop();
  }

  /** Flip the kernel along one axis more, and after both begin anew. */
  function turn() {
    turns = (turns + 1) % 3;
    draw();
  }

  function drawTurns() {
    const across = kernel.map((/** @type {number[]} */ line) => [...line].reverse());
    const [f, g] = [kernel.length, kernel[0].length];
    turning.show([kernel, across, flip(kernel)][turns]);
    const corner = [[0, 0], [0, g - 1], [f - 1, g - 1]][turns];
    turning.mark("now", (r, c) => r === corner[0] && c === corner[1]);
    turned.textContent = ["as it is", "left and right exchanged", "up and down too: this one slides"][turns];
    flipping.hidden = !convolution;
  }

  function start() {
    const last = row === image.length - kernel.length && column === image[0].length - kernel[0].length;
    if (last) go(0, 0);
    playing = setInterval(() => (root.host.isConnected ? step(1) : stop()), 900);
    draw();
  }

  function stop() {
    clearInterval(playing);
    playing = undefined;
    draw();
  }

  function judge() {
    const value = parse(guess.value);
    const used = convolution ? flip(kernel) : kernel;
    const right = products(image, used, row, column).at(-1)?.sum ?? 0;
    if (value === null) status.textContent = `“${guess.value}” is not a number.`;
    else if (Math.abs(value - right) > 1e-6 * Math.max(1, Math.abs(right)))
      status.textContent = `Not ${format(value)}. Multiply once more, and mind the signs.`;
    else {
      answered = true;
      draw();
      status.textContent = `Right: ${format(right)}. Step on for the next one.`;
    }
  }

  function draw() {
    const used = convolution ? flip(kernel) : kernel;
    const map = correlate(image, used);
    const [i, j] = hover ?? [row, column];
    const [f, g] = [kernel.length, kernel[0].length];
    const number = row * map[0].length + column;
    const hide = predict && !answered;
    imageGrid.show(image);
    kernelGrid.show(kernel);
    outputGrid.show(
      map.map((values, r) =>
        values.map((value, c) => {
          const place = r * map[0].length + c;
          return place < number || (place === number && !hide) || (hover && r === i && c === j)
            ? value
            : null;
        }),
      ),
    );
    imageGrid.mark("window", (r, c) => r >= i && r < i + f && c >= j && c < j + g);
    outputGrid.mark("now", (r, c) => r === i && c === j);
    if (!hover) outputGrid.go(row, column);
    const list = products(image, used, i, j);
    const sum = list[list.length - 1].sum;
    terms.replaceChildren(
      ...list.map((term) => {
        const factors = `${format(term.pixel)} · ${term.weight < 0 ? `(${format(term.weight)})` : format(term.weight)}`;
        if (hide) return h("li", {}, factors);
        return h("li", {}, `${factors} = ${format(term.product)} `, h("small", {}, `Σ ${format(term.sum)}`));
      }),
    );
    status.setAttribute("aria-live", playing || hover ? "off" : "polite");
    status.textContent = hide
      ? `Row ${i}, column ${j}: add the ${list.length} products.`
      : `Row ${i}, column ${j}: the products add up to ${format(sum)}.`;
    slid.textContent = convolution
      ? `The kernel is flipped along both axes before it slides: ${written(used)}.`
      : "The kernel slides as it is: cross-correlation, which networks call convolution.";
    drawTurns();
    asking.hidden = !predict;
    if (!hide) guess.value = guess.value && answered ? guess.value : "";
    preset.value =
      Object.keys(presets).find((name) => same(presets[name], { image, kernel })) ?? OWN;
    play.textContent = playing ? "Pause" : "Play";
    flipped.input.checked = convolution;
    predicting.input.checked = predict;
  }

  draw();
  return {
    update(/** @type {State} */ next) {
      ({ image, kernel, row, column, convolution, predict } = next);
      row = clamp(row, image.length - kernel.length + 1);
      column = clamp(column, image[0].length - kernel[0].length + 1);
      draw();
    },
  };
}

define("cb-conv-stepper", mount);
export default widget(mount, ["image", "kernel", "presets", "row", "column", "convolution", "predict"]);
