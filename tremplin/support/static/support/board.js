/*
 * The board of the roadmap: cards are dragged, or moved with the arrow keys from their menu. Each gesture is sent to the
 * address the menu's buttons use; refused, the card goes back where it was and the reason is said. Without this script,
 * the buttons do the same and the page comes back.
 */
(() => {
  "use strict";

  const form = document.querySelector("[data-board]");
  const said = document.getElementById("board-said");
  if (!form || !said) return;
  const columns = [...document.querySelectorAll(".support-cards")];
  let dragged = null;

  const cardOf = (node) => node.closest(".support-card");
  const placeOf = (card) => ({ column: card.parentElement, after: card.nextElementSibling });
  const put = (card, { column, after }) => column.insertBefore(card, after);

  // “nothing to do in this step” is said only where it is true
  function sayEmpty() {
    for (const column of columns) {
      const none = column.parentElement.querySelector(".support-none");
      if (none) none.hidden = column.children.length > 0;
    }
  }

  // the menu of a card offers the steps it is not in
  function refresh(card) {
    const step = card.parentElement.dataset.step;
    for (const button of card.querySelectorAll("button[name=move]")) {
      const where = button.value.split(":")[1];
      button.hidden = where === step;
    }
    sayEmpty();
  }

  function offerAll(card) {
    const menu = card.querySelector("details");
    const known = new Set([...menu.querySelectorAll("button")].map((button) => button.value.split(":")[1]));
    for (const column of columns) {
      const step = column.dataset.step;
      if (known.has(step)) continue;
      const model = document.querySelector(`button[name=move][value$=":${step}"]`);
      if (!model) continue;
      const button = model.cloneNode(true);
      button.value = `${card.dataset.ref}:${step}`;
      menu.append(button);
    }
  }

  async function send(card, before) {
    const next = card.nextElementSibling;
    sayEmpty();
    const data = new FormData(form);
    data.set("move", `${card.dataset.ref}:${card.parentElement.dataset.step}`);
    if (next) data.set("before", next.dataset.ref);
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: data,
        credentials: "same-origin",
        headers: { Accept: "application/json" },
      });
      const words = (answer.headers.get("Content-Type") || "").startsWith("application/json")
        ? (await answer.json()).said
        : "";
      if (!answer.ok) throw new Error(words);
      said.textContent = words;
      refresh(card);
    } catch (failure) {
      put(card, before);
      refresh(card);
      said.textContent = failure instanceof TypeError || !failure.message ? form.dataset.failed : failure.message;
    }
  }

  function go(card, where) {
    const before = placeOf(card);
    if (where === "up" && card.previousElementSibling) {
      put(card, { column: before.column, after: card.previousElementSibling });
    } else if (where === "down" && card.nextElementSibling) {
      put(card, { column: before.column, after: card.nextElementSibling.nextElementSibling });
    } else {
      const column = columns.find((one) => one.dataset.step === where && one !== before.column);
      if (!column) return;
      column.append(card);
    }
    const focused = card.contains(document.activeElement) || document.activeElement === document.body;
    send(card, before);
    if (focused) card.querySelector("summary").focus();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=move]");
    if (!button) return;
    event.preventDefault();
    go(cardOf(button), button.value.split(":")[1]);
  });

  document.addEventListener("keydown", (event) => {
    const summary = event.target.closest(".support-moves summary");
    if (!summary || event.altKey || event.ctrlKey || event.metaKey) return;
    const card = cardOf(summary);
    const here = columns.indexOf(card.parentElement);
    const beside = (shift) => columns[here + shift] && columns[here + shift].dataset.step;
    const where = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: beside(-1), ArrowRight: beside(1) }[event.key];
    if (!where) return;
    event.preventDefault();
    go(card, where);
  });

  function clear() {
    for (const node of document.querySelectorAll("[data-over], [data-before]")) {
      delete node.dataset.over;
      delete node.dataset.before;
    }
  }

  for (const card of document.querySelectorAll(".support-card")) {
    offerAll(card);
    refresh(card);
    card.draggable = true;
    card.addEventListener("dragstart", (event) => {
      dragged = card;
      card.dataset.dragged = "";
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", card.dataset.ref);
    });
    card.addEventListener("dragend", () => {
      delete card.dataset.dragged;
      dragged = null;
      clear();
    });
  }

  for (const column of columns) {
    column.addEventListener("dragover", (event) => {
      if (!dragged) return;
      event.preventDefault();
      clear();
      column.dataset.over = "";
      const target = cardOf(event.target);
      if (target && target !== dragged) target.dataset.before = "";
    });
    column.addEventListener("drop", (event) => {
      if (!dragged) return;
      event.preventDefault();
      const card = dragged;
      const target = cardOf(event.target);
      const before = placeOf(card);
      if (target === card) return;
      column.insertBefore(card, target);
      send(card, before);
    });
  }
})();
