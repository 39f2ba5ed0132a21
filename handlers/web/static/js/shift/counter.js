// The chat with the client at the counter. Lines are added, never drawn again; the box keeps its words until they were taken.
import { icon, make, newId } from "../dom.js";
import { replyOf } from "../replies.js";

export class Counter {
  /** `on.say(id, text, seen)` gives the view or null; `on.leave()`; `on.stop()`. */
  constructor(on) {
    this.on = on;
    this.key = "";
    this.count = 0;
    this.id = "";
    this.build();
  }

  build() {
    this.face = make("span", { class: "face", "aria-hidden": "true" });
    this.name = make("h2", {});
    this.note = make("p", {});
    const leave = make("button", { type: "button", class: "tool", text: "End this chat" });
    leave.addEventListener("click", () => this.on.leave());
    this.log = make("div", { class: "said", role: "log", "aria-live": "polite", "aria-label": "Chat with the made-up client", tabindex: "0" });
    this.hints = make("div", { class: "hints" });
    this.box = make("textarea", { id: "to-client", rows: 1, maxlength: 2000, placeholder: "What do you say?", enterkeyhint: "send", "aria-describedby": "to-client-problem" });
    this.send = make("button", { class: "send", type: "submit", "aria-label": "Send to the client" }, icon("M12 19V5M6 11l6-6 6 6"));
    this.problem = make("p", { class: "problem", role: "alert", id: "to-client-problem" });
    const form = make("form", { class: "answer", autocomplete: "off" },
      make("div", { class: "box" }, make("label", { class: "hidden", for: "to-client", text: "Your line to the client" }), this.box, this.send), this.problem);
    form.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.box.addEventListener("input", () => this.grow());
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !matchMedia("(pointer: coarse)").matches) {
        event.preventDefault();
        this.submit();
      }
    });
    this.element = make("section", { class: "desk", "aria-label": "At the counter" },
      make("header", {}, this.face, make("div", { class: "person" }, this.name, this.note), leave), this.log, this.hints, form);
    this.grow();
  }

  show(run) {
    const client = run.clients[run.current];
    const key = `${run.id}:${run.current}`;
    if (key !== this.key) {
      this.key = key;
      this.count = 0;
      this.log.replaceChildren();
      this.box.value = "";
      this.grow();
    }
    this.face.textContent = client.name[0];
    this.name.textContent = client.name;
    this.note.textContent = `a made-up client · ${client.domain} · ${client.category}`;
    for (const line of run.lines.slice(this.count)) {
      const mine = line.role === "rep";
      this.log.append(make("div", { class: `bubble ${mine ? "mine" : ""}` },
        make("span", { class: "hidden", text: mine ? "You: " : `${client.name}: ` }), make("span", { class: "words", dir: "auto", text: line.text })));
    }
    if (run.lines.length !== this.count) this.log.scrollTop = this.log.scrollHeight;
    this.count = run.lines.length;
  }

  /** The last line is in view, also when a card beside it takes room. */
  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  /** A gentle line from Shoulder itself, which is not part of the chat. */
  aside(reply) {
    this.log.append(replyOf(reply, { live: false, buttons: false, on: {} }));
    this.log.scrollTop = this.log.scrollHeight;
  }

  async submit() {
    const text = this.box.value;
    if (!text.trim() || this.send.disabled) return;
    this.problem.textContent = "";
    this.busy(true);
    this.id ||= newId();
    const dots = make("span", { class: "dots", role: "status", "aria-label": "The client is writing" }, make("i"), make("i"), make("i"));
    this.log.append(dots);
    this.log.scrollTop = this.log.scrollHeight;
    const view = await this.on.say(this.id, text, this.count);
    dots.remove();
    this.busy(false);
    if (!view) {
      this.problem.textContent = "That didn't go through. Your words are still in the box.";
      return;
    }
    this.id = "";
    if (this.box.value === text) this.box.value = "";
    this.grow();
    this.box.focus();
  }

  busy(on) {
    this.send.disabled = on;
    this.box.readOnly = on;
  }

  grow() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.max(42, Math.min(this.box.scrollHeight, innerHeight * 0.28))}px`;
    this.send.disabled = !this.box.value.trim();
  }
}
