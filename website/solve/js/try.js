// On chapters: a button beside the code of each cell that runs. All else is fetched when it is
// pressed.

let number = 0;
const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;

for (const cell of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-try]"))) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "try";
  button.style.cssText =
    "position:absolute;top:-.9em;right:2.8em;min-height:1.75rem;padding:0 .8em;border:1px solid;" +
    "border-radius:1em;font-size:.85rem;color:var(--pst-color-primary);background:var(--pst-color-background)";
  button.textContent = "Try it";
  button.ariaLabel = `Try it: cell ${++number}`;
  button.onclick = async () => {
    button.disabled = true;
    try {
      if (location.protocol === "file:") throw "a page needs a server for that: run make serve";
      const page = await import(new URL(__CELLS__, here).href);
      await page.open(cell, button);
    } catch (error) {
      button.ariaLabel = null;
      button.textContent = `This did not work: ${error}. Try again`;
    }
    button.disabled = false;
  };
  cell.querySelector(".cell_input .highlight")?.append(button);
}
