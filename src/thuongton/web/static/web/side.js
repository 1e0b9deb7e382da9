// The side folds and unfolds at once; the form that does the same without a script tells the server.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form.fold-form");
  if (!form) return;
  event.preventDefault();
  const app = document.querySelector(".app");
  const thin = app.classList.toggle("thin");
  const button = form.querySelector("button");
  const body = new URLSearchParams({ thin: thin ? "1" : "" });
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  fetch(form.action, { method: "POST", body, headers: { "X-CSRFToken": token }, redirect: "manual" });
  button.value = thin ? "" : "1";
  const words = thin ? button.dataset.open : button.dataset.close;
  button.setAttribute("aria-label", words);
  button.setAttribute("aria-expanded", String(!thin));
});
