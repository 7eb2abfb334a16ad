/* Files dropped on a form, and pictures pasted into it, go into its plain file field. */
(() => {
  "use strict";
  document.querySelectorAll('form input[type="file"]').forEach((field) => {
    const form = field.form, near = field.closest(".drop");
    const add = (files) => {
      const all = new DataTransfer();
      [...field.files, ...files].slice(0, 5).forEach((one) => all.items.add(one));
      field.files = all.files;
      if (near && near.tagName === "DETAILS") near.open = true;
    };
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
