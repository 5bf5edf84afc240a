// What a reader takes away: the picture as SVG or PNG, and what is listed as CSV, GEXF or JSON, each with its source.

import { element } from "./dom.js";
import { drawing } from "./drawing.js";
import { paint, svgOf } from "./ink.js";
import { fold } from "./names.js";
import { escaped, tag } from "./xml.js";

const TWICE = 2; // pixels of a PNG a unit of the drawing
const MOST = 24e6; // pixels of a PNG: of more, browsers may make none
const KEPT = 60_000; // milliseconds that a download may take to be read

// `options` may have what stands out and a caption: { selected: { entity } or { edge }, lit: { entities, edges }, caption }.
export const pictureSvg = (page, options) => svgOf(drawing(page, options));

export const picturePng = (page, options) => {
  const drawn = drawing(page, options);
  const scale = Math.min(TWICE, Math.sqrt(MOST / (drawn.width * drawn.height)));
  const canvas = element("canvas");
  [canvas.width, canvas.height] = [Math.round(drawn.width * scale), Math.round(drawn.height * scale)];
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  paint(drawn, context);
  return new Promise((resolve, reject) => {
    const done = (blob) => (blob ? resolve(blob) : reject(new Error("The browser can't make a picture of this size.")));
    canvas.toBlob(done, "image/png");
  });
};

const newest = (page) => page.documents.map(({ date }) => date).sort().pop() ?? "";

// A document as it is cited; all empty if there is none.
const cited = (page, number) => {
  const document = number === null ? null : page.documents[number];
  if (!document) return { iri: null, outlet: "", title: "", date: "", link: "", copy_of: "" };
  const { iri, publisher, title, source, date, url, copy_of } = document;
  return { iri, outlet: publisher, title: title || source || iri, date, link: url, copy_of };
};

// A piece of evidence with its sentence and document; one from a table has the table's name for a title.
const told = (page, { sentence, rule, source, confidence }) => {
  const { text, document, begin, end } = page.sentences[sentence];
  const cite = cited(page, document);
  return { sentence: text, ...cite, title: cite.title || source, begin, end, rule, source, confidence };
};

const names = (page, entities) => entities.map((entity) => page.label(entity)).join("; ");

// A spreadsheet would run what begins as a formula; numbers of ours stay numbers.
const FORMULA = /^[\s\p{C}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;
const cell = (value) => {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const guarded = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
};

const sheet = (page, titles, rows) => {
  const lines = [[...titles, "source line"], ...rows.map((row) => [...row, page.provenance])];
  return `\uFEFF${lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("")}`;
};

const RELATION = ["relation id", "from", "from IRI", "relation", "predicate", "to", "to IRI", "put as", "according to"];
const EVIDENCE = ["sentence", "outlet", "title", "date", "link", "begin", "end", "rule", "confidence"];

// One row a sentence of what is listed, and one for a relation without any.
export const csv = (page) => {
  const rows = page.listed.flatMap((edge) => {
    const [subject, object] = [page.entities[edge.subject], page.entities[edge.object]];
    const ends = [subject.label, subject.iri, edge.label, edge.predicate, object.label, object.iri];
    const relation = [edge.id, ...ends, edge.status, page.label(edge.by)];
    const evidence = page.evidenceOf(edge).map((one) => told(page, one));
    if (!evidence.length) return [[...relation, ...EVIDENCE.map(() => "")]];
    return evidence.map((one) => [...relation, ...EVIDENCE.map((title) => one[title])]);
  });
  return sheet(page, [...RELATION, ...EVIDENCE], rows);
};

export const statementsCsv = (page) => {
  const titles = ["who", "post", "what", "cue", "manner", "on", "about", "according to", "denied"];
  const more = ["who as written", "takes a side", "reported by"];
  const rows = page.listedStatements.map((said) => {
    const { outlet, title, date, link } = cited(page, said.document);
    const who = names(page, said.creators) || said.source_text;
    return [
      ...[who, names(page, said.posts), said.text, said.cue, said.manner, said.date, names(page, said.about)],
      ...[said.according_to, said.denied ? "denied" : "", outlet, title, date, link],
      ...[said.source_text, said.stance.join("; "), said.reported_by, said.iri],
    ];
  });
  return sheet(page, [...titles, "outlet", "title", "date", "link", ...more, "statement IRI"], rows);
};

const COLUMNS = {
  node: { kind: "string", iri: "anyURI", aliases: "string", sentences: "integer", statements: "integer" },
  edge: { predicate: "string", status: "string", "according to": "string", sentences: "integer", newest: "string" },
};

const columns = (side) => {
  const given = Object.entries(COLUMNS[side]).map(([title, type]) => tag("attribute", { id: title, title, type }));
  return tag("attributes", { class: side, mode: "static" }, ...given);
};

const values = (row) =>
  tag("attvalues", {}, ...Object.entries(row).map(([name, value]) => tag("attvalue", { for: name, value })));

// GEXF 1.3, as Gephi reads it; entities that are not drawn have no position.
export const gexf = (page) => {
  const nodes = page.listedEntities.map((number) => gexfNode(page, number));
  const edges = page.listed.map((edge) => gexfEdge(page, edge));
  const lines = [
    ...['<?xml version="1.0" encoding="UTF-8"?>', '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'],
    tag(
      "meta",
      { lastmodifieddate: newest(page) || null },
      tag("creator", {}, "PolicyGraph"),
      tag("description", {}, escaped(page.provenance)),
    ),
    ...['<graph defaultedgetype="directed" mode="static">', columns("node"), columns("edge")],
    ...["<nodes>", ...nodes, "</nodes>", "<edges>", ...edges, "</edges>", "</graph>", "</gexf>"],
  ];
  return `${lines.join("\n")}\n`;
};

const gexfNode = (page, number) => {
  const { iri, kind, label, aliases, evidence, statements: said } = page.entities[number];
  const spot = page.position.get(number);
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(page.look(number).colour.slice(at, at + 2), 16));
  return tag(
    "node",
    { id: iri, label },
    values({ kind, iri, aliases: aliases.join("; "), sentences: evidence, statements: said }),
    tag("viz:color", { r, g, b, a: 1 }),
    ...(spot ? [tag("viz:position", { x: spot.x, y: -spot.y, z: 0 })] : []), // Gephi's y grows upwards
    tag("viz:size", { value: spot?.size ?? page.radius(number) }),
  );
};

const gexfEdge = (page, edge) => {
  const evidence = page.evidenceOf(edge);
  const [source, target] = [page.entities[edge.subject].iri, page.entities[edge.object].iri];
  const row = { predicate: edge.predicate, status: edge.status, "according to": page.label(edge.by) };
  const counts = { sentences: evidence.length, newest: page.newest(evidence) };
  return tag("edge", { id: edge.id, source, target, label: edge.label }, values({ ...row, ...counts }));
};

const named = (page, number) =>
  number === null ? null : { iri: page.entities[number].iri, label: page.entities[number].label };

const evidenceJson = (page, evidence) =>
  evidence.map((one) => {
    const { sentence, begin, end, rule, source, confidence, ...document } = told(page, one);
    return { sentence, document, begin, end, rule, source, confidence };
  });

const entityJson = (page, number) => {
  const { iri, kind, label, aliases, types, identifiers, candidates, details } = page.entities[number];
  const dates = details.map((one) => ({ ...one, evidence: evidenceJson(page, one.evidence) }));
  const held = page.holdingsOf[number].map(({ person, post, organization, ...when }) => {
    return { person: named(page, person), post: named(page, post), organization: named(page, organization), ...when };
  });
  return { iri, kind, label, aliases, types, identifiers, candidates, details: dates, holdings: held };
};

const relationJson = (page, edge) => ({
  id: edge.id,
  subject: named(page, edge.subject),
  predicate: edge.predicate,
  relation: edge.label,
  object: named(page, edge.object),
  status: edge.status,
  according_to: named(page, edge.by),
  evidence: evidenceJson(page, page.evidenceOf(edge)),
});

const statementJson = (page, { creators, posts, about, document, ...said }) => {
  const each = (numbers) => numbers.map((number) => named(page, number));
  return { ...said, creators: each(creators), posts: each(posts), about: each(about), document: cited(page, document) };
};

export const json = (page) => {
  const written = {
    source: page.provenance,
    newest: newest(page),
    part: page.isPart,
    of: { entities: page.totals.entities, relations: page.totals.edges },
    entities: page.listedEntities.map((number) => entityJson(page, number)),
    relations: page.listed.map((edge) => relationJson(page, edge)),
    statements: page.listedStatements.map((said) => statementJson(page, said)),
  };
  return `${JSON.stringify(written, null, 2)}\n`;
};

// "ada-abara-policygraph-2017-03-10.csv", of a part "ada-abara-policygraph-statements-2017-03-10.csv".
export const fileName = (page, extension, part = "") => {
  const words = (text) => fold(text).normalize("NFC").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  const heading = [...words(page.heading)].slice(0, 60).join("").replace(/-$/, "");
  const own = heading.includes("policygraph") ? heading : `policygraph-${heading}`; // no name a system keeps to itself
  return `${[own, words(part), newest(page)].filter(Boolean).join("-").replace(/-+/g, "-")}.${extension}`;
};

// Starts the download of a text or Blob.
export const save = (name, type, content) => {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const anchor = element("a", { href: address, download: name, hidden: true });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), KEPT);
};

// What each button of the menu does, by its id.
export const downloads = {
  "export-png": async (page, options) => save(fileName(page, "png"), "image/png", await picturePng(page, options)),
  "export-svg": (page, options) => save(fileName(page, "svg"), "image/svg+xml", pictureSvg(page, options)),
  "export-csv": (page) => save(fileName(page, "csv"), "text/csv", csv(page)),
  "export-statements": (page) => save(fileName(page, "csv", "statements"), "text/csv", statementsCsv(page)),
  "export-gexf": (page) => save(fileName(page, "gexf"), "application/gexf+xml", gexf(page)),
  "export-json": (page) => save(fileName(page, "json"), "application/json", json(page)),
};
