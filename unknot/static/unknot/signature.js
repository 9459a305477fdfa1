/* A drawn signature: points as JSON in a hidden field. The typed name beside it is always an equal way. */
(() => {
  "use strict";

  const setUp = (pad) => {
    const canvas = pad.querySelector("canvas");
    const field = pad.querySelector("input[type=hidden]");
    const pen = canvas.getContext("2d");
    let strokes = [];
    let current = null;

    const scale = () => canvas.width / canvas.clientWidth;
    const ink = () => {
      pen.strokeStyle = getComputedStyle(canvas).color;
      pen.lineWidth = 2.2 * scale();
      pen.lineCap = pen.lineJoin = "round";
    };
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      return [Math.round(event.clientX - box.left), Math.round(event.clientY - box.top)];
    };
    const drawLine = (points) => {
      const s = scale();
      pen.beginPath();
      points.forEach(([x, y], i) => (i ? pen.lineTo(x * s, y * s) : pen.moveTo(x * s, y * s)));
      if (points.length === 1) pen.lineTo(points[0][0] * s + 0.1, points[0][1] * s);
      pen.stroke();
    };
    const redraw = () => {
      canvas.width = canvas.clientWidth * (window.devicePixelRatio || 1);
      canvas.height = canvas.clientHeight * (window.devicePixelRatio || 1);
      ink();
      strokes.forEach(drawLine);
    };
    const keep = () => {
      field.value = strokes.length
        ? JSON.stringify({ width: canvas.clientWidth, height: canvas.clientHeight, strokes })
        : "";
      field.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const finish = () => { if (current) { current = null; keep(); } };

    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      current = [at(event)];
      strokes.push(current);
      drawLine(current);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!current) return;
      current.push(at(event));
      drawLine(current.slice(-2));
    });
    canvas.addEventListener("pointerup", finish);
    canvas.addEventListener("pointercancel", finish);
    pad.querySelector("[data-clear]").addEventListener("click", () => { strokes = []; redraw(); keep(); });
    window.addEventListener("resize", redraw);

    try { strokes = JSON.parse(field.value || "{}").strokes || []; } catch { strokes = []; }
    pad.hidden = false;
    redraw();
  };

  document.querySelectorAll("[data-signature]").forEach(setUp);
})();
