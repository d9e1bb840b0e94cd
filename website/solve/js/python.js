// The page's side of Python: one worker, which is ended when it takes too long.

/** @typedef {{ok: boolean, error?: string, html?: string, text?: string, passed?: boolean, begun?: boolean, more?: boolean, number?: number, printed?: string, full?: boolean, figures?: Record<"light" | "dark", string>[]}} Reply */

const WORKER = /** @type {string} */ (__WORKER__);
/** Milliseconds that a reader's code may take, and those of a small piece of Python here. */
const LIMIT = 3000;
const USUAL_SPEED = 25;
const SLOWEST = 4;

/** Code that was ended: it took too long, the reader stopped it, or Python broke down. */
export class Ended extends Error {}

export class Python {
  /**
   * @param {string} chapter as in `ch04`; on a chapter's own page, what it takes of the worker
   * @param {(state: {progress?: number, total?: number, kept?: boolean, ready?: boolean, failed?: string}) => void} tell
   * @param {() => {cells: string[], answers: string[]}} world what every start begins with
   * @param {(replies: Reply[]) => void} begun
   */
  constructor(chapter, tell, world, begun) {
    this.chapter = chapter;
    this.tell = tell;
    this.world = world;
    this.begun = begun;
    this.number = 0;
    this.tries = 0;
    this.limit = LIMIT;
    /** @type {Map<number, (data: any) => void>} */
    this.waiting = new Map();
    /** @type {(text: string) => void} */
    this.print = () => undefined;
    /** @type {Promise<any>} */
    this.last = Promise.resolve();
    this.start();
  }

  /** Start a worker, and run in it what the page gives and what the reader has solved. */
  start() {
    this.worker = new Worker(new URL(WORKER, import.meta.url), { type: "module", name: this.chapter });
    this.worker.onmessage = ({ data }) => this.take(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.fail(event.message || "the worker could not be started");
    };
    /** @type {Promise<void>} */
    this.ready = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    }).then(async () => {
      // What was ended while Python began is left out the next time.
      const { cells, answers } = this.world();
      if (this.tries < 2) this.begun(await this.ask("begin", [cells]));
      for (const code of this.tries < 1 ? answers : []) {
        await this.ask("run", ["an earlier answer", code]);
      }
      this.tries = 0;
      this.tell({ ready: true });
    });
    this.ready.catch((error) => {
      if (error instanceof Ended) this.tries += 1;
    });
  }

  /** @param {any} data */
  take(data) {
    if (data.progress) this.tell(data);
    if (data.printed) this.print(data.printed);
    if (data.failed) this.fail(data.failed);
    if (data.ready) {
      this.limit = LIMIT * Math.min(SLOWEST, Math.max(1, data.speed / USUAL_SPEED));
      this.resolve?.(undefined);
    }
    const answer = this.waiting.get(data.number);
    this.waiting.delete(data.number);
    answer?.(data);
  }

  /** @param {string} why */
  fail(why) {
    this.broken = true;
    this.worker?.terminate();
    this.tell({ failed: why });
    this.reject?.(new Error(why));
  }

  /**
   * Ask the worker, and end it if it does not answer in time.
   * @param {string} method
   * @param {any[]} given
   * @param {number} times how many times the usual limit it may take
   * @returns {Promise<any>}
   */
  ask(method, given, times = 1) {
    const number = ++this.number;
    const limit = this.limit * times;
    return new Promise((resolve, reject) => {
      const end = setTimeout(() => {
        const seconds = Math.round(limit / 1000);
        this.restart(
          `This ran for ${seconds} seconds without coming back, so it was stopped. ` +
            "Is there a loop that never ends?"
        );
      }, limit);
      this.stopped = (why) => {
        clearTimeout(end);
        reject(new Ended(why));
      };
      this.waiting.set(number, (data) => {
        clearTimeout(end);
        if (data.broken) {
          this.restart(
            "Python itself broke down over this, and was started again. Does a function " +
              "call itself for ever, or is something far too large?"
          );
        } else resolve(data.reply);
      });
      this.worker?.postMessage({ number, method, given });
    });
  }

  /**
   * Run something once Python is there, and after what was asked for before.
   * @param {string} method
   * @param {any[]} given
   * @param {(text: string) => void} print
   * @param {number} times how many times the usual limit it may take
   * @returns {Promise<Reply>}
   */
  async do(method, given, print, times = 1) {
    const turn = this.last.then(async () => {
      if (this.broken) {
        this.broken = false;
        this.start();
      }
      await this.ready;
      this.print = print;
      const reply = await this.ask(method, given, times);
      if (reply.full) this.restart("");
      return reply;
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }

  /** @param {string} why */
  restart(why) {
    this.worker?.terminate();
    this.waiting.clear();
    this.stopped?.(why);
    this.start();
  }
}
