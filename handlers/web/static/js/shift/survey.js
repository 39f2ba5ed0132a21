// The questions before and after. Every one can be left out, and all of them at once.
import { make } from "../dom.js";
import { questions, scaleOf, signed, words } from "./words.js";

/** `done(values)` with strings by name; {} when all were skipped. `closing` is an element under the title, or null. */
export function surveyOf(when, title, done, closing = null) {
  const text = words().survey;
  const fields = questions(when).map((name) => field(name, when));
  const skip = make("button", { type: "button", class: "choice plain", text: text.skip });
  skip.addEventListener("click", () => done({}));
  const heading = make("h2", { tabindex: "-1", text: title });
  const form = make("form", { class: "slab survey", novalidate: true, "aria-label": title },
    make("div", {}, heading, closing, make("p", { class: "quiet", text: text[when].lead })),
    ...fields.map((f) => f.element),
    make("div", { class: "ways" }, make("button", { type: "submit", class: "choice primary", text: text.submit }), skip));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    done(Object.fromEntries(fields.map((f) => [f.name, f.value()]).filter(([, value]) => value !== "")));
  });
  return { element: form, heading };
}

function field(name, when) {
  const question = words().survey.questions[name];
  const [low, high] = scaleOf(name);
  const tiles = [];
  for (let n = low; n <= high; n += 1) {
    const id = `${when}-${name}-${n}`;
    const end = n === low ? question.low : n === high ? question.high : "";
    tiles.push(make("label", { class: "tile", for: id }, make("input", { type: "radio", name: `${when}-${name}`, id, value: n }),
      make("span", { text: low < 0 ? signed(n) : n }), end ? make("span", { class: "hidden", text: `, ${end}` }) : null));
  }
  const asked = (when === "after" && question.ask_after) || question.ask;
  const element = make("fieldset", {}, make("legend", { text: asked }),
    make("div", { class: `tiles ${tiles.length === 7 ? "seven" : "five"}` }, ...tiles),
    make("div", { class: "ends", "aria-hidden": "true" }, make("span", { text: question.low }), make("span", { text: question.high })));
  return { name, element, value: () => element.querySelector("input:checked")?.value ?? "" };
}
