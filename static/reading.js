// The reading room works without this file: marks and paragraphs are anchors, and a visited mark shows the way to the next.
// With it: keys go from mark to mark by the place of the key and not by its letter (n or j, p or k), the place among the
// marks is said, and the number of a paragraph copies its address.
"use strict";

const KEYS_OFF = "fihrist-keys-off";
const STEPS = { KeyN: 1, KeyJ: 1, KeyP: -1, KeyK: -1 };

const hits = document.getElementById("hits");
const all = hits ? Number(hits.dataset.hits) : 0;

function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // storage is forbidden: the keys stay on
  }
}

function keep(name, value) {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch {
    return; // then it holds for this page
  }
}

// ---------- from mark to mark ----------

let keysOff = kept(KEYS_OFF) === "1";

function current() {
  const found = /^#h([0-9]+)$/.exec(location.hash);
  return found ? Number(found[1]) : 0;
}

function beside(step) {
  const here = current();
  if (!here) return step > 0 ? 1 : all;
  return ((here - 1 + step + all) % all) + 1;
}

function showPlace() {
  const here = current();
  const place = hits.querySelector("[data-place]");
  if (here && place) {
    place.textContent = place.dataset.place.replace("{number}", here).replace("{all}", all);
  }
  for (const link of hits.querySelectorAll("[data-step]")) {
    link.hash = `h${beside(Number(link.dataset.step))}`;
    if (here) link.textContent = link.dataset.name;
  }
}

function go(step) {
  location.hash = `h${beside(step)}`;
}

if (all) {
  showPlace();
  window.addEventListener("hashchange", showPlace);
  document.addEventListener("keydown", (event) => {
    const step = STEPS[event.code];
    if (!step || keysOff || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    go(step);
  });
  const button = hits.querySelector("[data-keys]");
  if (button) {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(!keysOff));
    button.addEventListener("click", () => {
      keysOff = !keysOff;
      keep(KEYS_OFF, keysOff ? "1" : "");
      button.setAttribute("aria-pressed", String(!keysOff));
    });
  }
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
