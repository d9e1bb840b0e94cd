// Start the slides; let explorers have their keys and their room; light and dark.
(() => {
  "use strict";
  const printing = /print-pdf|view=print/.test(location.search);
  const inExplorer = (event) =>
    event.composedPath().some((node) => node.localName?.startsWith("cb-"));

  // Light or dark, as the reader's system has it until the D key says otherwise.
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = printing ? "light" : null;
  const show = () => {
    document.documentElement.dataset.theme = chosen ?? (dark.matches ? "dark" : "light");
  };
  dark.addEventListener("change", show);
  show();

  // Draw an explorer as large as its slide has room for. One that would get too small to
  // read scrolls by itself; on paper, which can't scroll, it gets small.
  const least = printing ? 0.3 : 0.7;
  const fit = (slide) => {
    for (const box of slide.querySelectorAll(".content > .explorer")) {
      const explorer = box.firstElementChild;
      for (let zoom = 1.5; zoom >= least; zoom -= 0.05) {
        explorer.style.zoom = zoom;
        if (box.scrollHeight <= box.clientHeight && box.scrollWidth <= box.clientWidth) break;
      }
    }
  };
  const fitAll = () => document.querySelectorAll(".slides section").forEach(fit);

  Reveal.on("ready", ({ currentSlide }) => fit(currentSlide));
  Reveal.on("slidechanged", ({ currentSlide }) => fit(currentSlide));
  Reveal.on("pdf-ready", fitAll);
  Reveal.initialize({
    width: 1280,
    height: 720,
    margin: 0,
    center: false,
    display: "flex",
    hash: true,
    keyboardCondition: (event) => !inExplorer(event),
    pdfMaxPagesPerSlide: 1,
    pdfSeparateFragments: false,
    plugins: [RevealNotes],
    slideNumber: "c/t",
    transition: "none",
  });

  Reveal.addKeyBinding({ keyCode: 68, key: "D", description: "Dark or light" }, () => {
    chosen = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    show();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && inExplorer(event)) document.activeElement.blur();
  });
})();
