// A sentence as a line of text to print from, and the button that puts it on the clipboard.

import { element } from "./dom.js";

let told = null; // where 'Copied' stands
const PREVIEW = 60; // characters of the sentence in the name of its button

// “sentence” — Outlet, “Title”, date, address (characters a–b), via PolicyGraph: what it is cited for. `quote` is
// { text, document, begin, end }, its document null where the graph keeps none. The sentence stays as it is written.
export const citation = ({ text, document, begin, end }, words) => {
  const where = document
    ? [
        document.publisher,
        document.title && `“${document.title}”`,
        document.date,
        document.url || document.source || document.iri,
      ].filter(Boolean)
    : [];
  const known = begin !== null && begin !== undefined;
  const place = where.join(", ") + (known ? ` (characters ${begin}–${end})` : "");
  return `“${text}” — ${[place.trim(), `via PolicyGraph: ${words}`].filter(Boolean).join(", ")}`;
};

// To copy by hand, where a page may not write to the clipboard.
const byHand = (text, button, said) => {
  const area = element("textarea", { className: "citation", readOnly: true, rows: 4, "aria-label": "Citation" });
  area.value = text;
  button.parentElement.after(area);
  said.textContent = "Selected: copy it with Ctrl+C (⌘C)";
  area.focus();
  area.select();
  button.addEventListener("click", () => area.remove(), { once: true });
};

// `make` gives the citation when it is asked for.
export const citationButton = (sentence, make) => {
  const preview = sentence.length > PREVIEW ? `${sentence.slice(0, PREVIEW).trimEnd()}…` : sentence;
  const button = element(
    "button",
    { type: "button", className: "quiet copy", "aria-label": `Copy as citation: “${preview}”` },
    "Copy as citation",
  );
  const said = element("span", { className: "copied", role: "status" });
  button.addEventListener("click", async () => {
    const text = make();
    if (told) told.textContent = "";
    told = said;
    try {
      await navigator.clipboard.writeText(text); // a TypeError where there is no clipboard
      said.textContent = "Copied";
    } catch {
      byHand(text, button, said);
    }
  });
  return element("p", { className: "copying" }, button, said);
};
