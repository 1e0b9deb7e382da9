// A page of a paper book: keys that go from cell to cell, rows checked and kept as a draft while they are typed, people
// looked up by their name, rows pasted from a sheet. Without it the page is a form like any other.
(() => {
  const form = document.getElementById("trang");
  if (!form) return;
  const one = (selector) => document.querySelector(selector);
  const button = document.getElementById("ghi");
  const rows = [...form.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("td input")]);
  const cells = rows.flat();
  const place = (cell) => {
    const row = rows.findIndex((some) => some.includes(cell));
    return [row, row < 0 ? -1 : rows[row].indexOf(cell)];
  };
  document.getElementById("xem").hidden = true;
  one(".keys").hidden = false;

  // --- what was last said in a column is offered in grey
  const offer = (cell) => {
    if (!("offer" in cell.dataset)) return;
    const [row, column] = place(cell);
    const begun = rows[row].some((other) => other.value);
    let above = "";
    for (let at = row - 1; at >= 0 && !above; at--) above = rows[at][column].value;
    cell.placeholder = begun && !cell.dataset.refused ? above || cell.list?.options[0]?.value || "" : "";
  };
  const offerRow = (cell) => rows[place(cell)[0]].forEach(offer);

  // --- checked and kept while typing
  let timer = 0;
  let changed = false;
  let saving = null;
  const say = (words, tone) => {
    const line = document.getElementById("noi");
    line.textContent = words;
    line.className = `grow ${tone}`;
  };
  const show = (told, sent) => {
    for (const cell of cells) { delete cell.dataset.said; cell.removeAttribute("aria-invalid"); cell.removeAttribute("title"); }
    const lines = [];
    for (const [number, row] of Object.entries(told.rows)) {
      for (const cell of rows[number - 1]) {
        const name = cell.name.split(".").slice(2).join(".");
        // what was typed since it was sent stands: only the words that were read are written out
        if (row.shown[name] && cell !== document.activeElement && cell.value === sent.get(cell)) cell.value = row.shown[name];
        if (row.cells[cell.name]) {
          cell.dataset.said = row.cells[cell.name];
          cell.title = row.said;
          if (row.cells[cell.name] === "red") cell.setAttribute("aria-invalid", "true");
        }
      }
      const here = rows[number - 1].includes(document.activeElement);
      if (row.said && !(here && row.fate === "rejected")) lines.push([row.fate === "rejected" ? "is-wrong" : "is-doubtful", row.said]);
    }
    say(lines.map((line) => line[1]).join(" · "), lines.some((line) => line[0] === "is-wrong") ? "is-wrong" : "is-doubtful");
    button.textContent = told.button || button.dataset.words;
    one("[data-late]").textContent = told.late;
    document.getElementById("nhap-muon").hidden = !told.late;
    one("[data-kept]").textContent = told.kept;
  };
  const send = async () => {
    changed = false;
    const sent = new Map(cells.map((cell) => [cell, cell.value]));
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" } });
      if (!answer.ok || !(answer.headers.get("Content-Type") || "").includes("json")) throw new Error(answer.status);
      show(await answer.json(), sent);
      return true;
    } catch {
      changed = true;
      say(form.dataset.lost, "is-wrong");
      one("[data-kept]").textContent = "";
      later(5000);
      return false;
    }
  };
  const save = () => {
    clearTimeout(timer);
    const next = () => (saving = send().finally(() => { saving = null; }));
    return saving ? saving.then(next) : next();
  };
  const later = (wait = 700) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };
  const touched = () => { changed = true; later(); };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    if (await save()) {
      changed = false;
      form.submit();
    } else {
      button.disabled = false;
    }
  });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  window.addEventListener("online", () => { if (changed) save(); });

  // --- people are looked up once
  let asked = 0;
  const people = new Map();
  const find = async (cell) => {
    const words = cell.value.trim();
    const known = people.get(`${cell.dataset.find} ${words}`);
    if (known) { fill(cell, known); return; }
    if (words.length < 2) return;
    const mine = ++asked;
    const body = new FormData();
    body.set("cot", cell.dataset.find);
    body.set("tim", words);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(form.dataset.people, { method: "POST", body, headers: { "HX-Request": "true" } });
      const found = (await answer.json()).people;
      if (mine !== asked || !cell.list) return;
      cell.list.replaceChildren(...found.map((person) => new Option("", person[cell.dataset.find])));
      for (const person of found) people.set(`${cell.dataset.find} ${person[cell.dataset.find]}`, person);
    } catch { /* nobody is offered */ }
  };
  const fill = (cell, person) => {
    for (const other of rows[place(cell)[0]]) {
      const value = person[other.name.split(".").slice(2).join(".")];
      if (value && !other.value) other.value = value;
    }
  };
  let finding = 0;

  // --- keys
  const go = (row, column) => {
    const next = rows[row]?.[column];
    if (!next) return false;
    next.focus();
    next.select();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  };
  form.addEventListener("keydown", (event) => {
    const cell = event.target;
    const [row, column] = place(cell);
    if (row < 0 || event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (!go(row + (event.shiftKey ? -1 : 1), 0)) button.focus();
    } else if (event.key === "Tab" && !event.shiftKey && !cell.value && cell.placeholder) {
      cell.value = cell.placeholder;
      touched();
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "d") {
      event.preventDefault();
      if (row > 0) { cell.value = rows[row - 1][column].value; offerRow(cell); touched(); }
    } else if (["Backspace", "Delete", "Escape"].includes(event.key) && !cell.value && cell.placeholder) {
      cell.dataset.refused = "1";
      cell.placeholder = "";
      event.stopPropagation();
    } else if (["ArrowUp", "ArrowDown"].includes(event.key) && !cell.list && !event.altKey) {
      event.preventDefault();
      go(row + (event.key === "ArrowUp" ? -1 : 1), column);
    }
  });
  form.addEventListener("focusin", (event) => { if (place(event.target)[0] >= 0) offerRow(event.target); });
  form.addEventListener("input", (event) => {
    const cell = event.target;
    offerRow(cell);
    touched();
    if (cell.dataset.find) {
      clearTimeout(finding);
      finding = setTimeout(() => find(cell), 250);
    }
  });

  // --- rows pasted from a sheet
  const lines = (text) => {
    const found = [[""]];
    let quoted = false;
    for (let at = 0; at < text.length; at++) {
      const letter = text[at];
      const line = found[found.length - 1];
      if (quoted) {
        if (letter !== '"') line[line.length - 1] += letter === "\n" ? " " : letter;
        else if (text[at + 1] === '"') { line[line.length - 1] += '"'; at++; } else quoted = false;
      } else if (letter === '"' && line[line.length - 1] === "") quoted = true;
      else if (letter === "\t") line.push("");
      else if (letter === "\n") found.push([""]);
      else if (letter !== "\r") line[line.length - 1] += letter;
    }
    if (found.length > 1 && found[found.length - 1].join("") === "") found.pop();
    return found;
  };
  form.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") || "";
    const [row, column] = place(event.target);
    if (row < 0 || !/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    const pasted = lines(text);
    pasted.forEach((line, down) => line.forEach((value, right) => {
      const cell = rows[row + down]?.[column + right];
      if (cell) cell.value = value.trim();
    }));
    if (row + pasted.length > rows.length) say(form.dataset.full, "is-wrong");
    touched();
  });

  if (cells.some((cell) => cell.value)) save();
})();
