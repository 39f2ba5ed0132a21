// The page: the box below, the log above, the live line between them and the bot.
import { $, make, newId, tell } from "./dom.js";
import * as api from "./api.js";
import { Composer } from "./composer.js";
import { Log } from "./log.js";
import { Memory } from "./memory.js";
import { Sending } from "./sending.js";
import { closeSheets, openSheet, wireSheets } from "./sheets.js";
import { Stream } from "./stream.js";
import { wireTheme } from "./theme.js";

const LONG_WAIT = 8000;
const LONGEST_WAIT = 90000;

let you = "";
let days = 30;
let loaded = false;
const gone = new Set(); // wipes that were carried out here
let timers = [];
let wiped = false; // the next answer confirms that part of the conversation is gone

const log = new Log({
  tap: (answer, choice) => {
    sending.add("actions", { name: choice.id, value: choice.value, answer });
    if (choice.id === "chats_wipe" || choice.id === "forget_last") wiped = true;
    waitFor();
    $("words").focus({ preventScroll: true });
  },
  submit: (answer, form, values) => {
    sending.add("actions", { name: form.id, value: form.value ?? "", values, answer });
    waitFor();
    $("words").focus({ preventScroll: true });
  },
  edit: (text) => composer.put(text),
});

const sending = new Sending({
  accepted: (item, body) => {
    line(stream.live);
    if (item.kind !== "actions") log.said({ id: item.body.id, event: body.event, at: body.at, text: wordsOf(item) });
    if (you && body.you !== you) restart();
  },
  waiting: (item) => {
    quiet();
    line(false);
    const element = item.kind === "actions" ? null : log.items.get(item.body.id);
    if (element) log.mark(element, "Not sent yet. I'll keep trying.", "waiting");
  },
  refused: (item, words) => {
    quiet();
    tell(words);
    if (item.kind !== "actions") log.refused(item.body.id, words, wordsOf(item));
  },
});

const composer = new Composer({
  send: (text) => put("messages", { text }),
  command: (name, args) => put("commands", { name, args }),
});

const memory = new Memory({
  act: (name, value, values) => {
    sending.add("actions", { name, value, values });
    if (name === "chats_wipe") wiped = true;
    if (name === "memory_yes" || name === "memory_no") closeSheets();
  },
  command: (name, args) => {
    closeSheets();
    put("commands", { name, args });
  },
});

const stream = new Stream({
  line,
  again: () => api.me().then(({ status, body }) => { if (status === 200) met(body); }),
  ready: (body) => { if (you && body.you !== you) restart(); else if (loaded) sending.now(); },
  answer: (item) => {
    quiet();
    if (wiped && loaded) {
      wiped = false;
      log.clear();
      past();
    }
    log.answer(item, { live: Date.now() - item.at < 20000 });
    started();
    if ($("memory").open) refresh();
  },
  said: (item) => {
    log.said(item);
    started();
    waitFor();
  },
  tapped: (item) => log.tapped(item),
  words: (item) => {
    quiet();
    log.words(item);
    started();
  },
  unsaid: (item) => log.unsaid(item),
  typing: () => waitFor(),
  gone: (item) => {
    if (gone.has(item.key)) return;
    gone.add(item.key);
    log.clear();
    tell("The conversation was wiped.");
  },
});

function put(kind, fields) {
  if (fields.name === "forget" && /^last\b/i.test(fields.args)) wiped = true;
  const id = newId();
  const item = { kind, body: { id, ...fields } };
  log.said({ id, at: Date.now(), text: wordsOf(item) }, "sending");
  started();
  waitFor();
  sending.add(kind, fields, id);
}

function wordsOf({ kind, body }) {
  return kind === "commands" ? `/${body.name} ${body.args}`.trim() : body.text;
}

/** Three dots, at once, until the answer or for as long as it is believable. */
function waitFor() {
  quiet();
  $("typing").hidden = false;
  if (log.atEnd()) log.toEnd();
  timers = [setTimeout(() => { $("typing-long").hidden = false; }, LONG_WAIT), setTimeout(quiet, LONGEST_WAIT)];
}

function quiet() {
  timers.forEach(clearTimeout);
  $("typing").hidden = true;
  $("typing-long").hidden = true;
}

function line(open) {
  const words = open ? "" : "No connection, trying again…";
  if ($("line").textContent !== words) $("line").textContent = words;
  document.body.classList.toggle("offline", !open);
}

function started() {
  $("start").hidden = !log.empty;
}

function met(body) {
  const other = you && body.you !== you;
  you = body.you;
  if (other) {
    log.clear();
    stream.last = "";
    past();
  }
  days = body.days;
  composer.palette.commands = body.commands;
  $("help-commands").replaceChildren(...body.commands.map((command) => {
    const button = make("button", { type: "button" }, make("strong", { text: command.usage }), make("span", { text: command.summary }));
    button.addEventListener("click", () => { closeSheets(); composer.picked(command); });
    return make("li", {}, button);
  }));
  memory.render(body.memory, body.days);
}

async function refresh() {
  const { status, body } = await api.me();
  memory.render(status === 200 ? body.memory : null, days);
}

/** The cookie became another one (a second tab was first): everything from the start. */
async function restart() {
  log.clear();
  loaded = false;
  stream.last = "";
  await begin();
}

async function begin() {
  const { status, body } = await api.me();
  if (status === 200) met(body);
  stream.open();
  if (status === 200) await past();
  else setTimeout(() => { if (!loaded) begin(); }, 2000);
}

async function past() {
  const { status, body } = await api.history();
  if (status === 200) log.past(body.items);
  if (status === 200) loaded = true;
  for (const item of sending.items) {
    if (item.kind !== "actions") log.said({ id: item.body.id, at: item.at, text: wordsOf(item) }, "sending");
  }
  sending.now();
  started();
}

wireSheets();
wireTheme();
$("open-memory").addEventListener("click", () => { refresh(); openSheet("memory"); });
$("open-help").addEventListener("click", () => openSheet("help"));
for (const button of document.querySelectorAll("[data-command]")) {
  button.addEventListener("click", () => { closeSheets(); put("commands", { name: button.dataset.command, args: "" }); });
}
for (const button of document.querySelectorAll("[data-start]")) {
  button.addEventListener("click", () => composer.put(button.dataset.start));
}
begin().then(() => { if (!matchMedia("(pointer: coarse)").matches) $("words").focus(); });
