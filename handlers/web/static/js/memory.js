// "What I remember about you": see it, correct it, take single things out. Each change is an action
// like any other, so the answer to it stands in the chat as well.
import { $, icon, make, tell } from "./dom.js";

const PEN = "M4 20h4L19 9l-4-4L4 16z";
const BIN = "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13";

export class Memory {
  /** `on.act(name, value, values)` and `on.command(name, args)`. */
  constructor(on) {
    this.on = on;
  }

  render(memory, days) {
    const inside = $("memory-inside");
    if (inside.querySelector(".editing, .fact .choice")) return; // somebody is at it
    inside.replaceChildren();
    if (!memory) {
      inside.append(make("p", { text: "I can't look that up right now. Close this and try again in a moment." }));
      return;
    }
    inside.append(...this.consent(memory, days), ...this.known(memory), ...this.more());
  }

  consent({ allowed }, days) {
    if (allowed === true) {
      return [make("p", { class: "lead", text: `I keep our chats for ${days} days, so I know where we left off.` })];
    }
    const words = allowed === false
      ? "You asked me to keep nothing. This chat is gone within a day."
      : "You haven't decided yet. Right now I only keep this chat, for a day at most.";
    const yes = this.button("Remember our chats", "choice primary", () => this.on.act("memory_yes", "", {}));
    const no = this.button("Keep nothing", "choice plain", () => this.on.act("memory_no", "", {}));
    return [make("p", { class: "lead", text: words }),
      make("div", { class: "choices" }, yes, allowed === false ? null : no)];
  }

  known({ items }) {
    const list = items.length
      ? make("ul", { class: "facts" }, ...items.map((item) => this.item(item)))
      : make("p", { class: "quiet", text: "Nothing yet. When something seems worth keeping, I ask you first." });
    return [make("h3", { text: "What I have" }), list];
  }

  item(item) {
    const row = make("li", { class: "fact" });
    const show = () => {
      row.classList.remove("editing");
      row.replaceChildren(make("span", { class: "text", dir: "auto", text: item.text }),
        ...(item.words ? [this.tool("Correct", item.text, PEN, () => this.edit(row, item, show))] : []),
        this.tool("Delete", item.text, BIN, () => this.sure(row, item, show)));
    };
    show();
    return row;
  }

  /** Whole kinds are deleted for good, so those ask once more. */
  sure(row, item, show) {
    const whole = ["checkins", "exercises", "ratings", "chats", "practice"].includes(item.kind);
    const go = () => {
      const next = row.nextElementSibling || row.previousElementSibling;
      row.remove();
      (next?.querySelector("button") || $("memory").querySelector("[data-close]")).focus();
      tell("Deleted");
      this.on.act(`${item.kind}_${whole ? "wipe" : "delete"}`, item.id, {});
    };
    if (!whole) {
      go();
      return;
    }
    row.replaceChildren(make("span", { class: "text", text: `Delete them all? ${item.text}` }),
      this.button("Delete", "choice danger", go), this.button("Keep", "choice plain", () => { show(); row.querySelector("button").focus(); }));
    row.querySelector("button").focus();
  }

  edit(row, item, show) {
    const id = `right-${item.kind}-${item.id}`;
    const input = make("input", { id, value: item.words, maxlength: item.kind === "name" ? 40 : 200 });
    const done = () => { show(); row.querySelector("button").focus(); };
    const form = make("form", {}, make("label", { class: "hidden", for: id, text: "The right words" }), input,
      make("button", { class: "choice primary", type: "submit", text: "Save" }), this.button("Cancel", "choice plain", done));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = input.value.trim();
      if (text && text !== item.words) {
        if (item.kind === "name") this.on.act("name_yes", text, {});
        else this.on.act(`${item.kind}_change_save`, "", { [item.id]: text });
        item.text = item.text.replace(item.words, () => text);
        item.words = text;
        tell("Saved");
      }
      done();
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
