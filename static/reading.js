// The reading room works without this file: marks and paragraphs are anchors, and a visited mark shows the way to the next.
// With it the place among the marks is said, the links beside it (and their keys, see keys.js) lead on from there, and the
// number of a paragraph copies its address.
"use strict";

const hits = document.getElementById("hits");
const all = hits ? Number(hits.dataset.hits) : 0;

// ---------- from mark to mark ----------

function current() {
  const found = /^#h([0-9]+)$/.exec(location.hash);
  return found ? Number(found[1]) : 0;
}

// From the first mark back to the last, and from the last on to the first.
function beside(step) {
  return ((current() - 1 + step + all) % all) + 1;
}

// Before a mark is visited the links lead to the first and to the last.
function showPlace() {
  const here = current();
  if (!here) return;
  const place = hits.querySelector("[data-place]");
  place.textContent = place.dataset.place.replace("{number}", here).replace("{all}", all);
  for (const link of hits.querySelectorAll("[data-step]")) {
    const step = Number(link.dataset.step);
    link.hash = `h${beside(step)}`;
    link.textContent = link.dataset.name;
    link.dataset.key = step > 0 ? "KeyN KeyJ" : "KeyP KeyK";
  }
}

// A link's own step may come after the next key; by script the address is new at once, and with it the links.
function go(event) {
  const link = event.target.closest("[data-step]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  location.hash = link.hash;
  showPlace();
}

if (all) {
  showPlace();
  hits.addEventListener("click", go);
  window.addEventListener("hashchange", showPlace);
}

// ---------- addresses of paragraphs ----------

const text = document.querySelector(".text[data-copied]");

const told = document.querySelector(".copied");

function say(words) {
  told.textContent = words;
  setTimeout(() => { told.textContent = ""; }, 2500);
}

text?.addEventListener("click", async (event) => {
  const link = event.target.closest("a.pn");
  if (!link || !navigator.clipboard) return; // the link itself still leads to the paragraph
  try {
    // the article's own address, without the search that led here
    await navigator.clipboard.writeText(`${location.origin}${location.pathname}${link.hash}`);
    say(text.dataset.copied);
  } catch {
    return; // the reader, or the browser, does not allow it
  }
});

// ---------- printing ----------

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
