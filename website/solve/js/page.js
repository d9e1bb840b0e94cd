// An exercise page that answers: this is fetched when a reader first asks for it.

import style from "./solve.css";
import { element } from "./element.js";
import { forgetBook, isKept, keepBook } from "./keeping.js";
import { loading } from "./loading.js";
import { answers, filled } from "./notebook.js";
import { Panel } from "./panel.js";
import { Python } from "./python.js";
import * as store from "./store.js";

/** @typedef {import("./panel.js").Exercise & {given: string[], place: number}} Exercise */

document.head.append(element("style", {}, [style]));

/** @type {Map<string, Panel>} */
const panels = new Map();
/** @type {Map<string, Element>} */
const cells = new Map();
/** @type {Python | undefined} */
let python;
/** @type {{chapter: string, exercises: Exercise[], given: {code: string, before: string}[]}} */
let page;

/** How much of Python has come. */
const progress = loading("Check");

/** What a start of Python begins with: the given cells, and what the reader has run. */
function world() {
  const busy = [...panels.values()].find((panel) => panel.busy)?.exercise.id;
  const ran = page.exercises.filter((one) => one.kind === "code" && one.id !== busy);
  return {
    cells: page.given.map((one) => one.code),
    answers: ran.map((one) => store.load(one.id)).flatMap((work) => (work.ran && work.code ? [work.code] : [])),
  };
}

/** @param {import("./python.js").Reply[]} replies what the given cells showed */
function begun(replies) {
  const given = [...document.querySelectorAll("div.cell")].filter((cell) => !exerciseOf(cell));
  replies.forEach((reply, number) => {
    const cell = given[number];
    const shown = `${reply.printed ?? ""}${reply.text ?? ""}`.trimEnd();
    if (!cell || !shown || cell.querySelector(".solve-given")) return;
    cell.append(element("pre", { class: "solve-given", tabindex: "0", "aria-label": "What this code shows" }, [shown]));
  });
}

/** Python is started once, when the first exercise is opened. */
function started() {
  if (!python) progress.say("Python comes to your browser …", true);
  python ??= new Python(`ch${page.chapter}`, progress.tell, world, begun);
  return python;
}

/**
 * Return the id of the exercise whose answer stands in a cell.
 * @param {Element} cell
 */
const exerciseOf = (cell) => /cb\.check\("([\w-]+)"/.exec(cell.textContent ?? "")?.[1];

const download = () =>
  /** @type {HTMLAnchorElement | null} */ (document.querySelector('a.download[href$=".ipynb"]'));

/** Show under the tools of a panel what came of them. */
function tools() {
  const said = element("p", { role: "status", class: "solve-said" });
  const input = /** @type {HTMLInputElement} */ (
    element("input", { type: "file", accept: ".ipynb,application/json", hidden: "", "aria-label": "A notebook" })
  );
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    input.value = "";
    if (file) said.textContent = await opened(file);
  });
  const act = (/** @type {string} */ text, /** @type {() => Promise<string> | string | void} */ what) =>
    element("button", { type: "button", class: "solve-button", onclick: async () => {
      try {
        said.textContent = (await what()) ?? "";
      } catch (error) {
        said.textContent = error instanceof Error ? error.message : String(error);
      }
    } }, [text]);
  const offline = act("Keep the book offline", async () => {
    const kept = await isKept();
    const words = kept ? await forgetBook() : await keepBook((far) => (said.textContent = far));
    offline.textContent = kept ? "Keep the book offline" : "Forget the kept book";
    return words;
  });
  isKept().then((kept) => kept && (offline.textContent = "Forget the kept book"));
  return element("details", { class: "solve-tools" }, [
    element("summary", {}, ["Your work on this page"]),
    element("p", {}, ["It is kept in this browser, and nothing of it is sent anywhere."]),
    element("div", { class: "solve-buttons" }, [
      act("Save as a notebook", saved),
      act("Open a notebook", () => input.click()),
      offline,
    ]),
    input,
    said,
  ]);
}

/** Save the page's notebook with the reader's work in it. */
async function saved() {
  const link = download();
  if (!link) throw new Error("The notebook of this page is missing.");
  const answer = await fetch(link.href);
  if (!answer.ok) throw new Error("The notebook could not be fetched: is there a network?");
  const content = filled(await answer.json(), page.exercises, (one) => codeOf(/** @type {Exercise} */ (one)));
  const name = decodeURIComponent(link.href.split("/").at(-1) ?? "exercises.ipynb");
  const address = URL.createObjectURL(new Blob([content], { type: "application/x-ipynb+json" }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  return `Saved as ${name}.`;
}

/** @param {Exercise} exercise */
function codeOf(exercise) {
  if (exercise.kind === "keras") return undefined;
  return (panels.get(exercise.id) ?? open(exercise.id, false))?.code();
}

/**
 * Put the answers of a notebook into the page.
 * @param {File} file
 */
async function opened(file) {
  let found;
  try {
    found = answers(await file.text(), page.exercises);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const kept = [];
  const left = [];
  for (const [id, code] of found) {
    const exercise = page.exercises.find((one) => one.id === id);
    const panel = exercise?.kind === "keras" ? undefined : (panels.get(id) ?? open(id, false));
    (panel?.take(code) ? kept : left).push(id);
  }
  const taken = kept.length ? `Taken from the notebook: ${kept.join(", ")}.` : "";
  const not = left.length
    ? ` Left in the notebook, since it needs Keras or is worked out by code: ${left.join(", ")}.`
    : "";
  return `${taken}${not}`.trim();
}

let warned = false;

/**
 * Keep work, and say once if the browser does not.
 * @param {string} id
 * @param {import("./store.js").Work} work
 */
function keep(id, work) {
  // An answer that was taken away leaves nothing.
  const some = Object.keys(work).length > 0;
  const at = `${new Date().toISOString().slice(0, 19)}Z`;
  const done = !some || store.keep(id, { ...work, at });
  mark(id);
  if (some) store.keepPlace(placeAfter(id));
  dispatchEvent(new Event("cnnbook-work"));
  if (done || warned) return;
  warned = true;
  progress.say("This browser keeps nothing: save your work as a notebook before you leave.", false);
}

/**
 * Where to go on: here, or at what is left once this is solved.
 * @param {string} id
 */
function placeAfter(id) {
  const order = [...page.exercises];
  const number = order.findIndex((one) => one.id === id);
  const next = [...order.slice(number), ...order.slice(0, number)].find((one) => {
    const { state, passed } = store.load(one.id);
    return !passed && state !== "solved" && one.kind !== "keras";
  });
  const heading = next && cells.get(next.id)?.closest("section");
  const onward = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a.right-next"));
  const root = new URL("../../", import.meta.url).href;
  const here = location.href.replace(/[#?].*/, "");
  const [href, title] = heading
    ? [`${here}#${heading.id}`, heading.querySelector("h1, h2, h3")?.firstChild?.textContent ?? ""]
    : [onward?.href ?? here, onward?.querySelector(".prev-next-title")?.textContent ?? document.title];
  return { href: href.replace(root, ""), title: title.trim() };
}

/** @param {string} id */
function mark(id) {
  const panel = panels.get(id);
  if (panel) panel.root.dataset.state = store.load(id).state ?? "";
}

/**
 * Put an exercise's panel in the place of its cell.
 * @param {string} id
 * @param {boolean} focus
 */
function open(id, focus) {
  const exercise = page.exercises.find((one) => one.id === id);
  const cell = cells.get(id);
  if (!exercise || !cell) return undefined;
  const panel = new Panel(exercise, {
    do: (method, given, print) => started().do(method, given, print),
    stop: () => started().restart("You stopped it."),
  }, { keep, tools });
  panels.set(id, panel);
  cell.setAttribute("hidden", "");
  document.querySelector(`[data-solve="${id}"]`)?.remove();
  cell.after(panel.root);
  mark(id);
  if (focus) {
    // Below the buttons: what comes and goes above them would move them under a finger.
    panel.root.querySelector(".solve-buttons")?.after(progress.root);
    panel.answer.focus();
  }
  return panel;
}

/** Say of an exercise with Keras where it can be done. */
function elsewhere(/** @type {string} */ id) {
  const link = download();
  const colab = document.querySelector('a[href*="colab.research.google.com"]');
  const ways = [
    "This exercise needs Keras, which does not run in a page. ",
    ...(link ? [element("a", { href: link.href, download: "" }, ["Download the notebook"]), " and open it in JupyterLab"] : []),
    ...(colab ? [", or ", element("a", { href: /** @type {HTMLAnchorElement} */ (colab).href }, ["open it in Colab"])] : [", or upload it to Colab"]),
    ". What you have solved on this page can be saved into it.",
  ];
  const box = element("section", { class: "solve-panel", "aria-label": `Where to solve ${id}` }, [
    element("p", { tabindex: "-1" }, ways),
    tools(),
  ]);
  document.querySelector(`[data-solve="${id}"]`)?.remove();
  cells.get(id)?.after(box);
  /** @type {HTMLElement} */ (box.firstElementChild).focus();
}

/**
 * Open an exercise. The loader calls this.
 * @param {string} id
 */
export async function solve(id) {
  if (!page) {
    const [, folder] = /exercises\/(\d\d)-/.exec(location.pathname) ?? [];
    const answer = await fetch(new URL(`${folder}.json`, import.meta.url));
    if (!answer.ok) throw new Error(`the server says ${answer.status}`);
    page ??= await answer.json();
    for (const cell of document.querySelectorAll("div.cell")) {
      const found = exerciseOf(cell);
      if (found) cells.set(found, cell);
    }
  }
  if (panels.has(id)) return;
  const exercise = page.exercises.find((one) => one.id === id);
  if (exercise?.kind === "keras") elsewhere(id);
  else {
    open(id, true);
    started();
  }
}

/** For tests, which drive Python itself. */
export const forTests = { started, panels };
