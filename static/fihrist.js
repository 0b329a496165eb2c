// Everything works without this file; the keys are in keys.js.
"use strict";

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

// The search box lists words of the archive while one types. The list is the browser's own, with its keys and its voice.
const WAIT = 150;
const SHORTEST = 2;
for (const box of document.querySelectorAll("input[data-completions]")) {
  const list = document.createElement("datalist");
  list.id = `${box.id}-completions`;
  box.after(list);
  box.setAttribute("list", list.id);
  let timer = 0;
  let asked = new AbortController();
  box.addEventListener("input", (event) => {
    clearTimeout(timer);
    asked.abort();
    const typed = box.value;
    if (event.inputType === "insertReplacementText" || typed.trim().length < SHORTEST) return;
    timer = setTimeout(async () => {
      asked = new AbortController();
      try {
        const answer = await fetch(`${box.dataset.completions}?q=${encodeURIComponent(typed)}`, { signal: asked.signal });
        if (!answer.ok) return;
        const [, texts, kinds] = await answer.json();
        // The browser shows what holds the typed letters: so they stand in the label of a name in other letters.
        list.replaceChildren(...texts.map((text, i) => {
          const option = new Option(text, text);
          const note = text.includes(typed) ? kinds[i] : typed;
          option.label = note ? `${text} · ${note}` : text;
          return option;
        }));
      } catch (error) {
        if (error.name !== "AbortError") list.replaceChildren();
      }
    }, WAIT);
  });
}

// A tick of the facets applies itself a moment after the mouse made it, so that several go together. Only of the mouse:
// for who moves by keyboard, by touch or with a screen reader a page that goes away under the hand is a trap (WCAG 3.2.2),
// and the button below the facets stays for all of them.
const PAUSE = 700;
const facets = document.querySelector("form.facets");
if (facets) {
  let byMouse = false;
  let timer = 0;
  facets.addEventListener("pointerdown", (event) => { byMouse = event.pointerType === "mouse"; });
  facets.addEventListener("keydown", () => { byMouse = false; clearTimeout(timer); });
  facets.addEventListener("change", () => {
    clearTimeout(timer);
    if (byMouse) timer = setTimeout(() => facets.requestSubmit(), PAUSE);
  });
}
