// Parts of a graph put together: node --test
import assert from "node:assert/strict";
import { test } from "node:test";
import { sound } from "../loader.js";
import { merge } from "../merge.js";

const DATES = { old: "2017-03-01", new: "2017-04-01" };

// The payload of some edges, each "a knows b" or "a knows b: sentence@document confidence; …", and of what they join.
// `partial` are the names of entities that have more edges elsewhere.
const part = (lines, { partial = "", said = [], held = [], nodes = {}, alone = "" } = {}) => {
  const read = lines.map((line) => {
    const [claim, told = ""] = line.split(": ");
    const [subject, predicate, object] = claim.split(" ");
    const evidence = told.split("; ").filter(Boolean).map((one) => /^(\w+)@(\w+) ?([\d.]*)$/.exec(one).slice(1));
    return { id: claim, subject, predicate, object, evidence };
  });
  const names = [...new Set([...read.flatMap(({ subject, object }) => [subject, object]), ...alone])];
  const documents = [...new Set([...read.flatMap(({ evidence }) => evidence.map(([, document]) => document))])];
  const sentences = [];
  const cite = ([text, document, confidence]) => {
    const one = { text, document: documents.indexOf(document), begin: 0, end: 9 };
    let sentence = sentences.findIndex((known) => known.text === text && known.document === one.document);
    if (sentence < 0) sentence = sentences.push(one) - 1;
    return { sentence, rule: "r", source: "", confidence: confidence ? Number(confidence) : null };
  };
  const at = (name) => (names.includes(name) ? names.indexOf(name) : null);
  const edges = read.map(({ id, subject, predicate, object, evidence }) => ({
    id, subject: at(subject), object: at(object), label: predicate, status: "stated", by: null, evidence: evidence.map(cite),
  }));
  const total = (n) => edges.filter((edge) => edge.subject === n || edge.object === n).reduce((sum, edge) => sum + edge.evidence.length, 0);
  return {
    entities: names.map((iri, n) => ({
      iri, label: iri, kind: "person", aliases: [], details: [], evidence: total(n),
      statements: said.filter(([, ...who]) => who.includes(iri)).length,
      ...(partial.includes(iri) ? { partial: true } : {}),
    })),
    edges,
    links: edges.map(({ id, subject, object }) => ({ id, from: subject, to: object, dashes: false, smooth: false })),
    nodes: Object.entries(nodes).map(([name, [x, y]]) => ({ id: at(name), x, y, size: 8 })),
    statements: said.map(([iri, ...who]) => ({ iri, creators: who.map(at).filter((n) => n !== null), posts: [], about: [], document: null })),
    holdings: held.map(([iri, person, post]) => ({ iri, person: at(person), post: at(post), organization: null, start: "", end: "" })),
    documents: documents.map((iri) => ({ iri, date: DATES[iri] })),
    sentences,
    groups: [], groupOf: [], groupLinks: [], firstSpots: [], opened: null,
    style: { kinds: { person: {} } },
    limits: { lowConfidence: 0.5 },
    totals: { entities: 9, edges: 9, documents: 9 },
  };
};

// What a payload tells, without its numbers.
const told = (data) => {
  const iri = (number) => (number === null ? null : data.entities[number].iri);
  const document = (number) => (number === null ? null : data.documents[number].iri);
  const cite = (one) => ({ ...one, sentence: [data.sentences[one.sentence].text, document(data.sentences[one.sentence].document)] });
  const sorted = (rows, key) => rows.sort((a, b) => (a[key] < b[key] ? -1 : 1));
  return {
    entities: sorted(structuredClone(data.entities), "iri"),
    edges: sorted(data.edges.map((edge) => ({ ...edge, subject: iri(edge.subject), object: iri(edge.object), evidence: edge.evidence.map(cite) })), "id"),
    statements: sorted(data.statements.map((said) => ({ iri: said.iri, creators: said.creators.map(iri) })), "iri"),
    holdings: sorted(data.holdings.map((held) => ({ iri: held.iri, person: iri(held.person), post: iri(held.post) })), "iri"),
    documents: sorted(structuredClone(data.documents), "iri"),
    sentences: data.sentences.map((one) => `${one.text}@${document(one.document)}`).sort(),
  };
};

// How each edge bends, seen from that of its entities which came first.
const bends = (data) =>
  Object.fromEntries(data.links.map(({ id, from, to, smooth, selfReference }) => {
    if (from === to) return [id, selfReference];
    const turn = { curvedCW: 1, curvedCCW: -1 };
    return [id, smooth ? turn[smooth.type] * smooth.roundness * (from < to ? 1 : -1) : 0];
  }));

const KNOWS = "a knows b: one@old; two@new";
const MET = "b met a: one@old";
const LIKES = "a likes b";
const FAR = "b knows c: far@new 0.3";
const LOOP = "c cites c: loop@old; again@old";
const FACTS = { said: [["s1", "a", "c"], ["s2", "b"]], held: [["h1", "a", "b"], ["h2", "c", "d"]] };
const whole = () => part([KNOWS, MET, LIKES, FAR, LOOP], { ...FACTS, alone: "d" });
const parts = () => [
  part([KNOWS, MET, LIKES], { partial: "b", said: [["s1", "a"], ["s2", "b"]], held: [["h1", "a", "b"]] }),
  part([FAR, LOOP], { partial: "b", said: FACTS.said, held: [["h1", "x", "b"], ["h2", "c", "x"]] }),
  part([FAR, LIKES, MET, KNOWS], { partial: "c", said: FACTS.said, held: [["h1", "a", "b"], ["h2", "c", "x"]] }),
  part([], { held: [["h2", "x", "d"]], alone: "d" }),
];
const merged = ([first, ...others]) => {
  for (const other of others) merge(first, other);
  return first;
};
const orders = (list) =>
  list.length < 2 ? [list] : list.flatMap((one, at) => orders(list.toSpliced(at, 1)).map((rest) => [one, ...rest]));

test("parts in any order are the whole", () => {
  for (const order of orders([0, 1, 2, 3])) {
    const all = parts();
    const made = merged(order.map((at) => all[at]));
    assert.ok(sound(made));
    assert.deepEqual(told(made), told(whole()), String(order));
    assert.equal(made.links.length, 5);
  }
});

test("merging a part once more changes nothing", () => {
  const data = merged(parts());
  const before = structuredClone(data);
  for (const again of parts()) {
    const nothing = { entities: [], edges: [], statements: [], holdings: [], documents: [], sentences: [], whole: [], changed: [] };
    assert.deepEqual(merge(data, again), nothing);
  }
  assert.deepEqual(data, before);
});

test("numbers once given stay, and what is new is told", () => {
  const [first, second] = parts();
  const [entities, edges] = [[...first.entities], [...first.edges]];
  const found = merge(first, second);
  entities.forEach((entity, number) => assert.equal(first.entities[number], entity));
  edges.forEach((edge, number) => assert.equal(first.edges[number], edge));
  assert.deepEqual(found.entities.map((number) => first.entities[number].iri), ["c"]);
  assert.deepEqual(found.edges, [3, 4]);
  assert.deepEqual(found.sentences.map((number) => first.sentences[number].text), ["far", "loop", "again"]);
});

test("an entity is partial until a part has all of it", () => {
  const data = part([KNOWS], { partial: "ab" });
  assert.deepEqual(merge(data, part([KNOWS, MET], { partial: "b" })).whole, [0]);
  assert.deepEqual(data.entities.map(({ partial = false }) => partial), [false, true]);
  // One that is whole already does not become partial by a part that has less of it.
  merge(data, part([KNOWS], { partial: "ab" }));
  assert.deepEqual(data.entities.map(({ partial = false }) => partial), [false, true]);
});

test("parallel edges keep bends of their own, whatever part they came with", () => {
  for (const lines of [[KNOWS, MET, LIKES], [MET, LIKES, KNOWS], [LIKES, MET, KNOWS]]) {
    const data = merged(lines.map((line) => part([line])));
    // By evidence, so the edge with most of it comes first; b met a runs the other way round.
    assert.deepEqual(bends(data), { [KNOWS.slice(0, 9)]: -0.3, "b met a": 0, "a likes b": 0.3 });
  }
  const two = merged([part([MET]), part([KNOWS])]);
  assert.deepEqual(bends(two), { "a knows b": -0.15, "b met a": 0.15 });
});

test("loops differ in size and angle", () => {
  const data = merged([part(["a cites a: x@old"]), part(["a quotes a"])]);
  // Radius 8 + 1.6 × √1 ≈ 10, and 8 more for the first ring.
  assert.deepEqual(bends(data), { "a cites a": { size: 18, angle: 0 }, "a quotes a": { size: 22, angle: 3.142 } });
});

test("evidence of an edge is united, the newest first, and decides whether it is dashed", () => {
  const data = part(["a knows b: weak@old 0.4"]);
  const found = merge(data, part(["a knows b: strong@new 0.9; weak@old 0.4"]));
  assert.deepEqual(found.changed, [0]);
  assert.deepEqual(data.edges[0].evidence.map((one) => data.sentences[one.sentence].text), ["strong", "weak"]);
  assert.deepEqual(data.entities.map((entity) => entity.evidence), [2, 2]);
  assert.equal(data.links[0].dashes, false);
  const weak = part(["a knows b"]);
  merge(weak, part(["a knows b: weak@old 0.4"]));
  assert.equal(weak.links[0].dashes, true);
});

test("newcomers lie beside those they were with", () => {
  const data = part([KNOWS], { nodes: { a: [0, 0], b: [100, 0] } });
  merge(data, part([FAR], { nodes: { b: [-500, 40], c: [-400, 90] } }));
  assert.deepEqual(data.nodes.map(({ id, x, y }) => [data.entities[id].iri, x, y]), [["a", 0, 0], ["b", 100, 0], ["c", 200, 50]]);
  merge(data, part([], { alone: "d", nodes: { d: [7, 7] } }));
  assert.deepEqual(data.nodes[3], { id: 3, x: 400, y: 7, size: 8 });
  assert.equal(data.nodes[1].size, 11); // 8 + 1.6 × √3
});

test("newcomers cover nobody", () => {
  const data = part([KNOWS], { nodes: { a: [0, 0], b: [100, 0] } });
  merge(data, part([FAR], { nodes: { b: [0, 0], c: [-90, 5] } }));
  merge(data, part([], { alone: "d", nodes: { d: [0, 0] } }));
  merge(data, part(["d knows e", "d knows f"], { nodes: { d: [0, 0], e: [0, 1], f: [1, 0] } }));
  const { nodes } = data;
  assert.equal(nodes.length, 6);
  for (const one of nodes) {
    for (const other of nodes) {
      if (one !== other) assert.ok(Math.hypot(one.x - other.x, one.y - other.y) >= one.size + other.size + 24);
    }
  }
  assert.deepEqual(nodes.slice(0, 2).map(({ x, y }) => [x, y]), [[0, 0], [100, 0]]);
});

test("totals are those of the newest answer", () => {
  const data = part([KNOWS]);
  const { totals } = data;
  merge(data, { ...part([FAR]), totals: { entities: 10, edges: 12, documents: 3 } });
  assert.deepEqual(totals, { entities: 10, edges: 12, documents: 3 });
});
