// A figure opens in its place, a word of the glossary answers below its paragraph, and
// the contents close behind a reader who has chosen. Without scripts all are links.
(() => {
  const make = (name, given) => Object.assign(document.createElement(name), given);

  const enlarge = (figure) => {
    const shown = [...figure.querySelectorAll("img")].filter((image) => image.checkVisibility());
    const dialog = make("dialog", { className: "enlarged" });
    const link = figure.querySelector("a.enlarge");
    dialog.setAttribute("aria-label", link.getAttribute("aria-label").replace("Enlarge ", ""));
    const close = make("button", { type: "button", textContent: "Close" });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("keydown", (event) => event.key === "Escape" && dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      link.focus();
    });
    dialog.append(close);
    for (const { src, alt, naturalWidth } of shown) {
      dialog.append(make("img", { src, alt, width: naturalWidth }));
    }
    document.body.append(dialog);
    dialog.showModal();
  };

  const explain = (link) => {
    if (link.ariaExpanded === "true") {
      link.box.remove();
      link.ariaExpanded = "false";
      return;
    }
    const block = link.closest("p, li, td, dd, figcaption") ?? link;
    link.box = make("div", { className: "means", role: "note" });
    const more = make("a", { href: link.href, textContent: "In the glossary" });
    link.box.append(make("strong", { textContent: `${link.dataset.term}: ` }),
      `${link.dataset.means} `, more);
    if (block.matches("li, td, dd, figcaption")) block.append(link.box);
    else block.after(link.box);
    link.ariaExpanded = "true";
  };

  addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !event.target.closest) return;
    const figure = event.target.closest("figure.numbered a.enlarge, figure.numbered img");
    const word = event.target.closest("a.glossary-link[data-means]");
    if (figure) enlarge(figure.closest("figure"));
    else if (word) explain(word);
    else {
      const chosen = event.target.closest("dialog a[href*='#']");
      if (chosen && !chosen.closest("dialog.enlarged")) chosen.closest("dialog").close();
      return;
    }
    event.preventDefault();
  });

  // A link into a fold opens it, in browsers that do not do so themselves.
  const unfold = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    for (let fold = target?.closest?.("details"); fold; fold = fold.parentElement.closest("details")) {
      if (!fold.open) fold.open = true;
    }
  };
  addEventListener("hashchange", unfold);
  addEventListener("load", unfold);

  // What is found is text, without the words of buttons; the field keeps the focus.
  addEventListener("DOMContentLoaded", () => {
    const field = document.querySelector(".bd-search-container input[type=search]");
    if (!field || typeof Search !== "object") return;
    field.focus();
    Search.htmlToText = (html, part) => {
      const page = new DOMParser().parseFromString(html, "text/html");
      const text = page.querySelector("article");
      const unread = ".headerlink, script, style, summary, .cell_input, .download, a.enlarge";
      for (const element of text?.querySelectorAll(unread) ?? []) element.remove();
      const found = (part && text?.querySelector(part)) || text;
      found?.querySelector("h1, h2, h3")?.remove();
      return found?.matches("dt") ? meaning(found, part) : (found?.textContent ?? "");
    };
  });

  // A word of the glossary says what it means, and its link which word it is.
  function meaning(term, part) {
    const word = term.textContent.trim();
    for (const link of document.querySelectorAll(`#search-results a[href$="${part}"]`)) {
      link.textContent += ` > ${word}`;
    }
    let said = term.nextElementSibling;
    while (said?.matches("dt")) said = said.nextElementSibling;
    return `${word}: ${said?.textContent ?? ""}`;
  }
})();
