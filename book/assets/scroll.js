// What is too wide for the page scrolls by itself: let the keyboard reach it then.
(() => {
  const WIDE = ".bd-article :is(.cell_output, .picture, div.math, pre, " +
    ".pst-scrollable-table-container)";
  const atEnd = (box) => box.scrollLeft + box.clientWidth > box.scrollWidth - 4;
  const mark = () => {
    // All is read before anything is written, or the page is laid out anew for each box;
    // what lies in a closed fold is asked when it opens.
    const boxes = [...document.querySelectorAll(WIDE)].filter((box) => box.checkVisibility())
      .map((box) =>
        ({ box, wide: box.scrollWidth > box.clientWidth + 1, goesOn: !atEnd(box) }));
    for (const { box, wide, goesOn } of boxes) {
      if (wide) box.setAttribute("tabindex", 0);
      else if (box.hasAttribute("tabindex")) box.removeAttribute("tabindex");
      if (box.matches("pre")) box.classList.toggle("goes-on", wide && goesOn);
    }
  };
  document.addEventListener("scroll", ({ target }) => {
    if (target.matches?.("pre[tabindex]")) target.classList.toggle("goes-on", !atEnd(target));
  }, { capture: true, passive: true });
  document.addEventListener("toggle", mark, { capture: true });
  addEventListener("load", mark);
  addEventListener("resize", mark);
  // What a page shows may change, too: an output of one's own, a step of an explorer.
  let soon;
  const changed = () => {
    clearTimeout(soon);
    soon = setTimeout(mark, 300);
  };
  addEventListener("DOMContentLoaded", () => {
    const article = document.querySelector(".bd-article");
    if (article) new MutationObserver(changed).observe(article, { childList: true, subtree: true });
  });
  // Paper shows every picture, also those that no one has scrolled to.
  addEventListener("beforeprint", () => {
    for (const picture of document.querySelectorAll("img[loading]")) {
      picture.loading = "eager";
    }
  });
})();
