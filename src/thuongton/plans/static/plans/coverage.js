// The coverage matrix by keyboard: arrows walk the cells, J and K the open ones, Enter agrees, 1 to 4 decide, 0 takes
// back, Esc closes. The panel beside holds the form; without a script each cell is a link to its own page.
(() => {
  const table = document.querySelector("table[data-matrix]");
  const panel = document.getElementById("xem-nhanh");
  if (!table || !panel || !window.htmx) return;
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].slice(2).map((cell) => cell.querySelector("a.c")));
  const cells = rows.flat().filter(Boolean);
  const heads = [...table.tHead.rows[0].cells].slice(2);
  const byPath = new Map(cells.map((cell) => [cell.pathname, cell]));
  const wide = window.matchMedia("(min-width: 761px)");
  let at = null;
  let asked = "";
  let sending = false; // while a decision is under way no key decides another

  const isOpen = (cell) => cell.classList.contains("open");
  const inTask = (cell) => !cell.closest("tr").classList.contains("group");
  const form = () => panel.querySelector("form[data-cell]");
  const place = (cell) => {
    const row = rows.findIndex((line) => line.includes(cell));
    return [row, rows[row].indexOf(cell)];
  };
  const mark = (cell) => {
    table.querySelectorAll(".at").forEach((one) => one.classList.remove("at"));
    if (at) at.tabIndex = -1;
    at = cell;
    const [, column] = place(cell);
    cell.tabIndex = 0;
    [cell, cell.closest("tr"), heads[column]].forEach((one) => one.classList.add("at"));
  };
  const see = (cell) => { // a frozen head must not lie over the cell
    const box = table.parentElement;
    const here = cell.getBoundingClientRect();
    const frame = box.getBoundingClientRect();
    const frozen = Math.max(...[...cell.closest("tr").querySelectorAll(".rh, .rc")].map((one) => one.getBoundingClientRect().right));
    const top = frame.top + table.tHead.offsetHeight;
    const bottom = frame.bottom - (table.tFoot ? table.tFoot.offsetHeight : 0);
    if (here.left < frozen) box.scrollLeft -= frozen - here.left;
    else if (here.right > frame.right) box.scrollLeft += here.right - frame.right + 16;
    if (here.top < top) box.scrollTop -= top - here.top;
    else if (here.bottom > bottom) box.scrollTop += here.bottom - bottom;
  };
  const go = (cell) => { mark(cell); cell.focus({ preventScroll: true }); see(cell); };
  const show = (cell) => {
    asked = cell.pathname;
    htmx.ajax("GET", cell.href, { target: panel, swap: "innerHTML settle:0ms" });
  };
  const shown = () => (form() ? form().dataset.cell : "");
  const openFrom = (cell, step) => {
    const all = cells.filter(inTask);
    const from = cell ? all.indexOf(cell) : -1;
    for (let n = 1; n <= all.length; n += 1) {
      const one = all[(((from + step * n) % all.length) + all.length) % all.length];
      if (isOpen(one) && one !== cell) return one;
    }
    return null;
  };
  const walk = (cell) => { if (cell) { go(cell); show(cell); } };
  const shut = () => {
    if (!panel.childElementCount) return false;
    panel.replaceChildren();
    asked = "";
    if (at) at.focus({ preventScroll: true });
    return true;
  };
  let waiting = 0;
  const step = (down, right) => {
    if (!at) { if (cells[0]) go(cells[0]); return; }
    let [row, column] = place(at);
    do {
      row += down;
      column += right;
    } while (rows[row] && column >= 0 && column < rows[row].length && !rows[row][column]);
    const next = rows[row] && rows[row][column];
    if (!next) return;
    go(next);
    if (!panel.childElementCount) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => show(next), 150);
  };

  cells.forEach((cell) => { cell.tabIndex = -1; });
  if (cells[0]) cells[0].tabIndex = 0;
  table.addEventListener("focusin", (event) => { if (event.target.matches("a.c") && event.target !== at) mark(event.target); });
  table.addEventListener("click", (event) => {
    const cell = event.target.closest("a.c");
    if (!cell || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    walk(cell);
  });
  panel.addEventListener("click", (event) => {
    const act = event.target.closest("[data-go]");
    if (!act) return;
    if (act.dataset.go === "close") shut();
    else walk(openFrom(at, act.dataset.go === "next" ? 1 : -1));
  });

  // A decision names the cell that comes next, so that its answer brings it along.
  panel.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "post") return;
    sending = true;
    const here = byPath.get(shown());
    const next = here && event.detail.parameters.verdict !== "undo" ? openFrom(here, 1) : null;
    if (next) event.detail.parameters.tiep = next.pathname;
  });
  panel.addEventListener("htmx:afterRequest", () => { sending = false; });
  panel.addEventListener("htmx:beforeSwap", (event) => {
    const made = event.detail.requestConfig;
    if (made && made.verb === "get" && asked && new URL(made.path, location.href).pathname !== asked) event.detail.shouldSwap = false;
  });
  panel.addEventListener("htmx:afterSwap", () => {
    const was = panel.querySelector("[data-was]");
    const done = was && byPath.get(was.dataset.was);
    if (done) {
      const before = isOpen(done);
      done.className = `c ${was.dataset.css}`;
      done.textContent = was.textContent;
      const left = document.querySelector("[data-left]");
      if (left && inTask(done)) left.textContent = String(Number(left.textContent) + (isOpen(done) ? 1 : 0) - (before ? 1 : 0));
    }
    asked = shown();
    const here = byPath.get(shown());
    if (!here) return;
    if (panel.contains(document.activeElement) || document.activeElement === document.body || done) go(here);
  });

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = document.activeElement;
    if (here && here.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])")) {
      if (event.key === "Escape" && panel.contains(here)) shut();
      return;
    }
    const inTable = !here || here === document.body || here.matches("main, a.c") || panel.contains(here);
    const onButton = here && here.matches("button, summary, a:not(.c)");
    const radio = here && here.matches("[type=radio]");
    const arrows = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
    if (arrows[event.key]) { if (!inTable || radio) return; step(...arrows[event.key]); }
    else if (event.key === "j" || event.key === "J") walk(openFrom(at, 1));
    else if (event.key === "k" || event.key === "K") walk(openFrom(at, -1));
    else if (event.key === "Escape") { if (!shut()) return; }
    else if (event.key === "Enter" || /^[0-4]$/.test(event.key)) {
      if (event.key === "Enter" && (onButton || !inTable)) return;
      if (event.repeat || sending) { event.preventDefault(); return; }
      const ready = form() && at && at.pathname === shown();
      const button = ready && [...panel.querySelectorAll("button[data-keys]")].find((one) => one.dataset.keys.split(" ").includes(event.key));
      if (button) button.click();
      else if (event.key === "Enter" && at) walk(at);
      else return;
    } else return;
    event.preventDefault();
  });

  const first = cells.filter(inTask).find(isOpen);
  if (table.dataset.decide && wide.matches && first && !location.hash) { mark(first); show(first); }
})();
