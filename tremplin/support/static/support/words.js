/*
 * The number of words of a field, kept up to date while it is typed. Without this script, the server counts them each
 * time the form is sent.
 */
(() => {
  "use strict";

  for (const field of document.querySelectorAll("[data-words]")) {
    const hint = document.getElementById(`${field.id}_helptext`);
    if (!hint || !/\d/.test(hint.textContent)) continue;
    const said = hint.textContent;
    const last = said.match(/\d+(?=\D+\d+\D*$)/); // the count; the limit comes after it
    if (!last) continue;
    const before = said.slice(0, last.index);
    const after = said.slice(last.index + last[0].length);
    field.addEventListener("input", () => {
      const count = (field.value.match(/\S+/g) || []).length;
      hint.textContent = before + count + after;
    });
  }
})();
