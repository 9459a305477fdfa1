/* The rows of a note in words, as the page's own lists say them, and the lists built from them. */

const listed = (words) => words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
const inside = (label) => label.charAt(0).toLowerCase() + label.slice(1);
const otherSide = (id) => id.replace(/^(left|right)_/, (_, side) => (side === "left" ? "right_" : "left_"));
const hasBoth = (ids, id) => otherSide(id) !== id && ids.includes(otherSide(id));
const among = (table, ids) => ids.filter((id) => !(id.startsWith("right_") && hasBoth(ids, id))).map((id) => {
  const label = inside(table[id] || id);
  return hasBoth(ids, id) ? `${label.replace(/\bleft /, "")} on both sides` : label;
});

export const inWords = (said) => ({
  mark: (row) => {
    const place = row.region ? said.labels[row.region] || row.region : "A point beside the body";
    const strength = row.intensity === null ? "" : ` ${row.intensity} of 10`;
    const moment = row.kind === "treated" ? "" : ` ${row.when}`;
    const refers = row.refers_to.length ? `, refers to ${listed(among(said.labels, row.refers_to))}` : "";
    const more = [row.layer && said.layers[row.layer], row.words].filter(Boolean).map((each) => `; ${each}`).join("");
    return `${place}${row.pin ? ", at a point" : ""}: ${said.kinds[row.kind]}${strength || moment ? "," : ""}${strength}${moment}${refers}${more}`;
  },
  work: (row) => {
    const where = listed(among(said.labels, row.regions));
    const strokes = listed(among(said.strokes, row.strokes));
    const facts = [where, `${row.minutes} min`, `pressure ${row.pressure}`, strokes].filter(Boolean).join(", ");
    return `${said.techniques[row.technique] || row.technique}: ${facts}${row.words ? `; ${row.words}` : ""}`;
  },
  comfort: (row) => `${said.comfort[row.said]} at minute ${row.minute}${row.words ? `: ${row.words}` : ""}`,
});

export const rowsOf = (content, kind) => Object.keys(content)
  .filter((path) => path.startsWith(`${kind}/`)).sort()
  .map((path) => ({ path, id: path.slice(kind.length + 1), row: content[path] }));

/* `act` makes the buttons of a row: pairs of words and what they do. A list without rows says what it said at first. */
export const showList = (list, rows, words, act) => {
  const empty = list.querySelector("[data-empty]");
  if (empty) empty.hidden = rows.length > 0;
  list.replaceChildren(...(empty ? [empty] : []), ...rows.map((each) => {
    const item = document.createElement("li");
    item.className = "row row-apart";
    item.dataset.row = each.path;
    const text = document.createElement("span");
    text.textContent = words(each.row);
    item.append(text, ...act(each).map(([label, does]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-quiet";
      button.textContent = label;
      const unseen = document.createElement("span");
      unseen.className = "hidden-from-eyes";
      unseen.textContent = `: ${text.textContent}`;
      button.append(unseen);
      button.addEventListener("click", does);
      return button;
    }));
    return item;
  }));
};
