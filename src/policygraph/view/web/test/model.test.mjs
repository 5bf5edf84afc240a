// The data of the page, without a browser: node --test
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { unpack } from "../loader.js";
import { Page } from "../model.js";
import { fold } from "../names.js";
import { rings } from "../spots.js";
import { made } from "./made.mjs";

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
  assert.deepEqual(page.names.search("person 1", 9).map(({ number }) => number), [1, 10, 11]);
  assert.deepEqual(page.names.search("lodz sen", 9), [{ number: 1, rank: 3, name: "Señora Łódź" }]);
  assert.deepEqual(page.names.search("  ", 9), []);
  assert.equal(page.names.search("person", 5).length, 5);
});

test("what is denied is hidden until asked for, and filters hide", () => {
  const page = new Page(made(4));
  assert.deepEqual(page.visibleEdges.map(({ id }) => id), ["e1", "e2"]);
  page.narrowing.hidden.status.delete("denied");
  page.narrowing.hidden.relation.add("knows");
  page.touch();
  assert.deepEqual(page.visibleEdges.map(({ id }) => id), ["e0", "e2"]);
  page.narrowing.off.lonely = true;
  page.narrowing.hidden.relation.add("met");
  page.touch();
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
  page.focus({ centres: [4], hops: 1 });
  assert.deepEqual(new Set(page.drawn), new Set([3, 4, 5]));
  assert.deepEqual(page.more, []);
  assert.deepEqual({ x: page.position.get(4).x, y: page.position.get(4).y }, { x: 0, y: 0 });
  page.narrowing.hidden.status.clear();
  page.focus({ centres: [1, 4], hops: 1 }); // 0, 2, 3 and 5 are around them; one has room
  assert.deepEqual(new Set(page.drawn), new Set([1, 4, 0]));
  assert.deepEqual(page.more, [2, 3, 5]);
  assert.equal(page.reveal(2), true);
  assert.deepEqual(page.more, [3, 5]);
});

test("a focus leaves out all else, and goes as it came", () => {
  const page = new Page(made(9));
  page.focus({ centres: [4], hops: 2 });
  assert.deepEqual(page.listed.map(({ id }) => id), ["e2", "e3", "e4", "e5"]);
  assert.deepEqual(page.visibleEntities, [2, 3, 4, 5, 6]);
  page.narrowing.hidden.entity.add(5);
  page.touch();
  assert.deepEqual(page.visibleEntities, [2, 3, 4]);
  page.opening();
  assert.deepEqual(page.visibleEntities, [0, 1, 2, 3, 4, 6, 7, 8]);
});

test("a path has its stops; with nothing between there is none", () => {
  const page = new Page(made(6));
  page.focus({ between: [1, 4], nth: 0 });
  assert.deepEqual(page.way, { stops: [1, 2, 3, 4], count: 1 });
  page.focus({ between: [0, 4], nth: 0 }); // what joins 0 and 1 is denied
  assert.equal(page.way, null);
  assert.deepEqual(page.visibleEntities, [0, 4]);
});

test("what is not sure can be left out", () => {
  const data = made(5);
  data.edges.push({ ...data.edges[0], id: "again", status: "stated" }); // e0 is denied
  data.sentences = [{ text: "One.", document: null }];
  data.edges[3].evidence = [{ sentence: 0, confidence: 0.3 }];
  const page = new Page({ ...data, limits: { ...data.limits, lowConfidence: 0.5 } });
  const left = () => page.visibleEdges.map(({ id }) => id);
  assert.deepEqual([...page.conflicting], ["e0", "again"]);
  assert.deepEqual(left(), ["e1", "e2", "e3", "again"]);
  for (const [name, rest] of [["conflicting", ["e1", "e2", "e3"]], ["low", ["e1", "e2", "again"]], ["ambiguous", ["e3", "again"]]]) {
    page.narrowing.off[name] = true;
    page.touch();
    assert.deepEqual(left(), rest, name);
    page.narrowing.clear();
  }
  page.touch();
  assert.deepEqual(page.visibleEntities, [0, 1, 2, 3, 4]);
});

test("a pin stays where it was put, whatever is drawn", () => {
  const page = grouped();
  page.openGroup(0);
  page.pin(0, { x: 700.4, y: -3 });
  page.focus({ centres: [4], hops: 1 });
  assert.deepEqual(page.position.get(0), { id: 0, x: 700, y: -3, size: page.radius(0) });
  assert.ok(page.visibleEntities.includes(0));
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

test("of what a server has more of, the page knows where and how much", () => {
  const page = new Page(made(3, { totals: { entities: 616, edges: 763, documents: 15 } }));
  const iri = `${page.ids}person/jos%C3%A9 d'arc`;
  assert.deepEqual([page.isPart, page.scope, page.addressOf(`${page.ids}person/ann`)], [true, "", ""]);
  page.served = true;
  assert.equal(page.scope, " of what is loaded");
  assert.equal(page.addressOf(`${page.ids}person/josé-d'arc`), "/id/person/jos%C3%A9-d'arc");
  for (const other of [iri, `${page.ids}person/a/b`, `${page.ids}person/a?b`, "https://other.example/person/ann"]) {
    assert.equal(page.addressOf(other), "");
  }
  page.joinedTo.set(1, 541); // of which two are here
  assert.equal(page.beyond(1), 0);
  page.entities[1].partial = true;
  assert.equal(page.beyond(1), 539);
  assert.equal(page.beyond(0), 0);
  assert.equal(new Page(made(3)).isPart, false);
});
