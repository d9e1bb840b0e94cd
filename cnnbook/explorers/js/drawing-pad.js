// @ts-check
// Drawing pad: a small grey picture to draw on, by mouse, finger or keyboard.
import { box, clamp, define, h, MOVES, widget } from "./shared.js";

/** @typedef {import("./shared.js").State} State */

const CELL = 10;
const HELP =
  "Click the picture or tab to it. The arrow keys move the pen, the space bar draws a dot; " +
  "with Shift, the arrow keys draw a line.";

/**
 * @param {ShadowRoot} root
 * @param {State} state picture: rows of values from 0 (white) to 255 (black)
 * @param {(part: State) => void} onChange
 */
function mount(root, state, onChange) {
  /** @type {number[][]} */
  let picture = state.picture;
  let [row, column] = [Math.floor(picture.length / 2), Math.floor(picture[0].length / 2)];
  let drawing = false;
  let waiting = 0;

  const canvas = /** @type {HTMLCanvasElement} */ (
    h("canvas", {
      class: "pad",
      tabindex: 0,
      role: "application",
      "aria-label": "drawing",
      "aria-describedby": "how",
      style: "touch-action: none; border: 1px solid var(--line); max-width: 100%",
      onpointerdown: (/** @type {PointerEvent} */ event) => {
        canvas.setPointerCapture(event.pointerId);
        drawing = true;
        follow(event);
      },
      onpointermove: (/** @type {PointerEvent} */ event) => {
        if (drawing) follow(event);
      },
      onpointerup: () => (drawing = false),
      onpointercancel: () => (drawing = false),
      onkeydown: press,
      onfocus: () => show(),
      onblur: () => show(),
    })
  );
  const eraser = box("erase", () => {});
  const status = h("p", { class: "status", role: "status" });

  root.append(
    h(
      "div",
      { class: "explorer", role: "group", "aria-label": "Drawing pad" },
      h(
        "div",
        { class: "bar" },
        h("button", { type: "button", onclick: clear }, "Clear"),
        eraser.label,
      ),
      canvas,
      h("p", { id: "how", style: "margin: 6px 0 0; max-width: 30em" }, HELP),
      status,
    ),
  );

  function clear() {
    picture = picture.map((values) => values.map(() => 0));
    status.textContent = "The picture is empty.";
    tell();
  }

  /** @param {PointerEvent} event */
  function follow(event) {
    const frame = canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - frame.left, event.clientY - frame.top];
    row = clamp(Math.floor((y / frame.height) * picture.length), picture.length);
    column = clamp(Math.floor((x / frame.width) * picture[0].length), picture[0].length);
    dot();
  }

  /** @param {KeyboardEvent} event */
  function press(event) {
    const move = MOVES[event.key];
    if (!move && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    if (move) {
      row = clamp(row + move[0], picture.length);
      column = clamp(column + move[1], picture[0].length);
    }
    if (!move || event.shiftKey) dot();
    else show();
    status.textContent = `Row ${row}, column ${column}: ${picture[row][column]}.`;
  }

  /** Draw or erase a soft dot where the pen is. */
  function dot() {
    const on = !eraser.input.checked;
    picture = picture.map((values, i) =>
      values.map((value, j) => {
        const far = Math.abs(i - row) + Math.abs(j - column);
        if (far > 1) return value;
        if (!on) return 0;
        return Math.max(value, far === 0 ? 255 : 170);
      }),
    );
    tell();
  }

  /** Pass the picture on, but at most ten times a second: a line is many dots. */
  function tell() {
    show();
    if (waiting) return;
    waiting = window.setTimeout(() => {
      waiting = 0;
      onChange({ picture });
    }, 100);
  }

  function show() {
    const [height, width] = [picture.length, picture[0].length];
    if (canvas.height !== height * CELL) canvas.height = height * CELL;
    if (canvas.width !== width * CELL) canvas.width = width * CELL;
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    picture.forEach((values, i) =>
      values.forEach((value, j) => {
        const grey = 255 - Math.round(value);
        pen.fillStyle = `rgb(${grey} ${grey} ${grey})`;
        pen.fillRect(j * CELL, i * CELL, CELL, CELL);
      }),
    );
    if (root.activeElement === canvas) {
      pen.strokeStyle = "#d55e00";
      pen.lineWidth = 2;
      pen.strokeRect(column * CELL, row * CELL, CELL, CELL);
    }
  }

  show();
  return {
    update(/** @type {State} */ next) {
      picture = next.picture;
      row = clamp(row, picture.length);
      column = clamp(column, picture[0].length);
      status.textContent = "A new picture is on the pad.";
      show();
    },
  };
}

define("cb-drawing-pad", mount);
export default widget(mount, ["picture"]);
