// @ts-check
// A network written down as Keras code.

/** @typedef {import("./tracing.js").Layer} Layer */

/**
 * Write a network as Keras code: a ReLU after each layer that learns, a softmax at the end.
 * @param {number[]} input height, width, channels
 * @param {Layer[]} layers layers that fit
 * @returns {string}
 */
export function kerasCode(input, layers) {
  const lines = layers.flatMap((layer, index) => [
    ...padded(layer),
    kerasLayer(layer, index === layers.length - 1),
  ]);
  return [
    "import keras",
    "from keras import layers",
    "",
    "model = keras.Sequential([",
    `    keras.Input((${input.join(", ")})),`,
    ...lines.map((line) => `    layers.${line},`),
    "])",
  ].join("\n");
}

/** @param {Layer} layer @returns {string[]} the layer that pads first, since Keras has no such number */
function padded({ padding }) {
  return typeof padding === "number" && padding > 0 ? [`ZeroPadding2D(${padding})`] : [];
}

/** @param {Layer} layer @param {boolean} last */
function kerasLayer(layer, last) {
  const { kind, stride, padding, units } = layer;
  const same = padding === "same" && 'padding="same"';
  const unbiased = layer.bias === false && "use_bias=False";
  const mode = layer.mode === "average" ? "Average" : "Max";
  if (kind === "flatten") return "Flatten()";
  if (kind === "global pool") return `Global${mode}Pooling2D()`;
  if (kind === "pool") return call(`${mode}Pooling2D`, layer.size, stride !== layer.size && `strides=${stride}`, same);
  if (kind === "dense") {
    const end = units === 1 ? "sigmoid" : "softmax";
    return call("Dense", units, `activation="${last ? end : "relu"}"`, unbiased);
  }
  const strides = stride !== 1 && `strides=${stride}`;
  return call("Conv2D", layer.filters, layer.kernel_size, strides, same, 'activation="relu"', unbiased);
}

/** @param {string} name @param {...(number|string|false|undefined)} given what is false is left out */
function call(name, ...given) {
  return `${name}(${given.filter((part) => part !== false).join(", ")})`;
}
