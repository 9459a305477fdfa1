/* The sections of the note: typed, put together from phrases, taken over from last time. */

export const bindWords = ({ here, said, draft, token }) => {
  const form = here.querySelector('[data-part="words"]');
  const fields = [...form.querySelectorAll("textarea")];
  const field = (section) => form.elements[section];

  const showWas = (section) => {
    const was = form.querySelector(`[data-was="${section}"]`);
    if (was) was.hidden = !said.last[section] || (draft.content[section] || "") === said.last[section];
  };
  const show = (section) => {
    const area = field(section);
    if (!area) return;
    const text = draft.content[section] || "";
    if (area.value !== text) {
      /* Where somebody else's words came before one's own, the caret stays with one's own. */
      const from = area.value && text.endsWith(area.value) ? text.length - area.value.length : 0;
      const caret = [area.selectionStart + from, area.selectionEnd + from];
      area.value = text;
      if (document.activeElement === area) area.setSelectionRange(...caret);
    }
    showWas(section);
  };
  const put = (section, words) => { draft.change(section, words); show(section); };

  fields.forEach((area) => area.addEventListener("input", () => { draft.change(area.name, area.value); showWas(area.name); }));

  const copy = () => {
    Object.keys(said.sections).forEach((section) => {
      if (said.last[section] && !draft.content[section]) put(section, said.last[section]);
    });
    if (Object.keys(draft.content).some((path) => path.startsWith("work/"))) return;
    said.last_rows.forEach((row, number) => draft.change(`work/again-${String(number + 1).padStart(2, "0")}`, row));
  };

  const keep = async (button) => {
    const section = button.value;
    const body = new URLSearchParams({ part: "phrase", keep: section, [section]: field(section).value, csrfmiddlewaretoken: token() });
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (answer?.type !== "opaqueredirect") { button.firstChild.data = answer ? "1 to 300 letters, please" : "Not now: no connection"; return; }
    const phrase = Object.assign(document.createElement("button"), { type: "submit", className: "button button-second", name: "phrase", textContent: field(section).value.trim() });
    phrase.dataset.section = section;
    button.before(phrase);
    button.firstChild.data = "Kept";
  };
  const tapped = (button) => {
    if (!button) return;
    if (button.name === "keep") keep(button);
    if (button.name === "phrase") put(button.dataset.section, `${(draft.content[button.dataset.section] || "").trimEnd()} ${button.textContent}`.trim());
  };

  return { show, copy, tapped };
};
