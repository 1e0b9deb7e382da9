// A reason that the unit has used goes into the form beside it.
(() => {
  document.querySelectorAll("[data-reasons] [data-reason]").forEach((button) => {
    button.addEventListener("click", () => {
      const box = button.closest("section, form, .box");
      const fields = box ? [...box.querySelectorAll("textarea[name='ly-do']")] : [];
      const field = fields.find((one) => one.offsetParent) || fields[0];
      if (!field) return;
      const folded = field.closest("details");
      if (folded) folded.open = true;
      field.value = button.dataset.reason;
      field.focus();
    });
  });
})();
