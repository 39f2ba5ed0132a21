// The live line. Comes back by itself, asks for what it missed, and never gives up.

const EVENTS = ["ready", "answer", "typing", "said", "tapped", "words", "unsaid", "gone", "parked"];
const PAUSES = [500, 1000, 2000, 4000, 8000];

export class Stream {
  /** `on` has one function per event, and line(open). */
  constructor(on) {
    this.on = on;
    this.last = "";
    this.failures = 0;
    this.live = false;
    this.parked = false;
    this.source = null;
    this.timer = 0;
    addEventListener("online", () => this.open());
    addEventListener("pagehide", () => this.source?.close());
    addEventListener("pageshow", (event) => { if (event.persisted) this.open(); });
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && (this.parked || this.source?.readyState === EventSource.CLOSED)) this.open();
    });
  }

  open() {
    clearTimeout(this.timer);
    this.source?.close();
    this.parked = false;
    const after = this.last ? `?after=${encodeURIComponent(this.last)}` : "";
    const source = new EventSource(`/api/stream${after}`);
    this.source = source;
    for (const name of EVENTS) source.addEventListener(name, (event) => this.heard(name, event));
    source.addEventListener("error", () => this.broken(source));
  }

  heard(name, event) {
    if (event.lastEventId && Number(event.lastEventId) > Number(this.last || 0)) this.last = event.lastEventId;
    if (name === "ready") {
      this.failures = 0;
      this.live = true;
      this.on.line(true);
    }
    if (name === "parked") {
      this.parked = true;
      this.source.close();
    }
    this.on[name]?.(JSON.parse(event.data));
  }

  broken(source) {
    if (source !== this.source || this.parked) return;
    this.live = false;
    this.on.line(false);
    source.close();
    const pause = PAUSES[Math.min(this.failures, PAUSES.length - 1)];
    this.failures += 1;
    this.timer = setTimeout(() => this.on.again().then(() => this.open()), pause);
  }
}
