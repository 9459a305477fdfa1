/* The session room with a script: every touch is a change of the draft, shown at once and sent when it can be.
   Without this file the same forms are sent one by one. */

import { bindBody } from "./room_body.js";
import { Draft } from "./room_drafts.js";
import { inWords, rowsOf, showList } from "./room_rows.js";
import { markSheet, workSheet } from "./room_sheets.js";
import { startTimer } from "./room_timer.js";
import { bindWords } from "./room_words.js";

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const said = { ...read("room-words"), ...read("room-state") };
const here = document.querySelector("[data-room]");
const find = (name) => here.querySelector(name);
const words = inWords(said);
const newId = () => `${Date.now().toString(16).padStart(11, "0")}-${Math.floor(Math.random() * 65536).toString(16).padStart(4, "0")}`;
const apart = Date.parse(said.now) - Date.now();
const minute = () => {
  const passed = said.running && said.started ? (Date.now() + apart - Date.parse(said.started)) / 60000 : said.minute;
  return Math.max(0, Math.min(600, Math.floor(passed)));
};
const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || document.querySelector("[name=csrfmiddlewaretoken]").value;

const STATES = {
  saved: () => "Saved",
  waiting: ({ waiting, stored }) => `${stored ? "Kept on this device" : "Not saved yet: keep this page open"}, ${waiting} ${waiting === 1 ? "change" : "changes"} waiting`,
  clash: ({ clashes }) => `Both texts are kept, look at ${[...new Set(clashes.map((path) => said.names[path.split("/")[0]]))].join(", ")}`,
  "signed out": ({ waiting, stored }) => `${stored ? "Kept on this device" : "Not saved yet: keep this page open"}, ${waiting} waiting. `,
  refused: ({ refused, why }) => `Not saved: ${refused} ${refused === 1 ? "change" : "changes"}. ${why} `,
};
const line = document.querySelector("[data-saved]");
const told = (state, more) => {
  const text = STATES[state](more);
  if (line.dataset.text === text) return;
  line.dataset.text = text;
  line.dataset.state = state;
  line.textContent = text;
  if (state === "signed out") {
    const link = document.createElement("a");
    link.href = said.sign_in;
    link.textContent = "Sign in again to save";
    line.append(link);
  }
  if (state === "refused") {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = "Let go of them";
    button.addEventListener("click", () => { draft.letGo(); location.reload(); });
    line.append(button);
  }
};

const draft = new Draft({
  address: said.address, person: said.person, visit: said.visit, seal: said.seal, note: said.note, version: said.version, content: said.content,
  token, told, counted: (waiting) => { line.dataset.waiting = waiting; }, came: (paths) => show(paths), answered: (answer) => showAnswer(answer),
});

/* ------------------------------------------------------------------- the lists */
const change = (path, value) => { draft.change(path, value); show([path]); };
const sheets = {
  mark: markSheet({ dialog: document.getElementById("mark-sheet"), said, draft, change, newId, words: words.mark }),
  work: workSheet({ dialog: document.getElementById("work-sheet"), said, change }),
};
const lastTime = (row) => {
  const before = said.last_work[[row.technique, ...[...row.regions].sort()].join(" ")] || [];
  return before.includes(`${row.minutes} min, pressure ${row.pressure}`) ? [] : before;
};
const editable = (kind) => (each) => [["Change", () => sheets[kind].open(each.id, each.row)]];
const removable = (each) => [["Take out", () => change(each.path, null)]];
const SHOW = {
  mark: () => showList(find('[data-list="mark"]'), rowsOf(draft.content, "mark"), words.mark, editable("mark")),
  work: () => {
    const withLast = (row) => `${words.work(row)}${lastTime(row).length ? ` (was: ${lastTime(row).join("; ")})` : ""}`;
    showList(find('[data-list="work"]'), rowsOf(draft.content, "work"), withLast, editable("work"));
    showPlanned();
    showAsking();
  },
  comfort: () => showList(find('[data-list="comfort"]'), rowsOf(draft.content, "comfort"), words.comfort, removable),
  asked: () => showAsking(),
  unasked: () => showAsking(),
  stop: () => showStop(),
  position: () => showLying(),
  lubricant: () => showLying(),
  also: () => showAlso(),
};
const show = (paths) => {
  new Set(paths.map((path) => path.split("/")[0])).forEach((kind) => (SHOW[kind] || (() => bound.show(kind)))());
};

const showPlanned = () => {
  const form = find('[data-part="planned"]');
  form?.querySelectorAll("[name=planned]").forEach((button) => { button.closest("li").hidden = `work/${button.value}` in draft.content; });
  if (form) form.hidden = !form.querySelector("li:not([hidden])");
};
const showStop = () => {
  const stop = draft.content.stop;
  const form = find('[data-part="stop"]');
  find("[data-stop] > summary").textContent = stop ? `Stopped at minute ${stop.minute}` : "Stopped early? Say why";
  if (document.activeElement !== form.elements.because) form.elements.because.value = stop ? stop.because : "";
  form.querySelector("[name=remove]").hidden = !stop;
};
const showLying = () => {
  const form = find('[data-part="lying"]');
  form.querySelectorAll("[name=positions]").forEach((box) => { box.checked = `position/${box.value}` in draft.content; });
  form.elements.lubricant.value = draft.content.lubricant || "";
};
const showAlso = () => {
  const title = (id) => (id.startsWith("sent-back-") ? "Sent back" : "Written at the same time on another device");
  const part = (tag, innerText) => Object.assign(document.createElement(tag), { innerText });
  find("[data-also]").replaceChildren(...rowsOf(draft.content, "also").flatMap(({ id, row }) => [part("h3", title(id)), part("p", row)]));
};

/* ------------------------------------------- sensitive areas, asked about each time */
const showAsking = () => {
  const rows = [...Object.values(said.planned), ...rowsOf(draft.content, "work").map((each) => each.row)];
  const touched = new Set([...rows.flatMap((row) => row.regions), ...rowsOf(draft.content, "mark").filter((each) => each.row.kind === "treated").map((each) => each.row.region)]);
  here.querySelectorAll("[data-ask]").forEach((item) => {
    const asked = draft.content[`asked/${item.dataset.ask}`];
    item.hidden = !touched.has(item.dataset.ask) && !asked;
    item.querySelector("[data-asked]").textContent = asked ? `they said ${asked.said}` : draft.content[`unasked/${item.dataset.ask}`] ? "not asked" : "";
  });
  const section = find("[data-asking]").closest("section");
  section.hidden = !section.querySelector("[data-ask]:not([hidden])");
};

/* -------------------------------------------------------------------- the answer */
const showAnswer = (answer) => {
  const box = find("[data-beyond]");
  box.hidden = !answer.beyond.length && !draft.content.beyond;
  box.querySelector("[data-beyond-list]").replaceChildren(...answer.beyond.map((each) => Object.assign(document.createElement("li"), { textContent: each })));
  if (answer.picture) body.show(answer.picture);
  const sign = find("[data-to-sign]");
  sign.hidden = false;
  sign.querySelector("a").href = said.sign.replace("/0/", `/${answer.note}/`);
};
/* --------------------------------------------------------------------- the forms */
const SENT = {
  comfort: (form, button) => {
    change(`comfort/${newId()}`, { said: button.value, minute: minute(), words: "" });
    if (button.value === "stop") { find("[data-stop]").open = true; find("#because").focus(); }
  },
  stop: (form, button) => change("stop", button.name === "remove" ? null : { minute: draft.content.stop?.minute ?? minute(), because: form.elements.because.value }),
  planned: (form, button) => {
    const ids = button.name === "all" ? Object.keys(said.planned) : [button.value];
    ids.filter((id) => !(`work/${id}` in draft.content)).forEach((id) => draft.change(`work/${id}`, said.planned[id]));
    if (button.name === "all") {
      Object.entries(said.planned_table).filter(([path]) => !(path in draft.content)).forEach(([path, id]) => draft.change(path, id));
    }
    show(["work", "position"]);
  },
  asked: (form, button) => {
    const [region, answer] = button.value.split(" ");
    change(`asked/${region}`, { said: answer, minute: minute() });
  },
  copy: (form) => { bound.copy(); form.hidden = true; show(["work"]); },
  mark: (form, button) => sheets.mark.done(button),
  work: (form, button) => sheets.work.done(button),
  lying: () => {},
  words: (form, button) => bound.tapped(button),
};
here.addEventListener("submit", (event) => {
  const does = SENT[event.target.dataset.part];
  if (!does) return;
  event.preventDefault();
  does(event.target, event.submitter);
});
find('[data-part="lying"]').addEventListener("change", (event) => {
  const { name, value, checked } = event.target;
  if (name === "positions") change(`position/${value}`, checked ? value : null);
  else change("lubricant", value);
});
find("#because").addEventListener("input", (event) => {
  if (event.target.value.trim()) change("stop", { minute: draft.content.stop?.minute ?? minute(), because: event.target.value });
});

/* --------------------------------------------------- the body, and its equal as a list */
const body = bindBody({ here, labels: said.labels, chosen: (region, pin) => sheets.mark.at(region, pin) });
here.addEventListener("click", (event) => {
  const place = event.target.closest("[data-place]");
  const more = event.target.closest("[data-add-work]");
  if (!place && !more) return;
  event.preventDefault();
  if (place) sheets.mark.at(place.dataset.place, null);
  else sheets.work.open(newId(), null);
});

/* What is signed has to be all that was written. */
find("[data-to-sign] a").addEventListener("click", async (event) => {
  if (!draft.waiting) return;
  event.preventDefault();
  const way = event.currentTarget;
  if (await draft.allSent()) location.assign(way.href);
});

const bound = bindWords({ here, said, draft, token });
document.documentElement.classList.add("room-ready");
show(["mark", "work", "comfort", "asked", "stop", "position", ...Object.keys(said.sections)]);
startTimer(document.querySelector("[data-timer]"), minute);

/* What stays in sight takes its room from the rest, however many lines it has. */
const measured = (element, name) => element && new ResizeObserver(() => {
  document.documentElement.style.setProperty(name, `${element.offsetHeight}px`);
}).observe(element);
measured(document.querySelector(".limits-strip"), "--room-top");
measured(document.querySelector("[data-timer]"), "--room-foot");
