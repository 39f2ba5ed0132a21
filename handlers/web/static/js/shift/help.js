// "A client right now": paste what they wrote, get four small cards. Nothing of it is kept in this window either.
import { $, icon, make, newId, tell } from "../dom.js";
import { replyOf } from "../replies.js";
import { KINDS, cardOf } from "./card.js";
import { catalog, words } from "./words.js";

const GHOSTS = [
  ["label", "M4 12a8 8 0 1 0 16 0a8 8 0 1 0-16 0M9 10v.1M15 10v.1M9 15.500c1.800-1.300 4.200-1.300 6 0", "how they sound, and if that was rude"],
  ["reframe", "M4 8h12l-3-3M20 16H8l3 3", "only when you might need it"],
  ["cues", "M5 6h14v9H11l-4 4v-4H5z", "three hints, never a full reply"],
  ["guide", "M9 6h11M9 12h11M9 18h11M4.500 6v.1M4.500 12v.1M4.500 18v.1", "a few steps, none you did already"],
];

export class Help {
  /** `on.ask(path, body)` sends and gives the view back, null when there is no line. */
  constructor(on) {
    this.on = on;
    this.busy = false;
    $("paste").addEventListener("submit", (event) => {
      event.preventDefault();
      this.show();
    });
    $("pasted").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.show();
    });
  }

  /** Once the words are there. */
  ready() {
    for (const part of ["domain", "category"]) {
      const titles = catalog(part === "domain" ? "domains" : "categories");
      $(`pick-${part}`).append(...Object.entries(titles).map(([value, text]) => make("option", { value, text })));
    }
    this.empty();
  }

  empty() {
    $("answers").replaceChildren(make("ul", { class: "ghosts" }, ...GHOSTS.map(([kind, path, says]) => make("li", {}, icon(path),
      make("div", {}, make("strong", { text: words().cards[kind] }), make("span", { text: says }))))));
  }

  async show() {
    const text = $("pasted").value;
    const problem = $("paste-problem");
    problem.textContent = text.trim() ? "" : "Paste what they wrote first.";
    if (!text.trim() || this.busy) {
      $("pasted").focus();
      return;
    }
    this.busy = true;
    const view = await this.on.ask("assist", { id: newId(), text, domain: $("pick-domain").value, category: $("pick-category").value });
    this.busy = false;
    if (!view) {
      problem.textContent = "I couldn't take that in just now. It's still in the box, try once more.";
      return;
    }
    if (!view.cards) {
      if (!view.care) problem.textContent = "There's nothing in it that a client said.";
      return;
    }
    this.deal(view.shown, view.cards, view.care);
  }

  deal(shown, cards, care) {
    const deck = make("div", { class: "deck" });
    let left = 0;
    const put = (kind) => {
      const card = cardOf(kind, cards, { on: {
        rate: (value) => this.on.ask("assist/rate", { id: newId(), shown, kind, value }),
        hide: () => {
          card.remove();
          left -= 1;
          (deck.querySelector(".card button") || $("pasted")).focus();
          if (!left) this.empty();
        },
      } });
      if (!card) return;
      left += 1;
      deck.append(card);
    };
    [...KINDS, "message"].forEach(put);
    const talk = make("button", { type: "button", class: `choice ${cards.uncivil ? "primary" : "plain"}`, text: "Want to talk about that one?" });
    talk.addEventListener("click", () => this.on.talk("assist_talk", ""));
    const clear = make("button", { type: "button", class: "choice plain", text: "Clear it all" });
    clear.addEventListener("click", () => {
      $("pasted").value = "";
      this.empty();
      $("pasted").focus();
    });
    const word = deck.querySelector(".word .body");
    (word || deck).append(make("div", { class: "ways" }, talk, clear));
    const gentle = care && !care.stops ? care.replies.map((reply) => replyOf(reply, { live: false, buttons: false, on: {} })) : [];
    $("answers").replaceChildren(...gentle, deck);
    tell(`${left} cards`);
    if (matchMedia("(max-width: 980px)").matches) $("answers").scrollIntoView({ block: "start" });
  }
}
