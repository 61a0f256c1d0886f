// Keeps an incident that is being written in this browser until it was sent, also when the line drops or the page is
// closed. It is encrypted with a key that only its writer's pages carry, and gone once it was sent. Nothing needs this
// script: without it the form is sent as any other. The words come with the page, in its language.
(() => {
  "use strict";
  const said = document.currentScript.dataset;
  const prefix = "open-door-kept-";
  const week = 7 * 24 * 3600 * 1000;
  const form = document.getElementById("kept");
  if (!window.crypto || !crypto.subtle) return;  // an open line: nothing is kept on the device
  const key = crypto.subtle.importKey(
    "raw", Uint8Array.from(atob(said.key), (sign) => sign.charCodeAt(0)), "AES-GCM", false, ["encrypt", "decrypt"],
  );
  const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
  const bytes = (stored) => Uint8Array.from(atob(stored), (sign) => sign.charCodeAt(0));
  const mine = () => form && form.elements.form_key.value;
  const here = location.pathname + location.search;

  // What lies in the browser: when, whether its writer pressed the button, and the rest encrypted.
  const keep = async (pressed, then) => {
    const fields = [...new FormData(form)].filter(([name, value]) => name !== "csrf_token" && typeof value === "string");
    if (then) fields.push(["then", then]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify({ path: here, fields }));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key, plain);
    const entry = { at: Date.now(), pressed, iv: text(iv), sealed: text(sealed) };
    try { localStorage.setItem(prefix + mine(), JSON.stringify(entry)); } catch { /* storage is closed or full */ }
  };
  const kept = async () => {
    const found = [];
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith(prefix))) {
      const entry = JSON.parse(localStorage.getItem(name));
      if (entry.at < Date.now() - week) localStorage.removeItem(name);
      try {
        const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(entry.iv) }, await key, bytes(entry.sealed));
        found.push({ name, pressed: entry.pressed, ...JSON.parse(new TextDecoder().decode(opened)) });
      } catch { /* somebody else's */ }
    }
    return found;
  };
  const line = () => fetch("/still-here", { cache: "no-store" }).then(() => true, () => false);

  const status = document.createElement("p");
  status.className = "od-kept";
  status.setAttribute("role", "status");
  const say = (words, address, link) => {
    status.textContent = words + " ";
    if (address) {
      const there = document.createElement("a");
      there.className = "govuk-link";
      there.href = address;
      there.textContent = link;
      status.append(there);
    }
  };
  const put = (entry) => {
    const given = new Map();
    for (const [name, value] of entry.fields) given.set(name, [...(given.get(name) || []), value]);
    for (const field of form.elements) {
      if (!field.name || field.name === "csrf_token" || field.type === "submit") continue;
      const values = given.get(field.name) || [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else field.value = values[0] || "";
    }
    status.remove();
  };
  const offer = (entry) => {
    say(said.kept);
    const again = document.createElement("button");
    again.type = "button";
    again.className = "govuk-button govuk-button--secondary";
    again.textContent = said.back;
    again.addEventListener("click", () => put(entry));
    status.append(again);
    form.prepend(status);
  };
  const send = async (entry) => {
    // The form's own key makes it one incident, however often it is sent.
    const body = new URLSearchParams(entry.fields);
    body.set("csrf_token", document.querySelector("[name=csrf_token]").value);
    const answer = await fetch(entry.path, { method: "POST", body, cache: "no-store" }).catch(() => null);
    const page = answer && new URL(answer.url).pathname;
    if (page && answer.ok && page.startsWith("/staff/incidents/") && page !== "/staff/incidents/new") {
      localStorage.removeItem(entry.name);
      return answer.url;
    }
    return "";
  };
  const look = async () => {
    for (const entry of await kept()) {
      if (form && entry.name === prefix + mine()) continue;
      const there = entry.pressed && await send(entry);
      if (there) {
        say(said.sent, there, said.open);
      } else if (form && entry.path === here) {
        offer(entry);
      } else if (!form) {
        say(said.kept, entry.path, said.open);
      }
      if (status.textContent && !status.isConnected) document.getElementById("main").prepend(status);
    }
  };

  if (form) {
    let waits = 0;
    let timer = 0;
    let pressed = null;
    const go = async () => {
      const now = pressed;
      if (!now || !(await line()) || pressed !== now) return;
      pressed = null;
      const then = document.createElement("input");
      then.type = "hidden";
      then.name = "then";
      then.value = now.then;
      form.append(then);
      form.submit();
    };
    form.addEventListener("input", () => {
      pressed = null;
      clearTimeout(waits);
      waits = setTimeout(() => keep(false), 300);
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      clearTimeout(waits);
      pressed = { then: (event.submitter && event.submitter.value) || "" };
      await keep(true, pressed.then);
      await go();
      if (pressed) {
        say(said.lost);
        form.append(status);
        clearInterval(timer);
        timer = setInterval(go, 20000);
      }
    });
    addEventListener("online", go);
  }
  for (const out of document.querySelectorAll("form[action='/sign-out']")) {
    out.addEventListener("submit", () => {
      for (const name of Object.keys(localStorage).filter((one) => one.startsWith(prefix))) {
        if (!JSON.parse(localStorage.getItem(name)).pressed) localStorage.removeItem(name);
      }
    });
  }
  const taken = document.querySelector("[data-taken]");  // the page of an incident that we have
  if (taken) localStorage.removeItem(prefix + taken.dataset.taken);
  look();
})();
