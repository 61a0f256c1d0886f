// Says that a session is about to end, and keeps it alive when asked. Nothing needs this script: without it, a form
// that is sent too late is kept while its writer signs in again. The words come with the page, in its language.
(() => {
  "use strict";
  const said = document.currentScript.dataset;
  const minute = 60000;
  const idle = said.minutes * minute;
  const notice = Math.min(2 * minute, idle / 2);
  const key = "open-door-ends";  // shared by the tabs of this browser: a page in one keeps all of them signed in
  const box = document.createElement("div");
  box.className = "od-ending";
  box.setAttribute("role", "alert");

  const lasts = () => {
    const ends = Date.now() + idle;
    try { localStorage.setItem(key, ends); } catch { /* storage is closed: each tab counts for itself */ }
    return ends;
  };
  const latest = () => {
    try { return Math.max(ends, Number(localStorage.getItem(key)) || 0); } catch { return ends; }
  };
  const show = (text, button) => {
    box.textContent = text + " ";
    if (button) {
      const stay = document.createElement("button");
      stay.type = "button";
      stay.className = "govuk-button";
      stay.textContent = button;
      stay.addEventListener("click", keep);
      box.append(stay);
    }
    document.body.append(box);
  };
  const keep = async () => {
    const answer = await fetch("/still-here", { cache: "no-store" }).catch(() => null);
    if (answer && answer.status === 204) {
      ends = lasts();
      box.remove();
      wait();
    } else {
      show(said.over);
    }
  };
  const wait = () => {
    const left = latest() - Date.now();
    if (left <= 0) {
      show(said.over);
    } else if (left <= notice) {
      show(said.soon, said.stay);
      window.openDoorTimer = setTimeout(wait, left);
    } else {
      box.remove();
      window.openDoorTimer = setTimeout(wait, left - notice);
    }
  };
  let ends = lasts();
  clearTimeout(window.openDoorTimer);  // of the page whose place this one took after an upload
  wait();
})();
