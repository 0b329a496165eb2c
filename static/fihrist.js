// Everything works without this file. With it, "/" goes to the search box, by the place of the key and not by its letter,
// so that it works on an Arabic keyboard too, where the same key types another sign.
"use strict";

const SEARCH_KEY = "Slash";

document.addEventListener("keydown", (event) => {
  if (event.code !== SEARCH_KEY || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector('input[type="search"]');
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// Buttons that copy what their data-copy holds; without this file, or without a clipboard, they stay hidden and the text can be selected.
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  const label = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
