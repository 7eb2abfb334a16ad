/* What was typed is kept on this device until it is sent: a poor line, a closed tab, nothing is lost. */
(() => {
  "use strict";
  const name = (form) => `kept:${form.dataset.keep}`;
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key) || "null"); } catch { return null; } };
  const write = (key, said) => { try { localStorage.setItem(key, JSON.stringify(said)); } catch { /* no room, or not allowed */ } };
  const drop = (key) => { try { localStorage.removeItem(key); } catch { /* not allowed */ } };
  const fields = (form) => [...form.elements].filter((one) => one.name && !["hidden", "file", "password", "submit"].includes(one.type) && one.tagName !== "BUTTON");

  const sent = document.cookie.match(/(?:^|; )kept_sent=([\w-]+)/);  // the server says which form reached it
  if (sent) { drop(`kept:${sent[1]}`); document.cookie = "kept_sent=; Max-Age=0; Path=/; SameSite=Lax"; }
  document.querySelectorAll("form[data-keep]").forEach((form) => {
    const key = name(form), kept = read(key);
    if (kept && Date.now() - kept.at < 7 * 24 * 3600 * 1000) {
      fields(form).forEach((one) => { if (!one.value && kept.said[one.name]) one.value = kept.said[one.name]; });
      const note = form.querySelector("[data-kept-note]");
      if (note) note.hidden = false;
      form.querySelectorAll("[data-suggest]").forEach((one) => one.dispatchEvent(new Event("input")));
    }
    let timer = 0;
    const keep = () => {
      const said = Object.fromEntries(fields(form).filter((one) => one.value).map((one) => [one.name, one.value]));
      if (Object.keys(said).length) write(key, { said, at: Date.now() }); else drop(key);
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 400); });
    form.addEventListener("submit", () => { clearTimeout(timer); keep(); });
  });
})();
