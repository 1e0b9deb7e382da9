// Keys and clicks of the confirming page; every act works without this file. A row is <details data-row data-state>.
(() => {
  const list = document.querySelector(".proposals");
  if (!list) return;
  const source = document.querySelector(".source-text");
  const rows = () => [...list.querySelectorAll("details[data-row]")];
  const row_of = (id) => rows().find((row) => row.dataset.row === id);
  let chosen = null;

  const near = (box, element) => {
    if (!element) return;
    const place = element.getBoundingClientRect(), frame = box && box.getBoundingClientRect();
    if (box && box !== source && place.top >= frame.top && place.bottom <= frame.bottom) return;
    if (box && box.scrollHeight > box.clientHeight + 4 && getComputedStyle(box).overflowY !== "visible") {
      box.scrollTo({ top: box.scrollTop + place.top - frame.top - 72 });
    } else if (box !== source) element.scrollIntoView({ block: "nearest" });
  };
  const light = () => {
    document.querySelectorAll(".source .chosen").forEach((one) => one.classList.remove("chosen"));
    const marks = source ? source.querySelectorAll(`mark[data-marks~="nv-${chosen}"]`) : [];
    marks.forEach((mark) => mark.classList.add("chosen"));
    const sign = source && source.querySelector(`a.to-task[href$="#nv-${chosen}"]`);
    if (sign) sign.classList.add("chosen");
    near(source, sign || marks[0]);
  };
  // Opens a row and closes the others; its passage in the source comes into sight.
  const choose = (row, { follow = true, focus = true } = {}) => {
    if (!row) return;
    rows().forEach((one) => { if (one !== row) one.open = false; });
    chosen = row.dataset.row;
    row.open = true;
    if (follow) near(list, row);
    if (focus) row.querySelector("summary").focus({ preventScroll: true });
    light();
  };
  const current = () => row_of(chosen);
  const waiting_after = (row) => {
    const all = rows(), at = all.indexOf(row);
    const later = [...all.slice(at + 1), ...all.slice(0, at)];
    return later.find((one) => one.dataset.state === "pending");
  };

  document.addEventListener("keydown", (event) => {
    const here = document.activeElement;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(here.tagName)) return;
    const all = rows(), at = all.indexOf(current()), key = event.key.toLowerCase();
    if (key === "j") choose(all[Math.min(at + 1, all.length - 1)]);
    else if (key === "k") choose(all[Math.max(at - 1, 0)]);
    else if (key === "s" && current()) {
      const link = current().querySelector("a.correct");
      if (!link) return;
      link.click();
    } else if (key === "enter" && current() && current().open) {
      const free = here === document.body || here === list || here.tagName === "MAIN" || here === current().querySelector("summary");
      const yes = free && current().querySelector("button.yes");
      if (!yes) return;
      const next = waiting_after(current());
      yes.click();
      choose(next);
    } else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".source mark");
    if (mark) {
      const id = (mark.dataset.marks || "").split(" ").map((one) => one.match(/^nv-(\d+)/)).filter(Boolean).pop();
      if (id) choose(row_of(id[1]), { focus: false });
      return;
    }
    const link = event.target.closest("a.to-task");
    if (link && link.hash && row_of(link.hash.slice(4))) {
      choose(row_of(link.hash.slice(4)));
      event.preventDefault();
      return;
    }
    const summary = event.target.closest("summary");
    const row = summary && summary.closest("details[data-row]");
    if (row && !row.open) { choose(row, { follow: false }); event.preventDefault(); }
    if (event.target.closest("a.to-source")) { light(); event.preventDefault(); }
  });
  // A row that was decided with the mouse gives way to the next one that waits; a form takes the cursor.
  document.addEventListener("htmx:afterSettle", () => {
    const row = current();
    if (!row) return;
    light();
    const field = row.classList.contains("editing") && row.querySelector("textarea[name=title], textarea[name=first]");
    if (row.hasAttribute("data-keep")) row.open = true;
    if (field) field.focus();
    else if (!row.open && row.dataset.state !== "pending") choose(waiting_after(row) || row);
    else if (!row.open) choose(row);
  });
  const aim = location.hash.startsWith("#nv-") ? row_of(location.hash.slice(4)) : null;
  const begun = aim && aim.dataset.state === "pending" ? aim : row_of(list.dataset.current || "");
  if (list.querySelector("#them")) list.querySelector("#them textarea").focus();
  else { // a phone scrolls the page itself: only where rows above it are decided already
    const wide = getComputedStyle(list).overflowY !== "visible", first = begun || aim;
    choose(first, { focus: false, follow: wide || (first && rows().indexOf(first) > 0) });
  }
})();
