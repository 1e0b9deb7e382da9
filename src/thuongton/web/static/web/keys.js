// Keys of every page: «/» goes to the search, Esc closes what is open, the page scrolls before anything is focused.
const typing = (node) => node.matches("input, textarea, select, [contenteditable]");
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const here = document.activeElement || document.body;
  if (event.key === "/" && !typing(here)) {
    const box = document.getElementById("tim");
    if (box) { event.preventDefault(); box.focus(); box.select(); }
    return;
  }
  if (event.key === "Escape") {
    const open = [...document.querySelectorAll("details.menu[open]")].pop();
    if (open) {
      const inside = open.contains(here);
      open.removeAttribute("open");
      if (inside) open.querySelector("summary").focus();
      event.preventDefault();
    }
    return;
  }
  const scroller = document.querySelector(".scroller");
  if (here !== document.body || !scroller) return;
  const page = scroller.clientHeight - 40;
  const by = { PageDown: page, PageUp: -page, " ": event.shiftKey ? -page : page, ArrowDown: 40, ArrowUp: -40, End: 1e7, Home: -1e7 }[event.key];
  if (by) scroller.scrollBy(0, by);
});
document.addEventListener("click", (event) => {
  const path = event.composedPath(); // what was clicked may be gone from the page by now
  document.querySelectorAll("details.menu[open]").forEach((menu) => { if (!path.includes(menu)) menu.removeAttribute("open"); });
});
