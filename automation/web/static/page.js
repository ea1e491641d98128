// The page works as plain forms; this shows what changes while a run is under way.
"use strict";

const body = document.body;
const base = body.dataset.base;

// -- countdowns

const inWords = seconds => {
  const left = Math.max(0, Math.round(seconds));
  const hours = Math.floor(left / 3600), minutes = Math.floor(left / 60) % 60;
  const two = number => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(left % 60)}` : `${minutes}:${two(left % 60)}`;
};

const countDown = () => {
  for (const one of document.querySelectorAll("[data-until]")) {
    one.textContent = inWords((Date.parse(one.dataset.until) - Date.now()) / 1000);
  }
};
countDown();
setInterval(countDown, 1000);

// -- questions are dialogs that cannot be missed, and that Escape does not close

const showDialog = () => {
  const dialog = document.querySelector("dialog");
  if (!dialog || dialog.matches(":modal")) return;
  dialog.removeAttribute("open");
  dialog.addEventListener("cancel", event => event.preventDefault());
  // Browsers close it all the same if Escape is pressed again.
  dialog.addEventListener("close", () => { if (dialog.isConnected) dialog.showModal(); });
  dialog.showModal();
  document.title = `❓ ${document.title.replace(/^❓ /, "")}`;
};
showDialog();

// -- regions of the page, as the server sends them

const openParts = region => new Map([...region.querySelectorAll("details[id]")].map(one => [one.id, one.open]));

const replace = (region, html) => {
  const sent = document.createElement("template");
  sent.innerHTML = html;
  // What was typed so far stays while the same question is open with the same complaint.
  const question = part => {
    const dialog = part.querySelector("dialog");
    return dialog && `${dialog.dataset.question} ${Boolean(dialog.querySelector("[aria-invalid]"))}`;
  };
  if (question(region) && question(region) === question(sent.content)) return;
  const focused = region.contains(document.activeElement) ? document.activeElement.id : "";
  const opened = region.dataset.touched ? openParts(region) : new Map();
  region.replaceChildren(sent.content);
  for (const [id, open] of opened) {
    const part = document.getElementById(id);
    if (part && !part.closest(".now")) part.open = open;
  }
  if (focused) document.getElementById(focused)?.focus();
  if (!region.querySelector("dialog")) document.title = document.title.replace(/^❓ /, "");
  showDialog();
  countDown();
};

document.addEventListener("click", event => {
  if (event.target.closest("summary")) event.target.closest("#checklist")?.setAttribute("data-touched", "1");
});

const listen = screen => {
  const lost = document.getElementById("lost");
  const events = new EventSource(`${base}events?screen=${screen}`);
  events.onopen = () => { lost.hidden = true; };
  events.onmessage = event => {
    const told = JSON.parse(event.data);
    if (told.go) {
      events.close();
      location.replace(told.go);
      return;
    }
    const region = document.getElementById(told.region);
    if (region) replace(region, told.html);
  };
  events.onerror = () => {
    lost.textContent = body.dataset.lost;
    lost.hidden = false;
  };
  addEventListener("pagehide", () => events.close());
};
if (body.dataset.screen) listen(body.dataset.screen);

// -- handles are checked as they are typed

for (const input of document.querySelectorAll("[data-handle]")) {
  const says = document.getElementById(`${input.id}-says`);
  let asked = 0;
  const check = async () => {
    const number = ++asked;
    const answer = await fetch(`${base}handle`, { method: "POST", body: new URLSearchParams({ text: input.value }) });
    if (!answer.ok) return;
    const { wrong, read } = await answer.json();
    if (number !== asked) return;
    says.textContent = wrong || (read && read !== input.value.trim() ? `→ ${read}` : "");
    input.toggleAttribute("aria-invalid", false);
    if (wrong) input.setAttribute("aria-invalid", "true");
  };
  let later;
  input.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(check, 500);
  });
  input.addEventListener("change", check);
}

// -- what is chosen before the move is kept as it is chosen, so that it survives a reload

for (const form of document.querySelectorAll("form[data-kept]")) {
  form.addEventListener("change", () => {
    fetch(`${base}keep`, { method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: true });
  });
}

// -- a form is sent once

document.addEventListener("submit", event => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
