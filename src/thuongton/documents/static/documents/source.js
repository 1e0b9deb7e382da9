// Clicking a field shows its place in the source, clicking a mark goes to its field; plain links do the first without this file.
(() => {
  const box = document.querySelector(".source-text");
  if (!box) return;
  const holds = (node, id) => (node.dataset.marks || "").split(" ").includes(id);
  function show(id) {
    box.querySelectorAll("mark.chosen").forEach((mark) => mark.classList.remove("chosen"));
    const found = [...box.querySelectorAll("mark")].filter((mark) => holds(mark, id));
    found.forEach((mark) => mark.classList.add("chosen"));
    if (found.length) {
      const at = found[0].getBoundingClientRect().top - box.getBoundingClientRect().top;
      box.scrollTop += at - box.clientHeight / 3;
    }
    return found.length > 0;
  }
  document.addEventListener("focusin", (event) => {
    const field = event.target.closest("[data-field]");
    if (field) show(field.dataset.field);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-marks]");
    if (link && show(link.dataset.marks)) { event.preventDefault(); return; }
    const mark = event.target.closest(".source-text mark");
    if (!mark) return;
    for (const id of (mark.dataset.marks || "").split(" ")) {
      const field = document.querySelector(`[data-field="${CSS.escape(id)}"]`);
      if (field) {
        const input = field.querySelector("input, textarea, select");
        field.scrollIntoView({ block: "nearest" });
        if (input) input.focus({ preventScroll: true });
        break;
      }
    }
  });
})();
