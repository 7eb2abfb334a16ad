/* What may help, below the box while it is typed (the combobox pattern). Without script the server shows it once before it is sent. */
(() => {
  "use strict";
  const box = document.querySelector("[data-suggest]");
  const list = document.getElementById("found");
  const told = document.getElementById("told");
  if (!box || !list || !told) return;
  const seen = box.form.elements.namedItem("seen");
  const byKeys = document.querySelector("[data-by-keys]");
  const send = box.form.querySelector("button[type=submit]"), plain = send.textContent;
  let timer = 0, asked = "", call = null, chosen = -1;

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", "found");
  box.setAttribute("aria-expanded", "false");
  document.querySelectorAll("[data-live-only]").forEach((one) => { one.hidden = false; });

  const options = () => [...list.querySelectorAll('[role="option"]')];
  const choose = (place) => {
    const all = options();
    chosen = all.length ? (place + all.length) % all.length : -1;
    all.forEach((one, n) => one.setAttribute("aria-selected", String(n === chosen)));
    if (chosen < 0) { box.removeAttribute("aria-activedescendant"); return; }
    box.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    list.hidden = true; chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const show = (found) => {
    list.innerHTML = found.options;  // our own page, drawn and escaped by the server
    list.hidden = found.many === 0;
    box.setAttribute("aria-expanded", String(found.many > 0));
    box.removeAttribute("aria-activedescendant");
    chosen = -1;
    told.textContent = found.told;
    byKeys.hidden = found.many === 0;
    send.textContent = found.many ? `None of these. ${plain}` : plain;
    seen.value = "1";
  };
  const ask = () => {
    const typed = box.value.trim();
    if (typed === asked) return;
    asked = typed;
    if (call) call.abort();
    if (typed.length < 3) { close(); told.textContent = ""; byKeys.hidden = true; send.textContent = plain; return; }
    call = new AbortController();
    fetch(`${box.dataset.suggest}?q=${encodeURIComponent(typed.slice(0, 600))}`, { signal: call.signal, headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((found) => { if (found && typed === box.value.trim()) show(found); })
      .catch(() => {});  // a poor line: then the server shows it before it is sent
  };

  box.addEventListener("input", () => { seen.value = ""; clearTimeout(timer); timer = setTimeout(ask, 250); });
  box.addEventListener("keydown", (event) => {
    if (list.hidden) { if (event.key === "ArrowDown" && options().length) { list.hidden = false; box.setAttribute("aria-expanded", "true"); choose(0); event.preventDefault(); } return; }
    if (event.key === "ArrowDown") { choose(chosen + 1); event.preventDefault(); }
    else if (event.key === "ArrowUp") { choose(chosen < 0 ? -1 : chosen - 1); event.preventDefault(); }
    else if (event.key === "Escape") { close(); event.preventDefault(); }
    else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); window.location.assign(options()[chosen].dataset.href); }
  });
  list.addEventListener("click", (event) => {
    const one = event.target.closest('[role="option"]');
    if (one) window.location.assign(one.dataset.href);
  });
  if (box.value.trim()) ask();
})();
