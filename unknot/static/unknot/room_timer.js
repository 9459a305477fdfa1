/* Where in the plan the session is: what is now and what comes next in words, and a line that fills, without a sound. */

export const startTimer = (timer, minute) => {
  if (!timer) return;
  const find = (name) => timer.querySelector(name);
  const bars = [...timer.querySelectorAll("progress")];
  let from = 0;
  const stretches = [...timer.querySelectorAll("[data-minutes]")].map((row, number) => {
    const stretch = { row, from, minutes: Number(row.dataset.minutes), bar: bars[number], words: row.querySelector("th").textContent };
    row.querySelector("[data-from]").textContent = from;
    stretch.bar.style.flexGrow = stretch.minutes;
    from += stretch.minutes;
    return stretch;
  });
  const whole = from;

  const show = () => {
    const now = minute();
    const here = stretches.findIndex((each) => now < each.from + each.minutes);
    stretches.forEach((each, number) => {
      each.bar.value = Math.max(0, Math.min(each.minutes, now - each.from));
      each.bar.classList.toggle("is-now", number === here);
      if (number === here) each.row.setAttribute("aria-current", "step");
      else each.row.removeAttribute("aria-current");
    });
    const doing = stretches[here];
    const next = doing && stretches[here + 1];
    find("[data-minute]").textContent = `Minute ${now} of ${whole}`;
    find("[data-now]").textContent = doing ? `${doing.words}, ${doing.from + doing.minutes - now} min more` : "The planned time is over";
    find("[data-next]").textContent = next ? `Next: ${next.words}` : "";
  };
  show();
  setInterval(show, 10000);
};
