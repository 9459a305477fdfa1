/* A cross-hair in one view of the body, for an exact point without a finger: the arrow keys move it, with Shift finely; Enter
   pins the point, Escape leaves. Where it is, is said by the name of the part under it. */

const NS = "http://www.w3.org/2000/svg";
const STEP = 0.02;
const FINE = 0.004;
const WAYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const within = (value) => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;

const drawn = (svg) => {
  const mark = document.createElementNS(NS, "g");
  const path = document.createElementNS(NS, "path");
  path.setAttribute("d", "M-13 0h9M4 0h9M0 -13v9M0 4v9M-8 0a8 8 0 1 0 16 0a8 8 0 1 0 -16 0");
  mark.setAttribute("class", "crosshair");
  mark.setAttribute("tabindex", "0");
  mark.setAttribute("role", "application");
  mark.setAttribute("aria-label", `Cross-hair, ${svg.getAttribute("data-view").replaceAll("_", " ")}`);
  mark.setAttribute("aria-describedby", "crosshair-how");
  const halo = path.cloneNode();
  halo.setAttribute("class", "crosshair-halo");
  mark.append(halo, path);
  svg.append(mark);
  return mark;
};

/* The part of the body under a point of the view; none beside the body. */
const partAt = (svg, point) => [...svg.querySelectorAll(".body-part-link")].findLast(
  (link) => [...link.querySelectorAll(".body-part-shape")].some((shape) => shape.isPointInFill(point)),
);

/* A point that lies in a part: its middle, or for one that bends the nearest that does. */
const pointIn = (svg, link) => {
  const box = link.getBBox();
  const shares = [0.5, 0.35, 0.65, 0.2, 0.8];
  const points = shares.flatMap((down) => shares.map((across) => new DOMPoint(box.x + box.width * across, box.y + box.height * down)));
  return points.find((point) => partAt(svg, point) === link) || points[0];
};

/* Begins in the part `link`. `pinned` is called with region, view, x and y; `ended` in any case, before it. */
export const steer = (link, { labels, say, pinned, ended }) => {
  const svg = link.ownerSVGElement;
  const box = svg.viewBox.baseVal;
  const begun = pointIn(svg, link);
  const at = { x: within((begun.x - box.x) / box.width), y: within((begun.y - box.y) / box.height) };
  const mark = drawn(svg);
  let region = null;

  const show = () => {
    const point = new DOMPoint(box.x + at.x * box.width, box.y + at.y * box.height);
    mark.setAttribute("transform", `translate(${point.x} ${point.y})`);
    const under = partAt(svg, point)?.dataset.region || "";
    if (under !== region) say(labels[under] || "Beside the body");
    region = under;
    mark.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const leave = () => {
    mark.removeEventListener("blur", leave);
    mark.remove();
    ended();
  };
  mark.addEventListener("keydown", (event) => {
    if (event.key in WAYS) {
      const [across, down] = WAYS[event.key].map((way) => way * (event.shiftKey ? FINE : STEP));
      Object.assign(at, { x: within(at.x + across * box.height / box.width), y: within(at.y + down) });
      show();
    } else if (event.key === "Enter" || event.key === " ") {
      leave();
      pinned({ region, view: svg.dataset.view, ...at });
    } else if (event.key === "Escape") {
      leave();
      link.focus();
    } else return;
    event.preventDefault();
  });
  mark.addEventListener("blur", leave);
  mark.focus();
  show();
};
