/* The parts of the body as buttons. One stop of the Tab key for each view; the arrow keys go to the nearest part in that direction.
   [data-body-areas]: each part switches its box in the list beside it. Without this file it is a link to that box.
   [data-body-marking]: each part tells that it was chosen, with the event "body-part", which bubbles; its detail holds region,
   view, x and y (parts of the picture's width and height; null from the keyboard) and link. Whoever answers it calls
   preventDefault; else, as without this file, the link leads to the form of that part. */
(() => {
  "use strict";

  const centre = (link) => {
    const b = link.getBoundingClientRect();
    return [b.left + b.width / 2, b.top + b.height / 2];
  };
  const partsBeside = (link) => [...link.ownerSVGElement.querySelectorAll(".body-part-link")];
  const nearest = (from, [dx, dy]) => {
    const [x, y] = centre(from);
    let best = null;
    let least = Infinity;
    partsBeside(from).forEach((link) => {
      const [u, v] = centre(link);
      const along = (u - x) * dx + (v - y) * dy;
      const aside = Math.abs((u - x) * dy) + Math.abs((v - y) * dx);
      if (link === from || along < 2) return;
      /* What lies more aside than along comes last: else a large part behind two small ones is never reached. */
      const cost = along + 2.2 * aside + (aside > along ? 10000 : 0);
      if (cost < least) { least = cost; best = link; }
    });
    return best;
  };
  const arrows = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  const stopAt = (link) => partsBeside(link).forEach((other) => other.setAttribute("tabindex", other === link ? "0" : "-1"));

  /* `choose` is called with the part and, where a finger or a mouse chose it, the event. */
  const makeButtons = (area, role, choose) => {
    const links = [...area.querySelectorAll(".body-part-link")];
    links.forEach((link) => {
      link.setAttribute("role", role);
      link.addEventListener("focus", () => stopAt(link));
      link.addEventListener("click", (event) => choose(link, event));
      link.addEventListener("keydown", (event) => {
        if (event.key === " " || event.key === "Enter") { event.preventDefault(); choose(link, null); }
        if (!(event.key in arrows)) return;
        event.preventDefault();
        nearest(link, arrows[event.key])?.focus({ preventScroll: false });
      });
    });
    area.querySelectorAll(".body-view").forEach((view) => {
      const first = view.querySelector(".body-part-link:focus") || view.querySelector(".body-part-link");
      if (first) stopAt(first);
    });
    return links;
  };

  const setUpAreas = (area) => {
    const boxes = new Map([...area.querySelectorAll('input[type="checkbox"]')].map((box) => [box.value, box]));
    const said = area.querySelector("[data-chosen-words]");
    const labelOf = (box) => box.closest("label").textContent.trim();
    const toggle = (link, event) => {
      event?.preventDefault();
      const box = boxes.get(link.dataset.region);
      if (!box) return;
      box.checked = !box.checked;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const links = makeButtons(area, "checkbox", toggle);
    links.forEach((link) => link.removeAttribute("href"));

    const show = () => {
      links.forEach((link) => link.setAttribute("aria-checked", String(boxes.get(link.dataset.region)?.checked || false)));
      area.querySelectorAll(".body-part").forEach((part) => {
        const count = part.querySelectorAll("input:checked").length;
        part.querySelector("[data-count]").textContent = count ? `${count} chosen` : "";
      });
      if (said) said.textContent = [...boxes.values()].filter((box) => box.checked).map(labelOf).join(", ");
    };
    area.addEventListener("change", show);
    show();
  };

  const share = (value) => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;
  const pointOf = (svg, event) => {
    const box = svg.viewBox.baseVal;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return { x: share((at.x - box.x) / box.width), y: share((at.y - box.y) / box.height) };
  };

  const setUpMarking = (area) => {
    makeButtons(area, "button", (link, event) => {
      const svg = link.ownerSVGElement;
      const point = event ? pointOf(svg, event) : { x: null, y: null };
      const detail = { region: link.dataset.region, view: svg.dataset.view, link, ...point };
      const answered = !link.dispatchEvent(new CustomEvent("body-part", { bubbles: true, cancelable: true, detail }));
      if (answered) event?.preventDefault();
      else if (!event) window.location.hash = link.getAttribute("href");
    });
  };

  const all = (root, name) => [...(root.matches?.(name) ? [root] : []), ...root.querySelectorAll(name)];
  const setUp = (root) => {
    const fresh = (area) => !area.dataset.bodyReady && (area.dataset.bodyReady = "yes");
    all(root, "[data-body-areas]").filter(fresh).forEach(setUpAreas);
    all(root, "[data-body-marking]").filter(fresh).forEach(setUpMarking);
  };
  setUp(document);
  document.addEventListener("htmx:load", (event) => setUp(event.detail.elt));
})();
