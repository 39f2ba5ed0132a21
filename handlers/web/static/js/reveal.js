// Text that comes in word by word. It stands in the document whole and at once, for screen readers.
import { calm, make } from "./dom.js";

const STEP = 26;
const LONGEST = 2200;

export function reveal(parent, text, live) {
  const words = text.split(/(?<=\s)/);
  if (!live || calm() || words.length > 400) {
    parent.textContent = text;
    return 0;
  }
  const step = Math.min(STEP, LONGEST / words.length);
  words.forEach((word, i) => {
    const span = make("span", { class: "word", text: word });
    span.style.animationDelay = `${Math.round(i * step)}ms`;
    parent.append(span);
  });
  const takes = words.length * step + 200;
  setTimeout(() => { parent.textContent = text; }, takes + 200);
  return takes;
}
