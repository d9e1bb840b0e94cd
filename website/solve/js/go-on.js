// Where the reader's progress is shown: on the welcome page once there is some. It stands
// in the page itself, so that nothing moves once the page is shown; the rest is fetched.

const box = /** @type {HTMLElement} */ (document.currentScript?.previousElementSibling);
const root = new URL(document.documentElement.dataset.content_root ?? "", location.href);
const fold = /** @type {HTMLDetailsElement} */ (box.querySelector("details"));
const script = new URL(__PROGRESS__, root).href;
const start = () => import(script).then((all) => all.show(box, root)).catch(() => {
  /** @type {Element} */ (fold.lastElementChild).textContent =
    location.protocol === "file:" ? "A page needs a server for that: run make serve." : "This could not be fetched.";
});

try {
  const { href, title } = JSON.parse(localStorage[`cnnbook ${root.pathname} last`]);
  const link = /** @type {HTMLAnchorElement} */ (box.querySelector("a"));
  link.href = new URL(href, root).href;
  link.textContent = title;
  /** @type {HTMLElement} */ (box.firstElementChild).hidden = box.hidden = false;
  start();
} catch {
  fold.addEventListener("toggle", start, { once: true });
}
