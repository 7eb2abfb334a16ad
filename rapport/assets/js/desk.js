/* An answer in the making: kept while it is written, taken back while it leaves, and who else is at it. */
(() => {
  "use strict";
  const field = document.querySelector("[data-draft]");
  const form = field && field.closest("form");
  const token = () => document.querySelector("input[name=csrfmiddlewaretoken]").value;
  const post = (url, words) => fetch(url, {
    method: "POST", credentials: "same-origin", keepalive: true, body: new URLSearchParams(words),
    headers: { "X-CSRFToken": token(), "X-Requested-With": "script" },
  });

  if (field) {
    const kept = document.getElementById("kept");
    const ours = new Set(["text", "shown", "window", "base", "promise_kind", "promise_until", "promise_text", "keeps", "minutes", "macro"]);
    const written = () => new URLSearchParams([...new FormData(form)].filter(([name]) => ours.has(name)));
    let last = String(written()), timer = 0, touched = 0, sending = false;

    // What was pressed to be sent stays in this tab until the server has it: a session may have ended meanwhile.
    const name = `sent:${field.dataset.sent}`, plain = (text) => text.replace(/\s+/g, " ").trim();
    const store = (act) => { try { return act(sessionStorage); } catch { return null; /* closed: nothing is kept here */ } };
    const missed = () => {
      const sent = JSON.parse(store((box) => box.getItem(name)) || "null"), taken = `answer_taken=${field.dataset.sent}`;
      store((box) => box.removeItem(name));
      const cookie = document.cookie.split("; ").includes(taken);
      if (cookie) document.cookie = "answer_taken=; Max-Age=0; Path=/; SameSite=Lax";
      if (!sent || cookie) return;
      const words = new URLSearchParams(sent.words), ours = plain(words.get("text") || ""), there = plain(field.value);
      const older = there === plain(sent.kept) || ours.startsWith(there);  // else another draft came after it
      const said = [...document.querySelectorAll(".talk .said")].some((one) => plain(one.textContent).includes(ours));
      if (!ours || there === ours || !older || said) return;
      ["text", "promise_kind", "promise_until", "promise_text", "minutes"].forEach((one) => {
        if (form.elements[one] && words.get(one)) form.elements[one].value = words.get(one);
      });
      kept.textContent = "Put back: what you sent did not arrive.";
      touched = Date.now();
      timer = setTimeout(keep, 1200);
    };
    // The same draft in two windows: what the other wrote is shown, and nothing is written over before somebody chose.
    const elsewhere = document.getElementById("elsewhere"), take = elsewhere.querySelector("[data-take]");
    const windows = "BroadcastChannel" in window ? new BroadcastChannel(`draft:${field.dataset.sent}`) : null;
    const tell = (found) => {
      elsewhere.hidden = plain(field.value).includes(plain(found.there));
      if (elsewhere.hidden) return;
      const changed = () => String(written()) !== last && field.value.trim(), mine = changed(), said = plain(found.there);
      const quoted = elsewhere.querySelector("q"), words = said.length > 160 ? `${said.slice(0, 160)} …` : said;
      if (quoted.textContent !== words) quoted.textContent = words;
      const choose = (text) => {
        Object.assign(field, { value: text });
        form.elements.base.value = found.base;
        elsewhere.hidden = true;
        field.focus();
        keep();
      };
      take.textContent = mine ? "Put it below mine" : "Show it here";
      take.onclick = () => choose(mine || changed() ? `${field.value.trimEnd()}\n\n${found.there}` : found.there);
      elsewhere.querySelector("[data-mine]").onclick = () => choose(field.value);
    };
    if (windows) windows.onmessage = (message) => tell(message.data);
    const keep = (leaves) => {
      clearTimeout(timer);
      const now = String(written()), there = field.value;
      if (sending || now === last) return null;
      return post(field.dataset.draft, leaves === true ? `${now}&both=1` : now).then((answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      }).then((found) => {
        kept.textContent = found.said;
        if (found.there) return tell(found);
        last = now;
        elsewhere.hidden = true;
        if (windows) windows.postMessage({ there, base: found.base });
      })
        .catch(() => {
          kept.textContent = "Not kept yet; it stays in this box.";
          clearTimeout(timer);
          timer = setTimeout(keep, 9000);  // the line may be back by then
        });
    };
    form.addEventListener("input", () => {
      const begins = Date.now() - touched > 30000;
      touched = Date.now();
      clearTimeout(timer);
      timer = setTimeout(keep, 1200);
      if (begins && beside) look();  // the others read at once that somebody writes
    });
    form.addEventListener("submit", () => {
      sending = true;
      clearTimeout(timer);
      store((box) => box.setItem(name, JSON.stringify({ words: String(written()), kept: new URLSearchParams(last).get("text") || "" })));
    });
    addEventListener("pagehide", () => keep(true));
    addEventListener("online", keep);
    // Another form of this page waits until what was typed a moment ago is kept: the next page shows it.
    const waited = new WeakSet();
    document.addEventListener("submit", (event) => {
      const other = event.target, saved = other !== form && !waited.has(other) && !event.defaultPrevented ? keep() : null;
      if (!saved) return;
      event.preventDefault();
      waited.add(other);
      saved.finally(() => other.requestSubmit(event.submitter));
    });
    // The box grows when one writes in it; a button pressed while it rests stays under the finger.
    document.addEventListener("pointerdown", (event) => {
      const writes = form.matches(":focus-within");
      if (!writes && event.target !== field && form.contains(event.target)) form.classList.add("still");
      form.classList.toggle("held", writes && !form.classList.contains("still"));  // nor does it shrink before a click beside it has found what was aimed at
    }, true);
    const up = () => setTimeout(() => form.classList.remove("held"), 300);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", up);
    field.addEventListener("focus", () => form.classList.remove("still"));

    // The newest word is read above the box that stays in sight, as far as its own beginning allows.
    const newest = document.querySelector(".talk > li:last-of-type");
    if (newest && !location.hash && !scrollY && getComputedStyle(form).position === "sticky") {
      const said = newest.getBoundingClientRect(), under = said.bottom + 12 - form.getBoundingClientRect().top;
      if (under > 0) scrollBy({ top: Math.min(under, said.top - 16), behavior: "instant" });
    }

    const beside = document.getElementById("beside"), arrived = document.getElementById("arrived");
    const look = () => {
      if (document.visibilityState !== "visible") return;
      const words = { seen: beside.dataset.seen };
      if (Date.now() - touched < 30000) words.writing = "1";
      post(beside.dataset.beside, words).then((answer) => answer.json()).then((found) => {
        if (beside.textContent.trim() !== found.said) beside.textContent = found.said;
        arrived.hidden = !found.new;
        if (found.new) arrived.firstElementChild.textContent = `${found.new} new, show ${found.new === 1 ? "it" : "them"}`;
      }).catch(() => { /* the line is poor; the next time will do */ });
    };
    if (beside) { look(); setInterval(look, 7000); document.addEventListener("visibilitychange", look); }
    missed();
  }

  // An open queue hears that somebody wrote; nothing moves until one asks for it.
  const news = document.getElementById("news");
  const ask = () => {
    if (document.visibilityState !== "visible") return;
    const words = new URLSearchParams(news.dataset.of);
    words.set("since", news.dataset.since);
    fetch(`${news.dataset.news}?${words}`, { credentials: "same-origin" }).then((answer) => answer.json()).then((found) => {
      const said = `${found.new > 99 ? "99+" : found.new} new, show ${found.new === 1 ? "it" : "them"}`;
      if (!found.new || news.textContent === said) return;
      const again = news.firstElementChild || news.appendChild(document.createElement("button"));
      Object.assign(again, { type: "button", className: "btn btn-do btn-s", textContent: said, onclick: () => location.reload() });
    }).catch(() => { /* the line is poor; the next time will do */ });
  };
  if (news) { setInterval(ask, 7000); document.addEventListener("visibilitychange", ask); }

  document.querySelectorAll("[data-leaves]").forEach((bar) => {
    const left = bar.querySelector("[data-left]"), until = Number(bar.dataset.leaves) * 1000;
    const count = () => {
      const seconds = Math.ceil((until - Date.now()) / 1000);
      if (seconds > 0) { left.textContent = `in ${seconds} second${seconds === 1 ? "" : "s"}`; setTimeout(count, 1000); return; }
      bar.querySelector("p").textContent = "Sent.";
      bar.querySelector("button").remove();
      document.querySelectorAll(`[data-answer="${bar.dataset.of}"] [data-not-left]`).forEach((mark) => mark.remove());
    };
    count();
  });

  const macros = document.getElementById("macros");
  document.addEventListener("keydown", (event) => {
    if (!macros || !macros.open || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const button = /^[1-9]$/.test(event.key) && macros.querySelector(`[data-digit="${event.key}"]`);
    if (button) { event.preventDefault(); button.click(); }
  });
})();
