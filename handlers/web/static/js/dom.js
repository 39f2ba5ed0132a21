// Small helpers. Words always go in as text, never as markup.

export const $ = (id) => document.getElementById(id);

/** An element: attributes by name, `text` and `class` as such, then children. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "text") element.textContent = value;
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A line icon from a path of ours. */
export function icon(path) {
  const name = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(name, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(name, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

const DRAWN = ["svg", "line", "rect", "circle", "polygon", "text"];

/** A picture from its elements, [tag, attributes, words] each, in this page's colors. */
export function drawing(vectors, alt) {
  const [picture, ...marks] = JSON.parse(vectors).filter(([tag]) => DRAWN.includes(tag)).map(([tag, look, words]) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(look)) element.setAttribute(name, value);
    element.textContent = words;
    return element;
  });
  picture.append(...marks);
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", alt);
  return picture;
}

/** Say something to screen readers only. */
export function tell(words) {
  $("told").textContent = "";
  requestAnimationFrame(() => { $("told").textContent = words; });
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** A time-ordered UUID (version 7), so that ids sort by when they were made. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let now = Date.now();
  for (let i = 5; i >= 0; i -= 1) { bytes[i] = now % 256; now = Math.floor(now / 256); }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
