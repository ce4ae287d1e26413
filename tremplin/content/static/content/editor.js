/* What Wagtail's editor leaves out for whoever does not see it: a title, the name of the field of tags, a way for the
   keyboard into what scrolls, no region twice under one name. Without this script the editor works as it did. */
(() => {
  "use strict";

  const words = "label, [data-panel-heading-text]";
  const name = (field) =>
    ["[data-field-wrapper]", "[data-panel]"]
      .map((place) => field.closest(place)?.querySelector(words)?.textContent.trim())
      .find(Boolean);

  const mend = () => {
    const main = document.querySelector("main");
    if (main && !document.querySelector("h1")) {
      const title = document.createElement("h1");
      title.className = "w-sr-only";
      title.textContent = document.title.split(" - ").slice(-1)[0];
      main.prepend(title);
    }
    for (const field of document.querySelectorAll("input.ui-autocomplete-input:not([id]):not([aria-label])")) {
      const label = name(field);
      if (label) field.setAttribute("aria-label", label);
    }
    for (const list of document.querySelectorAll(".w-minimap__list:not([tabindex])")) list.tabIndex = 0;
    // blocks of one kind share their heading: read by it, they need not be regions as well
    for (const panel of document.querySelectorAll('section[id^="block-"][aria-labelledby]')) {
      panel.removeAttribute("aria-labelledby");
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    mend();
    // blocks and pages come and go while somebody edits
    new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
  });
})();
