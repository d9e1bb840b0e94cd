// In a page with a table of exercises, right behind it: which are solved and which begun.
// It stands in the page itself, so that nothing moves once the page is shown.

const box = /** @type {HTMLElement} */ (document.currentScript?.previousElementSibling);
const root = new URL(document.documentElement.dataset.content_root ?? "", location.href);

function show() {
  const count = { solved: 0, begun: 0 };
  const marks = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-exercise]"));
  for (const mark of marks) {
    let state = "";
    try {
      const work = JSON.parse(localStorage[`cnnbook ${root.pathname} ${mark.dataset.exercise}`]);
      state = work.passed ? "solved" : work.state;
    } catch {
      // nothing is kept of it
    }
    mark.dataset.state = state;
    mark.textContent = state === "solved" ? "✓ solved" : state === "begun" ? "… begun" : "";
    if (mark.textContent) count[/** @type {"solved" | "begun"} */ (state)]++;
  }
  box.hidden = !count.solved && !count.begun;
  const words = `You have solved ${count.solved} of ${marks.length}`;
  /** @type {Element} */ (box.firstElementChild).textContent =
    `${words}${count.begun ? `, and begun ${count.begun}` : ""}. `;
}

show();
for (const event of ["cnnbook-work", "storage", "pageshow"]) addEventListener(event, show);
