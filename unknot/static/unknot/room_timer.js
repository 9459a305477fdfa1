/* Where in the plan the session is: a line that fills, without a sound. */

export const startTimer = (timer, minute) => {
  if (!timer) return;
  const stretches = [...timer.querySelectorAll("[data-minutes]")].map((item) => ({
    item, minutes: Number(item.dataset.minutes), bar: item.querySelector("progress"), words: item.textContent.trim(),
  }));
  stretches.forEach(({ item, minutes }) => { item.style.flexGrow = minutes; });
  const show = () => {
    const now = minute();
    let left = now;
    let doing = "";
    stretches.forEach(({ item, minutes, bar, words }) => {
      bar.value = Math.max(0, Math.min(minutes, left));
      item.classList.toggle("is-now", left >= 0 && left < minutes);
      if (left >= 0 && left < minutes) doing = words;
      left -= minutes;
    });
    timer.querySelector("[data-minute]").textContent = `Minute ${now}`;
    timer.querySelector("[data-now-doing]").textContent = doing ? `: ${doing}` : "";
  };
  show();
  setInterval(show, 10000);
};
