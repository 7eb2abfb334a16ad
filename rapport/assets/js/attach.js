/* Files of an answer: chosen, dropped or pasted they go up at once and stand in its list; sending waits for them. */
(() => {
  "use strict";
  const field = document.querySelector("[data-attach]");
  if (!field) return;
  const form = field.form, fold = document.getElementById("attach");
  const list = document.getElementById("enclosed"), told = document.getElementById("attaching");
  const onTheWay = [];
  let busy = 0, line = Promise.resolve(), waits = null;

  const call = (url, files) => {
    const words = new FormData();
    files.forEach((one) => words.append(field.name, one, one.name));
    return fetch(url, {
      method: "POST", credentials: "same-origin", body: words,
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, "X-Requested-With": "script" },
    }).then((answer) => { if (!answer.ok) throw new Error(String(answer.status)); return answer.text(); });
  };
  const show = (html) => { list.innerHTML = html; list.hidden = !html.trim(); };
  const tell = (said, wrong) => { told.textContent = said; told.classList.toggle("late", Boolean(wrong)); };
  const names = (files) => (files.length === 1 ? `“${files[0].name}”` : `${files.length} files`);

  const attach = (files) => {
    if (!files.length) return;
    const there = [...list.querySelectorAll("[data-size]")].map((one) => Number(one.dataset.size));
    const { fit, said } = globalThis.fitting(field, files, [...there, ...onTheWay]);
    const unfit = said && `${said} ${field.dataset.kept}`;
    tell(unfit, unfit);
    if (!fit.length) return;
    busy += 1;
    onTheWay.push(...fit.map((one) => one.size));
    line = line.then(() => {
      tell(`Attaching ${names(fit)} …`);
      return call(field.dataset.attach, fit);
    }).then((html) => { show(html); tell(unfit, unfit); })
      .catch(() => { tell(`${names(fit)} could not be attached: the line broke or you were signed out. Your text is here; choose ${fit.length === 1 ? "it" : "them"} again.`, true); waits = null; })
      .finally(() => {
        busy -= 1;
        onTheWay.splice(0, fit.length);
        const go = busy ? null : waits;
        if (go) { waits = null; form.requestSubmit(go); }
      });
  };

  document.addEventListener("submit", (event) => {
    if (event.target !== form || !busy) return;
    event.preventDefault();
    event.stopPropagation();
    waits = event.submitter;
    tell("One moment: it is sent as soon as the files are here.");
  }, true);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take-out]");
    if (!button) return;
    event.preventDefault();
    call(button.formAction, []).then((html) => { show(html); tell(""); document.getElementById("reply").focus(); })
      .catch(() => tell("It is still there: the line broke. Try again.", true));
  });

  form.querySelectorAll("[data-live-only]").forEach((one) => { one.hidden = false; });
  fold.querySelector("summary").addEventListener("click", (event) => { event.preventDefault(); field.click(); });
  field.addEventListener("change", () => { const files = [...field.files]; field.value = ""; attach(files); });
  form.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (files.length) { event.preventDefault(); attach(files); }
  });
  const over = (event) => [...event.dataTransfer.types].includes("Files");
  form.addEventListener("dragover", (event) => { if (over(event)) { event.preventDefault(); fold.classList.add("drop", "over"); } });
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) fold.classList.remove("drop", "over"); });
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    fold.classList.remove("drop", "over");
    attach([...event.dataTransfer.files]);
  });
})();
