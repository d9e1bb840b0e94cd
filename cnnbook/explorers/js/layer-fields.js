// @ts-check
// The fields in which one layer of a network is edited.
import { box, choice, h, labelled, refuse, stepper, write } from "./shared.js";

/** @typedef {import("./tracing.js").Layer} Layer */

const OWN_PADDING = "own p";

/** What a layer of each kind is at first. */
const FRESH = /** @type {Record<string, Layer>} */ ({
  conv: { kind: "conv", filters: 8, kernel_size: 3, stride: 1, padding: "valid", bias: true },
  pool: { kind: "pool", size: 2, stride: 2, padding: "valid", mode: "max" },
  "global pool": { kind: "global pool", mode: "average" },
  flatten: { kind: "flatten" },
  dense: { kind: "dense", units: 10, bias: true },
});

/** @param {string} kind @returns {Layer} */
export function fresh(kind) {
  return { ...FRESH[kind] };
}

/** @param {Layer} layer @returns {string} the layer in a few words */
export function describe(layer) {
  const { kind, filters, kernel_size, size, stride, padding, mode, units } = layer;
  const edge = padding === "same" ? ", same" : padding === "valid" || padding === 0 ? "" : `, p\u00a0${padding}`;
  const step = stride === (size ?? 1) ? "" : `, stride\u00a0${stride}`;
  if (kind === "conv") return `conv ${filters}, ${kernel_size}×${kernel_size}${step}${edge}`;
  if (kind === "pool") return `${mode} pool ${size}×${size}${step}${edge}`;
  if (kind === "global pool") return `global ${mode} pool`;
  return kind === "dense" ? `dense ${units}` : kind;
}

/** The fields of one layer; those that its kind lacks are hidden. */
export class LayerFields {
  /** @param {(layer: Layer) => void} onChange gets the whole layer */
  constructor(onChange) {
    /** @type {Layer} */
    this.layer = fresh("conv");
    const change = (/** @type {Partial<Layer>} */ part) => onChange({ ...this.layer, ...part });
    this.kind = choice(Object.keys(FRESH), (kind) => onChange(fresh(kind)));
    this.paddings = choice(["valid", "same", OWN_PADDING], (name) =>
      change({ padding: name === OWN_PADDING ? 1 : name }),
    );
    this.p = stepper(0, 16, (padding) => change({ padding }));
    this.mode = choice(["max", "average"], (mode) => change({ mode }));
    this.bias = box("bias", (bias) => change({ bias }));
    /** @type {Record<string, HTMLInputElement>} */
    this.numbers = {
      filters: stepper(1, 4096, (filters) => change({ filters })),
      units: stepper(1, 16384, (units) => change({ units })),
      kernel_size: stepper(1, 31, (kernel_size) => change({ kernel_size })),
      size: stepper(1, 31, (size) => change({ size, ...(this.steps() && { stride: size }) })),
      stride: stepper(1, 16, (stride) => change({ stride })),
    };
    this.labels = /** @type {Record<string, HTMLElement>} */ ({
      kind: labelled("kind", this.kind),
      mode: labelled("type", this.mode),
      filters: labelled("filters", this.numbers.filters),
      units: labelled("units", this.numbers.units),
      kernel_size: labelled("kernel f", this.numbers.kernel_size),
      size: labelled("size f", this.numbers.size),
      stride: labelled("stride s", this.numbers.stride),
      padding: labelled("padding", this.paddings),
      p: labelled("p", this.p),
      bias: this.bias.label,
    });
    this.element = h("div", { class: "bar" }, ...Object.values(this.labels));
  }

  /** Say whether a pool's windows lie side by side. */
  steps() {
    return this.layer.stride === this.layer.size;
  }

  /** @param {Layer} layer */
  show(layer) {
    this.layer = layer;
    for (const [name, label] of Object.entries(this.labels)) label.hidden = !(name in layer);
    this.labels.p.hidden = typeof layer.padding !== "number";
    const values = { ...layer, p: layer.padding };
    for (const [name, field] of Object.entries({ ...this.numbers, p: this.p })) {
      if (name in values) write(field, String(values[/** @type {keyof Layer} */ (name)]));
      else refuse(field, "");
    }
    this.kind.value = layer.kind;
    this.paddings.value = typeof layer.padding === "number" ? OWN_PADDING : String(layer.padding);
    this.mode.value = layer.mode ?? "max";
    this.bias.input.checked = Boolean(layer.bias);
  }
}
