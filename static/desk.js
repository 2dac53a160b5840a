// Keys of the scoring desk. They only listen inside the desk, so that no other key on the page changes;
// without this file every key is a click.
const desk = document.getElementById("desk");
const form = desk?.closest("form") ?? desk?.querySelector("form.pp-desk__answer");

function choose(value) {
  const option = form.querySelector(`input[type="radio"][value="${value}"]`);
  option.checked = true;
  option.focus();
}

function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) {
    return;
  }
  const key = event.key.toLowerCase();
  const recognise = desk.querySelector(".pp-post button");
  if (/^[1-4]$/.test(key)) {
    choose(key);
  } else if (key === "n") {
    choose("not_observed");
  } else if (key === "r" && recognise) {
    recognise.focus();
  } else if (key === "enter" && !event.target.closest("a, button")) {
    form.requestSubmit();
  } else {
    return;
  }
  event.preventDefault();
}

if (form) {
  desk.addEventListener("keydown", press);
  if (!document.querySelector(".govuk-error-summary")) {
    (form.querySelector("input[type=radio]:checked") ?? desk).focus({ preventScroll: true });
  }
}
