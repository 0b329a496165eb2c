// Names the boxes that the admin's autocomplete builds: its own markup leaves an empty one without a name.
"use strict";

function nameBoxes() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const box = select.parentElement.querySelector(".select2-selection__rendered");
    const name = select.getAttribute("aria-label") || (select.labels.length ? select.labels[0].textContent.trim() : "");
    if (box && name) box.setAttribute("aria-label", name);
  }
}

// They are built some time after the page is there, and again for every row that is added below a form.
new MutationObserver(nameBoxes).observe(document.documentElement, { childList: true, subtree: true });

// In a list: j and k go from row to row, o opens one, the key of a button in the row presses it, where a key is not a letter of what is typed.
const ROWS = "#result_list tbody tr";
const TO_ROW = "input:not([type=hidden]), a[href]";

function goInList(event) {
  const row = event.target.closest(ROWS);
  const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
  if (!row || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const verdict = row.querySelector(`[data-key="${event.code}"]`);
  const step = { KeyJ: "nextElementSibling", KeyK: "previousElementSibling" }[event.code];
  if (event.code === "KeyO") row.querySelector("th a[href], td a[href]")?.click();
  else if (verdict) verdict.click();
  else if (step) row[step]?.querySelector(TO_ROW)?.focus();
  else return;
  event.preventDefault();
}

// A decision within a row comes back to the row behind it: the address keeps the mark through the redirection.
function comeBackBehind(event) {
  const row = event.submitter?.dataset.key && event.submitter.closest(ROWS);
  const next = row?.nextElementSibling?.querySelector("[data-key]");
  if (next) event.target.action = `${location.pathname}${location.search}#${next.id}`;
}

document.addEventListener("keydown", goInList);
document.addEventListener("submit", comeBackBehind);
