// Today's load: told by the person, shown to the person, gone within a day.
import { $, make, newId } from "../dom.js";
import { words } from "./words.js";

export class Load {
  /** `on.ask(path, body)`. */
  constructor(on) {
    this.on = on;
  }

  render({ load }) {
    const text = words().load;
    const pill = $("load-pill");
    pill.hidden = !load.state;
    pill.className = `pill ${load.state}`;
    pill.textContent = load.state ? text.states[load.state] : "";
    const key = JSON.stringify(load);
    if (key === this.key) return;
    this.key = key;
    const focused = document.activeElement?.dataset?.load;
    const tap = (label, state) => {
      const button = make("button", { type: "button", class: `choice ${state === load.state ? "primary" : "plain"}`, "data-load": state || "clear", text: label });
      button.addEventListener("click", () => this.on.ask("load", { id: newId(), state }));
      return button;
    };
    $("load-inside").replaceChildren(
      make("p", { class: "lead", role: "status", text: load.text }),
      make("div", { class: "stack" }, ...Object.entries(text.tell).map(([state, label]) => tap(label, state)), tap(text.rest, "break"), load.state ? tap(text.clear, "") : null),
      make("p", { class: "quiet", text: text.only_you }));
    if (focused) ($("load-inside").querySelector(`[data-load="${focused}"]`) || $("load-inside").querySelector("button")).focus();
  }
}
