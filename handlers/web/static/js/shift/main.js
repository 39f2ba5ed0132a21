// The page "On shift": two tabs, one view of the server's that everything is drawn from.
import { $, newId, tell } from "../dom.js";
import { post, shift } from "../api.js";
import { replyOf } from "../replies.js";
import { openSheet, wireSheets } from "../sheets.js";
import { wireTheme } from "../theme.js";
import { Help } from "./help.js";
import { Load } from "./load.js";
import { Practice } from "./practice.js";
import { learn } from "./words.js";

const TABS = ["help", "practice"];
const NOT_MEANT = "crisis.not_meant";

const on = { ask, talk };
const help = new Help(on);
const practice = new Practice(on);
const load = new Load(on);

async function ask(path, body) {
  const { status, body: view } = await post(path, body);
  line(status !== 0);
  if (status !== 200) {
    if (view.text) tell(view.text);
    return null;
  }
  draw(view);
  return view;
}

function draw(view) {
  load.render(view);
  practice.render(view);
  if (!view.care) return;
  if (view.care.stops) ahead(view.care);
  else if (practice.stage.startsWith("chat")) view.care.replies.forEach((reply) => practice.counter.aside(reply));
}

/** A danger text goes ahead of everything. It stands in our chat as well. */
function ahead(care) {
  const act = async (choice) => {
    await post("actions", { id: newId(), name: choice.id, value: choice.value, answer: "" });
    if (choice.id !== NOT_MEANT) {
      location.assign("/");
      return;
    }
    $("care").close();
    setTimeout(begin, 700);
  };
  $("care-inside").replaceChildren(...care.replies.map((reply) => replyOf(reply, { live: false, buttons: true, on: { tap: act, submit: () => {} } })));
  if (!$("care").open) $("care").showModal();
}

/** Into the chat, where it goes on. */
async function talk(name, value) {
  const { status } = await post("actions", { id: newId(), name, value, answer: "" });
  if (status === 202) location.assign("/");
  else tell("That didn't go through. Try once more.");
}

function line(open) {
  const words = open ? "" : "No connection right now";
  if ($("line").textContent !== words) $("line").textContent = words;
  document.body.classList.toggle("offline", !open);
}

function choose(name, focus) {
  for (const tab of TABS) {
    const chosen = tab === name;
    $(`tab-${tab}`).setAttribute("aria-selected", String(chosen));
    $(`tab-${tab}`).tabIndex = chosen ? 0 : -1;
    $(tab).hidden = !chosen;
  }
  if (focus) $(`tab-${name}`).focus();
  history.replaceState(null, "", name === "practice" ? "#practice" : location.pathname);
}

for (const [i, tab] of TABS.entries()) {
  $(`tab-${tab}`).addEventListener("click", () => choose(tab));
  $(`tab-${tab}`).addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") choose(TABS[1 - i], true);
  });
}

async function begin() {
  const { status, body } = await shift();
  line(status === 200);
  if (status !== 200) {
    setTimeout(begin, 2000);
    return;
  }
  const first = !document.body.dataset.ready;
  learn(body);
  if (first) help.ready();
  draw(body);
  document.body.dataset.ready = "yes";
}

wireSheets();
wireTheme();
$("open-load").addEventListener("click", () => openSheet("load"));
$("care").querySelector("[data-close]").addEventListener("click", () => $("care").close());
if (location.hash === "#practice") choose("practice");
begin();
