// A reader's progress through the book: shown, saved to a file, taken from one, erased. All
// of it is in this browser.

import { element } from "./element.js";
import * as store from "./store.js";

/** @typedef {{id: string}} Exercise */
/** @typedef {{number: string, title: string, page: string, exercises: Exercise[]}} Chapter */
/** @typedef {import("./store.js").Work} Work */

const stateOf = (/** @type {string} */ id) => {
  const work = store.load(id);
  return work.passed ? "solved" : work.state;
};

/** @param {Exercise[]} exercises */
function counted(exercises) {
  const states = exercises.map((one) => stateOf(one.id));
  const solved = states.filter((state) => state === "solved").length;
  const begun = states.filter((state) => state === "begun").length;
  return { solved, begun, left: exercises.length - solved - begun };
}

/**
 * Return what a file keeps of each exercise of the book.
 * @param {string} content
 * @param {Set<string>} known ids
 * @returns {Map<string, Work>}
 */
export function read(content, known) {
  let entries;
  try {
    entries = JSON.parse(content).exercises;
  } catch {
    entries = undefined;
  }
  if (!entries || typeof entries !== "object") {
    throw new Error("This file holds no progress: choose one that was saved here, or by cb.progress().save.");
  }
  const found = new Map();
  for (const [id, entry] of Object.entries(entries)) {
    const state = entry?.state;
    if (!known.has(id) || (state !== "solved" && state !== "begun")) continue;
    const { code, fields, tries, at } = entry;
    found.set(id, {
      state: "begun",
      passed: state === "solved",
      ...(typeof code === "string" && { code }),
      ...(Array.isArray(fields) && { fields: fields.map(String) }),
      ...(Number.isSafeInteger(tries) && tries > 0 && { tries }),
      ...(typeof at === "string" && { at }),
    });
  }
  return found;
}

/** What a file keeps: as `cb.progress()` reads it, and the work itself. */
export function saved(/** @type {string[]} */ ids) {
  const exercises = Object.fromEntries(
    ids.flatMap((id) => {
      const { code, fields, tries, at } = store.load(id);
      const state = stateOf(id);
      return state ? [[id, { state, tries, at, code, fields }]] : [];
    })
  );
  return `${JSON.stringify({ cnnbook: 1, exercises }, null, 1)}\n`;
}

/**
 * Show everything in the fold of a box.
 * @param {HTMLElement} box
 * @param {URL} root of the site
 */
export async function show(box, root) {
  const answer = await fetch(new URL("progress.json", import.meta.url));
  if (!answer.ok) throw new Error(`the server says ${answer.status}`);
  /** @type {Chapter[]} */
  const chapters = await answer.json();
  const every = chapters.flatMap((chapter) => chapter.exercises);
  const ids = every.map((one) => one.id);
  const table = element("div", { class: "progress-table", tabindex: "0", role: "region", "aria-label": "Your progress, chapter by chapter" });
  const said = element("p", { role: "status" });

  function draw() {
    const total = counted(every);
    /** @type {Element} */ (box.querySelector("summary")).textContent =
      `Your progress: ${total.solved} of ${every.length} solved${total.begun ? `, ${total.begun} begun` : ""}`;
    const head = ["Exercises of", "solved", "begun", "left"].map((name) => element("th", { scope: "col" }, [name]));
    const rows = chapters.map((chapter) => {
      const { solved, begun, left } = counted(chapter.exercises);
      const link = element("a", { href: new URL(chapter.page, root).href }, [chapter.title]);
      const cells = [solved, begun, left].map((number) => element("td", {}, [String(number)]));
      return element("tr", {}, [element("th", { scope: "row" }, [link]), ...cells]);
    });
    table.replaceChildren(
      element("table", { class: "table" }, [element("thead", {}, [element("tr", {}, head)]), element("tbody", {}, rows)])
    );
  }

  const input = /** @type {HTMLInputElement} */ (
    element("input", { type: "file", accept: ".json,application/json", hidden: "", "aria-label": "Saved progress" })
  );
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    try {
      const found = read(await file.text(), new Set(ids));
      for (const [id, work] of found) store.keep(id, taken(store.load(id), work));
      said.textContent = `Taken from the file: ${found.size} exercises. Where you had work here, it is as it was.`;
    } catch (error) {
      said.textContent = error instanceof Error ? error.message : String(error);
    }
    draw();
  });
  const button = (/** @type {string} */ words, /** @type {() => void} */ act) =>
    element("button", { type: "button", onclick: act }, [words]);
  const save = button("Save to a file", () => {
    const address = URL.createObjectURL(new Blob([saved(ids)], { type: "application/json" }));
    element("a", { href: address, download: "cnnbook-progress.json" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    said.textContent = "Saved as cnnbook-progress.json, with your answers.";
  });
  const erase = button("Erase it", () => {
    const yes = button("Erase all answers and all progress", () => {
      store.forgetAll();
      draw();
      /** @type {HTMLElement} */ (box.firstElementChild).hidden = true;
      said.textContent = "Nothing is kept any more.";
      erase.focus();
    });
    said.replaceChildren("It can't be undone. ", yes);
    yes.focus();
  });
  draw();
  /** @type {Element} */ (box.querySelector("details > div")).replaceChildren(
    table,
    element("p", {}, ["It is kept in this browser, and nothing of it is sent anywhere."]),
    element("div", { class: "progress-buttons" }, [save, button("Open a saved file", () => input.click()), erase]),
    input,
    said
  );
  addEventListener("storage", draw);
}

/**
 * Return what is kept of an exercise when a file speaks of it too.
 * @param {Work} own
 * @param {Work} other
 * @returns {Work}
 */
export function taken(own, other) {
  if (own.code === undefined && own.fields === undefined && !own.state) return other;
  return { passed: Boolean(own.passed || own.state === "solved" || other.passed) };
}
