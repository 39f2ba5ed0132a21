// "What I remember about you": see it, correct it, take single things out. Each change is an action
// like any other, so the answer to it stands in the chat as well.
import { $, icon, make, tell } from "./dom.js";

export class Memory {
  /** `on.act(name, value, values, label)` and `on.command(name, args)`. */
  constructor(on) {
    this.on = on;
    this.facts = [];
  }

  render(memory, days) {
    const inside = $("memory-inside");
    if (inside.querySelector(".fact.editing")) return; // somebody is writing in it
    inside.replaceChildren();
    if (!memory) {
      inside.append(make("p", { text: "I can't look that up right now. Close this and try again in a moment." }));
      return;
    }
    inside.append(...this.consent(memory, days), ...this.known(memory), ...this.more(memory));
  }

  consent({ allowed }, days) {
    if (allowed === true) {
      return [make("p", { class: "lead", text: `I keep our chats for ${days} days, so I know where we left off.` })];
    }
    const words = allowed === false
      ? "You asked me to keep nothing. This chat is gone within a day."
      : "You haven't decided yet. Right now I only keep this chat, for a day at most.";
    const yes = this.button("Remember our chats", "choice primary", () => this.on.act("memory_yes", "", {}, "Remember our chats"));
    const no = this.button("Keep nothing", "choice plain", () => this.on.act("memory_no", "", {}, "Keep nothing"));
    return [make("p", { class: "lead", text: words }),
      make("div", { class: "choices" }, yes, allowed === false ? null : no)];
  }

  known({ name, facts }) {
    const parts = [make("h3", { text: "What you told me to keep in mind" })];
    if (name) parts.push(make("p", {}, "You'd like to be called ", make("strong", { text: name }), "."));
    if (facts.length) parts.push(make("ul", { class: "facts" }, ...facts.map((fact) => this.fact(fact))));
    else parts.push(make("p", { class: "quiet", text: name ? "Nothing else yet." : "Nothing yet. When something seems worth keeping, I ask you first." }));
    return parts;
  }

  fact(fact) {
    const row = make("li", { class: "fact" });
    const show = () => {
      row.classList.remove("editing");
      row.replaceChildren(make("span", { class: "text", dir: "auto", text: fact.text }),
        this.tool("Correct", fact.text, "M4 20h4L19 9l-4-4L4 16z", () => this.edit(row, fact, show)),
        this.tool("Delete", fact.text, "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13", () => {
          row.remove();
          tell("Deleted");
          this.on.act("memory_delete", fact.id, {}, "");
        }));
    };
    show();
    return row;
  }

  edit(row, fact, show) {
    const id = `fact-${fact.id}`;
    const input = make("input", { id, value: fact.text, maxlength: 300 });
    const form = make("form", {}, make("label", { class: "hidden", for: id, text: "The right words" }), input,
      make("button", { class: "choice primary", type: "submit", text: "Save" }));
    const cancel = this.button("Cancel", "choice plain", () => { show(); row.querySelector("button").focus(); });
    form.append(cancel);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = input.value.trim();
      if (text && text !== fact.text) {
        this.on.act("memory_correct", fact.id, { text }, "");
        fact.text = text;
        tell("Saved");
      }
      show();
      row.querySelector("button").focus();
    });
    row.classList.add("editing");
    row.replaceChildren(form);
    input.focus();
    input.select();
  }

  more() {
    return [make("h3", { text: "Everything else" }),
      make("div", { class: "stack" },
        this.button("See the whole list in the chat", "choice plain", () => this.on.command("memory", "")),
        this.button("Get a copy of everything", "choice plain", () => this.on.command("export", "")),
        this.button("Who can see it, and for how long", "choice plain", () => this.on.command("privacy", "")),
        this.button("Forget everything", "choice danger", () => this.on.command("forget", "")))];
  }

  button(text, kind, work) {
    const button = make("button", { type: "button", class: kind, text });
    button.addEventListener("click", work);
    return button;
  }

  tool(word, text, path, work) {
    const button = make("button", { type: "button", class: "tool square", "aria-label": `${word}: ${text}`, title: word }, icon(path));
    button.addEventListener("click", work);
    return button;
  }
}
