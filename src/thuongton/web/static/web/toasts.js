// What was just done is said in a toast at the foot; without a script it stands at the head of the page.
(() => {
  const said = document.querySelectorAll(".messages > .msg:not(.red)");
  if (!said.length) return;
  const place = document.createElement("div");
  place.className = "toasts";
  place.setAttribute("role", "status");
  document.body.append(place);
  for (const message of said) {
    const close = document.createElement("button");
    close.type = "button";
    close.className = "btn btn-sm btn-icon";
    close.setAttribute("aria-label", message.parentElement.dataset.close);
    close.textContent = "×";
    close.addEventListener("click", () => message.remove());
    message.append(close);
    message.removeAttribute("role");
    place.append(message);
    if (message.querySelector("form")) continue; // what can be taken back stays until it is closed
    const leave = () => (message.matches(":hover") || message.contains(document.activeElement) ? setTimeout(leave, 3000) : message.remove());
    setTimeout(leave, 12000);
  }
})();
