// The scoring desk: its keys, where the focus goes on, and an answer that does not come through at once.
// Keys only listen inside the desk, so that no other key on the page changes; without this file every key is a click.
const AGAIN_AFTER = 3000;
const KEPT = "pp-desk-kept";
let waiting;

const desk = () => document.getElementById("desk");
const answer = () => document.querySelector("form[data-answer]");

function say(words) {
  const status = document.getElementById("desk-status");
  if (status) {
    status.textContent = words ? status.dataset[words] : "";
  }
}

function choose(value) {
  const option = answer().querySelector(`input[type="radio"][value="${value}"]`);
  if (option) {
    option.checked = true;
    option.focus();
  }
}

function press(event) {
  if (!desk()?.contains(event.target) || event.ctrlKey || event.altKey || event.metaKey || event.repeat) {
    return;
  }
  const key = event.key.toLowerCase();
  const recognise = desk().querySelector("#recognise button");
  const takeBack = desk().querySelector("#take-back button");
  if (/^[1-4]$/.test(key)) {
    choose(key);
  } else if (key === "n") {
    choose("not_observed");
  } else if (key === "r" && recognise) {
    recognise.focus();
  } else if (key === "z" && takeBack) {
    takeBack.click();
  } else if (key === "enter" && !event.target.closest("a, button")) {
    answer().requestSubmit();
  } else {
    return;
  }
  event.preventDefault();
}

// A new text begins at its title; a mistake is told by the summary, which takes the focus itself.
function begin() {
  if (answer() && !waiting && !document.querySelector(".govuk-error-summary")) {
    (desk()?.querySelector("input[type=radio]:checked") ?? desk())?.focus({ preventScroll: true });
  }
  restore();
}

// Who was signed out finds the own answer again on the same page, in this tab only.
function keep() {
  const given = [...new FormData(answer())].filter(([name]) => name !== "csrf_token");
  sessionStorage.setItem(KEPT, JSON.stringify({ path: location.pathname, given }));
}

function restore() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  if (!answer() || kept?.path !== location.pathname) {
    return;
  }
  sessionStorage.removeItem(KEPT);
  for (const [name, value] of kept.given) {
    const field = answer().elements.namedItem(name);
    if (field) {
      field.value = value;
    }
  }
  say("kept");
}

function sendAgain(sender) {
  clearTimeout(waiting);
  waiting = undefined;
  if (sender.isConnected) {
    sender.tagName === "FORM" ? sender.requestSubmit() : sender.click();
  }
}

function hold(event) {
  const sender = event.detail.elt;
  const status = event.detail.xhr?.status ?? 0;
  if (!document.getElementById("main").contains(sender)) {
    return;
  }
  if (status >= 400 && status < 500) {
    if (answer() && [400, 401].includes(status)) {
      keep();
    }
    location.assign(location.pathname);
    return;
  }
  say("waiting");
  clearTimeout(waiting);
  waiting = setTimeout(sendAgain, AGAIN_AFTER, sender);
  addEventListener("online", () => waiting && sendAgain(sender), { once: true });
}

// A form that is shown again stands at the address of its page and not of the act, which cannot be read.
function stay(event) {
  if (event.detail.xhr.status === 422) {
    event.detail.history.path = location.pathname;
  }
}

document.addEventListener("keydown", press);
document.addEventListener("htmx:beforeHistoryUpdate", stay);
document.addEventListener("htmx:sendError", hold);
document.addEventListener("htmx:timeout", hold);
document.addEventListener("htmx:responseError", hold);
document.addEventListener("htmx:afterSettle", begin);
document.addEventListener("htmx:historyRestore", begin);
addEventListener("beforeunload", (event) => waiting && event.preventDefault());
begin();
