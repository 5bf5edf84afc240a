// What the server has beyond the page: node --test
import assert from "node:assert/strict";
import { test } from "node:test";
import { Further } from "../further.js";

const page = {
  entities: [{ iri: "a" }, { iri: "b", partial: true }],
  entityByIri: new Map([["a", 0], ["b", 1]]),
  style: { kinds: { person: {} } },
};
const hit = (iri, kind = "person") => ({ iri, label: iri.toUpperCase(), kind, name: "" });
const server = (search) => ({ asked: [], stop() {}, search(text) {
  this.asked.push(text);
  return search(text);
} });
const moment = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

test("only the last of several quick keys is searched, and what is listed is not found again", async () => {
  const remote = server(async () => [hit("a"), hit("b"), hit("c"), hit("d", "constructor")]);
  const further = new Further(page, remote);
  const shown = [];
  for (const text of ["x", "xy", "xyz"]) further.search(text, [{ number: 0 }], (...found) => shown.push(found));
  await moment(250);
  assert.deepEqual(remote.asked, ["xyz"]);
  assert.deepEqual(shown, [[[{ number: 1, name: "" }, hit("c")], ""]]);
});

test("an overtaken search shows nothing, a failed one what went wrong, an empty one asks nothing", async () => {
  const shown = [];
  const show = (...found) => shown.push(found);
  new Further(page, server(async () => null)).search("x", [], show);
  new Further(page, server(() => Promise.reject(new Error("The server could not be reached")))).search("y", [], show);
  const empty = server(assert.fail);
  new Further(page, empty).search("  ", [], show);
  await moment(250);
  assert.deepEqual(shown, [[[], "The server could not be reached"]]);
  assert.deepEqual(empty.asked, []);
});

test("what is partial or unknown is lacking", () => {
  const further = new Further(page, null);
  assert.deepEqual(["a", "b", "c"].map((iri) => further.lacks(iri)), [false, true, true]);
});

test("a failure is told in a sentence", async () => {
  const failing = { around: () => Promise.reject(new Error("The server could not be reached")) };
  assert.deepEqual(await new Further(page, failing).around("a"), { more: null, failure: "The server could not be reached." });
  const answering = { around: async () => "part" };
  assert.deepEqual(await new Further(page, answering).around("a"), { more: "part", failure: "" });
});
