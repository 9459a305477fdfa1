/* Makes the shapes of the body map switches for the boxes of the list beside it. Without this file each shape is a link to its box. */
(() => {
  "use strict";

  const setUp = (area) => {
    const boxes = new Map([...area.querySelectorAll('input[type="checkbox"]')].map((box) => [box.value, box]));
    const links = [...area.querySelectorAll(".body-part-link")];
    const regionOf = (link) => link.querySelector("[data-region]").dataset.region;
    const said = area.querySelector("[data-chosen-words]");
    const labelOf = (box) => box.closest("label").textContent.trim();

    const show = () => {
      links.forEach((link) => link.setAttribute("aria-checked", String(boxes.get(regionOf(link))?.checked || false)));
      area.querySelectorAll(".body-part").forEach((part) => {
        const count = part.querySelectorAll("input:checked").length;
        part.querySelector("[data-count]").textContent = count ? `${count} chosen` : "";
      });
      if (said) {
        const names = [...boxes.values()].filter((box) => box.checked).map(labelOf);
        said.textContent = names.length ? names.join(", ") : "";
      }
    };
    const toggle = (link) => {
      const box = boxes.get(regionOf(link));
      if (!box) return;
      box.checked = !box.checked;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    };

    /* One stop of the Tab key for each view; the arrow keys go to the nearest part in that direction. */
    const centre = (link) => {
      const b = link.getBoundingClientRect();
      return [b.left + b.width / 2, b.top + b.height / 2];
    };
    const nearest = (from, [dx, dy]) => {
      const [x, y] = centre(from);
      let best = null;
      let least = Infinity;
      from.ownerSVGElement.querySelectorAll(".body-part-link").forEach((link) => {
        const [u, v] = centre(link);
        const along = (u - x) * dx + (v - y) * dy;
        const aside = Math.abs((u - x) * dy) + Math.abs((v - y) * dx);
        if (link === from || along < 2) return;
        const cost = along + 2.2 * aside;
        if (cost < least) { least = cost; best = link; }
      });
      return best;
    };
    const arrows = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
    const moveTo = (link) => {
      link.ownerSVGElement.querySelectorAll(".body-part-link").forEach((other) => other.setAttribute("tabindex", "-1"));
      link.setAttribute("tabindex", "0");
      link.focus({ preventScroll: false });
    };

    links.forEach((link) => {
      link.removeAttribute("href");
      link.setAttribute("role", "checkbox");
      link.setAttribute("tabindex", "-1");
      link.addEventListener("click", (event) => { event.preventDefault(); toggle(link); });
      link.addEventListener("keydown", (event) => {
        if (event.key === " " || event.key === "Enter") { event.preventDefault(); toggle(link); }
        if (!(event.key in arrows)) return;
        event.preventDefault();
        const next = nearest(link, arrows[event.key]);
        if (next) moveTo(next);
      });
    });
    area.querySelectorAll(".body-view").forEach((view) => view.querySelector(".body-part-link")?.setAttribute("tabindex", "0"));
    area.addEventListener("change", show);
    show();
  };

  document.querySelectorAll("[data-body-areas]").forEach(setUp);
})();
