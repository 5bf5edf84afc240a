// The data of the page, without a browser: node --test
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { Page, fold, rings, unpack } from "../model.js";

const kinds = { person: {}, post: {}, policy: {} };

// `count` people in a chain, each with less evidence than the one before.
const made = (count, more = {}) => ({
  entities: Array.from({ length: count }, (_, n) => ({
    iri: `https://e.example/${n}`,
    kind: "person",
    label: `Person ${n}`,
    aliases: n === 1 ? ["Señora Łódź"] : [],
    evidence: count - n,
    statements: 0,
  })),
  edges: Array.from({ length: Math.max(0, count - 1) }, (_, n) => ({
    id: `e${n}`,
    subject: n,
    object: n + 1,
    label: n % 2 ? "knows" : "met",
    status: n === 0 ? "denied" : "stated",
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
  style: { kinds, group: { shape: "circle", colour: "#000000" } },
  limits: { first: count, entities: count, edges: 4000, around: 150, webgl: 500, showAll: true },
  totals: { entities: count, edges: count - 1, documents: 0 },
  ...more,
});

test("unpacks gzipped JSON in base64", async () => {
  const packed = gzipSync(JSON.stringify({ name: "Thành phố 東京" })).toString("base64");
  assert.deepEqual(await unpack(packed), { name: "Thành phố 東京" });
});

test("folds case, marks and letters without decomposition", () => {
  assert.equal(fold("Señora ŁÓDŹ"), "senora lodz");
  assert.equal(fold("Straße"), "strasse");
});

test("search finds every word, in names before aliases", () => {
  const page = new Page(made(12));
  assert.deepEqual(page.search("person 1", 9).map(({ number }) => number), [1, 10, 11]);
  assert.deepEqual(page.search("lodz sen", 9), [{ number: 1, rank: 3, name: "Señora Łódź" }]);
  assert.deepEqual(page.search("  ", 9), []);
  assert.equal(page.search("person", 5).length, 5);
});

test("what is denied is hidden until asked for, and filters hide", () => {
  const page = new Page(made(4));
  assert.deepEqual(page.visibleEdges.map(({ id }) => id), ["e1", "e2"]);
  page.hidden.status.delete("denied");
  page.hidden.relation.add("knows");
  assert.deepEqual(page.visibleEdges.map(({ id }) => id), ["e0", "e2"]);
  page.hidden.lonely = true;
  page.hidden.relation.add("met");
  assert.deepEqual(page.visibleEntities, []);
});

test("no more is drawn than the caps allow", () => {
  const page = new Page(made(5, { limits: { first: 2, entities: 3, edges: 1, around: 3, webgl: 500, showAll: true } }));
  assert.deepEqual([...page.drawn], [0, 1]);
  assert.equal(page.reveal(2), true);
  assert.equal(page.reveal(3), false);
  assert.equal(page.visibleEdges.length, 1);
});

// Two groups: the first four people, and the others.
const grouped = () => {
  const groups = [
    { label: "Person 0 · Person 1", rest: false, count: 4, spots: [[0, 0], [5, 0], [0, 5]] },
    { label: "All others", rest: true, count: 2, spots: [[0, 0], [9, 9]] },
  ];
  const nodes = [
    { id: -1, x: 0, y: 0, size: 58 },
    { id: -2, x: 300, y: 0, size: 40 },
  ];
  const groupLinks = [{ id: "0/1", from: -1, to: -2, count: 1 }];
  const limits = { first: 2, entities: 1500, edges: 4000, around: 3, webgl: 500, showAll: false };
  return new Page(made(6, { groups, nodes, groupLinks, groupOf: [0, 0, 0, 0, 1, 1], limits }));
};

test("a large graph opens with its groups, and a group with its first", () => {
  const page = grouped();
  assert.equal(page.grouping, true);
  assert.deepEqual(page.visibleEntities, [-1, -2]);
  assert.deepEqual(page.visibleEdges, []);
  assert.equal(page.label(-2), "All others");
  assert.deepEqual(page.edgesAt(-2), [{ id: "0/1", subject: -1, object: -2, count: 1 }]);
  page.openGroup(0);
  assert.equal(page.grouping, false);
  assert.deepEqual([...page.drawn], [0, 1, 2]);
  assert.equal(page.position.get(1).x, 5);
  page.overview();
  assert.deepEqual([...page.drawn], [-1, -2]);
});

test("around an entity stand its neighbours, and what has no room is counted", () => {
  const page = grouped();
  page.around([4]);
  assert.deepEqual(new Set(page.drawn), new Set([3, 4, 5]));
  assert.deepEqual(page.more, []);
  assert.deepEqual({ x: page.position.get(4).x, y: page.position.get(4).y }, { x: 0, y: 0 });
  page.around([1, 4]); // 0, 2, 3 and 5 are around them; one has room
  assert.deepEqual(new Set(page.drawn), new Set([1, 4, 0]));
  assert.deepEqual(page.more, [2, 3, 5]);
  assert.equal(page.reveal(2), true);
  assert.deepEqual(page.more, [3, 5]);
});

test("rings give each its own whole-number spot, far enough from all others", () => {
  const spots = rings(Array.from({ length: 149 }, (_, id) => id));
  assert.equal(spots.length, 149);
  for (const one of spots) {
    assert.ok(Number.isInteger(one.x) && Number.isInteger(one.y));
    assert.ok(Math.hypot(one.x, one.y) > 150);
    for (const other of spots) if (one !== other) assert.ok(Math.hypot(one.x - other.x, one.y - other.y) > 60);
  }
});
