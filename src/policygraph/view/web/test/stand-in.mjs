// A page as the exports see it, made by hand, and a reader of the XML and CSV they write.
import assert from "node:assert/strict";

export const HOSTILE = [
  "<img src=x onerror=\"window.pwned='image'\">",
  "</script><script>window.pwned='script'</script>",
  '" onmouseover="window.pwned=1" \' x=\'',
  "]]> <!-- & &amp; <script>",
  "line\u2028separator\nand\u0085next\ttab",
  "null\u0000 bell\u0007 lone\uD800 end\uFFFF",
  "東京都知事室 بلدية Relief 🚒",
];

const kinds = {
  person: { label: "Person", plural: "People", shape: "circle", colour: "#0072B2" },
  organization: { label: "Organization", plural: "Organizations", shape: "diamond", colour: "#E69F00" },
};
const light = { background: "#FFFFFF", outline: "#1F2937", text: "#111827", edge: "#8A94A3", selected: "#B42318" };
const style = {
  kinds,
  canvas: { light },
  statement: { label: "Statement", plural: "Statements", shape: "triangle-down", colour: "#4B5563" },
  group: { label: "Group", plural: "Groups", shape: "circle", colour: "#C8D3E0" },
};

export const entity = (n, more = {}) => ({
  iri: `https://e.example/${n}`,
  kind: n % 2 ? "organization" : "person",
  label: `Entity ${n}`,
  aliases: [],
  types: [],
  identifiers: [],
  candidates: [],
  details: [],
  statements: 0,
  evidence: 1,
  ...more,
});

export const edge = (id, subject, object, more = {}) => ({
  ...{ id, subject, object, predicate: "https://p.example/supports", label: "supports", inverse: "supported by" },
  ...{ status: "stated", by: null, evidence: [], ...more },
});

// A link as vis-network draws one: from an entity to itself a ring, else a curve.
export const link = ({ id, subject, object }, turn = 0) => ({
  ...{ id, from: subject, to: object, dashes: false },
  ...(subject === object
    ? { selfReference: { size: 20, angle: turn } }
    : { smooth: turn ? { enabled: true, type: "curvedCW", roundness: turn } : false }),
});

const sourceLine = "Extracted from 2 documents, the newest of 2017-03-10; check them.";

export const pageOf = ({ entities = [], edges = [], ...more } = {}) => ({
  ...{ heading: "Ada Ábara · PolicyGraph", sourceLine, provenance: sourceLine, isPart: false, addressOf: () => "" },
  ...{ style, entities, edges, links: edges.map((one) => link(one)), groupLinks: [], grouping: false },
  ...{ sentences: [], documents: [], statements: [], holdingsOf: entities.map(() => []) },
  totals: { entities: entities.length, edges: edges.length, documents: 0 },
  edgeById: new Map(edges.map((one) => [one.id, one])),
  position: new Map(entities.map((_, id) => [id, { id, x: 160 * (id % 4), y: 120 * Math.floor(id / 4), size: 10 }])),
  listed: edges,
  listedEntities: entities.map((_, number) => number),
  visibleEdges: edges,
  listedStatements: more.statements ?? [],
  conflicting: new Set(),
  visibleEntities: entities.map((_, number) => number),
  evidenceOf: (one) => one.evidence,
  thing(number) {
    return number < 0 ? { label: `Group ${-number}`, kind: "group", statements: 0, evidence: 0, candidates: [] } : this.entities[number];
  },
  label(number) {
    return number === null ? "" : this.thing(number).label;
  },
  look(number) {
    return number < 0 ? style.group : kinds[this.entities[number].kind];
  },
  qualified: (one) => (one.status === "stated" ? "" : one.status),
  newest(evidence) {
    return evidence.map((one) => this.documents[this.sentences[one.sentence].document]?.date ?? "").sort().pop() ?? "";
  },
  radius: () => 8,
  ...more,
});

// A page whose every text is an attack, with parallel edges and a loop.
export const hostilePage = () => {
  const entities = HOSTILE.map((label, n) => entity(n, { label, aliases: [label], statements: 1 }));
  const sentences = HOSTILE.map((text, n) => ({ text, document: n, begin: 10 * n, end: 10 * n + 5 }));
  const documents = HOSTILE.map((text, n) => ({
    ...{ iri: `https://d.example/${n}`, title: text, publisher: text, date: `2017-03-0${n + 1}`, url: "", source: text, copy_of: "" },
  }));
  const evidence = (sentence) => [{ sentence, rule: HOSTILE[sentence], source: "", confidence: 0.5 }];
  const row = HOSTILE.slice(1).map((label, n) => edge(`row${n}`, n, n + 1, { label, evidence: evidence(n) }));
  const edges = [...row, edge("beside", 0, 1), edge("loop", 0, 0)];
  const statements = HOSTILE.map((text, n) => ({
    ...{ iri: `https://s.example/${n}`, creators: [n], posts: [], about: [0], according_to: text, denied: false },
    ...{ source_text: text, text, cue: "said", manner: "direct", date: "", reported_by: "", stance: [text], document: n },
  }));
  const links = edges.map((one, n) => link(one, one.id === "beside" ? 0.3 : n));
  return pageOf({ entities, edges, sentences, documents, statements, links });
};

const CHARACTERS = { amp: "&", lt: "<", gt: ">", quot: '"' };
const plain = (text) => {
  assert.doesNotMatch(text, /[<]|&(?!(?:amp|lt|gt|quot|#\d+);)/);
  return text.replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) => (code ? String.fromCodePoint(code) : CHARACTERS[name]));
};

// Elements of well-formed XML as { name, attributes, children, text }; fails on any other text.
export const parsed = (xml) => {
  assert.doesNotMatch(xml, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u);
  const root = { children: [], text: "" };
  const open = [root];
  const parts = xml.replace(/^<\?xml version="1.0" encoding="UTF-8"\?>\n/, "").split(/(<[^<>]*>)/);
  for (const part of parts) {
    const tag = /^<(\/?)([\w:]+)((?: [\w:-]+="[^"<]*")*)(\/?)>$/.exec(part);
    if (!tag) {
      open.at(-1).text += plain(part);
      continue;
    }
    const [, ends, name, given, empty] = tag;
    if (ends) {
      assert.equal(open.pop().name, name);
      continue;
    }
    const pairs = [...given.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, plain(value)]);
    const made = { name, attributes: Object.fromEntries(pairs), children: [], text: "" };
    open.at(-1).children.push(made);
    if (!empty) open.push(made);
  }
  assert.equal(open.length, 1);
  assert.equal(root.children.length, 1);
  return root.children[0];
};

export const all = (node, name) => node.children.flatMap((one) => [...(one.name === name ? [one] : []), ...all(one, name)]);

// The rows of RFC 4180.
export const rows = (csv) => {
  const found = [[]];
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  let done = 0;
  for (const [whole, quoted, bare, end] of csv.slice(1).matchAll(cells)) {
    done += whole.length;
    found.at(-1).push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === "\r\n") found.push([]);
  }
  assert.equal(csv[0], "\uFEFF");
  assert.equal(done, csv.length - 1);
  assert.deepEqual(found.pop(), []);
  return found;
};
