// Makes or uses a passkey (WebAuthn): the form's button appears, asks the device, and sends its answer with the form.
// Nothing needs this script: without it there are a password and an authenticator app. The words come with the page.
(() => {
  "use strict";
  const said = document.currentScript.dataset;
  const form = document.currentScript.closest("form");
  if (!form || !window.PublicKeyCredential) return;
  const field = form.querySelector("input[name=passkey]");
  const button = form.querySelector("button");
  const status = document.createElement("p");
  status.className = "govuk-body";
  status.setAttribute("role", "status");
  form.append(status);
  form.hidden = false;

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const listed = (all) => (all || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const ask = () => {
    const options = JSON.parse(said.options);
    options.challenge = bytes(options.challenge);
    if (options.user) {
      options.user.id = bytes(options.user.id);
      options.excludeCredentials = listed(options.excludeCredentials);
      return navigator.credentials.create({ publicKey: options });
    }
    options.allowCredentials = listed(options.allowCredentials);
    return navigator.credentials.get({ publicKey: options });
  };
  const written = (made) => {
    const response = { clientDataJSON: text(made.response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[name]) response[name] = text(made.response[name]);
    }
    return JSON.stringify({
      id: made.id,
      rawId: text(made.rawId),
      type: made.type,
      response,
      clientExtensionResults: {},
    });
  };
  form.addEventListener("submit", async (event) => {
    if (field.value) return;
    event.preventDefault();
    button.disabled = true;
    status.textContent = said.waiting;
    try {
      field.value = written(await ask());
      form.submit();
    } catch {
      button.disabled = false;
      status.textContent = said.failed;
    }
  });
})();
