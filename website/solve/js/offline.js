// The service worker of readers who asked for the book offline. The network comes first, so
// a new edition is seen; where there is none, what was kept is shown.

const CACHE = "cnnbook-offline";
/** Files that are fetched at a time. */
const AT_ONCE = 6;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const [port] = event.ports;
  const done = keep(event.data, (number) => port.postMessage({ number }));
  event.waitUntil(done.then(() => port.postMessage({ done: true }), (error) => port.postMessage({ failed: String(error) })));
});

/**
 * Fetch files and keep them.
 * @param {string[]} files relative to this one
 * @param {(number: number) => void} tell
 */
async function keep(files, tell) {
  const cache = await caches.open(CACHE);
  const left = [...files];
  let number = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let file = left.shift(); file !== undefined; file = left.shift()) {
        await cache.add(new Request(new URL(file, self.location.href), { cache: "no-cache" }));
        tell(++number);
      }
    })
  );
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  event.respondWith(
    fetch(request).catch(async (error) => {
      const address = request.url.replace(/\/(?=[?#]|$)/, "/index.html");
      const kept = await caches.match(address, { ignoreSearch: true });
      if (kept) return kept;
      throw error;
    })
  );
});
