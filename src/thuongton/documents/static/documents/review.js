// The page of findings: J and K walk, B leaves the finding at hand, Esc closes it; its passage comes into sight beside it.
// A finding is <details data-finding="l-12">, its passage <mark data-marks="l-12">. Links and forms work without this file.
(() => {
  const list = document.querySelector(".findings");
  if (!list) return;
  const source = document.querySelector(".source-text");
  const rows = () => [...list.querySelectorAll("details[data-finding]")];
  const of = (id) => rows().find((row) => row.dataset.finding === id);
  let chosen = null;

  const scrolls = (box) => box.scrollHeight > box.clientHeight + 4 && getComputedStyle(box).overflowY !== "visible";
  const near = (box, element) => {
    if (!box || !element || !scrolls(box)) return;
    const place = element.getBoundingClientRect(), frame = box.getBoundingClientRect();
    if (box === list && place.top >= frame.top + 28 && place.bottom <= frame.bottom) return;
    box.scrollTo({ top: box.scrollTop + place.top - frame.top - (box === list ? 36 : box.clientHeight / 3) });
  };
  const light = () => {
    if (!source) return;
    source.querySelectorAll(".chosen").forEach((one) => one.classList.remove("chosen"));
    const id = chosen && chosen.dataset.finding;
    const marks = id ? source.querySelectorAll(`mark[data-marks~="${id}"]`) : [];
    marks.forEach((mark) => mark.classList.add("chosen"));
    const sign = id && document.getElementById(`nguon-${id}`);
    if (sign) sign.classList.add("chosen");
    near(source, marks[0]);
  };
  const choose = (row, { focus = true, follow = true } = {}) => {
    if (!row) return;
    const apart = row.closest("details.apart");
    if (apart) apart.open = true;
    rows().forEach((one) => { if (one !== row) one.open = false; });
    chosen = row;
    row.open = true;
    if (follow && scrolls(list)) near(list, row);
    else if (follow) row.scrollIntoView({ block: "nearest" });
    if (focus) row.querySelector("summary").focus({ preventScroll: true });
    light();
  };

  document.addEventListener("keydown", (event) => {
    const here = document.activeElement, key = event.key.toLowerCase();
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (here && here.matches("input, textarea, select")) {
      if (key !== "escape" || !here.closest(".leave")) return;
      here.closest(".leave").open = false;
      chosen.querySelector("summary").focus({ preventScroll: true });
      event.preventDefault();
      return;
    }
    const all = rows().filter((row) => !row.closest("details.apart:not([open])")), at = all.indexOf(chosen);
    if (key === "j") choose(all[Math.min(at + 1, all.length - 1)]);
    else if (key === "k") choose(all[Math.max(at - 1, 0)]);
    else if (key === "b" && chosen && chosen.open && chosen.querySelector("details.leave")) {
      const leave = chosen.querySelector("details.leave");
      leave.open = true;
      leave.querySelector("input:not([type=hidden])").focus();
    } else if (key === "escape" && chosen && chosen.open) {
      chosen.open = false;
      chosen.querySelector("summary").focus({ preventScroll: true });
    } else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const sign = event.target.closest(".source a.back");
    const mark = event.target.closest(".source mark");
    if (sign || mark) {
      const ids = sign ? [sign.id.replace("nguon-", "")] : (mark.dataset.marks || "").split(" ").reverse();
      const row = ids.map(of).find(Boolean);
      if (!row) return;
      choose(row, { focus: Boolean(sign) });
      if (sign) event.preventDefault();
      return;
    }
    const jump = event.target.closest(".finding a.jump");
    if (jump && jump.getAttribute("href").startsWith("#")) {
      chosen = jump.closest("details[data-finding]");
      light();
      if (scrolls(source)) event.preventDefault();
      return;
    }
    const apart = event.target.closest('a[href^="#da-"]');
    if (apart) { const box = list.querySelector(apart.hash); if (box) box.open = true; }
    const summary = event.target.closest("summary");
    const row = summary && summary.parentElement.matches("details[data-finding]") && summary.parentElement;
    if (row && !row.open) { choose(row, { follow: false }); event.preventDefault(); }
  });
  // What was refused stands open with the cursor in it; else the row of the address, else the first.
  const sent = list.querySelector("details.leave[open] input:not([type=hidden])");
  const aim = location.hash.startsWith("#loi-") ? of(location.hash.replace("#loi-", "l-")) : null;
  const asked = aim || new URLSearchParams(location.search).has("chon");
  choose(aim || list.querySelector("details[data-finding][open]"), { focus: false, follow: Boolean(asked) || scrolls(list) });
  if (sent) sent.focus();
})();
