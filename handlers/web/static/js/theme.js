// Light or dark: as the system has it, until the person says otherwise.
import { $ } from "./dom.js";

const dark = matchMedia("(prefers-color-scheme: dark)");

export function wireTheme() {
  $("theme").addEventListener("click", () => {
    const chosen = now() === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = chosen;
    try { localStorage.setItem("shoulder-theme", chosen); } catch { /* until the page closes, then */ }
    label();
  });
  dark.addEventListener("change", label);
  label();
}

function now() {
  return document.documentElement.dataset.theme || (dark.matches ? "dark" : "light");
}

function label() {
  $("theme-label").textContent = now() === "dark" ? "Switch to light colors" : "Switch to dark colors";
}
