// Elements, made in one line.

/**
 * Make an element with attributes and children.
 * @param {string} tag
 * @param {Record<string, any>} attributes
 * @param {(Node | string)[]} children
 */
export function element(tag, attributes = {}, children = []) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/**
 * Bring the first lines of an answer into sight, where they lie below the window or under
 * the keys of a phone.
 * @param {Element} answer
 */
export function intoSight(answer) {
  const bottom = (visualViewport?.offsetTop ?? 0) + (visualViewport?.height ?? innerHeight);
  const below = answer.getBoundingClientRect().top + 110 - bottom;
  if (below > 0) scrollBy({ top: below });
}
