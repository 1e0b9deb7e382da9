// Drag and drop with progress on the intake page; the plain form does the same without this file.
(() => {
  const form = document.getElementById("dua-vao");
  const zone = document.getElementById("vung-tha");
  const rows = document.getElementById("cac-dong");
  if (!form || !zone || !rows || !window.FormData) return;
  const input = document.getElementById("tep");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const waiting = [];
  let busy = false;
  let submitLater = false; // pasted text waits until the files are sent: leaving the page would cut them off

  function row(name) {
    const item = document.createElement("article");
    item.className = "drop-row";
    const title = document.createElement("div");
    title.className = "name";
    title.textContent = name;
    const step = document.createElement("div");
    step.textContent = form.dataset.sending;
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.value = 0;
    item.append(title, step, bar);
    rows.prepend(item);
    const none = document.getElementById("chua-co");
    if (none) none.remove();
    return { item, step, bar };
  }

  function next() {
    if (busy || !waiting.length) return;
    busy = true;
    const { file, shown } = waiting.shift();
    const data = new FormData();
    data.append("csrfmiddlewaretoken", token);
    data.append("tep", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("X-CSRFToken", token);
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      shown.bar.value = (100 * event.loaded) / event.total;
      if (event.loaded === event.total) shown.step.textContent = form.dataset.checking;
    });
    const done = () => {
      busy = false;
      next();
      if (!busy && submitLater) form.submit();
    };
    request.addEventListener("load", () => {
      if (request.status === 200) {
        const holder = document.createElement("div");
        holder.innerHTML = request.responseText;
        const made = [...holder.children];
        made.forEach((node) => {
          const old = node.id && document.getElementById(node.id);
          if (old) old.remove();
        });
        shown.item.replaceWith(...made);
        if (window.htmx) made.forEach((node) => window.htmx.process(node));
      } else if (request.status === 429) { // too many at once: the file waits its turn here
        const seconds = Math.min(Number(request.getResponseHeader("Retry-After")) || 10, 60);
        shown.step.textContent = request.responseText;
        waiting.unshift({ file, shown });
        setTimeout(done, 1000 * seconds);
        return;
      } else {
        shown.step.textContent = form.dataset.refused;
        shown.bar.remove();
      }
      done();
    });
    request.addEventListener("error", () => {
      shown.step.textContent = form.dataset.cut;
      shown.bar.remove();
      done();
    });
    request.send(data);
  }

  function take(files) {
    [...files].forEach((file) => waiting.push({ file, shown: row(file.name) }));
    next();
  }

  ["dragenter", "dragover"].forEach((name) => zone.addEventListener(name, (event) => {
    event.preventDefault();
    zone.classList.add("over");
  }));
  ["dragleave", "drop"].forEach((name) => zone.addEventListener(name, () => zone.classList.remove("over")));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) take(event.dataTransfer.files);
  });
  form.addEventListener("submit", (event) => {
    if (!busy && !waiting.length) return;
    event.preventDefault();
    submitLater = [...form.querySelectorAll("textarea")].some((text) => text.value.trim());
  });
  // Files go at once, so the button waits until there is text to send.
  const button = document.getElementById("nut-dua-vao"), text = form.querySelector("textarea");
  const ready = () => { button.disabled = !text.value.trim(); };
  text.addEventListener("input", ready);
  ready();
  input.addEventListener("change", () => { take(input.files); input.value = ""; });
})();
