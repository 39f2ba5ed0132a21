// One assist card: small, can be hidden and shown, takes one tap from −2 to 2. Reading it is never asked for.
import { icon, make, tell } from "../dom.js";
import { catalog, signed, words } from "./words.js";

const SIGNS = {
  label: "M4 12a8 8 0 1 0 16 0a8 8 0 1 0-16 0M9 10v.1M15 10v.1M9 15.500c1.800-1.300 4.200-1.300 6 0",
  reframe: "M4 8h12l-3-3M20 16H8l3 3",
  cues: "M5 6h14v9H11l-4 4v-4H5z",
  guide: "M9 6h11M9 12h11M9 18h11M4.500 6v.1M4.500 12v.1M4.500 18v.1",
  message: "M4 5h16v11H10l-5 4v-4H4z",
};
const CROSS = "M6 6l12 12M18 6L6 18";
const TEASERS = {
  label: "How they sound right now",
  reframe: "If their words got to you",
  cues: "Three hints for your next line",
  guide: "What is left to do",
};
const KEY = "shoulder-cards";

export const KINDS = ["label", "reframe", "cues", "guide"];

/** What a card says, as elements; null when there is nothing to say. */
export function bodyOf(kind, cards) {
  switch (kind) {
    case "label": return cards.label ? tone(cards) : null;
    case "reframe": return other(cards);
    case "cues": return make("ul", {}, ...cards.cues.map((text) => make("li", { text })));
    case "guide": return make("ol", {}, ...cards.steps.map((text) => make("li", { text })));
    case "message": return cards.message ? make("p", { text: cards.message }) : null;
    default: return null;
  }
}

export function titleOf(kind, cards) {
  if (kind !== "reframe" || !cards.boundary?.length) return words().cards[kind];
  return words().cards[cards.safety ? "safety" : "boundary"];
}

/** An open card. `on.rate(value)` for a tap, `on.hide()` to put it away. */
export function cardOf(kind, cards, { rated, on }) {
  const body = bodyOf(kind, cards);
  if (!body) return null;
  const title = titleOf(kind, cards);
  const limit = kind === "reframe" && cards.boundary?.length;
  const hide = make("button", { type: "button", class: "tool square", "aria-label": `${words().cards.hide}: ${title}` }, icon(CROSS));
  hide.addEventListener("click", on.hide);
  const sign = icon(SIGNS[kind]);
  sign.classList.add("sign");
  return make("section", { class: `card ${kind === "message" ? "word" : ""} ${limit ? "limit" : ""}`, "aria-label": title, "data-kind": kind },
    make("header", {}, sign, make("h3", { text: title }), hide),
    make("div", { class: "body" }, body),
    on.rate ? rateOf(title, rated, on.rate) : null);
}

/** A card that is put away: one button that shows it. */
export function shutOf(kind, show) {
  const title = words().cards[kind];
  const button = make("button", { type: "button", class: "shut", "aria-expanded": "false", "data-kind": kind }, icon(SIGNS[kind]),
    make("span", { class: "says" }, make("strong", { text: title }), make("span", { class: "fine", text: TEASERS[kind] })),
    make("span", { class: "show", text: "Show" }));
  button.addEventListener("click", show);
  return button;
}

/** Which cards this person likes to have open; for this tab only. */
export const shown = {
  has: (kind) => Boolean(read()[kind]),
  set: (kind, open) => {
    try { sessionStorage.setItem(KEY, JSON.stringify({ ...read(), [kind]: open })); } catch { /* until the next line */ }
  },
};

function read() {
  try { return JSON.parse(sessionStorage.getItem(KEY) || "{}"); } catch { return {}; }
}

export function rateOf(title, rated, rate) {
  const text = words().cards;
  const row = make("div", { class: "rate", role: "group", "aria-label": `${title}: ${text.rate}` },
    make("span", { class: "ask", "aria-hidden": "true", text: "Helpful?" }));
  for (const value of [-2, -1, 0, 1, 2]) {
    const button = make("button", { type: "button", "aria-pressed": String(value === rated), "aria-label": `${signed(value)}, ${text.ratings[value]}`, text: signed(value) });
    button.addEventListener("click", () => {
      for (const other of row.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
      tell(text.rated);
      rate(value);
    });
    row.append(button);
  }
  return row;
}

function tone(cards) {
  const text = words().cards;
  const steps = [-3, -2, -1, 0, 1, 2, 3].map((step) => make("i", { class: step === cards.score ? "on" : "" }));
  return make("div", { class: "tone" },
    make("strong", { text: catalog("labels")[cards.label] }),
    make("div", { class: `scale7 ${cards.score < 0 ? "low" : ""}`, "aria-hidden": "true" }, ...steps),
    make("span", { class: `flag ${cards.uncivil ? "rude" : ""}`, text: cards.uncivil ? text.uncivil : text.civil }),
    make("p", { class: "fine", text: text.client_only }));
}

function other(cards) {
  if (cards.boundary?.length) return make("ul", {}, ...cards.boundary.map((line) => make("li", { text: line })));
  if (!cards.reframe) return null;
  return make("div", {},
    make("p", { class: "thought", text: cards.reframe.thought }),
    make("p", { text: cards.reframe.text }));
}
