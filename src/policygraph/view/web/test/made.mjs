// An invented graph for the tests of the scripts.
const kinds = { person: {}, post: {}, policy: {} };

// `count` people in a chain, each with less evidence than the one before.
export const made = (count, more = {}) => ({
  entities: Array.from({ length: count }, (_, n) => ({
    iri: `https://e.example/${n}`,
    kind: "person",
    label: `Person ${n}`,
    aliases: n === 1 ? ["Señora Łódź"] : [],
    evidence: count - n,
    statements: 0,
    candidates: n === 2 ? [{ identifier: "x", reason: "y" }] : [],
  })),
  edges: Array.from({ length: Math.max(0, count - 1) }, (_, n) => ({
    id: `e${n}`,
    subject: n,
    object: n + 1,
    label: n % 2 ? "knows" : "met",
    status: n === 0 ? "denied" : "stated",
    predicate: "p",
    by: null,
    evidence: [],
  })),
  statements: [],
  holdings: [],
  documents: [],
  sentences: [],
  nodes: Array.from({ length: count }, (_, id) => ({ id, x: 100 * id, y: 0, size: 8 })),
  links: [],
  firstSpots: [],
  groups: [],
  groupOf: [],
  groupLinks: [],
  ids: "https://e.example/",
  style: { kinds, group: { shape: "circle", colour: "#000000" } },
  limits: { first: count, entities: count, edges: 4000, around: 150, webgl: 500, showAll: true },
  totals: { entities: count, edges: count - 1, documents: 0 },
  ...more,
});
