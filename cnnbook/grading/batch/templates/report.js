// Sort a table by the column whose heading is pressed; open what is folded for paper.
const worth = (row, place) => {
  const cell = row.cells[place];
  const value = cell.dataset.v ?? cell.textContent.trim();
  return value !== "" && !isNaN(value) ? Number(value) : value.toLowerCase();
};
const compared = (a, b) =>
  typeof a === typeof b
    ? typeof a === "number" ? a - b : a.localeCompare(b, undefined, { numeric: true })
    : typeof a === "number" ? -1 : 1;
document.addEventListener("click", (event) => {
  const heading = event.target.closest("table.sorts thead button")?.closest("th");
  if (!heading) return;
  const place = heading.cellIndex, body = heading.closest("table").tBodies[0];
  const rows = [...body.rows].map((row) => [worth(row, place), row]);
  const before = heading.getAttribute("aria-sort");
  const first = heading.classList.contains("n") ? "descending" : "ascending";
  const second = first === "ascending" ? "descending" : "ascending";
  const way = before === first ? second : first;
  rows.sort((a, b) => compared(a[0], b[0]) * (way === "ascending" ? 1 : -1));
  for (const other of heading.parentElement.cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", way);
  body.append(...rows.map(([, row]) => row));
});
for (const heading of document.querySelectorAll("table.sorts thead th")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...heading.childNodes);
  heading.append(button);
}
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const one of opened) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
});
