// A danger text as paragraphs and people to turn to. Only telephone numbers become links.
import { make } from "./dom.js";

const LINE = /^([^:]{2,80}): (.+?)(?: \(([^()]*(?:\([^()]*\)[^()]*)*)\))?$/;
const NUMBER = /\+?\d[\d\s().-]*\d/g;
const BY_TEXT = /\btext\s+[\w"']+\s+to\s*$/i;

/** Fill `parent` with the text. */
export function fillCard(parent, text) {
  for (const paragraph of text.split(/\n{2,}/)) {
    const lines = paragraph.split("\n");
    const people = lines.map((line) => LINE.exec(line));
    if (people.every(Boolean) && people.some((person) => /\d{3}|\.\w{2,}/.test(person[2]))) {
      parent.append(make("ul", { class: "people" }, ...people.map(onePerson)));
    } else {
      parent.append(make("p", { text: paragraph }));
    }
  }
}

function onePerson([, name, contact, note]) {
  return make("li", {},
    make("span", { class: "name", text: name }),
    make("span", { class: "reach" }, ...withNumbers(contact)),
    note ? make("span", { class: "note", text: note }) : null);
}

/** Text nodes, and a tel: link for every number that can be called. */
export function withNumbers(contact) {
  const parts = [];
  let from = 0;
  for (const match of contact.matchAll(NUMBER)) {
    const digits = match[0].replace(/[^\d+]/g, "");
    if (digits.replace("+", "").length < 3 || BY_TEXT.test(contact.slice(0, match.index))) continue;
    parts.push(contact.slice(from, match.index));
    parts.push(make("a", { href: `tel:${digits}`, text: match[0] }));
    from = match.index + match[0].length;
  }
  parts.push(contact.slice(from));
  return parts.filter(Boolean);
}
