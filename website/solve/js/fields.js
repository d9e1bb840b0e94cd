// Fields for numbers: one, a row, a grid, or several grids.

/**
 * Return the coordinates of every entry of an array, row by row.
 * @param {number[]} shape
 * @returns {number[][]}
 */
const places = (shape) =>
  shape.length
    ? places(shape.slice(0, -1)).flatMap((place) =>
        Array.from({ length: shape[shape.length - 1] }, (_, i) => [...place, i])
      )
    : [[]];

/**
 * Put fields into an element.
 * @param {HTMLElement} parent
 * @param {string[]} values
 * @param {{name: string, shape: number[], labels: string[], run: () => void, changed: (values: string[]) => void}} options
 */
export function fields(parent, values, { name, shape, labels, run, changed }) {
  const make = (/** @type {string} */ tag, /** @type {string} */ text = "") =>
    Object.assign(document.createElement(tag), { textContent: text });
  const all = places(shape);
  const inputs = all.map((place, number) => {
    const input = document.createElement("input");
    const own = labels.length === all.length ? labels[number] : "";
    const row = labels.length === shape[0] ? labels[place[0]] : `row ${place[0]}`;
    const named = shape.length > 1 ? `${row}, column ${place[1]}` : row;
    const depth = shape.length > 2 ? `, slice ${place[2]}` : "";
    Object.assign(input, {
      type: "text",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: false,
      value: values[number] ?? "",
      ariaLabel: own || (shape.length ? `${named}${depth}` : name),
    });
    input.addEventListener("input", () => changed(inputs.map((one) => one.value)));
    input.addEventListener("keydown", (event) => move(event, number));
    return input;
  });

  /**
   * Enter checks, and the arrows go up and down in a grid.
   * @param {KeyboardEvent} event
   * @param {number} number
   */
  function move(event, number) {
    if (event.key === "Enter") {
      event.preventDefault();
      run();
    }
    const width = shape.length > 1 ? all.length / shape[0] : 1;
    const step = { ArrowUp: -width, ArrowDown: width }[event.key];
    const next = step && inputs[number + step];
    if (next) {
      event.preventDefault();
      next.focus();
      next.select();
    }
  }

  /**
   * @param {string} caption
   * @param {number | undefined} slice
   */
  function grid(caption, slice) {
    const table = make("table");
    if (caption) table.append(make("caption", caption));
    const [rows, columns] = shape;
    for (let row = 0; row < rows; row++) {
      const line = make("tr");
      const head = labels.length === rows ? labels[row] : "";
      if (head) line.append(Object.assign(make("th", head), { scope: "row" }));
      for (let column = 0; column < columns; column++) {
        const cell = make("td");
        const place = all.findIndex(
          (one) => one[0] === row && one[1] === column && (slice === undefined || one[2] === slice)
        );
        if (labels.length === all.length) {
          const label = make("label", labels[place]);
          label.append(inputs[place]);
          cell.append(label);
        } else cell.append(inputs[place]);
        line.append(cell);
      }
      table.append(line);
    }
    return table;
  }

  const box = make("div");
  box.className = "solve-fields";
  if (shape.length < 2) {
    for (const [number, input] of inputs.entries()) {
      const label = make("label", labels[number] ?? (shape.length ? `${number}` : name));
      label.append(input);
      box.append(label);
    }
  } else if (shape.length === 2) box.append(grid("", undefined));
  else {
    for (let slice = 0; slice < shape[2]; slice++) {
      box.append(grid(`${name}[:, :, ${slice}]`, slice));
    }
  }
  parent.append(box);
  return {
    focus: () => (inputs.find((input) => !input.value.trim()) ?? inputs[0]).focus(),
    get: () => inputs.map((input) => input.value),
    /** @param {string[]} values */
    set(values) {
      inputs.forEach((input, number) => (input.value = values[number] ?? ""));
    },
  };
}
