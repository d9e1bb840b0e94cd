// Print what the explorers' functions return, as JSON: node answers.mjs cases.json, where a
// case is {name, arguments}.
import { readFileSync } from "node:fs";
import * as keras from "../../cnnbook/explorers/js/keras-code.js";
import * as tracing from "../../cnnbook/explorers/js/tracing.js";

const functions = { ...keras, ...tracing };
const cases = JSON.parse(readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify(cases.map(({ name, arguments: given }) => functions[name](...given))));
