/* Keys: each has a link or a button that does the same. */
(() => {
  "use strict";
  const SWITCH = "rapport.keys", FIRST = "input:not([type=hidden]), select, textarea";
  const dialog = document.getElementById("keys");
  const inField = (node) => node.closest("input, select, textarea, [contenteditable]") !== null;

  const kept = () => { try { return localStorage.getItem(SWITCH); } catch { return null; } };
  const keep = (word) => { try { localStorage.setItem(SWITCH, word); } catch { /* for this page */ } };
  let on = kept() !== "off";

  const named = () => [...document.querySelectorAll(".queue li > a, .rows > li .what > a:first-child, .rows > li h3 a, [data-row]")];
  const rows = () => [...new Set(named().map((row) => (row.matches("a") ? row : row.querySelector("a"))).filter(Boolean))];

  function step(by) {
    const all = rows();
    if (!all.length) return;
    let at = all.indexOf(document.activeElement);
    if (at < 0) at = all.findIndex((row) => row.hasAttribute("aria-current"));
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
    all[next].focus();
  }

  function press(key) {
    const named = `[data-key="${key}"]`, find = (one) => document.querySelector(one);
    const target = find(`main ${named}`) || find(named);
    if (!target) return false;
    if (!inField(target) && !target.matches("[data-first]")) target.click();
    const goal = target.matches("details[open] > summary") && target.parentElement.querySelector(FIRST) || target;
    goal.focus();
    if (goal.selectionStart === 0) goal.selectionStart = goal.value.length;
    return true;
  }

  function send(field) {
    const form = field.closest("form");
    const button = form && form.querySelector("[data-send], .btn-do");
    if (!button) return false;
    form.requestSubmit(button);
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      if (inField(event.target) && send(event.target)) event.preventDefault();
      return;
    }
    if (!on || event.ctrlKey || event.metaKey || inField(event.target) || (dialog && dialog.open)) return;
    if (event.key === "j" || event.key === "k") { step(event.key === "j" ? 1 : -1); event.preventDefault(); return; }
    if (event.key === "?" && dialog) { dialog.showModal(); event.preventDefault(); return; }
    if (/^[a-z/]$/.test(event.key) && press(event.key)) event.preventDefault();
  });

  const toggle = dialog && dialog.querySelector("[data-keys-switch]");
  const name = () => { if (toggle) toggle.textContent = on ? toggle.dataset.on : toggle.dataset.off; };
  if (toggle) toggle.addEventListener("click", () => { on = !on; keep(on ? "on" : "off"); name(); });
  name();
  document.querySelectorAll("[data-keys-open]").forEach((opener) => {
    opener.hidden = !dialog;
    opener.addEventListener("click", () => dialog.showModal());
  });
})();
