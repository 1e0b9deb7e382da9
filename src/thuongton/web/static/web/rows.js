// Rows of a list: J and K walk, Enter looks at one beside the list and then opens it, X ticks, Esc closes the panel.
// A row is a <tr data-url="…"> with <a class="row-link">; the panel is .peek; without a script the link opens the page.
(() => {
  const table = document.querySelector("table[data-rows]");
  if (!table) return;
  const panel = document.getElementById("xem-nhanh");
  const rows = () => [...table.querySelectorAll("tbody tr[data-url]")];
  let at = null;

  // Some columns give way to the panel: the heads of groups, and merged heads, span those that stand.
  const groups = [...table.querySelectorAll("tbody tr.group > th")];
  const merged = [...table.querySelectorAll("thead [data-over]")];
  const span = () => {
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    const stands = (head) => getComputedStyle(head).display !== "none";
    const standing = heads.filter(stands).length;
    if (standing) groups.forEach((head) => { head.colSpan = standing; });
    let at = heads.filter((head) => head.classList.contains("c-tick")).length;
    merged.forEach((head) => {
      const under = heads.slice(at, at += Number(head.dataset.over)).filter(stands).length;
      head.hidden = !under;
      head.colSpan = Math.max(1, under);
    });
  };
  if (panel && groups.length + merged.length) new MutationObserver(span).observe(panel, { childList: true });

  const go = (row) => {
    if (!row) return;
    if (at) at.classList.remove("at");
    at = row;
    row.classList.add("at");
    const link = row.querySelector("a.row-link");
    if (link) link.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };
  const show = (row) => {
    if (!panel || !window.htmx) return false;
    rows().forEach((one) => one.classList.toggle("open", one === row));
    at = row;
    htmx.ajax("GET", row.dataset.url, { target: panel, swap: "innerHTML" });
    return true;
  };
  const shut = () => {
    if (!panel || !panel.childElementCount) return false;
    panel.replaceChildren();
    rows().forEach((one) => one.classList.remove("open"));
    const link = at && at.querySelector("a.row-link");
    if (link) link.focus({ preventScroll: true });
    return true;
  };
  const walk = (step) => {
    const all = rows();
    const next = at ? all[all.indexOf(at) + step] : all[0];
    go(next);
    if (next && panel && panel.childElementCount) show(next);
  };

  table.addEventListener("click", (event) => {
    const link = event.target.closest("a.row-link");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const row = link.closest("tr[data-url]");
    if (row && !row.classList.contains("open") && show(row)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const act = event.target.closest("[data-peek]");
    if (!act) return;
    if (act.dataset.peek === "close") shut(); else walk(act.dataset.peek === "next" ? 1 : -1);
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = document.activeElement;
    if (here && here.matches("textarea, select, [contenteditable], input:not([type=checkbox])")) return;
    if (event.key === "j" || event.key === "J") walk(1);
    else if (event.key === "k" || event.key === "K") walk(-1);
    else if ((event.key === "x" || event.key === "X") && at) {
      const tick = at.querySelector("input.tick");
      if (tick) tick.click();
    } else if (event.key === "f" || event.key === "F") {
      const filter = document.querySelector(".tools details.menu[data-filter] > summary");
      if (!filter) return;
      filter.parentElement.open = true;
      const first = filter.parentElement.querySelector("input:not([type=hidden]), select");
      if (first) first.focus();
    } else if (event.key === "Escape") { if (!shut()) return; } else return;
    event.preventDefault();
  });

  // Ticks: the head ticks all that stand on the page; the bar says how many.
  const ticks = () => [...table.querySelectorAll("input.tick")];
  const count = () => {
    const number = ticks().filter((tick) => tick.checked).length;
    document.querySelectorAll("[data-ticked]").forEach((place) => { place.textContent = String(number); });
    const all = table.querySelector("input[data-tick-all]");
    if (all) { all.checked = number > 0 && number === ticks().length; all.indeterminate = number > 0 && !all.checked; }
  };
  // Shift and a click tick all rows from the one ticked before.
  let last = null;
  table.addEventListener("click", (event) => {
    const tick = event.target.closest("input.tick");
    if (!tick) return;
    const all = ticks();
    if (event.shiftKey && last) {
      const [from, to] = [all.indexOf(last), all.indexOf(tick)].sort((a, b) => a - b);
      all.slice(from, to + 1).forEach((one) => { one.checked = tick.checked; });
    }
    last = tick;
  });
  table.addEventListener("change", (event) => {
    if (event.target.matches("[data-tick-all]")) ticks().forEach((tick) => { tick.checked = event.target.checked; });
    count();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-untick]")) return;
    ticks().forEach((tick) => { tick.checked = false; });
    count();
    event.preventDefault();
  });
  const all = table.querySelector("input[data-tick-all]");
  if (all) all.hidden = false;
  count();
})();
