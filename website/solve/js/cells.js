// A chapter whose cells run: this is fetched when a reader first asks for it.

import style from "./solve.css";
import { CellPanel } from "./cell-panel.js";
import { element } from "./element.js";
import { loading } from "./loading.js";
import { Python } from "./python.js";
import { forget as forgetWork, keep, load } from "./store.js";
import own from "./try.css";

/** @typedef {{place: number, code: string, alt: string, before: number[], draws: boolean}} Cell */
/** @typedef {{cell: number, code: string, names: string[], before: number[], draws: boolean}} Piece */

document.head.append(element("style", {}, [style + own]));

/** How many times the usual limit code may take: the book's own always ends. */
const OWN_CODE = 20;
const NEW_CODE = 2;
const DRAWS = /\b(plt|matplotlib|plots|PIL|photo|painting)\b/;
const WORDS = /[A-Za-z_]\w*/g;

/** @type {{cells: Cell[], pieces: Record<string, Piece>}} */
let chapter;
/** @type {Python | undefined} */
let python;
const progress = loading("Run");
/** @type {Map<number, CellPanel>} */
const panels = new Map();
/** The statements of earlier cells that have run in the Python that is there now. */
const ran = new Set();
/** @type {Map<string, number>} The statement that has set a name last. */
const setBy = new Map();
/** @type {Map<number, string>} What the reader has made of cells, and run, by their places. */
const changed = new Map();

function forget() {
  ran.clear();
  setBy.clear();
}

/** A Python that was ended has forgotten everything: what a cell needs is run again. */
function world() {
  forget();
  if (python) python.print = () => undefined;
  return { cells: [], answers: [] };
}

/**
 * Return Python, with what draws if that is asked for.
 * @param {boolean} draws
 */
function started(draws) {
  const name = draws ? "cells plots figures pictures" : "cells";
  if (!python) {
    progress.say("Python comes to your browser …", true);
    python = new Python(name, progress.tell, world, () => undefined);
  } else if (draws && python.chapter !== name) {
    python.chapter = name;
    progress.say("What draws comes to your browser …", true);
    python.restart("");
  }
  return python;
}

/**
 * Return the statements that have to run before some code, in their order.
 * @param {Cell} cell whose code it is
 * @param {string} code
 */
function needed(cell, code) {
  const all = Object.entries(chapter.pieces);
  const wanted = new Set(cell.before);
  const known = new Set(cell.code.match(WORDS));
  const fresh = new Set((code.match(WORDS) ?? []).filter((word) => !known.has(word)));
  for (const [number, piece] of all) {
    if (piece.cell < cell.place && piece.names.some((name) => fresh.has(name))) {
      for (const one of [...piece.before, Number(number)]) wanted.add(one);
    }
  }
  // What the reader has changed may need more than what it was.
  for (const place of new Set([...wanted].map((number) => chapter.pieces[number].cell))) {
    const text = changed.get(place);
    const other = chapter.cells.find((one) => one.place === place);
    if (text && other && place !== cell.place) for (const one of needed(other, text)) wanted.add(one);
  }
  return [...wanted].sort((one, other) => one - other);
}

/** @param {number} number of a statement */
function note(number) {
  ran.add(number);
  for (const name of chapter.pieces[number].names) setBy.set(name, number);
}

/** @param {number} place */
function hasRun(place) {
  for (const [number, piece] of Object.entries(chapter.pieces)) if (piece.cell === place) note(Number(number));
}

/**
 * Say whether later statements have run that set what these read, or have set.
 * @param {number[]} before
 */
function isOvertaken(before) {
  const right = new Map(before.flatMap((number) => chapter.pieces[number].names.map((name) => [name, number])));
  const late = before.some((number) => !ran.has(number)
    && chapter.pieces[number].code.match(WORDS)?.some((word) => (setBy.get(word) ?? -1) > number));
  return late || [...right].some(([name, number]) => ran.has(number) && setBy.get(name) !== number);
}

/** One after the other, whatever is pressed meanwhile. @type {Promise<any>} */
let last = Promise.resolve();

/**
 * Run a cell, and first what it needs; both as the reader has left them.
 * @param {Cell} cell
 * @param {string} code
 * @param {(text: string) => void} print
 * @returns {Promise<import("./python.js").Reply>}
 */
function run(cell, code, print) {
  const turn = last.then(async () => {
    const before = needed(cell, code);
    const draws = cell.draws || DRAWS.test(code) || before.some((number) => chapter.pieces[number].draws);
    const there = started(draws);
    await there.ready?.catch(() => undefined);
    if (isOvertaken(before)) forget(); // then all of them run again, in their order
    for (const number of before) {
      const { cell: place, code: book } = chapter.pieces[number];
      if (ran.has(number) || place === cell.place) continue;
      const text = changed.get(place);
      const reply = await there.do("before", [text ?? book], () => undefined, OWN_CODE);
      if (!reply.ok) return { ...reply, error: `Something before this cell, which it needs, failed:\n${reply.error}` };
      if (text) hasRun(place);
      else note(number);
    }
    const same = code.trim() === cell.code.trim();
    const reply = await there.do("cell", [code], print, same ? OWN_CODE : NEW_CODE);
    if (!reply.ok) return reply;
    hasRun(cell.place);
    if (same) changed.delete(cell.place);
    else changed.set(cell.place, code);
    return reply;
  });
  last = turn.catch(() => undefined);
  return turn;
}

/**
 * Let a cell be edited. The loader calls this.
 * @param {HTMLElement} place
 * @param {HTMLElement} button what was pressed
 */
export async function open(place, button) {
  const [, number] = /chapters\/(\d\d)-/.exec(location.pathname) ?? [];
  if (!chapter) {
    const answer = await fetch(new URL(`cells-${number}.json`, import.meta.url));
    if (!answer.ok) throw new Error(`the server says ${answer.status}`);
    chapter ??= await answer.json();
  }
  const cell = chapter.cells.find((one) => one.place === Number(place.dataset.try));
  if (!cell) throw new Error("this page and its cells are of two editions");
  const name = `chapter ${number}, cell ${cell.place}`;
  const { book, code: left } = load(name);
  const there = { run, stop: () => python?.restart("You stopped it.") };
  const panel = panels.get(cell.place)
    ?? new CellPanel(cell, place, button, there, book === cell.code ? left : undefined, (text) => {
      if (text === cell.code) forgetWork(name);
      else keep(name, { book: cell.code, code: text });
    });
  panels.set(cell.place, panel);
  panel.open(progress.root);
  if (!python) started(cell.draws);
}
