// Keys and clicks of the confirming page; every act works without this file.
(() => {
  const list = document.querySelector(".proposals");
  if (!list) return;
  const rows = () => [...list.querySelectorAll(".proposal[data-row]")];
  let chosen = null;
  const near = (box, element) => {
    if (!element) return;
    if (box && box.scrollHeight > box.clientHeight + 4) {
      box.scrollTo({ top: box.scrollTop + element.getBoundingClientRect().top - box.getBoundingClientRect().top - 24 });
    } else element.scrollIntoView({ block: "nearest" });
  };
  const choose = (row, follow = true) => {
    if (!row) return;
    document.querySelectorAll(".chosen").forEach((one) => one.classList.remove("chosen"));
    chosen = row.dataset.row;
    row.classList.add("chosen");
    if (follow) near(list, row);
    const marks = document.querySelectorAll(`.source mark[data-marks~="nv-${chosen}"]`);
    marks.forEach((mark) => mark.classList.add("chosen"));
    near(document.querySelector(".source-text"), marks[0]);
  };
  const current = () => rows().find((row) => row.dataset.row === chosen);
  document.addEventListener("keydown", (event) => {
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = rows(), at = all.indexOf(current());
    if (event.key === "j" || event.key === "J") { choose(all[Math.min(at + 1, all.length - 1)]); event.preventDefault(); }
    else if (event.key === "k" || event.key === "K") { choose(all[Math.max(at - 1, 0)]); event.preventDefault(); }
    else if (event.key === "Enter" && current() && !/^(A|BUTTON|SUMMARY)$/.test(document.activeElement.tagName)) {
      const yes = current().querySelector("button.yes");
      if (yes) { yes.click(); choose(all[Math.min(at + 1, all.length - 1)]); }
      event.preventDefault();
    }
  });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".source mark"), row = event.target.closest(".proposal[data-row]");
    if (mark) {
      const id = (mark.dataset.marks || "").split(" ").map((one) => one.match(/^nv-(\d+)/)).filter(Boolean).pop();
      if (id) choose(document.getElementById(`nv-${id[1]}`));
    } else if (row && !event.target.closest("form, a.btn, button")) { choose(row, false); if (event.target.closest("a.code")) event.preventDefault(); }
  });
  document.addEventListener("htmx:afterSwap", () => { const row = current(); if (row) row.classList.add("chosen"); });
  const start = location.hash.startsWith("#nv-") ? document.querySelector(location.hash) : document.getElementById(`nv-${list.dataset.current}`);
  if (start) { choose(start); if (document.activeElement && document.activeElement.blur) document.activeElement.blur(); }
})();
