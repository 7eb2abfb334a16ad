/* Selected words are theirs. */
(() => {
  let said = "";
  document.addEventListener("selectionchange", () => {
    const its = getSelection();
    if (!its.isCollapsed && its.anchorNode.parentElement?.closest(".said")) said = `${its}`.trim();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-term]")) return;
    event.preventDefault();
    const field = document.getElementById("their-word");
    field.closest("details").open = true;
    field.value ||= said;
    field.focus();
  });
})();
