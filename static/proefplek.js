// What a browser with JavaScript gets on top; every page works without it.
import { Button, CharacterCount, ErrorSummary, NotificationBanner, createAll } from "./vendor/govuk-frontend/govuk.js";

function enhance(scope) {
  for (const component of [Button, CharacterCount, ErrorSummary, NotificationBanner]) {
    createAll(component, undefined, scope);
  }
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
enhance(document);
// htmx announces the page itself too, which has been enhanced already.
document.addEventListener("htmx:load", (event) => event.target !== document.body && enhance(event.target));

// What the guard stopped is explained where the page would have stood. Asked again it would only be stopped again.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.getResponseHeader("X-Stopped") && detail.target.id === "main") {
    Object.assign(detail, { shouldSwap: true, isError: false });
  }
});

// Of a preview the words that others read are read out, and not all that stands under them once more.
document.addEventListener("htmx:afterSettle", ({ detail: { target } }) => {
  const heard = document.getElementById("heard");
  if (heard && target.id === "preview") {
    const words = target.querySelector("blockquote p")?.textContent ?? "";
    if (heard.textContent !== words) {
      heard.textContent = words;
    }
  }
});

// Who presses a button that goes away with its part of the page goes on in the page, not from its beginning.
let focusGoes = false;
document.addEventListener("htmx:beforeSwap", (event) => {
  focusGoes = event.detail.target.contains(document.activeElement);
});
document.addEventListener("htmx:afterSettle", () => {
  if (focusGoes && document.activeElement === document.body) {
    document.getElementById("main").focus({ preventScroll: true });
  }
});
