/* The sections of the note: typed, put together from phrases, taken over from last time. */

const MOST = 300;

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
    const words = field(section).value.trim();
    const say = (text) => { button.firstChild.data = text; };
    if (!words || words.length > MOST) { say(`1 to ${MOST} letters, please`); return; }
    const body = new URLSearchParams({ part: "phrase", keep: section, [section]: words, csrfmiddlewaretoken: token() });
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (!answer?.ok) { say(answer ? "Not kept: sign in again" : "Not now: no connection"); return; }
    const phrase = Object.assign(document.createElement("button"), { type: "submit", className: "button button-second", name: "phrase", textContent: words });
    phrase.dataset.section = section;
    button.before(phrase);
    say("Kept");
  };
  const tapped = (button) => {
    if (!button) return;
    if (button.name === "keep") keep(button);
    if (button.name === "phrase") put(button.dataset.section, `${(draft.content[button.dataset.section] || "").trimEnd()} ${button.textContent}`.trim());
  };

  return { show, copy, tapped };
};
