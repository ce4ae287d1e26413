/*
 * Answers that look like the question, shown while it is typed. Without this script they are shown when the form comes
 * back, and by the search that stands before it.
 */
(() => {
  "use strict";

  const place = document.querySelector("[data-alike]");
  const field = place && document.getElementById(place.dataset.field);
  if (!field) return;
  let waiting = 0;
  let asked = field.value;

  const show = async () => {
    const words = field.value.trim();
    if (words === asked) return;
    asked = words;
    const answer = await fetch(`${place.dataset.alike}?q=${encodeURIComponent(words.slice(0, 300))}`).catch(() => null);
    if (answer && answer.ok && words === asked) place.innerHTML = await answer.text();
  };
  field.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(show, 400);
  });
})();
