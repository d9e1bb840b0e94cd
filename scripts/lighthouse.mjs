// Measure every chapter as a reader on a phone with a slow connection meets it.
//
// node scripts/lighthouse.mjs [PART]   pages of the built book with PART in their path
//
// Lighthouse's own profile: a phone, slow 4G (150 ms there and back, 1.6 Mbit/s) and a
// processor four times slower than this one. The server sends text compressed, as GitHub
// Pages does. A page beyond a limit is measured twice more, and the run in the middle
// counts. The last column is Lighthouse's measure of this machine meanwhile: far below
// the others, it was busy. Ends with status 1 when that one is beyond it too.
import { createReadStream, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { delimiter, extname, join, normalize } from "node:path";
import { pathToFileURL } from "node:url";
import { createGzip } from "node:zlib";

const root = join(import.meta.dirname, "..");
const html = join(root, "_build", "html");
const modules = createRequire(join(root, ".venv", "lighthouse", "node_modules", "x.js"));
const load = async (name) => import(pathToFileURL(modules.resolve(name)).href);
const { default: lighthouse } = await load("lighthouse");
const { launch } = await load("chrome-launcher");

const MOST = { bytes: 1.5e6, interactive: 2000, shift: 0.1 };
const beyond = (m) => [...Object.keys(MOST).filter((what) => m[what] > MOST[what]),
  ...(m.access < 100 ? ["access"] : [])];
const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript",
  ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png",
  ".webp": "image/webp", ".woff2": "font/woff2", ".ico": "image/x-icon",
};
const TEXT = [".html", ".css", ".js", ".json", ".svg"];

function serve(request, response) {
  const path = join(html, normalize(decodeURIComponent(request.url.split("?")[0])));
  const end = extname(path);
  if (!path.startsWith(html) || !end || !existsSync(path)) return response.writeHead(404).end();
  const headers = { "Content-Type": TYPES[end] ?? "application/octet-stream",
    "Cache-Control": "max-age=600" };
  if (!TEXT.includes(end)) {
    response.writeHead(200, headers);
    return createReadStream(path).pipe(response);
  }
  response.writeHead(200, { ...headers, "Content-Encoding": "gzip" });
  return createReadStream(path).pipe(createGzip()).pipe(response);
}

function chromium() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return ["chromium", "chromium-headless-shell", "google-chrome"]
    .flatMap((name) => folders.map((f) => join(f, name))).find(existsSync);
}

async function measure(address, port) {
  const { lhr } = await lighthouse(address, {
    port, output: "json", logLevel: "error",
    onlyCategories: ["performance", "accessibility", "best-practices", "seo"],
  });
  const value = (id) => lhr.audits[id].numericValue;
  const score = (id) => Math.round(lhr.categories[id].score * 100);
  return { report: lhr, bytes: value("total-byte-weight"), interactive: value("interactive"),
    paint: value("largest-contentful-paint"), shift: value("cumulative-layout-shift"),
    speed: score("performance"), access: score("accessibility"),
    practice: score("best-practices"), found: score("seo") };
}

const part = process.argv[2] ?? "chapters/";
const pages = ["book", "chapters", "exercises", "solutions"].flatMap((folder) =>
  readdirSync(join(html, folder)).filter((name) => name.endsWith(".html")).sort()
    .map((name) => `${folder}/${name}`)).filter((path) => path.includes(part));
const server = createServer(serve).listen(0, "127.0.0.1");
const chrome = await launch({ chromePath: chromium(), chromeFlags: [
  "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
const columns = ["runs", "kB", "interactive s", "LCP s", "CLS", "speed", "access", "practice", "SEO", "machine"];
console.log(["page".padEnd(52), ...columns].join("  "));
const faults = [];
const reports = {};
for (const path of pages) {
  const address = `http://127.0.0.1:${server.address().port}/${path}`;
  const runs = [await measure(address, chrome.port)];
  if (beyond(runs[0]).length)
    for (let again = 0; again < 2; again++) runs.push(await measure(address, chrome.port));
  runs.sort((a, b) => a.interactive - b.interactive);
  const { report, ...m } = runs[runs.length >> 1];
  reports[path] = report;
  const row = [runs.length, (m.bytes / 1e3).toFixed(0), (m.interactive / 1e3).toFixed(2),
    (m.paint / 1e3).toFixed(2), m.shift.toFixed(3), m.speed, m.access, m.practice, m.found,
    Math.round(report.environment.benchmarkIndex)];
  console.log([path.padEnd(52), ...row.map((v, i) => String(v).padStart(columns[i].length))]
    .join("  "));
  faults.push(...beyond(m).map((what) => `${path}: ${what} ${m[what]}`));
}
writeFileSync(join(root, "_build", "lighthouse.json"), JSON.stringify(reports));
await chrome.kill();
server.close();
if (!pages.length) faults.push(`no page with ${part} in its path: run make book`);
console.log(faults.join("\n") || "Every page keeps to the limits.");
process.exit(faults.length ? 1 : 0);
