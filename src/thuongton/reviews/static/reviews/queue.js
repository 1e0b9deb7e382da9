// The queue by keyboard: a letter says one action of the row that is shown, a digit chooses the reason that is kept for
// the rows behind, Enter goes to the next row, Z takes back. The server answers each with the next row; where no answer
// comes, the row stays and says so. Without this script every key is a button of the form.
(() => {
  const form = document.querySelector("form[data-queue]");
  const undo = document.querySelector("form[data-undo]");
  if (!form || !undo) return;
  const place = form.querySelector("[data-row-shown]");
  const trouble = form.querySelector("[data-trouble]");
  const side = form.querySelector("[data-side]");
  const agree = form.querySelector("[data-agree]");
  const typed = form.querySelector("textarea[name='ly-do']");
  const left = document.querySelector("[data-left-shown]");
  let busy = false;

  const row = () => place.querySelector("[data-row]");
  const say = (words) => {
    trouble.textContent = words;
    trouble.hidden = !words;
    if (words) trouble.scrollIntoView({ block: "nearest" });
  };
  const digits = () => [...form.querySelectorAll("[data-digit]")];
  const show = (answer) => {
    place.innerHTML = answer;
    const now = row();
    left.textContent = now.dataset.left.trim();
    undo.hidden = !now.dataset.made;
    undo.elements.lan.value = now.dataset.made;
    agree.hidden = !now.dataset.decides;
    side.hidden = !now.dataset.row;
    place.closest(".scroller").scrollTop = 0;
  };
  // A reason that was typed becomes one of the list, chosen, so that it is kept for the rows behind.
  const keep = () => {
    const words = typed.value.trim();
    if (!words) return;
    let found = digits().find((one) => one.value === words);
    if (!found) {
      const last = digits().length;
      const label = document.createElement("label");
      label.className = "queue-reason";
      found = document.createElement("input");
      found.type = "radio";
      found.className = "form-check-input";
      found.name = "ly-do-cu";
      found.value = words;
      found.dataset.digit = String(last + 1);
      const key = document.createElement("kbd");
      key.textContent = last < 9 ? String(last + 1) : "";
      const text = document.createElement("span");
      text.lang = "vi";
      text.textContent = words;
      label.append(found, key, text);
      typed.previousElementSibling.before(label);
    }
    found.checked = true;
    typed.value = "";
  };
  const ask = async (address, body) => {
    if (busy) return false;
    busy = true;
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { method: body ? "POST" : "GET", body, headers: { "HX-Request": "true" } });
      const words = await answer.text();
      if (!words.includes("data-row=") || answer.url.includes("/tai-khoan/")) throw new Error(String(answer.status));
      say("");
      show(words);
      return answer.ok;
    } catch {
      say(form.dataset.lost);
      return false;
    } finally {
      busy = false;
      form.removeAttribute("aria-busy");
    }
  };
  const judge = async (button) => {
    if (!row() || !row().dataset.row || busy) return;
    const chosen = digits().some((one) => one.checked);
    if (!button.dataset.agree && button !== agree && !chosen && !typed.value.trim()) {
      say(form.dataset.reasonFirst);
      typed.focus();
      return;
    }
    const body = new FormData(form);
    body.set(button.name, button.value);
    if (button === agree) { body.delete("ly-do"); body.delete("ly-do-cu"); }
    if (!(await ask(form.action, body))) return;
    if (button !== agree) keep();
    form.querySelectorAll("[data-one-row]").forEach((one) => { one.value = ""; });
  };
  const takeBack = () => { if (!undo.hidden) ask(undo.action, new FormData(undo)); };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter && event.submitter.dataset.key) judge(event.submitter);
  });
  undo.addEventListener("submit", (event) => { event.preventDefault(); takeBack(); });
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-skip]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    ask(link.href);
  });
  typed.addEventListener("input", () => { if (typed.value.trim()) digits().forEach((one) => { one.checked = false; }); });
  form.addEventListener("change", (event) => { if (event.target.matches("[data-digit]")) typed.value = ""; });

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const here = document.activeElement;
    if (here && here.matches("textarea, select, input:not([type=radio], [type=checkbox])")) {
      if (here === typed && event.key === "Enter" && !event.shiftKey) { keep(); here.blur(); event.preventDefault(); }
      else if (event.key === "Escape") here.blur();
      return;
    }
    const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
    if (key === "Enter" && here && here.matches("a, button, summary")) return;
    if (/^[1-9]$/.test(key)) {
      const found = digits().find((one) => one.dataset.digit === key);
      if (!found) return;
      found.checked = true;
      typed.value = "";
      say("");
    } else if (key === "Z") takeBack();
    else if (key === "Enter") {
      const link = place.querySelector("a[data-skip]");
      if (!link) return;
      ask(link.href);
    } else {
      const button = [...form.querySelectorAll("button[data-key]")].find((one) => one.dataset.key === key && !one.hidden);
      if (!button || side.hidden) return;
      judge(button);
    }
    event.preventDefault();
  });
})();
