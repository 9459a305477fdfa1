/* Small comforts; every page works without this file. */
(() => {
  "use strict";
  document.documentElement.classList.add("with-js");

  /* "None of these" and the other boxes of the same list exclude each other. */
  const settleNone = (box) => {
    const list = box.closest("[data-choices]");
    if (!list || box.type !== "checkbox" || !box.checked) return;
    const alone = box.hasAttribute("data-none");
    list.querySelectorAll('input[type="checkbox"]').forEach((other) => {
      if (other !== box && (alone || other.hasAttribute("data-none")) && other.checked) {
        other.checked = false;
        other.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  };

  /* A form that shows a busy word keeps a second tap from sending it twice. */
  const markBusy = (form) => {
    const button = form.querySelector("[data-busy]");
    if (!button) return;
    button.dataset.idle = button.textContent;
    button.textContent = button.dataset.busy;
    button.setAttribute("aria-disabled", "true");
  };

  document.addEventListener("change", (event) => settleNone(event.target));
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    if (event.target.querySelector("[data-busy]")) event.target.dataset.sent = "yes";
    markBusy(event.target);
  });
  /* Coming back with the back button: the form stands as it was and may be sent again. */
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("[data-idle]").forEach((button) => {
      button.textContent = button.dataset.idle;
      button.removeAttribute("aria-disabled");
      if (button.form) delete button.form.dataset.sent;
    });
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    /* The browser's own way back keeps what was typed; the link alone would load the form anew. */
    if (event.target.closest("[data-back]") && history.length > 1) {
      event.preventDefault();
      history.back();
    }
  });

  /* The browser's position, only on request: fills two hidden fields and sends the form. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-locate]");
    if (!button || !navigator.geolocation) return;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const form = button.form;
        form.elements[button.dataset.latitude || "latitude"].value = coords.latitude.toFixed(3);
        form.elements[button.dataset.longitude || "longitude"].value = coords.longitude.toFixed(3);
        form.requestSubmit();
      },
      () => { button.hidden = true; },
      { maximumAge: 600000, timeout: 8000 },
    );
  });

  /* The day already chosen is in view. */
  document.querySelectorAll(".days [aria-current]").forEach((day) => {
    const strip = day.closest(".days");
    strip.scrollLeft = day.offsetLeft - strip.offsetLeft - strip.clientWidth / 3;
  });
})();
