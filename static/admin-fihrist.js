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
