// What is too wide for the page scrolls by itself: let the keyboard reach it then.
(() => {
  const WIDE = ".bd-article .cell_output, .bd-article div.math, .bd-article pre, " +
    ".bd-article .pst-scrollable-table-container";
  const mark = () => {
    for (const box of document.querySelectorAll(WIDE)) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  addEventListener("load", mark);
  addEventListener("resize", mark);
})();
