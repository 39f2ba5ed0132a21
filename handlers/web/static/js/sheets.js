// The two sheets that slide in: what is remembered, and help. Native dialogs keep the focus right.
import { $ } from "./dom.js";

export function openSheet(id) {
  const sheet = $(id);
  if (!sheet.open) sheet.showModal();
}

export function closeSheets() {
  for (const sheet of document.querySelectorAll("dialog[open]")) sheet.close();
}

export function wireSheets() {
  for (const sheet of document.querySelectorAll("dialog.sheet")) {
    sheet.querySelector("[data-close]").addEventListener("click", () => sheet.close());
    sheet.addEventListener("click", (event) => { if (event.target === sheet) sheet.close(); });
  }
}
