// What was written and not yet taken: one after the other, the same id until the server has it.
// Kept for this tab only, so that a reload loses nothing and a closed tab leaves nothing behind.
import { newId } from "./dom.js";
import { post } from "./api.js";

const KEY = "shoulder-unsent";
const PAUSES = [1000, 2000, 4000, 8000, 15000];

export class Sending {
  /** `on` has accepted(item, body), waiting(item), refused(item, words). */
  constructor(on) {
    this.on = on;
    this.items = read();
    this.failures = 0;
    this.busy = false;
    this.timer = 0;
    addEventListener("online", () => this.now());
  }

  /** Send now or as soon as there is a line. */
  add(kind, fields, id = newId()) {
    const item = { kind, body: { id, ...fields }, at: Date.now() };
    this.items.push(item);
    this.keep();
    this.now();
    return item;
  }

  /** Forget what could not be sent. */
  drop(id) {
    this.items = this.items.filter((item) => item.body.id !== id);
    this.keep();
  }

  now() {
    clearTimeout(this.timer);
    this.run();
  }

  async run() {
    if (this.busy) return;
    this.busy = true;
    while (this.items.length) {
      const item = this.items[0];
      const { status, body } = await post(item.kind, item.body);
      if (status === 202) {
        this.failures = 0;
        this.drop(item.body.id);
        this.on.accepted(item, body);
      } else if (status >= 400 && status < 500 && status !== 429) {
        this.drop(item.body.id);
        this.on.refused(item, body.text || "I couldn't take that. Please try again.");
      } else {
        this.on.waiting(item);
        const pause = PAUSES[Math.min(this.failures, PAUSES.length - 1)];
        this.failures += 1;
        this.timer = setTimeout(() => this.run(), pause);
        break;
      }
    }
    this.busy = false;
  }

  keep() {
    try {
      if (this.items.length) sessionStorage.setItem(KEY, JSON.stringify(this.items));
      else sessionStorage.removeItem(KEY);
    } catch { /* no storage: memory does until the tab closes */ }
  }
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) || "[]");
  } catch {
    return [];
  }
}
