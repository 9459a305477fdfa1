/* The two sheets: one mark, one row of work. Every choice on them is kept at once; Done only closes. */

import { beyondOf } from "./room_limits.js";

const number = (text) => (/^\d{1,5}$/.test(text) ? Number(text) : null);

const fill = (form, row) => {
  Object.entries(row).forEach(([name, value]) => {
    const found = form.elements[name];
    if (!found) return;
    const wanted = (Array.isArray(value) ? value : [value ?? ""]).map(String);
    if (found instanceof RadioNodeList || found.type === "checkbox") {
      (found instanceof RadioNodeList ? [...found] : [found]).forEach((box) => { box.checked = wanted.includes(box.value); });
    } else if (found.multiple) {
      [...found.options].forEach((option) => { option.selected = wanted.includes(option.value); });
    } else found.value = wanted[0] ?? "";
  });
};

const sheet = ({ dialog, kind, change, read, blank, kept }) => {
  const form = dialog.querySelector("form");
  form.noValidate = true;
  let id = "";
  const keep = () => {
    const row = read(new FormData(form));
    if (!row) return;
    change(`${kind}/${id}`, row);
    form.querySelector("[name=remove]").hidden = false;
    kept(id, row);
  };
  form.addEventListener("change", keep);
  form.addEventListener("input", (event) => event.target.matches("input:not([type=radio], [type=checkbox])") && keep());
  const open = (rowId, row) => {
    id = rowId;
    fill(form, { ...blank, ...row });
    form.querySelectorAll("details").forEach((part) => { part.open = false; });
    form.querySelector("[name=remove]").hidden = !row;
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
  };
  const done = (button) => {
    if (button?.name === "remove") change(`${kind}/${id}`, null);
    dialog.close();
  };
  /* A tap beside the sheet closes it. */
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  if (dialog.open) dialog.close();
  return { open, done, form };
};

export const markSheet = ({ dialog, said, draft, change, newId, words }) => {
  const blank = { kind: "", region: "", pin: "", intensity: "", layer: "", when: "before", refers_to: [], words: "" };
  const read = (data) => data.get("kind") && (data.get("region") || data.get("pin")) ? {
    kind: data.get("kind"), region: data.get("region"), pin: data.get("pin") ? JSON.parse(data.get("pin")) : null,
    intensity: number(data.get("intensity") || ""), layer: data.get("layer") || "", when: data.get("when"),
    refers_to: data.getAll("refers_to"), words: data.get("words"),
  } : null;
  const base = sheet({ dialog, kind: "mark", change, read, blank, kept: (id, row) => offer(row.region, id) });
  const chips = dialog.querySelector("[data-chips]");
  const title = dialog.querySelector("h2");
  const chip = (label, does) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button button-second", textContent: label });
    button.addEventListener("click", does);
    return button;
  };

  const shown = (row) => ({ ...row, pin: row?.pin ? JSON.stringify(row.pin) : "" });
  const open = (id, row) => {
    base.open(id, row && shown(row));
    title.textContent = said.labels[base.form.elements.region.value] || "A mark";
    offer(base.form.elements.region.value, id);
  };
  const begin = (prefill) => {
    const id = newId();
    base.open(id, null);
    fill(base.form, shown({ ...blank, ...prefill }));
    title.textContent = said.labels[prefill.region] || "A point";
    offer(prefill.region, id);
  };
  /* What is here already, the same afterwards, and what was here last time: each one tap. */
  const offer = (region, id) => {
    const marks = Object.entries(draft.content).filter(([path, row]) => path.startsWith("mark/") && row.region === region && path !== `mark/${id}`);
    const own = draft.content[`mark/${id}`];
    const all = own ? [...marks, [`mark/${id}`, own]] : marks;
    const befores = all.map(([, row]) => row).filter((row) => row.when === "before" && row.kind !== "treated");
    const open_ = befores.filter((row) => !all.some(([, other]) => other.when === "after" && other.kind === row.kind));
    const last = all.length ? [] : said.last_marks.filter((row) => row.region === region && row.when === "before");
    const again = (row, when) => ({ kind: row.kind, region, pin: row.pin, layer: row.layer, refers_to: row.refers_to, when });
    chips.replaceChildren(
      ...open_.map((row) => chip(`After: ${said.kinds[row.kind]}`, () => begin(again(row, "after")))),
      ...marks.map(([path, row]) => chip(words(row), () => open(path.slice(5), row))),
      ...last.map((row) => chip(`Last time: ${words(row)}`, () => { fill(base.form, shown(again(row, "before"))); base.form.dispatchEvent(new Event("change")); })),
      ...(own ? [chip("Another mark here", () => begin({ region }))] : []),
    );
  };
  const at = (region, pin) => {
    const marks = Object.entries(draft.content).filter(([path, row]) => path.startsWith("mark/") && row.region === region).sort();
    const [path, row] = marks.at(-1) || [];
    if (path && !pin) open(path.slice(5), row);
    else begin({ region, pin });
  };
  return { open, at, done: base.done };
};

const showBeyond = (dialog, words) => {
  const list = dialog.querySelector("[data-beyond-now]");
  list.replaceChildren(...words.map((each) => Object.assign(document.createElement("li"), { textContent: each })));
  list.parentElement.hidden = !words.length;
};

export const workSheet = ({ dialog, said, change }) => {
  const blank = { technique: said.technique, regions: [], strokes: [], minutes: "", pressure: "", words: "" };
  const read = (data) => {
    const [minutes, pressure] = [number(data.get("minutes") || ""), number(data.get("pressure") || "")];
    return data.get("technique") && minutes !== null && pressure !== null ? {
      technique: data.get("technique"), regions: data.getAll("regions"), strokes: data.getAll("strokes"), minutes, pressure, words: data.get("words"),
    } : null;
  };
  const told = (row) => showBeyond(dialog, row ? beyondOf(row, said) : []);
  const { open, done } = sheet({ dialog, kind: "work", change, read, blank, kept: (_, row) => told(row) });
  return { open: (id, row) => { open(id, row); told(row); }, done };
};
