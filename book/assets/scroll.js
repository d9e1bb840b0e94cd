// What is too wide for the page scrolls by itself: let the keyboard reach it then.
(() => {
  const WIDE = ".bd-article :is(.cell_output, .picture, div.math, pre, " +
    ".pst-scrollable-table-container)";
  const mark = () => {
    for (const box of document.querySelectorAll(WIDE)) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  addEventListener("load", mark);
  addEventListener("resize", mark);
})();
