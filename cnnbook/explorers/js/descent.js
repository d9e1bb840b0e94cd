// @ts-check
// Descent explorer: the valley of a loss over two weights, the way down, the loss curve.
import { bowl, descent, ground } from "./arithmetic.js";
import { define, format, h, labelled, parse, refuse, stepper, widget, write } from "./shared.js";

/** @typedef {import("./shared.js").State} State */

const REACH = 3.2;
const MOST_STEPS = 60;
const SIDE = 224;
const LEVELS = 9;
const CELLS = 48;
/** Least and most of what can be typed. */
const LIMITS = /** @type {Record<string, [number, number]>} */ ({
  left: [-3, 3],
  right: [-3, 3],
  rate: [0.001, 1],
});

/**
 * @param {ShadowRoot} root
 * @param {State} state pixels, wanted, left, right, rate, steps and loss
 * @param {(part: State) => void} onChange
 */
function mount(root, state, onChange) {
  let { pixels, wanted, left, right, rate, steps, loss } = state;
  const inputs = {
    left: entry("left"),
    right: entry("right"),
    rate: entry("rate"),
  };
  const dragged = /** @type {HTMLInputElement} */ (
    h("input", { type: "range", min: 0, max: 60, oninput: () => set({ rate: onScale(Number(dragged.value)) }) })
  );
  const count = stepper(0, MOST_STEPS, (value) => set({ steps: value }));
  const back = h("button", { type: "button", onclick: () => go(steps - 1) }, "Back");
  const next = h("button", { type: "button", onclick: () => go(steps + 1) }, "Step");
  const again = h("button", { type: "button", onclick: () => go(0) }, "Start again");
  const map = h("div", { class: "plane", role: "img" });
  const curve = h("div", { class: "plane", role: "img" });
  const scale = h("p", { class: "title" });
  const status = h("p", { class: "status", role: "status" });

  root.append(
    h(
      "div",
      { class: "explorer", role: "group", "aria-label": "Descent explorer" },
      h(
        "div",
        { class: "bar" },
        labelled("left weight", inputs.left),
        labelled("right weight", inputs.right),
        labelled("learning rate", inputs.rate),
        labelled("drag the rate", dragged),
        labelled("steps", count),
      ),
      h("div", { class: "bar" }, back, next, again),
      h(
        "div",
        { class: "boxes" },
        h("div", {}, h("p", { class: "title" }, "the valley, from above"), map),
        h("div", {}, scale, curve),
      ),
      status,
    ),
  );

  /** @param {"left"|"right"|"rate"} name */
  function entry(name) {
    const [least, most] = LIMITS[name];
    const input = /** @type {HTMLInputElement} */ (
      h("input", {
        type: "text",
        inputmode: "text",
        autocomplete: "off",
        onchange: () => {
          const value = parse(input.value);
          const good = value !== null && value >= least && value <= most;
          const words = `“${input.value}” is no number from ${format(least)} to ${format(most)}.`;
          refuse(input, good ? "" : words);
          if (good) set({ [name]: value });
        },
      })
    );
    return input;
  }

  /** Return the rate at a place of the slider: 0.001 to 1, each 20 places ten times as much.
   * @param {number} place */
  function onScale(place) {
    return Number((10 ** (place / 20 - 3)).toPrecision(2));
  }

  /** @param {number} to */
  function go(to) {
    set({ steps: Math.min(Math.max(to, 0), MOST_STEPS) });
  }

  /** @param {State} part */
  function set(part) {
    ({ left, right, rate, steps } = { left, right, rate, steps, ...part });
    onChange(part);
    draw();
  }

  function draw() {
    for (const [name, value] of Object.entries({ left, right, rate })) {
      const input = inputs[/** @type {"left"|"right"|"rate"} */ (name)];
      input.value = format(value);
      refuse(input, "");
    }
    write(count, steps);
    dragged.value = String(Math.round(20 * (Math.log10(rate) + 3)));
    dragged.setAttribute("aria-valuetext", format(rate));
    /** @type {HTMLButtonElement} */ (back).disabled = steps === 0;
    /** @type {HTMLButtonElement} */ (next).disabled = steps === MOST_STEPS;
    const path = descent(pixels, wanted, left, right, rate, steps, loss);
    drawMap(path);
    drawCurve(path.map(([, , loss]) => loss));
    status.textContent = tell(path);
  }

  /** @param {[number, number, number][]} path */
  function drawMap(path) {
    const [land, words] = loss === "cross-entropy" ? shades() : rings();
    const axes = `<path class="lines" stroke-dasharray="4" d="M${-REACH} 0H${REACH}M0 ${-REACH}V${REACH}"/>`;
    const way = path.map(([u, v]) => [near(u), near(-v)]);
    const dots = way.map(([u, v]) => `M${u} ${v}h0`).join("");
    const line = way.map(([u, v], i) => `${i ? "L" : "M"}${u} ${v}`).join("");
    show(
      map,
      `${-REACH} ${-REACH} ${2 * REACH} ${2 * REACH}`,
      `${land}${axes}${trace(line, dots)}`,
      `Map of the loss. Across, the left weight, upwards the right one, from −3.2 to 3.2. ${words}`,
    );
  }

  /** Draw a bowl as lines of equal loss, and its lowest point. */
  function rings() {
    const { a, b, c, left: x, right: y } = bowl(pixels, wanted);
    const half = Math.hypot((a - c) / 2, b);
    const [most, least] = [(a + c) / 2 + half, (a + c) / 2 - half];
    const angle = (Math.atan2(2 * b, a - c) / 2) * (180 / Math.PI);
    const top = most * REACH ** 2;
    const lines = Array.from({ length: LEVELS }, (_, k) => {
      const [wide, tall] = [most, least].map((along) => Math.sqrt((top * 2 ** -k) / along));
      const turn = `translate(${x} ${-y}) rotate(${-angle})`;
      return `<path class="lines" transform="${turn}" d="M${-wide} 0A${wide} ${tall} 0 1 0 ${wide} 0A${wide} ${tall} 0 1 0 ${-wide} 0"/>`;
    });
    const goal = `<path class="goal" d="M${x - 0.12} ${-y - 0.12}l.24 .24m0 -.24l-.24 .24"/>`;
    return [lines.join("") + goal, `The lowest point, marked by a cross, is at ${format(x)}, ${format(y)}.`];
  }

  /** Draw any land as cells, the darker the higher; from one shade to the next the loss doubles. */
  function shades() {
    const side = (2 * REACH) / CELLS;
    const cells = Array.from({ length: LEVELS }, () => "");
    for (let i = 0; i < CELLS; i += 1)
      for (let j = 0; j < CELLS; j += 1) {
        const [x, y] = [j, i].map((at) => at * side - REACH);
        const [height] = ground(pixels, wanted, x + side / 2, -y - side / 2, loss);
        const level = Math.floor(Math.log2(height)) + LEVELS - 4;
        cells[Math.min(Math.max(level, 0), LEVELS - 1)] += `M${x} ${y}h${side}v${side}h${-side}z`;
      }
    const drawn = cells.map((d, k) => `<path class="height" style="fill-opacity: ${k / LEVELS}" d="${d}"/>`);
    return [drawn.join(""), "The darker, the higher."];
  }

  /** @param {number[]} losses */
  function drawCurve(losses) {
    const most = Math.max(1e-9, Math.min(Math.max(...losses), 4 * losses[0] + 1e-9));
    const wide = Math.max(losses.length - 1, 10);
    scale.textContent = `loss after each step, 0 to ${format(most)}`;
    const points = losses.map((loss, i) => `${i ? "L" : "M"}${i} ${near(most - loss, 9 * most)}`);
    const marks = losses.map((loss, i) => `M${i} ${near(most - loss, 9 * most)}h0`).join("");
    show(
      curve,
      `0 0 ${wide} ${most}`,
      trace(points.join(""), marks),
      `Loss curve over ${losses.length - 1} steps, from ${format(losses[0])} to ${format(losses[losses.length - 1])}.`,
    );
  }

  /** Draw a line and its dots, with a halo that parts them from any ground.
   * @param {string} line @param {string} dots */
  function trace(line, dots) {
    return ["way halo", "dots halo", "way", "dots"]
      .map((kind) => `<path class="${kind}" d="${kind.startsWith("way") ? line : dots}"/>`)
      .join("");
  }

  /** Keep a drawn place within what a browser can draw. @param {number} value @param {number} [most] */
  function near(value, most = 99) {
    return Math.min(Math.max(value, -most), most);
  }

  /** @param {HTMLElement} place @param {string} box @param {string} inner @param {string} label */
  function show(place, box, inner, label) {
    place.style.width = place.style.height = `${SIDE}px`;
    place.setAttribute("aria-label", label);
    place.innerHTML = `<svg viewBox="${box}" preserveAspectRatio="none" style="overflow: hidden" aria-hidden="true">${inner}</svg>`;
  }

  /** @param {[number, number, number][]} path */
  function tell(path) {
    const [u, v, height] = path[path.length - 1];
    const steps_ = steps === 1 ? "1 step" : `${steps} steps`;
    const where = `After ${steps_} the weights are ${format(u)} and ${format(v)}, and the loss is ${format(height)}.`;
    if (loss === "cross-entropy" && ground(pixels, wanted, u, v, loss).every((slope, k) => k === 0 || slope === 0))
      return `${where} Every ReLU is shut: nothing gets through, and the weights stay.`;
    const before = path.length > 1 ? path[path.length - 2][2] : Infinity;
    if (height > before && height > path[0][2]) return `${where} It grows: the learning rate is too high.`;
    return height > before ? `${where} It has grown in the last step.` : where;
  }

  draw();
  return {
    update(/** @type {State} */ next_) {
      ({ pixels, wanted, left, right, rate, steps, loss } = next_);
      draw();
    },
  };
}

define("cb-descent", mount);
export default widget(mount, ["pixels", "wanted", "left", "right", "rate", "steps", "loss"]);
