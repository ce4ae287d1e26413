/*
 * A review that saves itself, whole. Without this script, the page works by its buttons.
 *
 * What is typed is sent a second and a half after the last key. Until the server says it is saved, it is kept on the device
 * too, with the revision it was read at: when the review was saved elsewhere meanwhile, the server says so, nothing is
 * replaced, and the next press of a button shows both texts.
 */
(() => {
  "use strict";

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  const drop = (key) => {
    try {
      localStorage.removeItem(key);
    } catch {
      // this device keeps nothing
    }
  };

  // handed in, or closed: nothing of it stays on the device
  for (const place of document.querySelectorAll("[data-done]")) drop(place.dataset.done);

  const form = document.getElementById("review");
  if (!form || !window.fetch || !window.FormData) return;
  const state = document.getElementById("save-state");
  const said = state.dataset;
  const key = form.dataset.kept;
  const QUIET = 1500;
  const RETRY = 10000;
  let timer = 0;
  let running = null;
  let dirty = false;
  let leaving = false;
  let waits = "waits" in form.dataset; // two texts: the person chooses by a button

  const TECHNICAL = ["csrfmiddlewaretoken", "revision"];
  const typed = () => Object.fromEntries([...new FormData(form)].filter(([name]) => !TECHNICAL.includes(name)));
  const same = (one, other) => JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());

  /* what is kept on the device until it is saved */

  const keep = () => {
    try {
      localStorage.setItem(key, JSON.stringify({ revision: form.elements.revision.value, values: typed() }));
      return true;
    } catch {
      return false;
    }
  };

  const restore = () => {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(key));
    } catch {
      // unreadable: nothing to put back
    }
    if (!kept || !kept.values || same(kept.values, typed())) {
      if (waits) keep();
      else drop(key);
      return;
    }
    if (waits) return;
    for (const field of form.querySelectorAll("input, textarea")) {
      if (!field.name || field.type === "hidden") continue;
      if (["radio", "checkbox"].includes(field.type)) field.checked = kept.values[field.name] === field.value;
      else field.value = kept.values[field.name] || "";
    }
    form.elements.revision.value = kept.revision;
    const notice = document.createElement("div");
    notice.className = "fr-alert fr-alert--info fr-alert--sm fr-mb-3w";
    notice.append(Object.assign(document.createElement("p"), { textContent: said.restored }));
    form.prepend(notice);
    dirty = true;
    save();
  };

  /* the one place that says where things are */

  const say = (words, link) => {
    if (state.textContent === words && !link) return;
    state.textContent = words;
    if (!link) return;
    const anchor = { href: link, target: "_blank", rel: "noopener", textContent: said.signIn };
    state.append(" ", Object.assign(document.createElement("a"), anchor));
  };

  /* saving */

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  /* the tokens of forms change when somebody signs in again: the page is asked for the new one */
  const renew = async () => {
    const answer = await fetch(form.action, { credentials: "same-origin", redirect: "manual" });
    if (!answer.ok) return answer.status === 0 || answer.status === 401 ? "session" : "gone";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("#review [name=csrfmiddlewaretoken]");
    if (!fresh) return "gone";
    form.elements.csrfmiddlewaretoken.value = fresh.value;
    return "renewed";
  };

  const attempt = async (renewed) => {
    if (!dirty || waits) return;
    const sent = typed();
    const slow = setTimeout(() => say(said.saving), 400);
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new FormData(form),
        credentials: "same-origin",
        redirect: "manual",
        keepalive: leaving && JSON.stringify(sent).length < 15000,
        headers: { Accept: "application/json" },
      });
      if (answer.ok) {
        const told = await answer.json();
        form.elements.revision.value = told.revision;
        dirty = !same(sent, typed());
        if (dirty) {
          keep();
          later(QUIET);
        } else drop(key);
        say(told.said);
      } else if (answer.status === 409 || answer.status === 422) {
        waits = answer.status === 409;
        say((await answer.json()).error);
      } else if (answer.status === 401) say(said.session, form.dataset.signIn);
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
  };

  /* one sending at a time; whoever asks meanwhile gets the next one */
  const save = async () => {
    clearTimeout(timer);
    while (running) await running;
    running = attempt(false);
    try {
      await running;
    } finally {
      running = null;
    }
  };

  /* events */

  form.addEventListener("input", () => {
    dirty = true;
    keep();
    if (!waits) later(QUIET);
  });

  /* a button waits for what is being saved; when the network is away, the page stays, and says so */
  const onSubmit = async (event) => {
    if (leaving) return;
    clearTimeout(timer);
    const button = event.submitter;
    if (navigator.onLine === false) {
      event.preventDefault();
      say(keep() ? said.offline : said.notKept);
      state.scrollIntoView({ block: "nearest" });
    } else if (running) {
      event.preventDefault();
      await running;
      leaving = true;
      clearTimeout(timer);
      form.requestSubmit(button);
    } else leaving = true;
  };

  form.addEventListener("submit", onSubmit);

  const again = () => {
    if (dirty && !leaving) save();
  };

  window.addEventListener("online", again);
  window.addEventListener("offline", () => say(keep() ? said.offline : said.notKept));
  window.addEventListener("focus", again);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) leaving = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || !dirty || leaving) return;
    leaving = true;
    save().finally(() => {
      leaving = false;
    });
  });

  restore();
})();
