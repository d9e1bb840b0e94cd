// What is too wide for the page scrolls by itself: let the keyboard reach it then.
(() => {
  const WIDE = ".bd-article :is(.cell_output, .picture, div.math, pre, " +
    ".pst-scrollable-table-container)";
  const mark = () => {
    const boxes = [...document.querySelectorAll(WIDE)];
    const wide = boxes.map((box) => box.scrollWidth > box.clientWidth + 1);
    boxes.forEach((box, number) => {
      if (wide[number]) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
      if (box.matches("pre")) box.classList.toggle("goes-on", wide[number] && !atEnd(box));
    });
  };
  const atEnd = (box) => box.scrollLeft + box.clientWidth > box.scrollWidth - 4;
  document.addEventListener("scroll", ({ target }) => {
    if (target.matches?.("pre[tabindex]")) target.classList.toggle("goes-on", !atEnd(target));
  }, { capture: true, passive: true });
  document.addEventListener("toggle", mark, { capture: true });
  addEventListener("load", mark);
  addEventListener("resize", mark);
  // Paper shows every picture, also those that no one has scrolled to.
  addEventListener("beforeprint", () => {
    for (const picture of document.querySelectorAll("img[loading]")) {
      picture.loading = "eager";
    }
  });
})();
