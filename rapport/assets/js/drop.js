/* Files dropped on a form, and pictures pasted into it, go into its plain file field; what does not fit stays out. */
(() => {
  "use strict";
  document.querySelectorAll('form input[type="file"]').forEach((field) => {
    const form = field.form, near = field.closest(".drop");
    const told = document.createElement("span");
    told.className = "wrong";
    told.setAttribute("role", "alert");
    field.after(told);
    let chosen = [...field.files];
    const hold = (files, said) => {
      const all = new DataTransfer();
      files.forEach((one) => all.items.add(one));
      field.files = all.files;
      chosen = files;
      told.textContent = said ? `${said} ${field.dataset.kept}` : "";
      if (near && near.tagName === "DETAILS") near.open = true;
    };
    const add = (files) => {
      const there = [...field.files], { fit, said } = globalThis.fitting(field, files, there.map((one) => one.size));
      hold([...there, ...fit], said);
    };
    // Choosing again replaces what the field held; where nothing of it fits, what was chosen before stays.
    field.addEventListener("change", () => {
      const files = [...field.files], { fit, said } = globalThis.fitting(field, files);
      hold(fit.length || !files.length ? fit : chosen, said);
    });
    form.addEventListener("paste", (event) => {
      const files = [...event.clipboardData.files];
      if (files.length) { event.preventDefault(); add(files); }
    });
    form.addEventListener("dragover", (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      if (near) near.classList.add("over");
    });
    form.addEventListener("dragleave", () => { if (near) near.classList.remove("over"); });
    form.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      if (near) near.classList.remove("over");
      add([...event.dataTransfer.files]);
    });
  });
})();
