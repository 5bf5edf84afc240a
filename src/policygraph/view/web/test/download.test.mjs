// What is taken away as data, without a browser: node --test
import assert from "node:assert/strict";
import { test } from "node:test";
import { csv, fileName, gexf, json, statementsCsv } from "../download.js";
import { Page } from "../model.js";
import { made } from "./made.mjs";
import { HOSTILE, all, edge, entity, hostilePage, pageOf, parsed, rows } from "./stand-in.mjs";

const kept = (text) => text.replace(/[\u0000\u0007\uD800\uFFFF]/g, ""); // what XML can hold of it
const table = (text) => {
  const [titles, ...lines] = rows(text);
  return lines.map((line) => {
    assert.equal(line.length, titles.length);
    return Object.fromEntries(titles.map((title, at) => [title, line[at]]));
  });
};

// Two people and a paper of a claim with two sentences, of one with none, and of one from a table.
const usual = () => {
  const entities = [entity(0, { label: "Ada" }), entity(1, { label: "Bill" }), entity(2, { label: "Cy" })];
  const documents = [
    { iri: "https://d.example/0", title: "First", publisher: "Courier", date: "2017-03-01", url: "https://n.example/0", source: "", copy_of: "" },
    { iri: "https://d.example/1", title: "", publisher: "", date: "2017-03-10", url: "", source: "second.txt", copy_of: "" },
  ];
  const sentences = [
    { text: 'Ada said: "Yes", and signed.', document: 0, begin: 0, end: 28 },
    { text: "=Ada backs the bill", document: 1, begin: 5, end: 24 },
    { text: "", document: null, begin: null, end: null },
  ];
  const two = [
    { sentence: 0, rule: "pattern", source: "", confidence: 0.97 },
    { sentence: 1, rule: "-rule", source: "", confidence: null },
  ];
  const edges = [
    edge("e0", 0, 1, { evidence: two, status: "attributed", by: 2 }),
    edge("e1", 0, 2),
    edge("e2", 1, 2, { evidence: [{ sentence: 2, rule: "table row", source: "places.csv", confidence: null }] }),
  ];
  return pageOf({ entities, documents, sentences, edges });
};

test("CSV has a row a sentence, and one for a relation without", () => {
  const page = usual();
  const lines = table(csv(page));
  assert.deepEqual(lines.map((line) => line["relation id"]), ["e0", "e0", "e1", "e2"]);
  assert.deepEqual(lines[0], {
    ...{ "relation id": "e0", from: "Ada", "from IRI": "https://e.example/0", relation: "supports" },
    ...{ predicate: "https://p.example/supports", to: "Bill", "to IRI": "https://e.example/1", "put as": "attributed" },
    ...{ "according to": "Cy", sentence: 'Ada said: "Yes", and signed.', outlet: "Courier", title: "First" },
    ...{ date: "2017-03-01", link: "https://n.example/0", begin: "0", end: "28", rule: "pattern", confidence: "0.97" },
    "source line": page.sourceLine,
  });
  assert.deepEqual([lines[1].title, lines[1].confidence, lines[1].begin], ["second.txt", "", "5"]);
  assert.deepEqual([lines[2].sentence, lines[2].date, lines[2]["source line"]], ["", "", page.sourceLine]);
  assert.deepEqual([lines[3].sentence, lines[3].title, lines[3].rule], ["", "places.csv", "table row"]);
});

test("a part says of how much, whatever is taken of it", () => {
  const totals = { entities: 616, edges: 763, documents: 15, newest: "2019-08-08" };
  const page = new Page(made(3, { totals, style: pageOf().style, entities: [0, 1, 2].map((n) => entity(n)) }));
  page.heading = "PolicyGraph";
  const line = page.provenance;
  assert.match(line, /This is a part of a graph of 616 entities and 763 relations\.$/);
  assert.deepEqual([...new Set(table(csv(page)).map((row) => row["source line"]))], [line]);
  assert.equal(all(parsed(gexf(page)), "description")[0].text, line);
  const written = JSON.parse(json(page));
  assert.deepEqual([written.source, written.part, written.of], [line, true, { entities: 616, relations: 763 }]);
  const whole = new Page(made(3, { entities: [0, 1, 2].map((n) => entity(n)) }));
  assert.equal(whole.provenance, whole.sourceLine);
  assert.equal(JSON.parse(json(whole)).part, false);
  whole.entities[1].partial = true; // how large the graph is, the server does not know yet
  assert.match(whole.provenance, /This is a part of a larger graph\.$/);
});

test("CSV runs nothing in a spreadsheet, and keeps our numbers", () => {
  const lines = table(csv(usual()));
  assert.deepEqual([lines[1].sentence, lines[1].rule], ["'=Ada backs the bill", "'-rule"]);
  const starts = ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n1", "  =1", "\u00a0@a", "\u200b=1", "＝1"];
  const safe = ["1=1", "a@b", "– so", "'=1", "(-1)"];
  const labels = [...starts, ...safe];
  const entities = labels.map((label, n) => entity(n, { label }));
  const read = table(csv(pageOf({ entities, edges: labels.map((_, n) => edge(`e${n}`, n, n)) })));
  assert.deepEqual(read.map((line) => line.from), [...starts.map((label) => `'${label}`), ...safe]);
});

test("CSV keeps hostile text as it is", () => {
  const lines = table(csv(hostilePage()));
  assert.deepEqual(lines.slice(0, 6).map((line) => line.sentence), HOSTILE.slice(0, 6));
  assert.deepEqual(lines.slice(6).map((line) => line["relation id"]), ["beside", "loop"]);
});

test("a graph without relations is a table of titles", () => {
  assert.equal(rows(csv(pageOf())).length, 1);
  assert.equal(rows(statementsCsv(pageOf())).length, 1);
});

test("statements lose nothing, and only those that are listed are taken", () => {
  const page = hostilePage();
  page.statements[1] = { ...page.statements[1], creators: [], posts: [2], denied: true, date: "2017-03-02", reported_by: "Cy" };
  page.statements[2].text = "@sum";
  page.listedStatements = page.statements.slice(0, 3);
  const lines = table(statementsCsv(page));
  assert.deepEqual(lines.map((line) => line["statement IRI"]), [0, 1, 2].map((n) => `https://s.example/${n}`));
  assert.deepEqual(lines[1], {
    ...{ who: HOSTILE[1], post: HOSTILE[2], what: HOSTILE[1], cue: "said", manner: "direct", on: "2017-03-02" },
    ...{ about: HOSTILE[0], "according to": HOSTILE[1], denied: "denied", outlet: HOSTILE[1], title: HOSTILE[1] },
    ...{ date: "2017-03-02", link: "", "who as written": HOSTILE[1], "takes a side": HOSTILE[1], "reported by": "Cy" },
    ...{ "statement IRI": "https://s.example/1", "source line": page.sourceLine },
  });
  assert.deepEqual([lines[2].what, lines[2].denied], ["'@sum", ""]);
});

const attributes = (node) => Object.fromEntries(all(node, "attvalue").map((one) => [one.attributes.for, one.attributes.value]));

test("GEXF keeps parallel edges and loops, and every text that XML can hold", () => {
  const page = hostilePage();
  const root = parsed(gexf(page));
  assert.deepEqual(root.attributes, { xmlns: "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz", version: "1.3" });
  assert.equal(all(root, "description")[0].text, page.sourceLine);
  assert.equal(all(root, "meta")[0].attributes.lastmodifieddate, "2017-03-07");
  const nodes = all(root, "node");
  assert.deepEqual(nodes.map((node) => node.attributes.label), HOSTILE.map(kept));
  const ends = all(root, "edge").map(({ attributes: { id, source, target } }) => [id, source, target]);
  assert.deepEqual(ends.slice(-2), [
    ["beside", "https://e.example/0", "https://e.example/1"],
    ["loop", "https://e.example/0", "https://e.example/0"],
  ]);
  assert.equal(new Set(ends.map(([id]) => id)).size, page.edges.length);
  const ids = new Set(nodes.map((node) => node.attributes.id));
  assert.ok(ends.every(([, source, target]) => ids.has(source) && ids.has(target)));
});

test("GEXF tells kind, colour, place and evidence under declared attributes", () => {
  const page = usual();
  page.position.delete(2);
  const root = parsed(gexf(page));
  const declared = all(root, "attributes").map((one) => [one.attributes.class, all(one, "attribute").map((a) => a.attributes.id)]);
  assert.deepEqual(declared.map(([side]) => side), ["node", "edge"]);
  const [nodes, edges] = [all(root, "node"), all(root, "edge")];
  assert.deepEqual(attributes(nodes[1]), { kind: "organization", iri: "https://e.example/1", aliases: "", sentences: "1", statements: "0" });
  assert.deepEqual(Object.keys(attributes(nodes[1])), declared[0][1]);
  assert.deepEqual(all(nodes[1], "viz:color")[0].attributes, { r: "230", g: "159", b: "0", a: "1" });
  assert.deepEqual(all(nodes[1], "viz:position")[0].attributes, { x: "160", y: "0", z: "0" });
  assert.deepEqual([all(nodes[2], "viz:position").length, all(nodes[2], "viz:size")[0].attributes.value], [0, "8"]);
  const told = { predicate: "https://p.example/supports", status: "attributed", "according to": "Cy", sentences: "2", newest: "2017-03-10" };
  assert.deepEqual(attributes(edges[0]), told);
  assert.deepEqual(Object.keys(told), declared[1][1]);
  assert.equal(edges[0].attributes.label, "supports");
});

test("an empty graph is a GEXF of nothing", () => {
  const root = parsed(gexf(pageOf()));
  assert.equal(all(root, "node").length + all(root, "edge").length, 0);
  assert.equal(all(root, "meta")[0].attributes.lastmodifieddate, undefined);
});

test("JSON holds what is listed, with the whole evidence", () => {
  const page = usual();
  page.listed = page.edges.slice(0, 1);
  page.listedEntities = [0, 1];
  const told = JSON.parse(json(page));
  assert.deepEqual([told.source, told.newest], [page.sourceLine, "2017-03-10"]);
  assert.deepEqual(told.entities.map((one) => one.label), ["Ada", "Bill"]);
  assert.equal(told.relations.length, 1);
  const { subject, object, according_to: by, evidence } = told.relations[0];
  assert.deepEqual([subject.label, object.label, by], ["Ada", "Bill", { iri: "https://e.example/2", label: "Cy" }]);
  assert.deepEqual(evidence[0], {
    sentence: 'Ada said: "Yes", and signed.',
    document: { iri: "https://d.example/0", outlet: "Courier", title: "First", date: "2017-03-01", link: "https://n.example/0", copy_of: "" },
    ...{ begin: 0, end: 28, rule: "pattern", source: "", confidence: 0.97 },
  });
  assert.equal(json(page), json(page));
});

test("JSON names who said what, and what was held", () => {
  const page = hostilePage();
  page.holdingsOf[0] = [{ person: 0, post: 1, organization: null, start: "2016", end: "", attested: ["2017-03-01"] }];
  const told = JSON.parse(json(page));
  assert.deepEqual(told.statements[3].creators, [{ iri: "https://e.example/3", label: HOSTILE[3] }]);
  assert.equal(told.statements[3].document.title, HOSTILE[3]);
  const [held] = told.entities[0].holdings;
  assert.deepEqual([held.post.label, held.organization, held.start], [HOSTILE[1], null, "2016"]);
});

test("only the evidence that passes the filters is taken", () => {
  const page = usual();
  page.evidenceOf = (one) => one.evidence.slice(1);
  assert.deepEqual(table(csv(page)).map((line) => line.sentence), ["'=Ada backs the bill", "", ""]);
  assert.equal(JSON.parse(json(page)).relations[0].evidence.length, 1);
  assert.equal(attributes(all(parsed(gexf(page)), "edge")[0]).sentences, "1");
});

test("files are named by heading and newest date, as any system lets them be", () => {
  const page = usual();
  assert.equal(fileName(page, "svg"), "ada-abara-policygraph-2017-03-10.svg");
  assert.equal(fileName(page, "csv", "statements"), "ada-abara-policygraph-statements-2017-03-10.csv");
  assert.equal(fileName({ ...page, heading: "CON", documents: [] }, "png"), "policygraph-con.png");
  assert.equal(fileName({ ...page, heading: '../a:b*?"<|>\\', documents: [] }, "png"), "policygraph-a-b.png");
  assert.equal(fileName({ ...page, heading: "東京都知事室 · PolicyGraph" }, "png"), "東京都知事室-policygraph-2017-03-10.png");
  assert.equal(fileName({ ...page, heading: "" }, "png"), "policygraph-2017-03-10.png");
  assert.ok(fileName({ ...page, heading: "word ".repeat(90) }, "png").length < 100);
});
