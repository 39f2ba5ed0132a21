// One reply of an answer as an element: words, form, picture or file.
import { $, drawing, icon, make } from "./dom.js";
import { fillCard } from "./contacts.js";
import { formOf } from "./form.js";
import { reveal } from "./reveal.js";

const HEART = "M12 20s-7-4.400-7-9.600A4 4 0 0 1 12 8a4 4 0 0 1 7 2.400C19 15.600 12 20 12 20z";

/** `on.tap(choice, label)` when a button is used, `on.submit(form, values)` for forms. */
export function replyOf(reply, { live, buttons, on }) {
  switch (reply.kind) {
    case "Text": return words(reply, live, buttons, on);
    case "Form": return formOf(reply, buttons, on);
    case "Chart": return chart(reply);
    case "File": return file(reply);
    default: return make("div");
  }
}

function words(reply, live, buttons, on) {
  const body = make("div", { class: "words", dir: "auto" });
  const bubble = make("div", { class: `bubble ${reply.tone}` }, body);
  let takes = 0;
  if (reply.tone === "care") {
    fillCard(body, reply.text);
    if (body.querySelector(".people")) bubble.prepend(make("p", { class: "title" }, icon(HEART), make("span", { text: "People you can turn to" })));
  } else {
    takes = reveal(body, reply.text, live && reply.tone === "plain");
  }
  if (reply.choices.length && reply.choices.every((choice) => choice.id === RATE)) return small(bubble, reply, on);
  if (reply.choices.length && buttons) bubble.append(choices(reply, on, takes));
  return bubble;
}

const RATE = "card_rate";

/** A small card: its title, what it says, a row of taps that stays open, and a way to put it away. */
function small(bubble, reply, on) {
  const [title, ...rest] = reply.text.split("\n");
  const row = make("div", { class: "taps", role: "group", "aria-label": `How helpful is this card, from -2 to 2? ${title}` });
  row.append(make("span", { class: "ask", "aria-hidden": "true", text: "Helpful?" }));
  for (const choice of reply.choices) {
    const button = make("button", { type: "button", text: choice.label, "aria-pressed": "false" });
    button.addEventListener("click", () => {
      for (const other of row.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
      on.tap(choice);
    });
    row.append(button);
  }
  const hide = make("button", { type: "button", class: "tool square", "aria-label": `Hide: ${title}` }, icon("M6 6l12 12M18 6L6 18"));
  hide.addEventListener("click", () => { bubble.remove(); $("words").focus(); });
  bubble.classList.add("small");
  bubble.replaceChildren(make("div", { class: "head" }, make("strong", { text: title }), hide),
    make("div", { class: "words", dir: "auto", text: rest.join("\n") }), row);
  return bubble;
}

function choices(reply, on, takes) {
  const row = make("div", { class: "choices", role: "group", "aria-label": "Ways to go on" });
  if (takes) row.style.animationDelay = `${Math.round(takes * 0.6)}ms`;
  for (const choice of reply.choices) {
    const button = make("button", { type: "button", class: `choice ${choice.style}`, text: choice.label,
      "data-name": choice.id, "data-value": choice.value });
    button.addEventListener("click", () => {
      on.tap(choice);
      used(button);
    });
    row.append(button);
  }
  return row;
}

const TICK = "M5 12.500l4.500 4.500L19 7.500";

/** After a tap: what was chosen stays to be seen. Under a danger card the other ways stay open. */
export function used(button) {
  const label = button.textContent;
  if (button.closest(".care")) {
    button.disabled = true;
    button.prepend(icon(TICK));
    return;
  }
  button.parentElement.replaceChildren(make("p", { class: "chosen" }, icon(TICK),
    make("span", { class: "hidden", text: "You chose: " }), make("span", { text: label })));
}

function chart(reply) {
  const picture = reply.vectors ? drawing(reply.vectors, reply.alt) : make("img", { src: blob(reply.png, "image/png"), alt: reply.alt });
  return make("figure", { class: "bubble chart" },
    make("figcaption", { class: "hidden", text: reply.title }), picture,
    make("details", {}, make("summary", { text: "The same in words" }), make("p", { text: reply.alt })));
}

function file(reply) {
  const size = Math.max(1, Math.round((reply.content.length * 3) / 4 / 1024));
  const name = reply.name.split(/[\\/]/).pop();
  return make("div", { class: "bubble file" },
    icon("M7 3h7l4 4v14H7zM14 3v4h4"),
    make("span", { class: "what" }, make("strong", { text: name }), make("span", { class: "size", text: `${size} kB, for you only` })),
    make("a", { class: "choice primary", download: name, href: blob(reply.content, "application/octet-stream"), text: "Download", "aria-label": `Download ${name}` }));
}

function blob(encoded, type) {
  const bytes = Uint8Array.from(atob(encoded), (c) => c.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], { type }));
}
