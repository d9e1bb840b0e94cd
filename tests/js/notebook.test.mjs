// A reader's work goes into a notebook and comes back.

import assert from "node:assert/strict";
import test from "node:test";

import { answers, filled, read, written } from "../../website/solve/js/notebook.js";

const EXERCISES = [
  { id: "f", name: "f", kind: "code", shape: [], starter: "def f():\n    ...\n" },
  { id: "g", name: "g", kind: "fields", shape: [2, 2], starter: "g = ...\n" },
];
const cell = (source, type = "code") => ({ cell_type: type, metadata: {}, source, outputs: [1] });
const NOTEBOOK = {
  cells: [
    cell("# Title", "markdown"),
    cell('def f():\n    ...\n\n\ncb.check("f", f)'),
    cell(["g = ...  # your answer\n", 'cb.check("g", g)']),
    cell("x = 1"),
  ],
};

test("fields are written as lists in lists, and read again", () => {
  for (const [fields, shape] of [
    [["1"], []],
    [["1", "-2"], [2]],
    [["1", "2", "3", "4", "5", "6"], [2, 3]],
    [Array.from({ length: 8 }, (_, i) => `${i / 2}`), [2, 2, 2]],
  ]) {
    assert.deepEqual(read(`g = ${written(fields, shape)}  # mine`, "g", shape), fields);
  }
  assert.equal(written(["1", "2", "3", "4"], [2, 2]), "[[1, 2], [3, 4]]");
});

test("what is worked out by code stays in the notebook", () => {
  assert.equal(read("g = np.ones((2, 2))", "g", [2, 2]), undefined);
  assert.equal(read("g = [[1, 2], [3, a]]", "g", [2, 2]), undefined);
  assert.equal(read("g = [1, 2]", "g", [2, 2]), undefined);
  assert.equal(read("h = [[1, 2], [3, 4]]", "g", [2, 2]), undefined);
  assert.deepEqual(read("g = np.array([[1, 2],\n [3, 4]])", "g", [2, 2]), ["1", "2", "3", "4"]);
});

test("a notebook is filled, and answers again", () => {
  const code = { f: "def f():\n    return 1", g: "g = [[1, 2], [3, 4]]" };
  const content = filled(NOTEBOOK, EXERCISES, (one) => code[one.id]);
  assert.deepEqual([...answers(content, EXERCISES)], Object.entries(code));
  const made = JSON.parse(content);
  assert.equal(made.cells[1].source, `${code.f}\n\n\ncb.check("f", f)`);
  assert.deepEqual(made.cells[1].outputs, []);
  assert.deepEqual(made.cells[3], NOTEBOOK.cells[3]);
});

test("what nobody has touched is left as it is", () => {
  const content = filled(NOTEBOOK, EXERCISES, () => undefined);
  assert.deepEqual(JSON.parse(content), NOTEBOOK);
});

test("a file that answers nothing says so", () => {
  for (const content of ["", "{}", "[]", '{"cells": 1}', '{"cells": [null, {}]}']) {
    assert.throws(() => answers(content, EXERCISES), /no notebook|answers no exercise/);
  }
});
