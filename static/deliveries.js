// While the worker is busy, the page of a delivery fetches itself anew and puts what changed in the place of the old.
"use strict";

const EVERY = 2000; // milliseconds

async function refresh() {
  const here = document.querySelector(".delivery[data-refreshes]");
  if (!here) return;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const there = page.querySelector(".delivery");
      const held = document.activeElement?.closest?.(".delivery") && document.activeElement.value;
      if (there && here.innerHTML !== there.innerHTML) here.replaceWith(document.adoptNode(there));
      if (held) document.querySelector(`.delivery [value="${CSS.escape(held)}"]`)?.focus();
    }
  } catch {
    // The server is away for a moment; the next look may find it.
  }
  setTimeout(refresh, EVERY);
}

setTimeout(refresh, EVERY);
