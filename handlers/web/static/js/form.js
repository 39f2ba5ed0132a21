// A small form in the chat: scales as big tap targets, tags as chips, words as a field.
import { icon, make } from "./dom.js";

const WORDY = 14; // letters of a label from which chips stand in two columns

let count = 0;

export function formOf(form, open, on) {
  count += 1;
  const fields = form.fields.filter((field) => field.kind !== "people").map((field) => fieldOf(field, `f${count}`));
  const problem = make("p", { class: "problem", role: "alert" });
  const element = make("form", { class: "bubble ask", "aria-label": form.title, novalidate: true, "data-name": form.id },
    make("p", { class: "title", text: form.title }), ...(form.text ? [make("p", { class: "above", text: form.text })] : []),
    ...fields.map((f) => (f.field.folded ? folded(f) : f.element)), problem,
    make("div", { class: "choices" }, make("button", { class: "choice primary", type: "submit", text: form.submit })));
  if (!open) closeForm(element);
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    const missing = fields.find((f) => !f.field.optional && !f.value());
    if (missing) {
      problem.textContent = `One thing is still open: ${missing.field.label}`;
      missing.element.querySelector("input, textarea")?.focus();
      return;
    }
    problem.textContent = "";
    on.submit(form, Object.fromEntries(fields.map((f) => [f.field.id, f.value()])));
    closeForm(element, true);
  });
  return element;
}

/** No longer to be filled in; `done` when that is because it was sent. */
export function closeForm(element, done = false) {
  for (const part of element.querySelectorAll("input, textarea, button")) part.disabled = true;
  if (!done) return;
  for (const field of element.querySelectorAll(".field, .fold")) field.hidden = true;
  element.querySelector(".choices").replaceChildren(make("p", { class: "chosen" }, icon("M5 12.500l4.500 4.500L19 7.500"), make("span", { text: "Sent" })));
}

/** A field behind its label, for forms that would not fit a phone. */
function folded({ field, element }) {
  return make("details", { class: "fold" }, make("summary", { text: labelOf(field) }), element);
}

function fieldOf(field, prefix) {
  const name = `${prefix}-${field.id}`;
  if (["text", "line", "zone"].includes(field.kind)) {
    const input = field.kind === "text" ? make("textarea", { id: name, rows: 1, maxlength: 2000 })
      : make("input", { id: name, type: "text", maxlength: 300 });
    if (field.kind === "text") input.addEventListener("input", () => { input.style.height = "auto"; input.style.height = `${input.scrollHeight + 2}px`; });
    input.value = (field.kind === "zone" && !field.told && Intl.DateTimeFormat().resolvedOptions().timeZone) || field.value || "";
    const element = make("div", { class: "field" }, make("label", { for: name, text: labelOf(field) }), input);
    return { field, element, value: () => input.value.trim() };
  }
  const many = field.kind === "tags";
  const first = (field.value ?? "").split(",");
  const tiles = field.options.map(([value, label]) => {
    const input = make("input", { type: many ? "checkbox" : "radio", name, value, id: `${name}-${value}` });
    input.checked = first.includes(value);
    return make("label", { class: "tile", for: `${name}-${value}` }, input, ...tileText(field, value, label));
  });
  const long = many && field.options.some(([, label]) => label.length > WORDY);
  const element = make("fieldset", { class: `field ${field.kind}${long ? " long" : ""}` }, make("legend", { text: labelOf(field) }),
    make("div", { class: "tiles" }, ...tiles));
  const value = () => [...element.querySelectorAll("input:checked")].map((input) => input.value).join(",");
  return { field, element, value };
}

function tileText(field, value, label) {
  if (field.kind !== "scale" || label === value) return [make("span", { text: label })];
  const rest = label.startsWith(`${value} `) ? label.slice(value.length + 1) : label;
  return [make("strong", { text: value }), make("span", { text: rest })];
}

const labelOf = (field) => (field.optional ? `${field.label} (optional)` : field.label);
