// What the network tracer says, in words and in code.
import assert from "node:assert/strict";
import { test } from "node:test";
import { kerasCode } from "../../cnnbook/explorers/js/keras-code.js";
import { describe, fresh } from "../../cnnbook/explorers/js/layer-fields.js";
import { runs } from "../../cnnbook/explorers/js/plane.js";
import { grouped } from "../../cnnbook/explorers/js/shared.js";
import { follow, seen } from "../../cnnbook/explorers/js/tracing.js";
import { tellField } from "../../cnnbook/explorers/js/words.js";

const conv = { kind: "conv", filters: 4, kernel_size: 3, stride: 1, padding: "valid", bias: true };
const flatten = { kind: "flatten" };
const dense = { kind: "dense", units: 10, bias: true };

/** What a place of the last map is said to see. */
function told(input, layers, place) {
  const { rows } = follow(input, layers);
  const axes = place.map((at, axis) => seen(input[axis], layers, [at]));
  return tellField(`layer ${layers.length}`, rows.at(-1).shape, place, axes, input);
}

test("thousands are grouped", () => {
  assert.equal(grouped(61706), "61,706");
  assert.equal(grouped(120), "120");
});

test("neighbours are joined", () => {
  assert.deepEqual(runs([2, 3, 4, 7]), [[2, 3], [7, 1]]);
  assert.deepEqual(runs([]), []);
});

test("a layer is described by what is not its default", () => {
  assert.equal(describe(conv), "conv 4, 3×3");
  assert.equal(describe({ ...conv, stride: 2, padding: "same" }), "conv 4, 3×3, stride\u00a02, same");
  assert.equal(describe({ ...conv, padding: 0 }), "conv 4, 3×3");
  assert.equal(describe({ ...fresh("pool"), padding: 1 }), "max pool 2×2, p\u00a01");
  assert.equal(describe(fresh("global pool")), "global average pool");
  assert.equal(describe(fresh("dense")), "dense 10");
});

test("what does not fit is said with what would help", () => {
  const words = (...layers) => follow([6, 8, 1], layers).problem?.words;
  assert.match(words(dense), /^A dense layer needs one line of numbers, and gets 6×8×1: add a flatten/);
  assert.match(words(flatten, conv), /^A conv layer needs rows and columns, and gets one line of 48 numbers: move it up/);
  assert.match(words({ ...conv, kernel_size: 7 }), /^A window of 7×7 is larger than the map of 6×8: make it at most 6×6/);
  assert.match(words({ ...conv, kernel_size: 9, padding: 1 }), /6×8, padded to 8×10: make it at most 8×8/);
  assert.equal(words(conv, flatten, dense), undefined);
});

test("a place tells what it sees, and what is padding", () => {
  const same = { ...conv, padding: "same" };
  assert.equal(told([6, 6, 1], [conv], [1, 2]), "Row 1, column 2 of layer 1 sees rows 1 to 3 and columns 2 to 4: 3×3 pixels.");
  assert.equal(
    told([6, 6, 1], [same, same], [0, 5]),
    "Row 0, column 5 of layer 2 sees rows 0 to 2 and columns 3 to 5: 3×3 pixels. " +
      "Padding stands for 2 rows above and 2 columns on the right.",
  );
  assert.match(told([6, 6, 1], [{ ...conv, padding: 4 }], [0, 0]), /sees nothing but padding\.$/);
  const pick = { ...conv, kernel_size: 1, stride: 3 };
  assert.match(told([9, 9, 1], [pick, conv], [0, 0]), /sees rows 0 to 6 \(3 of these 7\) and/);
});

test("one number at the end gets a sigmoid, several a softmax", () => {
  assert.match(kerasCode([4, 4, 1], [flatten, { ...dense, units: 1 }]), /Dense\(1, activation="sigmoid"\)/);
  assert.match(kerasCode([4, 4, 1], [flatten, dense]), /Dense\(10, activation="softmax"\)/);
});

test("a number for padding becomes a layer, unless it is 0", () => {
  const code = (padding) => kerasCode([4, 4, 1], [{ ...conv, padding }]);
  assert.match(code(2), /ZeroPadding2D\(2\),\n {4}layers\.Conv2D\(4, 3, activation="relu"\),/);
  assert.doesNotMatch(code(0), /ZeroPadding|padding=/);
  assert.match(code("same"), /padding="same"/);
});
