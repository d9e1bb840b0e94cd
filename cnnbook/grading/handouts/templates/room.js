// What is left at the foot of a page becomes room to write, shared by the problems on it.
const mm = 96 / 25.4;
const letter = document.body.className === "letter";
const [width, height] = letter ? [215.9, 279.4] : [210, 297];
const page = (height - 38 - 3) * mm; // less the margins of @page, and a little
const [gap, line] = [7 * mm, 8 * mm];

document.body.style.cssText = `margin: 0; padding: 0; width: ${width - 36}mm`;
const problems = [...document.querySelectorAll("section")];
const heights = problems.map((problem) => problem.offsetHeight);
let used = problems[0].offsetTop;
document.body.style.cssText = "";

let onPage = [];
problems.forEach((problem, number) => {
  const room = problem.querySelector(".room");
  const most = number ? page : page - used; // what is larger than a page loses lines
  for (; heights[number] > most && room.lastElementChild; heights[number] -= line) {
    room.lastElementChild.remove();
  }
  if (onPage.length && used + heights[number] > page) {
    share(Math.floor((page + gap - used) / line), onPage);
    [used, onPage] = [0, []];
  }
  used += heights[number] + gap;
  onPage.push(room);
});

/** Add lines to rooms in turn. */
function share(lines, rooms) {
  for (let n = 0; n < lines; n++) {
    rooms[n % rooms.length].append(document.createElement("div"));
  }
}
