// An answer of the endpoint as elements: a table, a yes or no, or a graph as Turtle; our resources lead to their pages.

import { counted, element } from "../dom.js";
import { shortened } from "./completion.js";

const SHOWN = 200; // rows at a time

// Where an IRI leads: one of ours to its page here, another of the web to itself.
export const address = (iri, bases) => {
  for (const base of bases) {
    const local = iri.slice(base.length);
    if (iri.startsWith(base) && /^[a-z]+\/[^/?#\s]+$/.test(local)) return `/id/${encodeURI(local)}`;
  }
  return /^https?:\/\/[^\s/]/.test(iri) ? iri : "";
};

// The prefixes of our resources' kinds stand for BASE + KIND + "/".
export const basesOf = (prefixes) => [
  ...new Set(Object.entries(prefixes).flatMap(([name, space]) => (space.endsWith(`/id/${name}/`) ? [space.slice(0, -name.length - 1)] : []))),
];

const named = (iri, prefixes) => {
  const name = shortened(iri, prefixes);
  const href = address(iri, basesOf(prefixes));
  const text = name.startsWith("<") ? iri : name;
  return href ? element("a", { href, title: iri, rel: href.startsWith("/") ? "" : "noopener noreferrer" }, text) : element("bdi", {}, text);
};

const cell = (value, prefixes) => {
  if (!value) return element("td", {}, element("span", { className: "unbound" }, "–"));
  if (value.type === "uri") return element("td", {}, named(value.value, prefixes));
  const text = value.type === "bnode" ? `_:${value.value}` : value.value;
  const language = value["xml:lang"];
  const dated = /#(date|gYearMonth|integer|decimal)$/.test(value.datatype ?? "");
  return element("td", { dir: "auto", className: dated ? "date" : "" }, text, language ? element("span", { className: "lang" }, ` @${language}`) : "");
};

// A table of the rows, so many at first and more by a button.
const table = ({ head, results }, prefixes) => {
  const body = element("tbody");
  const heads = head.vars.map((name) => element("th", { scope: "col" }, name));
  const sheet = element("table", {}, element("thead", {}, element("tr", {}, ...heads)), body);
  const more = element("button", { type: "button" });
  let shown = 0;
  const show = () => {
    const rows = results.bindings.slice(shown, shown + SHOWN);
    body.append(...rows.map((row) => element("tr", {}, ...head.vars.map((name) => cell(row[name], prefixes)))));
    shown += rows.length;
    const left = results.bindings.length - shown;
    more.textContent = `${Math.min(left, SHOWN).toLocaleString("en")} more of ${counted(left, "row")}`;
    more.hidden = left === 0;
  };
  more.addEventListener("click", show);
  show();
  return [element("div", { className: "wide", tabIndex: 0, role: "group", ariaLabel: "Rows of the answer" }, sheet), more];
};

// Turtle with our resources made links: by IRI in angle brackets, or by prefixed name.
const graph = (text, prefixes) => {
  const parts = [];
  let done = 0;
  for (const found of text.matchAll(/<([^<>"{}|^`\\\s]+)>|\b([a-z]+):([A-Za-z0-9][\w-]*)/g)) {
    const iri = found[1] ?? (prefixes[found[2]] && prefixes[found[2]] + found[3]);
    const href = iri && address(iri, basesOf(prefixes));
    if (!href?.startsWith("/")) continue;
    parts.push(text.slice(done, found.index), element("a", { href }, found[0]));
    done = found.index + found[0].length;
  }
  return [element("pre", { tabIndex: 0 }, element("code", {}, ...parts, text.slice(done)))];
};

// How many triples there are in Turtle as the server writes it: each ends in a sign with a space before, and no collection,
// nor a blank node with its properties, stands for several.
export const triples = (turtle) => {
  let count = 0;
  for (const [part] of turtle.matchAll(/^@prefix.*$|"[^"\\]*(?:\\.[^"\\]*)*"|<[^<>\s]*>|(?<=\s)[.,;](?=\s|$)/gm)) {
    if (part.length === 1) count += 1;
  }
  return count;
};

// { elements, says, count } of a response's body by its media type; `count` of rows or triples.
export const told = (media, body, prefixes) => {
  if (!media.includes("json") || media.includes("ld+json")) {
    const count = triples(body);
    return { elements: graph(body, prefixes), says: counted(count, "triple"), count };
  }
  const answer = JSON.parse(body);
  if ("boolean" in answer) {
    return { elements: [element("p", { className: "yes" }, answer.boolean ? "Yes" : "No")], says: "An answer", count: 1 };
  }
  const count = answer.results.bindings.length;
  return { elements: table(answer, prefixes), says: counted(count, "row"), count };
};
