// The end of an exercise: a picture, the clients, the way on. The numbers are the person's own.
import { drawing, make, newId } from "../dom.js";
import { signed, words } from "./words.js";

/** `on.ask(path, body)`, `on.talk(action, value)`, `on.again()`. */
export function resultsOf(run, on) {
  const { results } = run;
  const heading = make("h2", { tabindex: "-1", text: results.title });
  const element = make("div", { class: "results" },
    make("div", {}, heading, make("p", { class: "quiet", text: words().results.lead })),
    results.vectors ? picture(run) : null,
    make("ul", { class: "ended" }, ...results.rows.map((row) => client(run, row, on))),
    mine(run, on));
  return { element, heading };
}

function picture(run) {
  return make("figure", {}, drawing(run.results.vectors, run.results.alt),
    make("details", {}, make("summary", { text: "The same in words" }), make("p", { text: run.results.alt })));
}

function client(run, row, on) {
  const told = Object.entries(row.ratings).map(([kind, [mean]]) => `${words().cards[kind]} ${signed(mean)}`);
  const talk = make("button", { type: "button", class: "choice plain", text: "Want to talk about that one?", "aria-label": `Want to talk about that one? ${row.name}` });
  talk.addEventListener("click", () => on.talk("simulate_talk", `${run.id}:${row.client}`));
  const stars = row.stars
    ? make("p", {}, make("span", { class: "stars", "aria-hidden": "true", text: "★".repeat(row.stars) + "☆".repeat(5 - row.stars) }), make("span", { class: "hidden", text: row.verdict }))
    : make("p", { class: "quiet", text: row.verdict });
  return make("li", {}, make("h3", { text: row.name }), make("p", { class: "quiet", text: words().conditions[row.condition] }), stars,
    told.length ? make("p", { class: "fine", text: told.join(" · ") }) : null, row.talk ? talk : null);
}

function mine(run, on) {
  const give = make("button", { type: "button", class: `choice ${run.donated ? "danger" : "plain"}`, "aria-pressed": String(run.donated), text: run.donated ? "Take them back" : "Yes, give them" });
  give.addEventListener("click", () => on.ask("exercise/donate", { id: newId(), run: run.id, given: run.donated ? "" : "yes" }));
  const again = make("button", { type: "button", class: "choice primary", text: "One more exercise" });
  again.addEventListener("click", on.again);
  const said = run.donated ? "These numbers are on the list for a study. Thank you." : "No words, no names, no dates: just the numbers of this exercise, once five people gave theirs. No screen shows them to a lead.";
  return make("div", { class: "slab" },
    make("div", { class: "give" }, make("div", {}, make("h3", { text: "Give the numbers to a study?" }), make("p", { class: "fine", text: said })), give),
    make("hr", { class: "rule" }),
    make("div", { class: "ways" }, again, make("a", { class: "choice plain", href: "/api/shift/rows.csv", download: "shoulder-exercises.csv", text: "Download my numbers" })));
}
