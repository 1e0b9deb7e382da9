/* «Thêm dòng» without asking the server: the last row again, empty, with the next number in its names. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-row]");
  const box = button && button.closest("[data-rows-of]");
  const last = box && box.querySelector("tbody tr:last-child");
  if (!last) return;
  event.preventDefault();
  const name = box.dataset.rowsOf;
  const number = box.querySelectorAll("tbody tr").length;
  const row = last.cloneNode(true);
  for (const field of row.querySelectorAll("input, select, textarea")) {
    field.name = field.name.replace(`${name}-${number - 1}-`, `${name}-${number}-`);
    field.id = field.id.replace(`-${number - 1}-`, `-${number}-`);
    field.setAttribute("aria-label", (field.getAttribute("aria-label") || "").replace(/\d+$/, String(number + 1)));
    field.value = "";
  }
  last.after(row);
  row.querySelector("input, select, textarea").focus();
});
