// Shows how far the files of a form have come, and keeps the page when the line drops. Nothing needs this script:
// without it the browser sends the form by itself. The words come with the page, in its language.
(() => {
  "use strict";
  const said = document.currentScript.dataset;
  const form = document.currentScript.closest("form");
  if (!form) return;
  const status = document.createElement("p");
  status.className = "od-sending";
  status.setAttribute("role", "status");
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.hidden = true;
  bar.setAttribute("aria-label", said.sending);
  form.append(status, bar);
  let sending = false;

  const whole = (event) => {
    const data = new FormData(form);
    if (event.submitter && event.submitter.name) data.append(event.submitter.name, event.submitter.value);
    return data;
  };
  const put = (request) => {
    // The answer takes the place of this page, under its own address, as if the browser had sent the form.
    if (request.responseURL !== location.href) history.pushState(null, "", request.responseURL);
    document.open();
    document.write(request.responseText);
    document.close();
    window.addEventListener("popstate", () => location.reload());
  };
  const failed = () => {
    sending = false;
    bar.hidden = true;
    status.textContent = said.lost;
  };
  form.addEventListener("submit", (event) => {
    const files = [...form.querySelectorAll("input[type=file]")].some((field) => field.files.length);
    if (!files) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    bar.hidden = false;
    bar.value = 0;
    let shown = -1;
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (step) => {
      if (!step.lengthComputable) return;
      bar.value = step.loaded / step.total;
      const tenth = Math.floor(bar.value * 10);
      if (tenth !== shown) status.textContent = `${said.sending}: ${tenth * 10} %`;  // heard ten times, not a thousand
      shown = tenth;
    });
    request.addEventListener("load", () => put(request));
    request.addEventListener("error", failed);
    request.addEventListener("abort", failed);
    request.open("POST", form.action);
    request.send(whole(event));
  });
})();
