// Keep the whole book in the browser, for readers who ask for it.

const HOME = new URL("../../", import.meta.url);
const CACHE = "cnnbook-offline";

/** Whether the book is kept already. */
export const isKept = async () => Boolean(await self.caches?.has(CACHE));

/**
 * Keep the book; say how far it is.
 * @param {(words: string) => void} tell
 * @returns {Promise<string>}
 */
export async function keepBook(tell) {
  if (!navigator.serviceWorker) {
    throw new Error("This browser, or this address, lets no page be kept.");
  }
  const answer = await fetch(new URL("offline.json", import.meta.url));
  const { files, bytes } = await answer.json();
  await navigator.serviceWorker.register(new URL("offline.js", HOME));
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    port1.onmessage = ({ data }) => {
      if (data.number) tell(`Kept: ${data.number} of ${files.length} files, ${(bytes / 1e6).toFixed(0)} MB in all`);
      if (data.done) resolve("The book is kept: it can be read, and solved, without a network.");
      if (data.failed) {
        forgetBook();
        reject(new Error("The book could not be kept: is there a network, and room?"));
      }
    };
    active?.postMessage(files, [port2]);
  });
}

/** Forget what was kept. */
export async function forgetBook() {
  for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) {
    if (worker.scope === HOME.href) await worker.unregister();
  }
  await self.caches?.delete(CACHE);
  return "The book is no longer kept in this browser. Your work is.";
}
