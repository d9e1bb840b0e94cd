// The place on a page where one cell of a chapter is edited and run.

import { editor } from "./editor.js";
import { element, intoSight } from "./element.js";
import { Ended } from "./python.js";

export class CellPanel {
  /**
   * @param {import("./cells.js").Cell} cell
   * @param {HTMLElement} place the cell on the page
   * @param {HTMLElement} opener the button that opened it
   * @param {{run: (cell: any, code: string, print: (text: string) => void) => Promise<import("./python.js").Reply>, stop: () => void}} python
   * @param {string | undefined} left what the reader has left here before
   * @param {(code: string) => void} keep
   */
  constructor(cell, place, opener, python, left, keep) {
    this.cell = cell;
    this.opener = opener;
    this.python = python;
    this.source = /** @type {HTMLElement} */ (place.querySelector(".cell_input"));
    this.stored = /** @type {HTMLElement | null} */ (place.querySelector(".cell_output"));
    const name = opener.ariaLabel?.replace("Try it: ", "") ?? "this cell";
    const help = `try-help-${cell.place}`;
    const input = element("div", { class: "solve-answer" });
    this.main = this.button("Run", () => this.run(), "solve-main");
    this.stop = this.button("Stop", () => python.stop());
    this.again = this.button("Start again", () => {
      this.answer.set(cell.code);
      this.show(false);
      this.answer.focus();
    });
    this.look = this.button("The book’s output", () => this.show(this.output.hidden));
    this.status = element("span", { class: "solve-status" });
    const buttons = [this.main, this.stop, this.again, this.look, this.button("Close", () => this.close())];
    this.stop.hidden = this.look.hidden = true;
    this.root = element("section", { class: "solve-panel", "aria-label": `Your code, ${name}`, hidden: "" }, [
      input,
      element("div", { class: "solve-buttons" }, [...buttons, this.status]),
      element("p", { class: "solve-help solve-keys", id: help }, [
        "Ctrl+Enter or Shift+Enter runs. Tab indents; Escape, then Tab, leaves the editor.",
      ]),
    ]);
    this.source.after(this.root);
    this.printed = element("pre", { tabindex: "0", "aria-label": `What your code prints, ${name}`, hidden: "" });
    this.said = element("div", { role: "status", "aria-live": "polite" });
    this.output = element("div", { class: "try-output", hidden: "" }, [this.printed, this.said]);
    place.append(this.output);
    this.answer = editor(input, left ?? cell.code, {
      label: `Python of ${name}`,
      help,
      run: () => this.run(),
      changed: keep,
    });
    if (left) this.status.textContent = "This is as you left it.";
  }

  /**
   * @param {string} words
   * @param {() => void} act
   */
  button(words, act, kind = "") {
    const made = element("button", { type: "button", class: `solve-button ${kind}`, onclick: act }, [words]);
    return /** @type {HTMLButtonElement} */ (made);
  }

  /** @param {HTMLElement} progress */
  open(progress) {
    this.root.querySelector(".solve-buttons")?.after(progress);
    this.source.hidden = true;
    this.root.hidden = false;
    this.answer.focus();
  }

  close() {
    this.show(false);
    this.look.hidden = true;
    this.root.hidden = true;
    this.source.hidden = false;
    this.opener.focus();
  }

  /**
   * Show what the reader's code gave, or what the book's does.
   * @param {boolean} own
   */
  show(own) {
    this.output.hidden = !own;
    if (this.stored) this.stored.hidden = own;
    this.look.textContent = own ? "The book’s output" : "Your output";
  }

  async run() {
    if (this.busy) return;
    this.busy = true;
    const code = this.answer.get();
    this.printed.textContent = "";
    this.printed.hidden = true;
    this.said.replaceChildren();
    this.stop.hidden = false;
    this.main.setAttribute("aria-disabled", "true");
    this.status.textContent = "Working …";
    try {
      const reply = await this.python.run(this.cell, code, (text) => {
        this.printed.hidden = false;
        this.printed.append(text);
      });
      this.said.append(...this.shown(reply, code));
      if (!this.said.firstChild && this.printed.hidden) this.said.append("It ran, and showed nothing.");
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      const more = error instanceof Ended ? " Python is being started again; your code is as it was." : "";
      this.said.append(element("p", { class: "solve-problem" }, [words + more]));
    }
    this.show(true);
    intoSight(this.output);
    this.look.hidden = !this.stored;
    this.busy = false;
    this.stop.hidden = true;
    this.status.textContent = "";
    this.main.removeAttribute("aria-disabled");
  }

  /**
   * Return what a run shows besides what it printed.
   * @param {import("./python.js").Reply} reply
   * @param {string} code
   */
  *shown(reply, code) {
    const book = /** @type {HTMLImageElement | null} */ (this.stored?.querySelector("img[width]"));
    const same = code.trim() === this.cell.code.trim();
    const alt = this.cell.alt && (same ? this.cell.alt : `Before a change of its code: ${this.cell.alt}`);
    for (const figure of reply.figures ?? []) {
      for (const [look, png] of Object.entries(figure)) {
        yield element("img", {
          src: `data:image/png;base64,${png}`,
          class: `in-${look}`,
          alt: `Drawn from your code. ${alt}`,
          ...(book && { width: book.getAttribute("width") }),
        });
      }
    }
    if (reply.text) yield element("pre", { tabindex: "0" }, [reply.text]);
    if (reply.error) yield element("pre", { class: "solve-problem", tabindex: "0" }, [reply.error]);
    if (reply.full) yield element("p", { class: "solve-problem" }, ["Its memory is full. Python is being started again."]);
  }
}
