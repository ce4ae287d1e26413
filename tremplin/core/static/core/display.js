// The design system leaves Escape to fields, where it may empty what was typed. In the display setting there is nothing
// to empty: the focus goes to the button that closes, and the design system closes as it does from there.
addEventListener(
  "keydown",
  (event) => {
    const dialog = event.key === "Escape" && event.target.closest("#fr-theme-modal");
    if (dialog) dialog.querySelector(".fr-btn--close").focus();
  },
  true,
);

// Paper is white: a page in the dark theme is printed in the light one.
let shown = null;
addEventListener("beforeprint", () => {
  shown = document.documentElement.getAttribute("data-fr-theme");
  document.documentElement.setAttribute("data-fr-theme", "light");
});
addEventListener("afterprint", () => {
  if (shown) document.documentElement.setAttribute("data-fr-theme", shown);
});
