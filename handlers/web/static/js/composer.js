// The message box: grows, sends on Enter, keeps a draft for this tab, counts only when it gets long.
import { $ } from "./dom.js";
import { Palette } from "./palette.js";

const MOST = 20000;
const DRAFT = "shoulder-draft";

export class Composer {
  /** `on.send(text)` and `on.command(name, args)`. */
  constructor(on) {
    this.on = on;
    this.box = $("words");
    this.palette = new Palette(this.box, (command) => this.picked(command));
    this.box.addEventListener("input", () => this.changed());
    this.box.addEventListener("keydown", (event) => this.key(event));
    $("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    $("slash").addEventListener("click", () => this.put(this.box.value ? this.box.value : "/"));
    try { this.box.value = sessionStorage.getItem(DRAFT) || ""; } catch { /* no storage */ }
    this.changed();
  }

  /** Put words into the box, ready to go on writing. */
  put(text) {
    this.box.value = text;
    this.box.focus();
    this.box.setSelectionRange(text.length, text.length);
    this.box.dispatchEvent(new Event("input"));
  }

  key(event) {
    if (event.isComposing) return;
    if (this.palette.key(event)) {
      event.preventDefault();
      return;
    }
    const touch = matchMedia("(pointer: coarse)").matches;
    if (event.key === "Enter" && !event.shiftKey && !touch) {
      event.preventDefault();
      this.send();
    }
  }

  picked(command) {
    if (command.usage && command.usage !== `/${command.name}`) this.put(`/${command.name} `);
    else this.run(command.name, "");
  }

  send() {
    const text = this.box.value;
    if (!text.trim() || this.over() > 0) {
      this.box.focus();
      return;
    }
    const command = /^\/([\w-]{1,40})(?:\s+([\s\S]*))?$/.exec(text.trim());
    if (command) this.run(command[1].toLowerCase(), command[2] || "");
    else {
      this.clear();
      this.on.send(text);
    }
  }

  run(name, args) {
    this.clear();
    this.on.command(name, args);
  }

  clear() {
    this.box.value = "";
    this.palette.hide();
    this.changed();
    this.box.focus();
  }

  over() {
    const { length } = this.box.value;
    return length < MOST ? length - MOST : [...this.box.value].length - MOST;
  }

  changed() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight, innerHeight * 0.4)}px`;
    const over = this.over();
    $("send").disabled = !this.box.value.trim() || over > 0;
    $("left").textContent = over > 0 ? `That's ${over.toLocaleString()} characters longer than I can take in one go.`
      : over > -2000 ? `${(-over).toLocaleString()} characters left` : "";
    try {
      if (this.box.value) sessionStorage.setItem(DRAFT, this.box.value);
      else sessionStorage.removeItem(DRAFT);
    } catch { /* no storage */ }
  }
}
