/*
 * A form that saves itself. Without this script, the page works by its buttons.
 *
 * What is typed is sent a second and a half after the last key, and when a field is left. Until the server says it is saved,
 * it is kept on the device too: a closed tab, a lost network, a session that ended lose nothing. Each field carries the
 * revision it was read at (its `revision` field): when a teammate saved meanwhile, both texts are shown and the person chooses.
 * `data-settle` is where the choice is told, when the server keeps both texts.
 */
(() => {
  "use strict";

  const form = document.getElementById("draft");
  if (!form || !window.fetch || !window.FormData) return;
  const state = document.getElementById("save-state");
  const progress = document.getElementById("draft-progress");
  const said = state.dataset;
  const QUIET = 1500;
  const RETRY = 10000;
  const LONG = 100000; // beyond, a text is not counted at each key
  const CONTROLS = /[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]/g;

  const boxes = new Map([...form.querySelectorAll("[data-field]")].map((box) => [box.dataset.field, box]));
  const dirty = new Set();
  const stored = new Set();
  const rivals = new Map();
  let timer = 0;
  let running = null;
  let leaving = false;
  let reached = true; // the last sending was answered

  /* the values of a field, and the field that states its revision */

  const inputs = (name) => [...boxes.get(name).querySelectorAll("[name]")].filter((one) => one.name === name);
  const token = (name) => boxes.get(name).querySelector("[name=revision]");

  const values = (name) =>
    inputs(name)
      .filter((one) => !["radio", "checkbox"].includes(one.type) || one.checked)
      .map((one) => one.value);

  const fill = (name, wanted) => {
    for (const one of inputs(name)) {
      if (["radio", "checkbox"].includes(one.type)) one.checked = wanted.includes(one.value);
      else one.value = wanted.join("\n");
    }
  };

  const same = (one, other) => one.length === other.length && one.every((value, at) => value === other[at]);

  /* what is kept on the device until it is saved */

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(form.dataset.kept) || "{}");
    } catch {
      return {};
    }
  };

  /* another tab may keep its own fields there: only ours are written and taken away */
  const keep = () => {
    const all = kept();
    for (const name of stored) {
      if (!dirty.has(name)) delete all[name];
    }
    for (const name of dirty) {
      all[name] = { values: values(name), token: token(name).value };
      stored.add(name);
    }
    try {
      if (Object.keys(all).length) localStorage.setItem(form.dataset.kept, JSON.stringify(all));
      else localStorage.removeItem(form.dataset.kept);
      return true;
    } catch {
      return false;
    }
  };

  const restore = () => {
    let restored = 0;
    for (const [name, one] of Object.entries(kept())) {
      stored.add(name);
      if (!boxes.has(name) || !Array.isArray(one.values) || same(one.values, values(name))) continue;
      fill(name, one.values);
      token(name).value = one.token;
      dirty.add(name);
      restored += 1;
    }
    keep();
    if (!restored) return;
    const notice = document.createElement("div");
    notice.className = "fr-alert fr-alert--info fr-alert--sm fr-mb-3w";
    notice.append(Object.assign(document.createElement("p"), { textContent: said.restored }));
    form.prepend(notice);
    save();
  };

  /* the one place that says where things are */

  const say = (words, link) => {
    if (state.textContent === words && !link) return;
    state.textContent = words;
    if (!link) return;
    const anchor = Object.assign(document.createElement("a"), { href: link, target: "_blank", rel: "noopener", textContent: said.signIn });
    state.append(" ", anchor);
  };

  /* saving */

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  const send = (url, body, keepalive) =>
    fetch(url, {
      method: "POST",
      body,
      keepalive,
      credentials: "same-origin",
      redirect: "manual",
      headers: { Accept: "application/json", "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value },
    });

  /* the tokens of forms change when somebody signs in again: the page is asked for the new one */
  const renew = async () => {
    const answer = await fetch(form.action, { credentials: "same-origin", redirect: "manual" });
    if (!answer.ok) return answer.status === 0 || answer.status === 401 ? "session" : "gone";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("#draft [name=csrfmiddlewaretoken]");
    if (!fresh) return "gone";
    form.querySelector("[name=csrfmiddlewaretoken]").value = fresh.value;
    return "renewed";
  };

  const take = (told, sent) => {
    for (const [name, value] of Object.entries(told.tokens)) {
      if (!boxes.has(name) || rivals.has(name)) continue;
      token(name).value = value;
      if (same(sent.get(name) || [], values(name))) dirty.delete(name);
    }
    for (const [name, words] of Object.entries(told.warnings)) if (boxes.has(name)) warn(name, words);
    for (const rival of told.rivals) showRival(rival);
    if (progress && told.progress) progress.textContent = told.progress;
    keep();
  };

  const attempt = async (renewed) => {
    const sent = new Map();
    const body = new FormData();
    for (const name of dirty) {
      if (rivals.has(name)) continue;
      sent.set(name, values(name));
      body.append("revision", token(name).value.replace(/=[^=]*$/, "="));
      for (const value of sent.get(name)) body.append(name, value);
    }
    if (!sent.size) {
      reached = true;
      return !rivals.size;
    }
    reached = false;
    const slow = setTimeout(() => say(said.saving), 400);
    try {
      const small = [...sent.values()].flat().join("").length < 15000;
      const answer = await send(form.dataset.autosave, body, leaving && small);
      if (answer.ok) {
        const told = await answer.json();
        reached = true;
        take(told, sent);
        say(rivals.size ? said.rival : told.said);
        if ([...dirty].some((name) => !rivals.has(name))) later(QUIET);
        return !rivals.size;
      }
      if (answer.status === 401) say(said.session, form.dataset.signIn);
      else if (answer.status === 403 && !renewed) {
        const outcome = await renew();
        if (outcome === "renewed") return attempt(true);
        if (outcome === "session") say(said.session, form.dataset.signIn);
        else say(said.forbidden);
      } else if (answer.status === 403 || answer.status === 404) say(said.forbidden);
      else {
        say(said.refused);
        later(RETRY);
      }
    } catch {
      say(keep() ? said.offline : said.notKept);
      later(RETRY);
    } finally {
      clearTimeout(slow);
    }
    return false;
  };

  /* one sending at a time; whoever asks meanwhile gets the next one */
  const save = async () => {
    clearTimeout(timer);
    while (running) await running;
    running = attempt(false);
    try {
      return await running;
    } finally {
      running = null;
    }
  };

  /* two texts for one answer */

  const showRival = (rival) => {
    const name = rival.field;
    if (!boxes.has(name)) return;
    const known = rivals.get(name);
    if (known) known.block.remove();
    const block = document.getElementById("rival-choice").content.firstElementChild.cloneNode(true);
    block.querySelector("[data-by]").textContent = rival.by;
    block.querySelector("[data-theirs]").textContent = rival.shown || rival.theirs || "–";
    block.addEventListener("click", (event) => {
      const choice = event.target.dataset.choose;
      if (choice) choose(name, rival, choice === "mine");
    });
    boxes.get(name).prepend(block);
    rivals.set(name, { ...rival, block });
  };

  const choose = (name, rival, mine) => {
    const body = new FormData();
    body.append("keep", "no");
    body.append("revision", rival.revision);
    if (form.dataset.settle) send(form.dataset.settle.replace("0000000000", rival.ref), body).catch(() => {});
    rivals.get(name).block.remove();
    rivals.delete(name);
    if (!mine) fill(name, rival.theirs.split(inputs(name)[0].type === "checkbox" ? "\n" : /$^/));
    token(name).value = `${name}=${rival.revision}=`;
    dirty.add(name);
    keep();
    refresh(name);
    save();
  };

  /* what is said beside each field */

  const warn = (name, words) => {
    const fault = boxes.get(name).querySelector(".fr-error-text[id$='-fault']");
    if (!fault) return;
    fault.textContent = words;
    fault.hidden = !words;
    const holder = fault.closest(".fr-input-group, .fr-select-group, .fr-fieldset");
    const base = [...holder.classList].find((one) => /^fr-(input-group|select-group|fieldset)$/.test(one));
    holder.classList.toggle(`${base}--error`, Boolean(words));
    for (const one of inputs(name)) {
      const ids = new Set((one.getAttribute("aria-describedby") || "").split(" ").filter(Boolean));
      if (words) ids.add(fault.id);
      else ids.delete(fault.id);
      if (one.type !== "radio" && one.type !== "checkbox") one.setAttribute("aria-describedby", [...ids].join(" "));
    }
  };

  const measure = (text) => (text.length > LONG ? text.length : [...text.replace(/\r\n?/g, "\n").replace(CONTROLS, "").normalize("NFC")].length);

  const count = (name) => {
    const [one] = inputs(name);
    const place = one && one.id ? document.getElementById(`${one.id}-count`) : null;
    if (!place) return;
    const length = measure(one.value);
    const number = new Intl.NumberFormat(form.dataset.language);
    place.textContent = place.dataset.count.replace("COUNT", number.format(length)).replace("LIMIT", number.format(one.dataset.limit));
    place.classList.toggle("fr-error-text", length > Number(one.dataset.limit));
    place.classList.toggle("fr-info-text", length <= Number(one.dataset.limit));
  };

  /* questions asked only after a certain answer; a chain of them follows in the order of the page */
  const arrange = () => {
    for (const box of form.querySelectorAll("[data-when-now]")) {
      const source = box.dataset.whenField;
      if (!source) box.hidden = box.dataset.whenNow === "no";
      else if (boxes.has(source)) box.hidden = boxes.get(source).hidden || !values(source).includes(box.dataset.whenValue);
    }
  };

  const refresh = (name) => {
    count(name);
    arrange();
  };

  /* events */

  const fieldOf = (target) => {
    const box = target.closest ? target.closest("[data-field]") : null;
    return box && target.name === box.dataset.field ? target.name : null;
  };

  form.addEventListener("input", (event) => {
    const name = fieldOf(event.target);
    if (!name) return;
    dirty.add(name);
    keep();
    refresh(name);
    if (!rivals.has(name)) later(QUIET);
  });

  form.addEventListener("focusout", (event) => {
    const name = fieldOf(event.target);
    if (name && dirty.has(name) && !rivals.has(name)) later(50);
  });

  /* a button saves what is left first: when the network is away, the page stays, and says so */
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    const away = navigator.onLine === false;
    if (leaving || (!away && !dirty.size)) return;
    event.preventDefault();
    if (away) say(keep() ? said.offline : said.notKept);
    const done = !away && ((await save()) || reached);
    if (!done) {
      state.scrollIntoView({ block: "nearest" });
      return;
    }
    leaving = true;
    // what still has a rival is sent with the page, which shows both texts
    dirty.clear();
    keep();
    form.requestSubmit(button);
  });

  const again = () => {
    if (dirty.size) save();
  };

  window.addEventListener("online", again);
  window.addEventListener("offline", () => say(keep() ? said.offline : said.notKept));
  window.addEventListener("focus", again);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) leaving = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || !dirty.size) return;
    leaving = true;
    save().finally(() => {
      leaving = false;
    });
  });

  for (const name of boxes.keys()) count(name);
  arrange();
  restore();
})();
