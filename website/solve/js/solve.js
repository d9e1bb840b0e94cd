// On exercise pages: a button below every answer. What it needs is fetched when it is pressed.

/** The exercises that no page can run. */
const KERAS = /** @type {string[]} */ (__KERAS__);
const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;

for (const cell of document.querySelectorAll("div.cell")) {
  const id = /cb\.check\("([\w-]+)"/.exec(cell.textContent ?? "")?.[1];
  if (!id) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.style.cssText =
    "min-height:2.75rem;padding:0 1em;border:1px solid;border-radius:4px;background:none;" +
    "color:var(--pst-color-primary)";
  button.textContent = KERAS.includes(id) ? "It needs Keras: where to solve it" : "Solve it here";
  button.ariaLabel = `${button.textContent}: ${id}`;
  button.dataset.solve = id;
  button.onclick = async () => {
    button.disabled = true;
    try {
      if (location.protocol === "file:") throw "a page needs a server for that: run make serve";
      const page = await import(new URL(__PAGE__, /** @type {any} */ (here)).href);
      await page.solve(id);
    } catch (error) {
      button.ariaLabel = null;
      button.textContent = `This did not work: ${error}. Try again`;
      button.disabled = false;
    }
  };
  cell.after(button);
}
