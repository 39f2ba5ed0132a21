// Type "/" and choose: arrows, Enter or Tab, Escape; or tap.
import { $, make, tell } from "./dom.js";

export class Palette {
  constructor(box, choose) {
    this.box = box;
    this.choose = choose;
    this.commands = [];
    this.shown = [];
    this.active = 0;
    this.dismissed = "";
    box.addEventListener("input", () => this.update());
    box.addEventListener("blur", () => setTimeout(() => { if (document.activeElement !== box) this.hide(); }, 150));
  }

  get open() { return !$("palette").hidden; }

  update() {
    const text = this.box.value;
    const typed = /^\/([\w-]*)$/.exec(text);
    if (!typed || text === this.dismissed) {
      this.hide();
      return;
    }
    this.dismissed = "";
    const found = this.commands.filter((c) => c.name.startsWith(typed[1].toLowerCase()));
    if (!found.length) {
      this.hide();
      return;
    }
    const changed = found.length !== this.shown.length || !this.open;
    this.shown = found;
    this.active = 0;
    $("palette-list").replaceChildren(...found.map((command, i) => this.row(command, i)));
    $("palette").hidden = false;
    this.light();
    if (changed) tell(`${found.length} ${found.length === 1 ? "command" : "commands"}. Up and down to choose.`);
  }

  row(command, i) {
    const row = make("li", { id: `command-${i}`, role: "option", "aria-selected": "false", tabindex: -1 },
      make("span", { class: "name", text: `/${command.name}` }),
      make("span", { class: "summary", text: command.summary }),
      command.usage !== `/${command.name}` ? make("span", { class: "usage", text: command.usage }) : null);
    row.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.take(i);
    });
    row.addEventListener("pointermove", () => { this.active = i; this.light(); });
    return row;
  }

  light() {
    const rows = [...$("palette-list").children];
    rows.forEach((row, i) => row.setAttribute("aria-selected", String(i === this.active)));
    rows[this.active]?.scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", `command-${this.active}`);
  }

  take(i) {
    const command = this.shown[i];
    this.hide();
    this.choose(command);
  }

  /** True when the key was for the palette. */
  key(event) {
    if (!this.open) return false;
    const last = this.shown.length - 1;
    switch (event.key) {
      case "ArrowDown": this.active = this.active === last ? 0 : this.active + 1; break;
      case "ArrowUp": this.active = this.active === 0 ? last : this.active - 1; break;
      case "Home": this.active = 0; break;
      case "End": this.active = last; break;
      case "Enter":
        if (this.box.value === `/${this.shown[this.active].name}`) return false; // typed in full: send it
        this.take(this.active);
        return true;
      case "Tab": this.take(this.active); return true;
      case "Escape": this.dismissed = this.box.value; this.hide(); return true;
      default: return false;
    }
    this.light();
    return true;
  }

  hide() {
    $("palette").hidden = true;
    this.box.removeAttribute("aria-activedescendant");
  }
}
