/*
 * What follows from a call: each sentence shows only what its kind asks for. Without this script everything is shown,
 * and what is not asked for is simply not read.
 */
(() => {
  "use strict";

  const ASKED = {
    action: ["title", "who", "name", "due_on", "step", "need"],
    introduction: ["title", "who", "name", "due_on", "step", "need", "door"],
    session: ["title", "who", "need"],
    call: ["title", "due_on"],
    note: [],
  };

  for (const sentence of document.querySelectorAll(".support-said")) {
    const kind = sentence.querySelector("select[name$='-kind']");
    const take = sentence.querySelector("input[name$='-take']");
    if (!kind || !take) continue;
    const show = () => {
      const asked = take.checked ? ["take", "kind", ...ASKED[kind.value]] : ["take"];
      for (const field of sentence.querySelectorAll("[name]")) {
        const group = field.closest(".fr-input-group, .fr-select-group, .fr-fieldset");
        if (group) group.hidden = !asked.includes(field.name.split("-").slice(1).join("-"));
      }
    };
    kind.addEventListener("change", () => {
      if (kind.value !== "note") take.checked = true;
      show();
    });
    take.addEventListener("change", () => {
      if (take.checked && kind.value === "note") kind.value = "action";
      show();
    });
    show();
  }
})();
