// "Practice on one": a doorway, questions, three clients at the counter, results.
import { $, make, newId, tell } from "../dom.js";
import { cardOf, shown, shutOf } from "./card.js";
import { Counter } from "./counter.js";
import { resultsOf } from "./results.js";
import { surveyOf } from "./survey.js";
import { catalog, words } from "./words.js";

export class Practice {
  /** `on.ask(path, body)` gives the view or null; `on.talk(action, value)`. */
  constructor(on) {
    this.on = on;
    this.place = $("practice");
    this.stage = "";
    this.again = false; // the results were left for a new exercise
    this.view = null;
    this.counter = new Counter({
      say: (id, text, seen) => this.send("say", { id, text, seen }),
      leave: () => this.send("leave", {}),
    });
  }

  send(what, fields) {
    return this.on.ask(`exercise/${what}`, { id: newId(), run: this.view.run.id, ...fields });
  }

  render(view) {
    this.view = view;
    const { run } = view;
    const stage = view.not_today ? "not_today" : !run || this.again ? "doorway" : `${run.stage}:${run.stage === "results" ? run.donated : run.current}`;
    const fresh = stage !== this.stage;
    const given = this.stage.startsWith("results") && stage.startsWith("results");
    this.stage = stage;
    if (stage.startsWith("chat")) this.hall(run, fresh);
    else if (fresh) this.whole(stage, view);
    if (fresh && given) this.place.querySelector(".give button").focus();
  }

  whole(stage, { run, keeps, past }) {
    let made;
    if (stage === "not_today") made = rest();
    else if (stage === "doorway") made = this.doorway(keeps, past);
    else if (run.stage === "results") made = resultsOf(run, { ask: this.on.ask, talk: this.on.talk, again: () => { this.again = true; this.render(this.view); } });
    else made = this.asking(run);
    this.place.replaceChildren(made.element);
    this.place.scrollTop = 0;
    if (!this.place.hidden) made.heading.focus({ preventScroll: true });
  }

  asking(run) {
    const text = words().survey;
    const title = run.stage === "before" ? text.before.title : text.after.title.replace("{name}", run.clients[run.current].name);
    const survey = surveyOf(run.stage, title, (values) => this.send("answer", { values }), closing(run));
    const hall = make("div", { class: "hall" }, make("div", { class: "side left" }, sideHead(), queue(run)), survey.element, make("div", { class: "side right" }, this.end()));
    return { element: hall, heading: survey.heading };
  }

  hall(run, fresh) {
    if (fresh) {
      this.left = make("div", { class: "side left" });
      this.right = make("div", { class: "side right" });
      this.place.replaceChildren(make("div", { class: "hall" }, this.left, this.counter.element, this.right));
    }
    this.counter.show(run);
    const held = holding();
    this.left.replaceChildren(sideHead(), queue(run), this.slot("guide", run));
    const sides = run.emotional ? [this.slot("label", run), this.slot("reframe", run)] : [alone()];
    this.right.replaceChildren(...sides, this.end());
    this.counter.hints.replaceChildren(this.slot("cues", run));
    this.counter.toEnd();
    held();
    if (fresh && !this.place.hidden && !matchMedia("(pointer: coarse)").matches) this.counter.box.focus({ preventScroll: true });
  }

  /** A card where it belongs: open if it is wanted, else one button. */
  slot(kind, run) {
    const turn = (open) => {
      shown.set(kind, open);
      const next = this.slot(kind, this.view.run);
      document.querySelector(`#practice [data-kind="${kind}"]`)?.replaceWith(next);
      this.counter.toEnd();
      (next.matches("button") ? next : next.querySelector("button"))?.focus();
    };
    if (!shown.has(kind)) return shutOf(kind, () => turn(true));
    const line = run.lines.length;
    const rate = (value) => this.send("rate", { client: run.current, line, kind, value });
    return cardOf(kind, run.cards, { rated: run.rated[kind], on: { rate, hide: () => turn(false) } }) || nothing(kind, () => turn(false));
  }

  end() {
    const stop = make("button", { type: "button", class: "link", text: "End the exercise" });
    stop.addEventListener("click", () => this.send("stop", {}));
    return make("p", { class: "slot fine" }, "You can stop any time. ", stop);
  }

  doorway(keeps, past) {
    const heading = make("h2", { tabindex: "-1", text: "Three made-up clients, one after the other" });
    const tiles = Object.entries(catalog("domains")).map(([value, text], i) => make("label", { class: "tile", for: `domain-${value}` },
      make("input", { type: "radio", name: "domain", id: `domain-${value}`, value, checked: i === 1 }), make("span", { text })));
    const harder = make("input", { type: "checkbox", id: "harder" });
    const go = make("button", { type: "submit", class: "choice primary", text: past ? "Start another" : "Start" });
    const form = make("form", { class: "slab", novalidate: true }, heading,
      make("p", { text: "You play the rep. One client is polite, two are rude. For one of the rude ones you also get help with how it feels." }),
      make("fieldset", {}, make("legend", { text: "Which line of work?" }), make("div", { class: "tiles" }, ...tiles)),
      make("label", { class: "tick", for: "harder" }, harder, make("span", {}, "Harder: the rude ones may go further than most. ", make("span", { class: "fine", text: "Only if you want that today." }))),
      make("div", { class: "ways" }, go));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (go.disabled) return;
      go.disabled = true;
      this.again = false;
      const domain = form.querySelector("[name=domain]:checked").value;
      const view = await this.on.ask("exercise/start", { id: newId(), domain, harder: harder.checked ? "yes" : "" });
      go.disabled = false;
      if (!view) tell("That didn't go through. Try once more.");
    });
    const kept = keeps ? `What you write is kept for ${keeps} days, the numbers as long as check-ins. Locked with your key.` : "You haven't asked me to remember our chats, so all of this is gone within a day.";
    const side = make("div", { class: "slab" }, make("h3", { class: "plainhead", text: "How it goes" }),
      make("ol", {}, ...["A few questions about how you are. Skip what you like.", "Three chats. Cards are there if you want them, and shut until you do.", "The same questions after each one.", "A picture of it all, for you only."].map((text) => make("li", { text }))),
      make("p", { class: "fine", text: kept }), make("p", { class: "fine", text: "Nobody is graded. How fast you type doesn't matter, and I don't look." }));
    return { element: make("div", { class: "doorway" }, form, side), heading };
  }
}

/** Cards are drawn again after each tap on them: the button that had the focus gets it back. */
function holding() {
  const kind = document.activeElement?.closest("#practice [data-kind]")?.dataset.kind;
  const name = document.activeElement?.getAttribute("aria-label");
  return () => {
    const buttons = kind ? [...document.querySelectorAll(`#practice [data-kind="${kind}"] button`)] : [];
    (buttons.find((button) => button.getAttribute("aria-label") === name) || buttons[0])?.focus({ preventScroll: true });
  };
}

/** What the client said last, so that nobody is left wondering how it ended. */
function closing(run) {
  const last = run.stage === "after" ? run.lines.at(-1) : null;
  if (!last || last.role !== "client") return null;
  return make("p", { class: "closing" }, make("strong", { text: `${run.clients[run.current].name}'s last words: ` }), make("span", { dir: "auto", text: last.text }));
}

const sideHead = () => make("h2", { class: "hidden", text: "Clients and steps" });

function queue(run) {
  const states = { gone: "done", here: "at the counter", waiting: "waiting" };
  return make("ol", { class: "queue", "aria-label": "Clients" }, ...run.clients.map((one) => make("li", { class: one.state, "aria-current": one.state === "here" ? "step" : null },
    make("span", { class: "face", "aria-hidden": "true", text: one.name[0] }),
    make("span", { class: "person" }, make("strong", { text: one.name }), make("span", { text: one.category }),
      make("span", { class: "state", text: one.stars ? `${one.stars} of 5 stars` : states[one.state] })))));
}

function alone() {
  return make("div", { class: "alone" }, make("strong", { text: "Only the practical cards for this one." }), make("br"), "Tone and another way to see it come with one client only. That way you can see what they do for you.");
}

function nothing(kind, hide) {
  const text = words().cards;
  const button = make("button", { type: "button", class: "link", text: text.hide, "aria-label": `${text.hide}: ${text[kind]}` });
  button.addEventListener("click", hide);
  return make("div", { class: "alone", "data-kind": kind }, make("strong", { text: text[kind] }), make("br"), `${text.no_reframe} `, button);
}

function rest() {
  const heading = make("h2", { tabindex: "-1", text: "No practice today" });
  return { heading, element: make("div", { class: "doorway" }, make("div", { class: "slab" }, heading,
    make("p", { text: "Something heavy came up today, from you or from a client, and an exercise can wait. I'm in our chat if you want to talk, and so are the people I showed you." }),
    make("p", { class: "fine", text: "Did I get it wrong? There's a button for that under what I showed you. Then practice is back." }),
    make("div", { class: "ways" }, make("a", { class: "choice primary", href: "/", text: "Go to our chat" })))) };
}
