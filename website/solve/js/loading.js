// The bar that says how much of Python has come.

import { element } from "./element.js";

const millions = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);

/**
 * Return the bar, and what tells it how far things are.
 * @param {string} again what to press when Python did not come
 */
export function loading(again) {
  const bar = /** @type {HTMLProgressElement} */ (
    element("progress", { class: "solve-progress", "aria-label": "Python, fetched so far" })
  );
  const words = element("span");
  const root = element("div", { class: "solve-loading", role: "status", hidden: "" }, [words, bar]);

  /** @param {{progress?: number, total?: number, kept?: boolean, ready?: boolean, failed?: string}} state */
  function tell({ progress, total = 1, kept, ready, failed }) {
    root.hidden = Boolean(ready);
    if (progress !== undefined) {
      bar.max = total;
      bar.value = progress;
      const shown = `${millions(progress)} of ${millions(total)} MB`;
      words.textContent =
        progress >= total
          ? "Python is starting …"
          : kept
            ? `Python is read from your last visit: ${shown}`
            : `Python comes to your browser, once: ${shown}`;
    }
    bar.hidden = Boolean(failed);
    if (failed) {
      words.textContent =
        `Python could not be started: ${failed} Check your connection, then press ${again} again. ` +
        "Your work is kept.";
    }
  }

  /**
   * Say something in place of the bar's own words.
   * @param {string} text
   * @param {boolean} withBar
   */
  function say(text, withBar) {
    words.textContent = text;
    bar.hidden = !withBar;
    root.hidden = false;
  }
  return { root, tell, say };
}
