// Filters and columns: a form with data-at-once is sent when a box in it changes; without a script its button sends it.
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form && form.hasAttribute("data-at-once")) form.requestSubmit();
});
