// Keys of one letter, by the place of the key and not by what it types, so that they are the same on an Arabic keyboard.
// What stands once on a page names its keys in data-key; j, k, o and c work on the list of articles. The help page lists
// them all, and a button with data-keys switches them off for good, as voice input and unsteady hands need it.
"use strict";

const KEYS_OFF = "fihrist-keys-off";
const FIELDS = "input, textarea, select, [contenteditable]";
const listed = [...document.querySelectorAll(".hits > .hit :is(h2, h3) > a")];

const ON_LISTS = {
  KeyJ: () => visit(visited() + 1),
  KeyK: () => visit(visited() - 1),
  KeyO: () => listed[visited()]?.click(),
  KeyC: () => visited() >= 0 && location.assign(`${listed[visited()].href.split("#")[0]}#cite`),
};

function visited() {
  return listed.findIndex((link) => link.closest(".hit").contains(document.activeElement));
}

function visit(place) {
  listed[Math.min(Math.max(place, 0), listed.length - 1)].focus();
}

function act(element) {
  if (element.matches("a:not([download])")) element.click();
  else element.focus();
  element.select?.();
}

function areOff() {
  try {
    return localStorage.getItem(KEYS_OFF) === "1";
  } catch {
    return false; // storage is forbidden: the keys stay on
  }
}

function keepOff(off) {
  try {
    if (off) localStorage.setItem(KEYS_OFF, "1");
    else localStorage.removeItem(KEYS_OFF);
  } catch {
    return; // then it holds for this page
  }
}

let off = areOff();

document.addEventListener("keydown", (event) => {
  if (off || event.ctrlKey || event.altKey || event.metaKey || event.target.closest(FIELDS)) return;
  const name = event.shiftKey ? `Shift+${event.code}` : event.code;
  const element = name === "Slash"
    ? document.querySelector('input[type="search"]')
    : document.querySelector(`[data-key~="${CSS.escape(name)}"]`);
  if (element) act(element);
  else if (listed.length && ON_LISTS[name]) ON_LISTS[name]();
  else return;
  event.preventDefault();
});

for (const button of document.querySelectorAll("[data-keys]")) {
  button.hidden = false;
  button.setAttribute("aria-pressed", String(!off));
  button.addEventListener("click", () => {
    off = !off;
    keepOff(off);
    button.setAttribute("aria-pressed", String(!off));
  });
}
