/* Keys pressed while the next page is on its way act there, in their order. */
(() => {
  "use strict";
  const NAME = "rapport.ahead", FIELD = "input, select, textarea";
  const store = (act) => { try { return act(sessionStorage); } catch { return null; /* closed: they are lost */ } };
  const [since, kept] = JSON.parse(store((box) => box.getItem(NAME)) || "[0]");
  store((box) => box.removeItem(NAME));
  let ahead = kept && Date.now() - since < 8000 ? kept : null, leaves = false;
  const keep = () => store((box) => box.setItem(NAME, JSON.stringify([Date.now(), ahead])));
  const act = () => {
    if (leaves || !ahead) return;
    const at = document.activeElement, key = ahead.shift();
    if (key === undefined) { ahead = null; return; }
    if (key === "Enter") at.click();
    else if (at.matches(FIELD)) document.execCommand("insertText", false, key);
    else at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    setTimeout(act, 20);
  };
  const stay = () => { leaves = false; ahead = null; store((box) => box.removeItem(NAME)); };
  addEventListener("beforeunload", () => {
    leaves = true;
    ahead = ahead || [];
    keep();
    setTimeout(stay, 4000);  // it was a file, or one stayed
  });
  addEventListener("pageshow", (event) => { if (event.persisted) stay(); });
  addEventListener("DOMContentLoaded", act);
  document.addEventListener("keydown", (event) => {
    const { key } = event;
    if (!ahead || !event.isTrusted || event.ctrlKey || event.metaKey || event.altKey) return;
    if ((leaves && event.target.matches(FIELD)) || (key.length > 1 && key !== "Enter")) return;
    ahead.push(key);
    if (leaves) keep();
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
})();
