// The conversation on screen: bubbles, days, the newest in view. Every item appears once.
import { $, make } from "./dom.js";
import { closeForm } from "./form.js";
import { replyOf, used } from "./replies.js";
import { reveal } from "./reveal.js";

const CLOSE_BY = 80;

export class Log {
  /** `on.tap(answer, choice)`, `on.submit(answer, form, values)`, `on.edit(id, text)`. */
  constructor(on) {
    this.on = on;
    this.items = new Map(); // id or event → element
    this.shown = []; // what came in since the page was opened
    this.growing = new Map(); // answers that are still being written: id → element
    this.day = "";
    this.list = $("log");
    this.scroll = $("scroll");
    $("newer").addEventListener("click", () => this.toEnd());
    this.scroll.addEventListener("scroll", () => { if (this.atEnd()) $("newer").hidden = true; });
  }

  get empty() { return this.items.size === 0; }

  knows(...ids) { return ids.some((id) => id && this.items.has(id)); }

  /** The person's words. `state` is "sent" or "sending". */
  said({ id, event, at, text }, state = "sent") {
    const known = this.items.get(id) || this.items.get(event);
    if (known) {
      this.mark(known, state === "sent" ? "" : "Sending…");
      if (event) this.items.set(event, known);
      return known;
    }
    const element = make("div", { class: "item me" },
      make("span", { class: "hidden", text: "You said: " }),
      make("div", { class: "bubble mine" }, make("div", { class: "words", dir: "auto", text })),
      make("p", { class: "meta" }, clock(at), make("span", { class: "state" })));
    this.shown.push({ id, event, at, text });
    this.add(element, at, true);
    for (const key of [id, event]) if (key) this.items.set(key, element);
    if (state !== "sent") this.mark(element, "Sending…");
    return element;
  }

  /** A word about how a message of the person's is doing. */
  mark(element, words, kind = "") {
    element.dataset.state = kind;
    element.querySelector(".state").textContent = words;
  }

  /** Taken back: it was refused, and its words go back into the box. */
  refused(id, words, text) {
    const element = this.items.get(id);
    if (!element) return;
    this.mark(element, words, "refused");
    const edit = make("button", { type: "button", class: "link", text: "Change it" });
    edit.addEventListener("click", () => {
      element.remove();
      this.items.delete(id);
      this.shown = this.shown.filter((item) => item.id !== id);
      this.on.edit(text);
    });
    element.querySelector(".meta").append(edit);
  }

  answer(item, { live, buttons = true }) {
    if (this.items.has(item.id) || !item.replies.length) return;
    this.shown.push(item);
    const begun = this.begun(item);
    const element = begun || this.bubbleOf(item.id);
    item.replies.forEach((reply, number) => {
      const on = {
        tap: (choice) => this.on.tap(item.id, choice),
        submit: (form, values) => this.on.submit(item.id, form, values),
      };
      const shown = replyOf(reply, { live: live && !(begun && number === 0), buttons: buttons || reply.tone === "care", on });
      if (begun && number === 0) finish(begun, shown);
      else element.append(shown);
    });
    element.append(make("p", { class: "meta" }, clock(item.at)));
    this.items.set(item.id, element);
    if (begun) {
      if (this.atEnd()) this.toEnd();
      return;
    }
    const urgent = item.replies.some((reply) => reply.tone === "care");
    this.add(element, item.at, urgent || this.atEnd());
  }

  /** The words so far of an answer that is still being written. */
  words({ id, at, text }) {
    if (this.items.has(id)) return;
    let element = this.growing.get(id);
    if (!element) {
      element = this.bubbleOf(id);
      element.append(make("div", { class: "bubble plain" }, make("div", { class: "words", dir: "auto" })));
      this.growing.set(id, element);
      this.add(element, at, this.atEnd());
    }
    const follow = this.atEnd();
    grow(element.querySelector(".words"), text);
    if (follow) this.toEnd();
  }

  /** It became no answer. */
  unsaid({ id }) {
    this.growing.get(id)?.remove();
    this.growing.delete(id);
  }

  bubbleOf(id) {
    return make("div", { class: "item bot", "data-answer": id }, make("span", { class: "hidden", text: "Shoulder said: " }));
  }

  /** The element that this answer's first words stand in; none when something came below it since. */
  begun(item) {
    const element = this.growing.get(item.id);
    this.growing.delete(item.id);
    if (!element) return null;
    if (item.replies[0]?.kind === "Text" && item.replies[0].tone === "plain" && element.isConnected) return element;
    element.remove();
    return null;
  }

  /** Another tab of the same person used a button or sent a form. */
  tapped({ answer, name, value }) {
    const element = this.items.get(answer);
    if (!element) return;
    for (const button of element.querySelectorAll("button[data-name]:not(:disabled)")) {
      if (button.dataset.name === name && button.dataset.value === value) used(button);
    }
    for (const form of element.querySelectorAll("form[data-name]")) {
      if (form.dataset.name === name && form.querySelector("[type=submit]")) closeForm(form, true);
    }
  }

  clear() {
    this.items.clear();
    this.growing.clear();
    this.shown = [];
    this.day = "";
    this.list.replaceChildren();
  }

  /** The conversation so far, then again what came in while it was being fetched. */
  past(items) {
    const known = new Set(items.flatMap((item) => [item.id, item.event]).filter(Boolean));
    const since = this.shown.filter((item) => !known.has(item.id) && !known.has(item.event));
    const all = [...items, ...since].sort((a, b) => a.at - b.at);
    const latest = all.filter((item) => item.replies).at(-1)?.id;
    this.clear();
    for (const item of all) {
      if (item.replies) this.answer(item, { live: false, buttons: item.id === latest });
      else this.said(item);
    }
  }

  toEnd() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
    $("newer").hidden = true;
  }

  atEnd() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < CLOSE_BY;
  }

  add(element, at, follow) {
    const day = dayOf(at);
    if (day !== this.day) {
      this.day = day;
      this.list.append(make("p", { class: "day" }, make("span", { text: day })));
    }
    this.list.append(element);
    if (!follow) {
      $("newer").hidden = false;
      return;
    }
    this.toEnd();
    this.toTopOf(element);
    for (const picture of element.querySelectorAll("img")) {
      picture.addEventListener("load", () => { this.toEnd(); this.toTopOf(element); });
    }
  }

  /** An answer that is taller than the window is read from its beginning. */
  toTopOf(element) {
    const above = element.getBoundingClientRect().top - this.scroll.getBoundingClientRect().top;
    if (above < 12) this.scroll.scrollTop += above - 12;
  }
}

/** Puts more words behind those that stand there, so that a screen reader hears only these. */
function grow(words, text) {
  const has = words.textContent;
  if (!text.startsWith(has)) words.textContent = "";
  const rest = text.slice(words.textContent.length);
  const span = make("span");
  reveal(span, rest, true);
  words.append(span);
}

/** The whole answer in the bubble of its first words. `shown` is how it would look by itself. */
function finish(element, shown) {
  const bubble = element.querySelector(".bubble");
  const words = bubble.querySelector(".words");
  const text = shown.querySelector(".words").textContent;
  if (text.startsWith(words.textContent)) {
    if (text.length > words.textContent.length) grow(words, text);
  } else {
    words.textContent = text;
  }
  const row = shown.querySelector(".choices");
  if (row) bubble.append(row);
}

function clock(at) {
  const date = new Date(at);
  const text = date.toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
  return make("time", { datetime: date.toISOString(), text });
}

function dayOf(at) {
  const date = new Date(at);
  const today = new Date();
  const days = Math.round((new Date(today.toDateString()) - new Date(date.toDateString())) / 86400000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  const year = date.getFullYear() === today.getFullYear() ? undefined : "numeric";
  return date.toLocaleDateString([], { weekday: "long", day: "numeric", month: "long", year });
}
