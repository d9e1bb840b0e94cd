// Numbers in and out of the explorers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { clamp, format, parse } from "../../cnnbook/explorers/js/shared.js";

test("a negative number gets a true minus", () => {
  assert.equal(format(-2.5), "−2.5");
});

test("zero has no sign", () => {
  assert.equal(format(-0), "0");
});

test("whole numbers are written in full, fractions to four digits", () => {
  assert.equal(format(123456), "123456");
  assert.equal(format(1 / 3), "0.3333");
});

test("what format writes, parse reads", () => {
  for (const value of [-3, 0, 0.25, -1e-3]) assert.equal(parse(format(value)), value);
});

test("a comma is a decimal point, and words are no number", () => {
  assert.equal(parse(" 1,5 "), 1.5);
  for (const text of ["", "two", "1 2", "Infinity", "NaN"]) assert.equal(parse(text), null);
});

test("an index stays inside", () => {
  assert.deepEqual([clamp(-1, 3), clamp(1, 3), clamp(3, 3)], [0, 1, 2]);
});
