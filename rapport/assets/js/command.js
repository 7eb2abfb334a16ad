/* The command bar (Ctrl K), and every key of this page behind the question mark. The pages do the same without. */
(() => {
  "use strict";
  const bar = document.getElementById("command");
  const keyed = () => [...document.querySelectorAll("[data-key]")].filter((one) => !one.closest("dialog"));
  const says = (one) => one.dataset.says || (one.labels && one.labels[0] ? one.labels[0].textContent : one.textContent).replace(/\s+/g, " ").trim();

  const list = document.querySelector("#keys .keys-list");
  if (list) {
    [...list.querySelectorAll("dt")].filter((one) => /^[a-z/]$/.test(one.textContent.trim())).forEach((one) => {
      const target = document.querySelector(`[data-key="${CSS.escape(one.textContent.trim())}"]`);
      if (!target) { one.nextElementSibling.remove(); one.remove(); } else if (target.dataset.says) one.nextElementSibling.textContent = target.dataset.says;
    });
    const known = new Set([...list.querySelectorAll("kbd")].map((one) => one.textContent));
    const add = (key, words) => {
      if (known.has(key)) return;
      known.add(key);
      const name = document.createElement("dt"), mark = document.createElement("kbd"), text = document.createElement("dd");
      mark.textContent = key; text.textContent = words; name.append(mark); list.append(name, text);
    };
    keyed().forEach((one) => add(one.dataset.key, says(one)));
    if (bar) add("Ctrl K", "go to something, or do it");
  }
  if (!bar) return;

  const field = document.getElementById("command-q"), found = document.getElementById("command-found");
  let timer = 0, asked = 0, shownFor = null, hurried = false;
  const links = () => [...found.querySelectorAll("a, button")];
  // Beside what has a key: every fold, button and link to something to do on a page of one thing, by its words and synonyms.
  const deeds = () => [...document.querySelectorAll("main :is(article, aside) :is(summary, button, .more a)")]
    .filter((one) => !one.dataset.key && !one.hidden && one.tabIndex >= 0 && !one.closest("dialog, [hidden]"));
  const all = (one) => [says(one), one.textContent, one.dataset.also, one.getAttribute("aria-label")].join(" ").toLowerCase();
  const mine = (text) => {
    const parts = text.toLowerCase().split(/\s+/).filter(Boolean), fits = (one) => parts.every((part) => all(one).includes(part));
    const here = keyed().filter((one) => one.dataset.key !== "/" && fits(one));
    return [...here, ...(text.length > 1 ? deeds().filter(fits) : [])].slice(0, 6);
  };
  // What has no key is a step on the way: a button of a form is shown, and pressed by whoever means it.
  const go = (target) => {
    const field = target.matches("input, textarea, select"), shown = target.matches("button:not([data-key]), [data-first]");
    const fold = shown && target.closest("details");
    if (fold) fold.open = true;
    if (field || shown) target.focus(); else target.click();
  };

  function show(html, text) {
    found.innerHTML = html;
    shownFor = text;
    offerHere();
    if (hurried) { hurried = false; const first = links()[0]; if (first) first.click(); else field.form.submit(); }
  }

  function offerHere() {
    const here = mine(field.value.trim());
    if (!here.length) return;
    const none = found.querySelector("[data-none]");
    if (none) none.remove();
    const rows = document.createElement("ul");
    rows.className = "offers";
    here.forEach((target) => {
      const row = document.createElement("li"), button = document.createElement("button"), name = document.createElement("span"), mark = document.createElement("span");
      name.textContent = says(target); mark.textContent = target.dataset.key ? `here, ${target.dataset.key}` : "here"; mark.className = "meta"; button.type = "button";
      button.append(name, mark);
      button.addEventListener("click", () => { bar.close(); go(target); });
      row.append(button); rows.append(row);
    });
    found.append(rows);
  }

  function look() {
    const turn = ++asked, text = field.value;
    fetch(`${bar.dataset.offers}?q=${encodeURIComponent(text)}`, { credentials: "same-origin", headers: { "X-Requested-With": "script" } })
      .then((answer) => (answer.ok ? answer.text() : "")).then((html) => { if (turn === asked) show(html, text); })
      .catch(() => { found.textContent = "The line is poor. Enter looks for it everywhere."; });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault();
      if (bar.open) { bar.close(); return; }
      hurried = false; bar.showModal(); field.select(); look();
    }
  });
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, 120); });
  bar.addEventListener("keydown", (event) => {
    const all = links(), at = all.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && all.length) { event.preventDefault(); all[Math.min(at + 1, all.length - 1)].focus(); }
    if (event.key === "ArrowUp") { event.preventDefault(); if (at > 0) all[at - 1].focus(); else field.focus(); }
    if (event.key !== "Enter" || document.activeElement !== field) return;
    if (shownFor !== field.value) { event.preventDefault(); hurried = true; clearTimeout(timer); look(); return; }
    if (all.length) { event.preventDefault(); all[0].click(); }
  });
})();
