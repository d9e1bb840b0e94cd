// Bootstrap is as large as all other scripts together, and opens one menu, marks the part
// of the contents that is read, and leads back to the top. A reader who has not yet moved
// needs none of that: it is fetched at the first sign of one.
(() => {
  const SIGNS = ["pointermove", "pointerdown", "touchstart", "keydown", "focusin", "scroll"];
  let pressed; // the button of a menu, where it is faster than the script
  const remember = (event) => {
    pressed = event.target.closest('[data-bs-toggle="dropdown"]') ?? pressed;
  };
  const start = () => {
    removeEventListener("click", remember);
    bootstrap.ScrollSpy.getOrCreateInstance(document.body);
    pressed?.click();
  };
  const fetch = (event) => {
    // A page that is laid out under a pointer at rest is told of a move that is none.
    if (event.type === "pointermove" && !event.movementX && !event.movementY) return;
    for (const sign of SIGNS) removeEventListener(sign, fetch);
    const script = document.createElement("script");
    script.src = `${document.documentElement.dataset.content_root}_static/scripts/bootstrap.js`;
    script.addEventListener("load", start);
    document.head.append(script);
  };
  addEventListener("click", remember);
  for (const sign of SIGNS) addEventListener(sign, fetch, { passive: true });
})();
