// A reader's work, kept in the reader's own browser and nowhere else.

/**
 * `state` is that of the answer as it stands; `passed` stays once an answer was right. `book` is
 * the cell of a chapter that `code` was made of.
 * @typedef {{code?: string, book?: string, fields?: string[], state?: "begun" | "solved", ran?: boolean, passed?: boolean, tries?: number, at?: string}} Work
 */

/** Each book on a host has its own work: the path tells them apart. */
const BOOK = new URL("../..", import.meta.url).pathname;

const key = (/** @type {string} */ id) => `cnnbook ${BOOK} ${id}`;

/**
 * @param {string} id
 * @returns {Work}
 */
export function load(id) {
  try {
    const work = JSON.parse(localStorage.getItem(key(id)) ?? "{}");
    return work && typeof work === "object" ? work : {};
  } catch {
    return {};
  }
}

/**
 * Keep some of an exercise's work; return whether the browser does.
 * @param {string} id
 * @param {Work} change
 */
export function keep(id, change) {
  try {
    localStorage.setItem(key(id), JSON.stringify({ ...load(id), ...change }));
    return true;
  } catch {
    return false; // private windows, and full ones
  }
}

/**
 * Keep where to go on.
 * @param {{href: string, title: string}} place
 */
export function keepPlace(place) {
  try {
    localStorage.setItem(key("last"), JSON.stringify(place));
  } catch {
    // then the reader finds it
  }
}

/** Forget all that is kept of this book. */
export function forgetAll() {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(key(""))) localStorage.removeItem(name);
  }
}

/** @param {string} id */
export function forget(id) {
  try {
    localStorage.removeItem(key(id));
  } catch {
    // there was nothing to forget
  }
}
