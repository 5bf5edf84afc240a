// Where the data come from, with a server that is made up: node --test
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { Remote, load, sound } from "../loader.js";

globalThis.location = new URL("http://localhost:8000/graph/");
const EMPTY = {
  entities: [], edges: [], links: [], nodes: [], statements: [], holdings: [], documents: [], sentences: [],
  groups: [], groupOf: [], groupLinks: [], firstSpots: [], opened: null, style: { kinds: {} }, limits: {}, totals: {},
};
const HIT = { iri: "https://e.example/1", label: "Ada", kind: "person", name: "" };

// Answers what is asked for with these responses in turn, the last again and again; gives the addresses asked for.
const serve = (...answers) => {
  const asked = [];
  globalThis.fetch = async (url, { signal, mode }) => {
    assert.equal(mode, "same-origin");
    asked.push(url.pathname + url.search);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error) throw answer;
    if (answer !== "never") return answer.clone();
    return new Promise((_, fail) => signal.addEventListener("abort", () => fail(signal.reason)));
  };
  return asked;
};
const json = (value, init) => Response.json(value, init);
const remote = (patience = 2) => new Remote({ api: "/api", patience });

test("a page with data of its own asks no server", async () => {
  const asked = serve(new Error("not to be asked"));
  globalThis.POLICYGRAPH = gzipSync(JSON.stringify(EMPTY)).toString("base64");
  assert.deepEqual(await load(assert.fail), { data: EMPTY, remote: null });
  assert.deepEqual(asked, []);
});

test("a page without data asks for the opening view", async () => {
  const asked = serve(json(EMPTY));
  globalThis.POLICYGRAPH = { api: "/api?of=2017", patience: 2 };
  const said = [];
  const { data, remote: server } = await load((text) => said.push(text));
  assert.deepEqual(said, ["Loading …", ""]);
  assert.deepEqual(data, EMPTY);
  await server.around("https://e.example/?a=1&b=ü", 2);
  await server.between("https://e.example/1", "https://e.example/2");
  assert.deepEqual(asked, [
    "/api?of=2017",
    "/api?of=2017&around=https%3A%2F%2Fe.example%2F%3Fa%3D1%26b%3D%C3%BC&hops=2",
    "/api?of=2017&between=https%3A%2F%2Fe.example%2F1&between=https%3A%2F%2Fe.example%2F2",
  ]);
});

test("no server but its own is asked", () => {
  for (const api of ["https://elsewhere.example/api", "//elsewhere.example/api", "/\\elsewhere.example/api", "http://localhost:8001/api"]) {
    assert.throws(() => new Remote({ api, patience: 2 }), /no server but its own/);
  }
});

test("what was asked for is not asked for again, unless it failed", async () => {
  const server = remote();
  const asked = serve(json({}, { status: 500 }), json(EMPTY));
  await assert.rejects(server.around("a", 1));
  const both = await Promise.all([server.around("a", 1), server.around("a", 1)]);
  assert.deepEqual(both, [EMPTY, null]);
  assert.equal(await server.around("a", 1), null);
  assert.equal(asked.length, 2);
});

test("errors say what happened", async () => {
  const html = new Response("<h1>Sign in</h1>", { headers: { "Content-Type": "text/html" } });
  const broken = new Response('{"entities": [', { headers: { "Content-Type": "application/json" } });
  const cases = [
    [new TypeError("Failed to fetch"), "The server could not be reached"],
    ["never", "The server did not answer within 0.05 seconds"],
    [json({}, { status: 500 }), "The server could not answer (status 500)"],
    [json({ error: "no such entity" }, { status: 404 }), "The server could not answer (status 404): no such entity"],
    [json({}, { status: 503 }), "The server could not answer (status 503)"],
    [html, "The server's answer could not be read: it is no JSON"],
    [broken, "The server's answer could not be read: it is no JSON"],
    [json({ entities: [] }), "The server's answer could not be read: it is no graph"],
    [json(null), "The server's answer could not be read: it is no graph"],
  ];
  for (const [answer, message] of cases) {
    serve(answer);
    await assert.rejects(remote(0.05).around("a", 1), { message });
  }
});

test("a busy server is asked once more, when it says so and soon enough", async () => {
  const busy = (after) => json({}, { status: 503, headers: { "Retry-After": after } });
  const started = Date.now();
  const asked = serve(busy("1"), json(EMPTY));
  assert.deepEqual(await remote().around("a", 1), EMPTY);
  assert.ok(Date.now() - started >= 990);
  assert.equal(asked.length, 2);
  const past = serve(busy(new Date(0).toUTCString()));
  await assert.rejects(remote().around("a", 1), { message: "The server could not answer (status 503)" });
  assert.equal(past.length, 2);
  const later = serve(busy("3600"));
  await assert.rejects(remote().around("a", 1));
  assert.equal(later.length, 1);
});

test("a search that was overtaken gives nothing", async () => {
  const server = remote();
  const asked = serve("never", json([HIT]));
  const first = server.search("Ad");
  assert.deepEqual(await server.search("Ada"), [HIT]);
  assert.equal(await first, null);
  assert.deepEqual(asked, ["/api?search=Ad", "/api?search=Ada"]);
  serve("never");
  const stopped = server.search("Adam");
  server.stop();
  assert.equal(await stopped, null);
});

test("hits of another form are refused", async () => {
  for (const answer of [{}, [null], [{ ...HIT, label: 7 }]]) {
    serve(json(answer));
    await assert.rejects(remote().search("Ada"), { message: "The server's answer could not be read" });
  }
});

test("a graph with a number that stands for nothing is refused", () => {
  const entity = { iri: "a", label: "A", kind: "person", aliases: [], details: [] };
  const edge = { id: "e", subject: 0, object: 0, by: null, evidence: [] };
  const good = { ...EMPTY, style: { kinds: { person: {} } }, entities: [entity], edges: [edge], links: [{ id: "e", from: 0, to: 0 }], nodes: [{ id: 0 }] };
  assert.ok(sound(good));
  const bad = [
    { entities: [{ ...entity, kind: "constructor" }] },
    { entities: [{ ...entity, details: [{ evidence: [{ sentence: 0 }] }] }] },
    { edges: [{ ...edge, object: 1 }] },
    { edges: [{ ...edge, subject: -1 }] },
    { edges: [{ ...edge, by: "0" }] },
    { edges: [{ ...edge, id: "other" }] },
    { edges: [null] },
    { links: [{ id: "e", from: 0, to: 0.5 }] },
    { nodes: [{ id: -1 }] },
    { statements: [{ creators: [3], posts: [], about: [], document: null }] },
    { holdings: [{ person: 0, post: 9, organization: null }] },
    { sentences: [{ text: "t", document: 0 }] },
    { documents: undefined },
    { opened: 2 },
  ];
  for (const part of bad) assert.ok(!sound({ ...good, ...part }), JSON.stringify(part));
});
