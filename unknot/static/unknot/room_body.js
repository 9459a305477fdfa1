/* The body in the session room: tapped, pinned at an exact point by finger or by keys, and looked at more closely. */

import { steer } from "./room_crosshair.js";

const HOW = "Tap the body where it is. By keys: choose a part with Enter, then move the cross-hair with the arrow keys, with Shift finely. Enter pins the point, Escape leaves.";
const made = (name, more) => Object.assign(document.createElement(name), more);

export const bindBody = ({ here, labels, chosen }) => {
  const picture = here.querySelector("[data-picture]");
  const pin = here.querySelector("[data-pin]");
  const closer = made("button", { type: "button", className: "button button-second", textContent: "Closer" });
  const how = made("p", { id: "crosshair-how", className: "hint", textContent: HOW, hidden: true });
  const said = made("p", { className: "hidden-from-eyes" });
  said.setAttribute("role", "status");
  closer.setAttribute("aria-pressed", "false");
  pin.after(closer);
  pin.parentElement.after(how, said);

  let last = null;
  let steered = false;
  let waiting = "";
  const marking = () => picture.querySelector("[data-body-marking]");
  const viewInSight = () => {
    const box = marking().getBoundingClientRect();
    const aside = (view) => Math.abs(view.getBoundingClientRect().left - box.left);
    return [...marking().children].reduce((best, view) => (aside(view) < aside(best) ? view : best));
  };
  const isPressed = (button) => button.getAttribute("aria-pressed") === "true";
  const setPinning = (on) => {
    pin.setAttribute("aria-pressed", String(on));
    picture.classList.toggle("is-pinning", on);
    how.hidden = !on;
  };

  /* Never in the middle of steering: it would take the cross-hair away. */
  const show = (markup) => {
    if (steered) { waiting = markup; return; }
    const focused = picture.contains(document.activeElement) ? document.activeElement.id : "";
    const scrolled = marking().scrollLeft;
    picture.innerHTML = markup;
    picture.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: picture } }));
    marking().scrollLeft = scrolled;
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  };
  const startSteering = (link) => {
    steered = true;
    steer(link, {
      labels,
      say: (words) => { said.textContent = words; },
      pinned: ({ region, ...point }) => chosen(region, point),
      ended: () => {
        steered = false;
        setPinning(false);
        if (waiting) show(waiting);
        waiting = "";
      },
    });
  };

  /* Where they went by the arrow keys; the Tab key only passes through. */
  picture.addEventListener("focusin", ({ target, relatedTarget }) => {
    const part = target.closest(".body-part-link");
    if (part && relatedTarget?.closest("svg") === part.ownerSVGElement) last = part.id;
  });
  pin.addEventListener("click", (event) => {
    setPinning(!isPressed(pin));
    const byKeys = event.detail === 0;
    if (byKeys && isPressed(pin)) (document.getElementById(last) || picture.querySelector('.body-part-link[tabindex="0"]')).focus();
  });
  here.addEventListener("body-part", (event) => {
    event.preventDefault();
    const { region, view, x, y, link } = event.detail;
    const pinning = isPressed(pin);
    if (pinning && x === null) { startSteering(link); return; }
    setPinning(false);
    chosen(region, pinning ? { view, x, y } : null);
  });
  closer.addEventListener("click", () => {
    const seen = viewInSight();
    closer.setAttribute("aria-pressed", String(!isPressed(closer)));
    picture.classList.toggle("is-closer", isPressed(closer));
    marking().scrollLeft = seen.offsetLeft - marking().offsetLeft + (seen.offsetWidth - marking().clientWidth) / 2;
  });

  return { show };
};
