// «Chép trích dẫn»: the words of a field go to the clipboard; without a script they are chosen by hand.
document.querySelectorAll("[data-copy]").forEach((button) => {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.querySelector("[data-done]").textContent = button.dataset.said;
  });
});
