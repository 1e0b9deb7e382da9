// A calendar beside a text field for a day (d/m/yyyy); the field is enough without it.
(() => {
  const make = (tag, words, attributes = {}) => {
    const node = document.createElement(tag);
    node.textContent = words;
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    return node;
  };
  const read = (text) => {
    const found = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?$/.exec(text.trim());
    const now = new Date();
    if (!found) return null;
    const day = new Date(found[3] ? +found[3] : now.getFullYear(), found[2] - 1, +found[1]);
    return day.getDate() === +found[1] ? day : null;
  };
  const write = (day) => `${day.getDate()}/${day.getMonth() + 1}/${day.getFullYear()}`;
  const same = (one, other) => one && other && one.toDateString() === other.toDateString();
  const language = document.documentElement.lang || "vi";
  let open = null;

  const close = () => {
    if (!open) return;
    open.box.remove();
    open.button.setAttribute("aria-expanded", "false");
    open.button.focus();
    open = null;
  };
  const draw = (box, input, month) => {
    const chosen = read(input.value);
    const step = (by) => { draw(box, input, new Date(month.getFullYear(), month.getMonth() + by, 1)); };
    const head = make("div", "", { class: "head" });
    const before = make("button", "‹", { type: "button", class: "btn btn-quiet btn-icon", "aria-label": box.dataset.before });
    const after = make("button", "›", { type: "button", class: "btn btn-quiet btn-icon", "aria-label": box.dataset.after });
    before.addEventListener("click", () => step(-1));
    after.addEventListener("click", () => step(1));
    const name = make("span", `${month.getMonth() + 1}/${month.getFullYear()}`, { "aria-live": "polite" });
    head.append(before, name, after);
    const table = make("table", "");
    const heads = table.insertRow();
    const first = new Date(month.getFullYear(), month.getMonth(), 1);
    const start = new Date(first);
    start.setDate(1 - ((first.getDay() + 6) % 7));
    const names = new Intl.DateTimeFormat(language, { weekday: "narrow" });
    for (let i = 0; i < 7; i += 1) {
      const day = new Date(start.getFullYear(), start.getMonth(), start.getDate() + i);
      const words = language.startsWith("vi") ? ["T2", "T3", "T4", "T5", "T6", "T7", "CN"][i] : names.format(day);
      heads.append(make("th", words, { scope: "col" }));
    }
    for (let week = 0; week < 6; week += 1) {
      const row = table.insertRow();
      for (let i = 0; i < 7; i += 1) {
        const day = new Date(start.getFullYear(), start.getMonth(), start.getDate() + week * 7 + i);
        const classes = [day.getMonth() !== month.getMonth() && "other", i > 4 && "off", same(day, new Date()) && "today"];
        const button = make("button", String(day.getDate()), {
          type: "button", class: classes.filter(Boolean).join(" "), "aria-label": write(day), "aria-pressed": String(same(day, chosen)),
        });
        button.addEventListener("click", () => {
          input.value = write(day);
          input.dispatchEvent(new Event("change", { bubbles: true }));
          close();
        });
        row.insertCell().append(button);
      }
    }
    box.replaceChildren(head, table);
  };
  const arrows = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  const show = (button) => {
    const field = button.closest(".date");
    const input = field.querySelector("input");
    const box = make("div", "", { class: "calendar", role: "dialog", "aria-label": button.getAttribute("aria-label") });
    Object.assign(box.dataset, { before: button.dataset.before, after: button.dataset.after });
    if (field.getBoundingClientRect().left + 272 > window.innerWidth) box.classList.add("left");
    const start = read(input.value) || new Date();
    draw(box, input, new Date(start.getFullYear(), start.getMonth(), 1));
    box.addEventListener("keydown", (event) => {
      const days = [...box.querySelectorAll("td button")];
      const place = days.indexOf(document.activeElement);
      if (event.key in arrows && place >= 0) {
        const next = days[place + arrows[event.key]];
        if (next) next.focus();
        event.preventDefault();
      }
      if (event.key === "Escape") { close(); event.preventDefault(); event.stopPropagation(); }
    });
    field.append(box);
    open = { box, button };
    button.setAttribute("aria-expanded", "true");
    (box.querySelector('[aria-pressed="true"]') || box.querySelector(".today") || box.querySelector("td button")).focus();
  };
  const ready = (root) => {
    root.querySelectorAll(".date > button[hidden]").forEach((button) => {
      button.hidden = false;
      button.parentElement.classList.add("with-button");
    });
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".date > button");
    if (button) {
      const again = open && open.button === button;
      close();
      if (!again) show(button);
      event.preventDefault();
    } else if (open && !open.box.contains(event.target) && event.target.isConnected) close();
  });
  ready(document);
  document.addEventListener("htmx:load", (event) => ready(event.target));
})();
