// What the server has beyond the page: node --test
import assert from "node:assert/strict";
import { test } from "node:test";
import { Further } from "../further.js";

const page = {
  entities: [{ iri: "a" }, { iri: "b", partial: true }],
  entityByIri: new Map([["a", 0], ["b", 1]]),
  edgesOf: [[{ subject: 0, object: 1 }], [{ subject: 0, object: 1 }]],
  joinedTo: new Map(),
  style: { kinds: { person: {} } },
};
const hit = (iri, kind = "person") => ({ iri, label: iri.toUpperCase(), kind, name: "" });
const server = (search) => ({ asked: [], stop() {}, search(text) {
  this.asked.push(text);
  return search(text);
} });
const quiet = { say() {}, absorbed() {} };
const moment = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

test("only the last of several quick keys is searched, and what is listed is not found again", async () => {
  const remote = server(async () => [hit("a"), hit("b"), hit("c"), hit("d", "constructor")]);
  const further = new Further(page, remote, quiet);
  const shown = [];
  for (const text of ["x", "xy", "xyz"]) further.search(text, [{ number: 0 }], (...found) => shown.push(found));
  await moment(250);
  assert.deepEqual(remote.asked, ["xyz"]);
  assert.deepEqual(shown, [[[{ number: 1, name: "" }, hit("c")], ""]]);
});

test("what is only much like it is offered where nothing fits", async () => {
  const near = (iri) => ({ ...hit(iri), near: true });
  const further = new Further(page, server(async () => [near("b"), near("c")]), quiet);
  const shown = [];
  further.search("x", [], (...found) => shown.push(found));
  await moment(250);
  further.search("y", [{ number: 0 }], (...found) => shown.push(found));
  await moment(250);
  assert.deepEqual(shown, [[[{ number: 1, name: "", near: true }, near("c")], ""], [[], ""]]);
});

test("an overtaken search shows nothing, a failed one what went wrong, an empty one asks nothing", async () => {
  const shown = [];
  const show = (...found) => shown.push(found);
  new Further(page, server(async () => null), quiet).search("x", [], show);
  new Further(page, server(() => Promise.reject(new Error("The server could not be reached"))), quiet).search("y", [], show);
  const empty = server(assert.fail);
  new Further(page, empty, quiet).search("  ", [], show);
  await moment(250);
  assert.deepEqual(shown, [[[], "The server could not be reached"]]);
  assert.deepEqual(empty.asked, []);
});

test("what is partial or unknown is lacking", () => {
  const further = new Further(page, null, quiet);
  assert.deepEqual(["a", "b", "c"].map((iri) => further.lacks(iri)), [false, true, true]);
  assert.ok(further.lacks("a", 2)); // what b lacks is two hops away
});

test("what is lacking is absorbed, once, and what went wrong is told", async () => {
  const [said, absorbed] = [[], []];
  const lacking = { ...page, absorb: (more) => absorbed.push(more) };
  const hooks = { say: (text) => said.push(text), absorbed: () => absorbed.push("told") };
  const answering = new Further(lacking, { around: async () => "part" }, hooks);
  assert.deepEqual(await answering.complete("a"), { had: false, failure: "", overtaken: false });
  assert.deepEqual(await answering.complete(undefined), { had: false, failure: "", overtaken: false });
  assert.deepEqual([said, absorbed], [[], []]);
  assert.deepEqual(await answering.complete("b"), { had: true, failure: "", overtaken: false });
  assert.deepEqual([said, absorbed], [["Loading …", ""], ["part", "told"]]);
  const failing = new Further(lacking, { around: () => Promise.reject(new Error("The server could not be reached")) }, hooks);
  const failure = "The server could not be reached.";
  assert.deepEqual(await failing.complete("b"), { had: false, failure, overtaken: false });
  assert.ok(failing.failed);
  await failing.complete("a");
  assert.ok(!failing.failed);
  assert.deepEqual(said.slice(2), ["Loading …", failure]);
  const had = new Further(lacking, { around: async () => null }, hooks);
  assert.deepEqual(await had.complete("b"), { had: false, failure: "", overtaken: false });
  assert.equal(absorbed.length, 2);
});

test("what the server says of its part is known for as long as no more is drawn", async () => {
  const known = { ...page, absorb() {}, joinedTo: new Map(), drawn: { size: 150 }, focused: null };
  const entities = Array.from({ length: 150 }, () => ({}));
  const answer = (_iri, hops) => ({ entities, note: `150 of 542 within ${hops}`, left: { entities: 392, exact: true } });
  const asked = [];
  const further = new Further(known, { around: async (...query) => (asked.push(query), answer(...query)) }, quiet);
  assert.deepEqual(await further.gather({ entities: ["b"], around: ["b"], hops: 2 }), []);
  assert.deepEqual(asked, [["b", 1], ["b", 2]]);
  assert.deepEqual(known.joinedTo, new Map([[1, 541]]));
  known.note = "The graph is being indexed";
  assert.equal(further.standing, known.note);
  known.focused = { centres: [1], hops: 1 };
  assert.equal(further.standing, "150 of 542 within 1");
  known.focused = { centres: [0, 1], hops: 2 };
  assert.equal(further.standing, "150 of 542 within 2");
  known.drawn.size = 151;
  assert.equal(further.standing, "");
  known.focused = { between: [0, 1], nth: 0 };
  assert.equal(further.standing, "");
});

test("what was overtaken is absorbed but not shown", async () => {
  const [said, absorbed] = [[], []];
  const further = new Further({ ...page, absorb: (more) => absorbed.push(more) }, { around: async (iri) => iri }, {
    say: (text) => said.push(text),
    absorbed() {},
  });
  const first = further.complete("b");
  const second = further.complete("c");
  assert.deepEqual([(await first).overtaken, (await second).overtaken], [true, false]);
  assert.deepEqual(absorbed, ["b", "c"]);
  assert.deepEqual(said, ["Loading …", "Loading …", ""]);
});
