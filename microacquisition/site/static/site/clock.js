// Lets the server's time run on from when the page was made. The device's own clock is never read, only time gone by.
(() => {
  const timer = document.querySelector("[data-clock]");
  const loaded = performance.getEntriesByType("navigation")[0];
  if (!timer) {
    return;
  }
  const began = loaded ? loaded.responseStart : performance.now();
  const french = document.documentElement.lang === "fr";
  const two = (number) => String(number).padStart(2, "0");

  const write = (seconds, utc) => {
    const hour = Math.floor(seconds / 3600);
    const minute = two(Math.floor(seconds / 60) % 60);
    const second = two(seconds % 60);
    if (french) {
      return `${hour} h ${minute} min ${second} s`.replaceAll(" ", "\u00a0");
    }
    if (utc) {
      return `${two(hour)}:${minute}:${second}`;
    }
    return `${hour % 12 || 12}:${minute}:${second}\u00a0${hour < 12 ? "am" : "pm"}`;
  };

  const section = timer.parentElement;
  section.querySelector("[data-clock-made]").hidden = true;
  section.querySelector("[data-clock-runs]").hidden = false;

  const tick = () => {
    const gone = Math.max(0, Math.floor((performance.now() - began) / 1000));
    for (const shown of timer.querySelectorAll("[data-seconds]")) {
      const seconds = (Number(shown.dataset.seconds) + gone) % 86400;
      shown.textContent = write(seconds, "utc" in shown.dataset);
    }
    section.querySelector("[data-clock-over]").hidden = gone < Number(timer.dataset.clock);
  };

  tick();
  setInterval(tick, 1000);
})();
