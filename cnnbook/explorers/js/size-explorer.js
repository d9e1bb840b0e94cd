// @ts-check
// Output-size explorer: the floor formula, every window, and how often a pixel is used.
import { outputSize, samePadding, usage } from "./arithmetic.js";
import { Grid, choice, define, h, labelled, stepper, widget, write } from "./shared.js";

/** @typedef {import("./shared.js").State} State */

const PADDINGS = ["own p", "valid", "same"];
const MOST_WINDOWS = 10;

/**
 * @param {ShadowRoot} root
 * @param {State} state n, f, p, s, d and padding
 * @param {(part: State) => void} onChange
 */
function mount(root, state, onChange) {
  let { n, f, p, s, d, padding } = state;
  let picked = /** @type {number|null} */ (null);

  /** @type {Record<string, HTMLInputElement>} */
  const inputs = {
    n: stepper(1, 32, (value) => set({ n: value })),
    f: stepper(1, 11, (value) => set({ f: value })),
    p: stepper(0, 8, (value) => set({ p: value, padding: "own p" })),
    s: stepper(1, 8, (value) => set({ s: value })),
    d: stepper(1, 4, (value) => set({ d: value })),
  };
  const kinds = choice(PADDINGS, (name) => set({ padding: name }));
  const formula = h("p", { class: "formula" });
  const strip = new Grid({
    label: "pixels along one axis",
    onPick: (_, place) => {
      picked = place;
      draw();
    },
    say: (_, place, value) => (value === null ? `padding, place ${place}` : `pixel ${value}`),
  });
  const rows = h("div", { "aria-hidden": "true" });
  const more = h("p", { class: "hint" });
  const map = h("div", { class: "map", role: "img" });
  const status = h("p", { class: "status", role: "status" });

  root.append(
    h(
      "div",
      { class: "explorer", role: "group", "aria-label": "Output-size explorer" },
      h(
        "div",
        { class: "bar" },
        labelled("image n", inputs.n),
        labelled("kernel f", inputs.f),
        labelled("padding", kinds),
        labelled("p", inputs.p),
        labelled("stride s", inputs.s),
        labelled("dilation", inputs.d),
      ),
      formula,
      h("div", { class: "scroll" }, strip.element, rows),
      more,
      status,
      h("p", { class: "title", style: "margin-top: 10px" }, "windows that use each pixel"),
      map,
    ),
  );

  /** @param {State} part */
  function set(part) {
    ({ n, f, p, s, d, padding } = { n, f, p, s, d, padding, ...part });
    picked = null;
    onChange(part);
    draw();
  }

  /** @returns {[number, number]} */
  function ends() {
    if (padding === "same") return samePadding(n, f, s, d);
    return padding === "valid" ? [0, 0] : [p, p];
  }

  function draw() {
    const [before, after] = ends();
    const span = d * (f - 1) + 1;
    const count = outputSize(n, f, before, after, s, d);
    const total = before + n + after;
    const counts = usage(n, f, before, after, s, d);
    for (const [name, value] of Object.entries({ n, f, p, s, d })) write(inputs[name], value);
    kinds.value = padding;
    inputs.p.disabled = padding !== "own p";

    formula.textContent = says(before, after, span, count);
    const cells = Array.from({ length: total }, (_, place) => {
      const pixel = place - before;
      return pixel >= 0 && pixel < n ? pixel : null;
    });
    strip.show([cells]);
    strip.mark("pad", (_, place) => cells[place] === null);
    strip.mark("unused", (_, place) => {
      const pixel = cells[place];
      return pixel !== null && counts[pixel] === 0;
    });
    strip.mark("now", (_, place) => place === picked);
    drawWindows(count, span, total);
    drawMap(counts);
    status.textContent = tell(count, counts, cells);
  }

  /** @param {number} before @param {number} after @param {number} span @param {number} count */
  function says(before, after, span, count) {
    const pads = before === after ? `2 · ${before}` : `${before} + ${after}`;
    const size = d === 1 ? `${f}` : `(${d} · (${f} − 1) + 1)`;
    if (count === 0)
      return `A kernel of ${span} pixels does not fit on ${n} + ${pads} = ${n + before + after}.`;
    const room = n + before + after - span;
    const exact = room % s === 0 ? "" : `, since ${room} / ${s} is rounded down`;
    return `⌊(${n} + ${pads} − ${size}) / ${s}⌋ + 1 = ${count}${exact}`;
  }

  /** @param {number} count @param {number} span @param {number} total */
  function drawWindows(count, span, total) {
    const shown = Math.min(count, MOST_WINDOWS);
    rows.replaceChildren(
      ...Array.from({ length: shown }, (_, number) => {
        const start = number * s;
        const within = picked !== null && holds(number, picked);
        const row = h("div", { class: within ? "row now" : "row", style: `--columns: ${total}` });
        for (let place = 0; place < total; place += 1) {
          const offset = place - start;
          const inside = offset >= 0 && offset < span;
          row.append(h("i", { class: inside ? (offset % d === 0 ? "tap" : "span") : "" }));
        }
        return row;
      }),
    );
    more.textContent = count > shown ? `and ${count - shown} more windows` : "";
    more.hidden = count <= shown;
  }

  /** @param {number} number @param {number} place */
  function holds(number, place) {
    const offset = place - number * s;
    return offset >= 0 && offset <= d * (f - 1) && offset % d === 0;
  }

  /** @param {number[]} counts */
  function drawMap(counts) {
    map.style.setProperty("--columns", String(n));
    const most = Math.max(...counts, 1) ** 2;
    map.replaceChildren(
      ...counts.flatMap((down) =>
        counts.map((across) => {
          const uses = down * across;
          const share = Math.round((70 * uses) / most);
          const cell = h("i", {
            class: uses === 0 ? "cell unused" : "",
            style: uses === 0 ? "height: auto; line-height: 24px" : `background: color-mix(in srgb, #0072b2 ${share}%, var(--ground))`,
          });
          if (n <= 12) cell.textContent = String(uses);
          return cell;
        }),
      ),
    );
    const corner = counts[0] ** 2;
    const middle = counts[Math.floor(n / 2)] ** 2;
    const unused = n * n - counts.filter((c) => c > 0).length ** 2;
    map.setAttribute(
      "aria-label",
      `Uses of each pixel of the ${n} by ${n} image: ${corner} in the corner, ${middle} in the middle; ${unused} pixels are in no window.`,
    );
  }

  /** @param {number} count @param {number[]} counts @param {(number|null)[]} cells */
  function tell(count, counts, cells) {
    if (picked !== null) {
      const name = cells[picked] === null ? "This padded pixel" : `Pixel ${cells[picked]}`;
      const all = Array.from({ length: count }, (_, number) => number);
      const within = all.filter((number) => holds(number, /** @type {number} */ (picked)));
      if (within.length === 0) return `${name} is in no window.`;
      return `${name} is in ${within.length === 1 ? "window" : "windows"} ${within.join(", ")}.`;
    }
    if (count === 0) return "No window fits: use a smaller kernel, or more padding.";
    const dropped = counts.flatMap((uses, pixel) => (uses === 0 ? [pixel] : []));
    const lost = dropped.length
      ? `Not used: ${dropped.length === 1 ? "pixel" : "pixels"} ${dropped.join(", ")}.`
      : "Every pixel is used.";
    return `${n} pixels become ${count}. ${lost}`;
  }

  draw();
  return {
    update(/** @type {State} */ next) {
      ({ n, f, p, s, d, padding } = next);
      picked = null;
      draw();
    },
  };
}

define("cb-size-explorer", mount);
export default widget(mount, ["n", "f", "p", "s", "d", "padding"]);
