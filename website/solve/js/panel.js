// The place on a page where one exercise is answered.

import { editor } from "./editor.js";
import { element, intoSight } from "./element.js";
import { fields } from "./fields.js";
import { read, written } from "./notebook.js";
import { Ended } from "./python.js";
import * as store from "./store.js";

/** @typedef {import("./notebook.js").Exercise & {labels: string[], drawn?: boolean}} Exercise */

export class Panel {
  /**
   * @param {Exercise} exercise
   * @param {{do: (method: string, given: any[], print: (text: string) => void) => Promise<any>, stop: () => void}} python
   * @param {{keep: (id: string, work: import("./store.js").Work) => void, tools: () => Node}} page
   */
  constructor(exercise, python, page) {
    this.exercise = exercise;
    this.python = python;
    this.page = page;
    this.isCode = exercise.kind === "code";
    const work = store.load(exercise.id);
    const help = `solve-help-${exercise.id}`;
    this.output = element("div", { class: "solve-output" });
    this.printed = element("pre", { class: "solve-printed", tabindex: "0", hidden: "" });
    this.said = element("div", { role: "status", "aria-live": "polite" });
    this.output.append(this.printed, this.said);
    this.status = element("span", { class: "solve-status" });
    const place = element("div", { class: "solve-answer" });
    this.check = this.button("Check", () => this.doCheck(), "solve-main");
    this.run = this.button("Run", () => this.doRun());
    this.stop = this.button("Stop", () => python.stop());
    this.stop.hidden = true;
    this.again = this.button("Start again", () => this.startAgain());
    /** Which numbers the answer is for: 0 are the book's own, and only these are kept. */
    this.problem = 0;
    this.asked = element("div", { class: "solve-asked", role: "region", "aria-label": "Other numbers", hidden: "" });
    this.fresh = this.button("New numbers", () => this.newNumbers());
    this.back = this.button("The book's numbers", () => this.bookNumbers());
    this.back.hidden = true;
    const buttons = this.isCode
      ? [this.check, this.run, this.stop, this.again]
      : [this.check, this.stop, this.again, ...(exercise.drawn ? [this.fresh, this.back] : [])];
    const words = this.isCode
      ? "Ctrl+Enter or Shift+Enter runs. Tab indents; Escape, then Tab, leaves the editor."
      : "A number such as -3, 0.5 or 1/4. Enter checks.";
    this.root = element(
      "section",
      { class: "solve-panel", "aria-label": `Your answer to ${exercise.id}` },
      [
        this.asked,
        place,
        element("div", { class: "solve-buttons" }, [...buttons, this.status]),
        element("p", { class: this.isCode ? "solve-help solve-keys" : "solve-help", id: help }, [words]),
        this.output,
        page.tools(),
      ]
    );
    const size = exercise.shape.reduce((product, length) => product * length, 1);
    this.answer = this.isCode
      ? editor(place, work.code ?? exercise.starter, {
          label: `Your code for ${exercise.id}`,
          help,
          run: () => this.doRun(),
          changed: (code) => this.changed({ code }),
        })
      : fields(place, work.fields ?? Array(size).fill(""), {
          name: exercise.name,
          shape: exercise.shape,
          labels: exercise.labels,
          run: () => this.doCheck(),
          changed: (values) => this.changed({ fields: values }),
        });
  }

  /**
   * @param {string} words
   * @param {() => void} act
   */
  button(words, act, kind = "") {
    const made = element("button", { type: "button", class: `solve-button ${kind}`, onclick: act });
    made.textContent = words;
    return /** @type {HTMLButtonElement} */ (made);
  }

  /** @param {import("./store.js").Work} work */
  changed(work) {
    if (this.problem) return;
    this.page.keep(this.exercise.id, { ...work, state: "begun", ran: false });
  }

  /** Return the answer as Python, or nothing if there is none yet. */
  code() {
    const { name, shape, starter } = this.exercise;
    const answer = this.problem ? (store.load(this.exercise.id).fields ?? []) : this.answer.get();
    if (typeof answer === "string") return answer.trim() === starter.trim() ? undefined : answer;
    const plain = answer.map((text) => text.trim().replace(/[−–]/g, "-").replace(/×/g, "*") || "...");
    return plain.every((text) => text === "...") ? undefined : `${name} = ${written(plain, shape)}`;
  }

  /**
   * Take an answer out of a notebook; return whether it fits here.
   * @param {string} code
   */
  take(code) {
    if ("isCode" in this && this.isCode) {
      /** @type {any} */ (this.answer).set(code);
      return true;
    }
    const values = read(code, this.exercise.name, this.exercise.shape);
    if (!values) return false;
    if (this.problem) this.bookNumbers();
    /** @type {any} */ (this.answer).set(values);
    this.changed({ fields: values });
    return true;
  }

  /** Ask the same with other numbers; the answer to the book's own is kept meanwhile. */
  async newNumbers() {
    const reply = await this.ask("practice", [this.exercise.id]);
    if (!reply) return;
    this.problem = reply.number ?? 0;
    this.asked.innerHTML = reply.html ?? "";
    for (const table of this.asked.querySelectorAll("div")) table.tabIndex = 0;
    this.asked.hidden = this.back.hidden = false;
    /** @type {any} */ (this.answer).set([]);
    this.answer.focus();
  }

  /** Go back to the book's own numbers, and to what was answered to them. */
  bookNumbers() {
    this.problem = 0;
    this.asked.hidden = this.back.hidden = true;
    this.asked.replaceChildren();
    this.clear();
    /** @type {any} */ (this.answer).set(store.load(this.exercise.id).fields ?? []);
    this.answer.focus();
  }

  startAgain() {
    if (this.problem) {
      this.clear();
      /** @type {any} */ (this.answer).set([]);
      this.answer.focus();
      return;
    }
    const work = this.answer.get();
    const before = store.load(this.exercise.id);
    store.forget(this.exercise.id);
    const empty = this.isCode ? this.exercise.starter : [];
    /** @type {any} */ (this.answer).set(empty);
    store.forget(this.exercise.id);
    this.page.keep(this.exercise.id, {});
    this.clear();
    const undo = this.button("Bring it back", () => {
      /** @type {any} */ (this.answer).set(work);
      this.page.keep(this.exercise.id, before);
      this.clear();
    });
    this.said.append(element("p", {}, ["Your answer is taken away. ", undo]));
    this.answer.focus();
  }

  clear() {
    this.printed.textContent = "";
    this.printed.hidden = true;
    this.said.replaceChildren();
  }

  /**
   * Ask Python, and show that it works.
   * @param {string} method
   * @param {any[]} given
   */
  async ask(method, given) {
    if (this.busy) return undefined;
    this.busy = true;
    this.clear();
    this.stop.hidden = false;
    const buttons = [this.check, this.run, this.again, this.fresh, this.back];
    for (const button of buttons) button.setAttribute("aria-disabled", "true");
    this.status.textContent = "Working …";
    try {
      return await this.python.do(method, given, (text) => {
        this.printed.hidden = false;
        this.printed.append(text);
      });
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      this.say(words, error instanceof Ended);
      return undefined;
    } finally {
      this.busy = false;
      this.status.textContent = "";
      this.stop.hidden = true;
      for (const button of buttons) button.removeAttribute("aria-disabled");
    }
  }

  /**
   * @param {string} words
   * @param {boolean} again whether Python is being started again
   */
  say(words, again) {
    const more = again ? " Python is being started again; your work is as it was." : "";
    this.said.append(element("p", { class: "solve-problem" }, [words + more]));
    intoSight(this.output);
  }

  async doRun() {
    if (!this.isCode) return;
    const code = /** @type {string} */ (this.answer.get());
    const reply = await this.ask("run", ["your code", code]);
    if (!reply) return;
    this.page.keep(this.exercise.id, { code, ran: reply.ok });
    this.show(reply);
    if (reply.ok && this.printed.hidden && !reply.text) {
      this.said.append(element("p", {}, ["It ran, and showed nothing. Check says whether it is right."]));
    }
  }

  async doCheck() {
    const { id, name, shape } = this.exercise;
    const answer = this.answer.get();
    const reply = Array.isArray(answer)
      ? await this.ask("check_numbers", [id, name, shape, answer, this.problem])
      : await this.ask("check", [id, name, answer]);
    if (!reply) return;
    if (this.problem) {
      this.show(reply);
      return;
    }
    const work = Array.isArray(answer) ? { fields: answer } : { code: answer, ran: reply.ok };
    const { passed, tries = 0 } = store.load(id);
    if (reply.passed) this.page.keep(id, { ...work, state: "solved", passed: true, tries: tries + 1 });
    // A starter that nobody has changed is no try.
    else if (reply.begun !== false) this.page.keep(id, { ...work, state: "begun", passed, tries: tries + 1 });
    this.show(reply);
  }

  /** @param {import("./python.js").Reply} reply */
  show(reply) {
    this.tell(reply);
    intoSight(this.output);
  }

  /** @param {import("./python.js").Reply} reply */
  tell(reply) {
    if (reply.error) {
      const many = reply.error.includes("\n");
      this.said.append(
        element(many ? "pre" : "p", { class: "solve-problem", ...(many && { tabindex: "0" }) }, [reply.error])
      );
      if (reply.full) this.say("Its memory is full: something is far too large.", true);
    } else if (reply.html) {
      const box = element("div", { class: "solve-feedback" });
      box.innerHTML = reply.html;
      for (const table of box.querySelectorAll("pre")) table.tabIndex = 0;
      this.said.append(box);
    } else if (reply.text) {
      this.said.append(element("pre", { tabindex: "0" }, [reply.text]));
    }
    if (reply.more) {
      const more = this.button("Tell me more", async () => {
        const next = await this.ask("more", [this.exercise.id]);
        if (next) this.show(next);
      });
      this.said.append(more);
    }
  }
}
