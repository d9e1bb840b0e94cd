// Compare the explorers' arithmetic with results that Python has written to a file:
// node oracle.mjs cases.json, where a case is {name, arguments, expected}.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as arithmetic from "../../cnnbook/explorers/js/arithmetic.js";

const cases = JSON.parse(readFileSync(process.argv[2], "utf8"));
for (const { name, arguments: args, expected } of cases) {
  const got = arithmetic[name](...args);
  close(got, expected, `${name}(${JSON.stringify(args)})`);
}
console.log(cases.length);

function close(got, expected, what) {
  if (Array.isArray(expected)) {
    assert.equal(got.length, expected.length, what);
    expected.forEach((value, i) => close(got[i], value, what));
  } else {
    assert.ok(Math.abs(got - expected) <= 1e-9 * Math.max(1, Math.abs(expected)), `${what}: ${got}`);
  }
}
