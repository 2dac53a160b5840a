// The number beside a slider moves with it; without this file it is the number that was sent.
for (const slider of document.querySelectorAll(".govuk-input__prefix + input[type=range]")) {
  slider.addEventListener("input", () => {
    slider.previousElementSibling.textContent = slider.value;
  });
}
