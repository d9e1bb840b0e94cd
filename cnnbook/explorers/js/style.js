// @ts-check
// How the explorers look, in the colours of the page or the notebook around them.

export const STYLE = `
:host, :host > div { display: block; }
.explorer {
  --text: var(--pst-color-text-base, var(--jp-ui-font-color1, #222));
  --muted: var(--pst-color-text-muted, var(--jp-ui-font-color2, #555));
  --surface: var(--pst-color-surface, var(--jp-layout-color2, #f2f2f2));
  --ground: var(--pst-color-background, var(--jp-layout-color1, #fff));
  --line: #8a8a8a;
  --accent: #d55e00;
  --soft: color-mix(in srgb, #d55e00 16%, var(--ground));
  box-sizing: border-box;
  border: 1px solid var(--line);
  border-radius: 8px;
  padding: 12px;
  margin: 12px 0;
  color: var(--text);
  background: var(--ground);
  font: 15px/1.45 var(--pst-font-family-base, system-ui, sans-serif);
}
.explorer * { box-sizing: border-box; }
.bar { display: flex; flex-wrap: wrap; gap: 6px 12px; align-items: center; margin-bottom: 10px; }
.bar button, .bar select, .bar input:not([type="checkbox"]) {
  font: inherit; color: inherit; background: var(--surface);
  border: 1px solid var(--line); border-radius: 6px; padding: 5px 10px; min-height: 34px;
}
.bar input[type="number"], .bar input[type="text"] { width: 4.6em; padding: 5px 6px; }
.bar input[type="range"] { vertical-align: middle; padding: 0; }
.bar input[type="checkbox"] { width: 20px; height: 20px; vertical-align: -4px; }
.steps { display: inline-flex; gap: 12px; }
.bar label { max-width: 100%; }
.bar input[type="file"] { width: 100%; max-width: 22em; min-width: 0; }
.bar select { max-width: 100%; }
button { cursor: pointer; }
:disabled { opacity: 0.55; cursor: default; }
:focus-visible { outline: 3px solid #0072b2; outline-offset: 1px; }
.boxes { display: flex; flex-wrap: wrap; gap: 12px 22px; align-items: flex-start; }
.title { font-weight: 600; margin: 0 0 4px; }
.grid { display: grid; grid-template-columns: repeat(var(--columns), minmax(24px, 38px)); width: fit-content; max-width: 100%; }
.cell {
  min-width: 0; width: 100%; height: 34px; margin: 0 -1px -1px 0; padding: 0;
  border: 1px solid var(--line); border-radius: 0; background: var(--ground); color: var(--text);
  font: inherit; font-variant-numeric: tabular-nums; text-align: center; line-height: 32px;
}
.small .grid { grid-template-columns: repeat(var(--columns), minmax(20px, 30px)); }
.small .cell { height: 28px; line-height: 26px; font-size: 13px; }
.small .grid + .title, .small div + div > .title { margin-top: 6px; }
.cell.long { font-size: 11px; letter-spacing: -0.4px; }
.cell.window { background: var(--soft); box-shadow: inset 0 0 0 1.5px var(--accent); }
.cell.now { background: var(--soft); box-shadow: inset 0 0 0 3px var(--accent); font-weight: 700; }
.made .cell.now { background: color-mix(in srgb, #009e73 16%, var(--ground)); box-shadow: inset 0 0 0 3px #009e73; }
.cell.changed { border: 3px dashed #0072b2; line-height: 28px; }
.cell[aria-invalid="true"] { text-decoration: line-through; }
.refused { display: block; flex: 0 0 100%; font-weight: 700; }
.refused::before { content: "✕ "; color: var(--accent); }
.explorer:has(label:not([hidden]) > [aria-invalid="true"]) > :not(.bar, :has([aria-invalid="true"])),
.explorer:has(.cell[aria-invalid="true"]) > :is(.status, .terms, .formula, .layers),
.explorer:has(.cell[aria-invalid="true"]) .made { visibility: hidden; }
.cell.pad { background: var(--surface); color: var(--muted); }
.cell.unused { background: repeating-linear-gradient(45deg, var(--ground) 0 4px, color-mix(in srgb, var(--line) 50%, var(--ground)) 4px 5px); }
.cell:focus-visible { position: relative; z-index: 1; }
.scroll { overflow-x: auto; padding: 2px; }
.scroll .grid { max-width: none; }
.row { display: grid; grid-template-columns: repeat(var(--columns), minmax(24px, 38px)); margin-top: 3px; width: fit-content; }
.row i { height: 12px; border-top: 2px solid transparent; margin-top: 5px; }
.row i.span { border-top-color: var(--line); }
.row i.tap { margin: 0 1px; border: 1px solid var(--accent); background: var(--soft); }
.row.now i.tap { background: var(--accent); }
.map { --columns: 1; display: grid; grid-template-columns: repeat(var(--columns), minmax(0, 26px)); max-width: 100%; width: fit-content; font-size: 12px; }
.map i { aspect-ratio: 1; border: 1px solid var(--line); margin: 0 -1px -1px 0; font-style: normal; text-align: center; line-height: 24px; min-width: 8px; overflow: hidden; }
.formula { font-size: 17px; margin: 4px 0; font-variant-numeric: tabular-nums; }
.photo { position: relative; width: 224px; max-width: 100%; }
.photo canvas { display: block; width: 100%; image-rendering: pixelated; cursor: crosshair; touch-action: pan-y; }
/* Between white and black, so that it stands out from any grey. */
.photo .frame { position: absolute; outline: 2px solid #d55e00; outline-offset: 1px; box-shadow: 0 0 0 1px #fff, 0 0 0 4px #000; pointer-events: none; }
.layers { border-collapse: separate; border-spacing: 0; font-variant-numeric: tabular-nums; font-size: 14px; }
.layers th, .layers td { border-bottom: 1px solid var(--line); padding: 2px 8px; text-align: right; white-space: nowrap; }
.layers tbody th { font-weight: 400; }
.layers th:first-child { position: sticky; left: 0; min-width: 8em; max-width: 14em; padding: 2px; background: var(--ground); text-align: left; white-space: normal; }
.layers button { width: 100%; min-height: 30px; padding: 2px 6px; border: 0; border-radius: 4px; background: none; color: inherit; font: inherit; text-align: left; }
.layers button[aria-pressed="true"] { background: var(--soft); box-shadow: inset 4px 0 0 var(--accent); padding-left: 10px; font-weight: 700; }
.layers tfoot th:first-child { padding: 4px 8px; }
.layers .memory { display: none; font-size: inherit; }
.tight { container-type: inline-size; }
@container (max-width: 460px) {
  .layers { font-size: 11.5px; }
  .layers th, .layers td { padding: 2px; }
  .layers thead th { white-space: normal; vertical-align: bottom; }
  .layers th:first-child { min-width: 5em; }
  .layers button, .layers tfoot th:first-child { padding: 2px; }
  .layers tr > :nth-child(7) { display: none; } /* the memory, now below the output */
  .layers .memory { display: block; }
}
.layers .missing { text-align: left; font-weight: 700; }
.edit { margin: 10px 0 0; padding: 8px 10px; background: var(--surface); border-radius: 6px; }
.edit .bar:last-child { margin-bottom: 0; }
.edit .bar :is(button, select, input) { background: var(--ground); }
.plane { max-width: 100%; border: 1px solid var(--line); box-sizing: content-box; }
.plane[tabindex] { cursor: crosshair; touch-action: manipulation; }
.plane svg { display: block; width: 100%; height: 100%; overflow: visible; }
.plane path { vector-effect: non-scaling-stroke; }
.plane .lines { fill: none; stroke: color-mix(in srgb, var(--line) 45%, var(--ground)); }
.plane .height { fill: var(--line); }
.plane .lit { fill: #d55e00; fill-opacity: 0.3; stroke: var(--accent); stroke-width: 3px; }
.plane .way { fill: none; stroke: var(--accent); stroke-width: 2px; }
.plane .dots { fill: none; stroke: var(--accent); stroke-width: 6px; stroke-linecap: round; }
.plane .halo { stroke: var(--ground); stroke-linejoin: round; }
.plane .way.halo { stroke-width: 6px; }
.plane .dots.halo { stroke-width: 10px; }
.plane .goal { fill: none; stroke: var(--text); stroke-width: 2px; }
.code { margin: 8px 0 0; padding: 8px 10px; overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); font: 13px/1.5 ui-monospace, monospace; user-select: text; }
.terms { display: flex; flex-wrap: wrap; gap: 4px; margin: 10px 0 4px; padding: 0; list-style: none; }
.terms li { border: 1px solid var(--line); border-radius: 5px; padding: 1px 7px; font-variant-numeric: tabular-nums; }
.terms small { color: var(--muted); font-size: 13px; }
.status { margin: 6px 0 0; min-height: 1.45em; overflow-wrap: anywhere; }
.hint { margin: 6px 0 0; color: var(--muted); font-size: 14px; }
@media (max-width: 600px) {
  .explorer { padding: 8px; }
  .photos { gap: 8px; }
  /* Planes below one another on the left, slices and map on the right. */
  .volume { display: grid; grid: auto-flow dense / auto auto; gap: 6px 16px; justify-content: start; }
  .volume .pair { display: contents; }
  .volume .pair > :first-child { grid-area: auto / 1 / span 4; }
  .volume > :last-child, .volume .pair > :last-child { grid-area: auto / 2 / span 3; }
  .volume .cell { height: 24px; line-height: 22px; }
  .photos .photo { width: min(224px, 40vw); }
  .terms { gap: 2px; }
  .terms li { padding: 0 4px; font-size: 13px; }
}
@media print { .bar button { display: none; } }
/* Where the system chooses all colours, outlines and lines say what fills said. */
@media (forced-colors: active) {
  .cell.window { outline: 2px solid Highlight; outline-offset: -3px; }
  .cell.now, .layers button[aria-pressed="true"] { outline: 4px double Highlight; outline-offset: -4px; }
  .cell.changed { border: 3px dashed CanvasText; }
  .cell.pad { border-style: dotted; }
  .cell.unused { forced-color-adjust: none; color: CanvasText; border-color: CanvasText; background: radial-gradient(circle closest-side, Canvas 70%, transparent 75%), repeating-linear-gradient(45deg, Canvas 0 4px, CanvasText 4px 5px); }
  .map i:not(.unused) { forced-color-adjust: none; border-color: CanvasText; }
  .row i:not(.span, .tap) { border-color: Canvas; }
  .row i.tap { forced-color-adjust: none; background: Highlight; border-color: CanvasText; }
  .plane .lit { fill: Highlight; stroke: Highlight; }
  .photo .frame { forced-color-adjust: none; }
}
[hidden] { display: none !important; }
`;
