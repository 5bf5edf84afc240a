// What the panel tells, without a browser: node --test
import assert from "node:assert/strict";
import { test } from "node:test";
import { citation } from "../citation.js";
import { counts, spans, statementInWords } from "../evidence.js";
import * as lookups from "../lookups.js";
import { Page } from "../model.js";
import { axis, bar, earliest, latest, overlap } from "../tenures.js";

const SCHEMA = "https://schema.org/";
const [ANN, BO, MAYOR, VISIT, HEARING, ELM, ACT] = [0, 1, 2, 3, 4, 5, 6];
const kindOf = ["person", "person", "post", "event", "event", "jurisdiction", "policy"];
const labels = ["Ann Abara", "Bo Brand", "Mayor of Elm", "Visit", "Hearing", "Elm", "Open Ledger Act"];

const edge = (id, subject, predicate, object, more = {}) => {
  const label = predicate.split(/[/#]/).pop();
  const sentences = more.sentences ?? [];
  const evidence = sentences.map((sentence) => ({ sentence, rule: "r", source: "", confidence: null }));
  return { id, subject, predicate, object, label, inverse: `${label} of`, status: "stated", by: null, evidence, ...more };
};
const held = (person, start, end, ...attested) => ({ person, post: MAYOR, organization: null, start, end, attested });
const said = (text, creators, about, more = {}) => ({ text, creators, about, posts: [], date: "", document: null, ...more });

const made = (more = {}) =>
  new Page({
    entities: labels.map((label, n) => ({ iri: `e:${n}`, kind: kindOf[n], label, aliases: [], details: [], evidence: 0 })),
    edges: [
      edge("holds", ANN, lookups.HOLDS, MAYOR, { sentences: [0, 0, 1, 2] }),
      edge("denied", ANN, lookups.HOLDS, MAYOR, { status: "denied", sentences: [1] }),
      edge("rival", BO, lookups.HOLDS, MAYOR),
      edge("formerly", BO, lookups.FORMERLY_HELD, MAYOR),
      edge("did", VISIT, `${SCHEMA}agent`, ANN),
      edge("also", VISIT, `${SCHEMA}participant`, ANN, { status: "planned" }),
      edge("with", VISIT, `${SCHEMA}participant`, BO),
      edge("where", VISIT, lookups.LOCATION, ELM),
      edge("heard", HEARING, `${SCHEMA}recipient`, ANN),
      edge("absent", HEARING, `${SCHEMA}agent`, BO, { status: "alleged" }),
    ],
    statements: [],
    holdings: [],
    documents: [
      { iri: "d:0", publisher: "Courier", date: "2018-05-05", copy_of: "" },
      { iri: "d:1", publisher: "Radio", date: "2018-05-07", copy_of: "" },
      { iri: "d:2", publisher: "Courier", date: "2018-05-06", copy_of: "d:0" },
    ],
    sentences: [
      { text: "One.", document: 0 },
      { text: "Two.", document: 2 },
      { text: "", document: null },
    ],
    nodes: [],
    links: [],
    firstSpots: [],
    groups: [],
    groupOf: [],
    groupLinks: [],
    style: { kinds: {}, relations: { "schema:startDate": ["from"] } },
    limits: { first: 0, entities: 0, edges: 0, around: 0 },
    ...more,
  });

test("dates known to the year or month mean all their days", () => {
  assert.deepEqual([earliest("2016"), latest("2016")], [16801, 16801 + 365]);
  assert.deepEqual([earliest("2017-02"), latest("2017-02")], [earliest("2017-02-01"), earliest("2017-02-28")]);
  assert.equal(latest("2017-04-21"), earliest("2017-04-21"));
});

test("a bar is solid where a holding is known, and open where it is not", () => {
  const whole = bar(held(ANN, "2015", "2018-06-30", "2016-02-01"));
  assert.deepEqual([whole.from, whole.to], [latest("2015"), earliest("2018-06-30")]);
  assert.deepEqual(whole.begins, [earliest("2015"), latest("2015")]);
  assert.deepEqual([whole.sure, whole.ends, whole.openLeft, whole.openRight], [true, null, false, false]);
  const begun = bar(held(ANN, "2015-01-05", "", "2017-03-01", "2016-03-01"));
  assert.deepEqual([begun.from, begun.to, begun.openRight], [earliest("2015-01-05"), earliest("2017-03-01"), true]);
  const ended = bar(held(ANN, "", "2015-01-05"));
  assert.deepEqual([ended.from, ended.to, ended.openLeft, ended.openRight], [ended.to, ended.to, true, false]);
  const seen = bar(held(ANN, "", "", "2017-03-01", "2016-03-01"));
  assert.deepEqual([seen.sure, seen.openLeft, seen.openRight, seen.seen.length], [false, true, true, 2]);
  assert.equal(bar(held(ANN, "", "")), null);
  assert.equal(bar(held(ANN, "<img>", "soon", "unknown")), null);
  assert.equal(bar(held(ANN, "2015-01-05", "soon")).openRight, true);
});

test("who follows on the day another leaves held at no time with them", () => {
  const first = held(ANN, "2011-05-16", "2019-05-20", "2017-04-21");
  assert.equal(overlap(first, held(BO, "2019-05-20", "")), false);
  assert.equal(overlap(first, held(BO, "2019-05-19", "", "2019-06-01")), true);
  assert.equal(overlap(first, held(BO, "", "", "2015-01-01")), true);
  assert.equal(overlap(first, held(BO, "", "", "2019-05-20")), false);
  assert.equal(overlap(held(ANN, "2019", ""), held(BO, "2019", "2019")), false); // nothing certain of the second
  assert.equal(overlap(first, held(BO, "", "")), false);
});

test("an axis has few marks, at whole months or years", () => {
  const marks = (from, to) => axis(earliest(from), earliest(to)).marks.map((mark) => mark.label);
  assert.deepEqual(marks("2017-02-09", "2018-11-07"), ["Jan 2017", "Jul 2017", "Jan 2018", "Jul 2018", "Jan 2019"]);
  assert.deepEqual(marks("1993-04-13", "2019-08-08"), ["1990", "2000", "2010", "2020"]);
  assert.deepEqual(marks("2017-04-21", "2017-04-21"), ["Apr 2017", "May 2017"]);
  assert.deepEqual(axis(earliest("2017-04-21"), earliest("2017-04-22")).from, earliest("2017-04-01"));
});

test("events come in time order with others who are stated to have had a part", () => {
  const page = made();
  page.entities[VISIT].details = [
    { label: "from", value: "2017-03", status: "stated" },
    { label: "from", value: "2017-03-02", status: "stated" },
    { label: "from", value: "2017-04-01", status: "denied" },
  ];
  assert.deepEqual(lookups.eventsOf(page, ANN), [
    { event: VISIT, roles: ["agent of", "participant of (planned)"], date: "2017-03-02", places: [ELM], others: [BO] },
    { event: HEARING, roles: ["recipient of"], date: "", places: [], others: [] },
  ]);
  page.narrowing.hidden.relation.add("participant");
  assert.deepEqual(lookups.eventsOf(page, ANN)[0].others, []);
  assert.deepEqual(lookups.eventsOf(page, BO).map(({ event }) => event), [HEARING]);
});

test("a date that is only planned says so, and gives way to one that is stated", () => {
  const page = made();
  page.entities[VISIT].details = [{ label: "from", value: "2017-05-01", status: "planned" }];
  assert.equal(lookups.when(page, VISIT).from, "2017-05-01 (planned)");
  page.entities[VISIT].details.push({ label: "from", value: "2017-05-02", status: "stated" });
  assert.equal(lookups.when(page, VISIT).from, "2017-05-02");
});

test("sentences are counted once, and apart from entries of tables", () => {
  const page = made();
  assert.equal(counts(page, page.edgeById.get("holds").evidence), "2 sentences and 1 reference");
  assert.equal(counts(page, page.edgeById.get("denied").evidence), "1 sentence");
  assert.equal(counts(page, []), "");
});

test("what speaks against a relation is told even when filters hide it", () => {
  const page = made({ holdings: [held(ANN, "2015", "2018-06-30"), held(BO, "2018-01-01", "", "2018-05-05")] });
  const ids = (found) => [found.same, found.rivals].map((edges) => edges.map(({ id }) => id));
  assert.equal(page.passes(page.edgeById.get("denied")), false);
  assert.deepEqual(ids(lookups.otherwise(page, page.edgeById.get("holds"))), [["denied"], ["rival"]]);
  assert.deepEqual(ids(lookups.otherwise(page, page.edgeById.get("denied"))), [["holds"], []]);
  assert.deepEqual(ids(lookups.otherwise(page, page.edgeById.get("rival"))), [[], ["holds"]]);
  assert.deepEqual(ids(lookups.otherwise(page, page.edgeById.get("did"))), [[], []]);
});

test("holdings pass the filters with their relations, and those without dates are told too", () => {
  const page = made({ holdings: [held(ANN, "2015", "2018-06-30")] });
  const people = () => lookups.holdingsOn(page, MAYOR).map(({ person }) => person);
  assert.deepEqual(people(), [ANN, BO]);
  page.narrowing.hidden.relation.add("holds");
  assert.deepEqual(people(), [BO]);
});

test("statements stand under each topic, those of the most first, without one last", () => {
  const page = made();
  const made3 = [said("a", [ANN], [], { date: "2018-01-01" }), said("b", [ANN], [ACT, ELM]), said("c", [ANN], [ELM], { document: 1 })];
  const told = lookups.statementsBy(page, made3, "about").map(([topic, rows]) => [topic, rows.map(({ text }) => text).join()]);
  assert.deepEqual(told, [[ELM, "c,b"], [ACT, "b"], [null, "a"]]);
});

test("documents are told by outlet, newest first", () => {
  assert.deepEqual(lookups.outlets(made(), new Set([0, 1, 2])), [["Radio", [1]], ["Courier", [2, 0]]]);
});

test("documents on an entity are those whose sentences pass", () => {
  const page = made();
  assert.deepEqual([...lookups.documentsOn(page, ANN, [said("a", [ANN], [], { document: 1 })])], [0, 2, 1]);
  page.evidenceOf = (one) => one.evidence.filter(({ sentence }) => sentence === 0);
  assert.deepEqual([...lookups.documentsOn(page, ANN, [])], [0]);
});

test("a citation names sentence, document, place and claim", () => {
  const page = made();
  const document = { publisher: "Courier", title: "Elm votes", date: "2018-05-05", url: "https://news.example/1", source: "x" };
  const words = lookups.inWords(page, page.edgeById.get("denied"));
  assert.equal(
    citation({ text: "Ann is mayor.", document, begin: 0, end: 13 }, words),
    "“Ann is mayor.” — Courier, “Elm votes”, 2018-05-05, https://news.example/1 (characters 0–13), " +
      "via PolicyGraph: Ann Abara holds Mayor of Elm (denied)",
  );
  const bare = { publisher: "", title: "", date: "", url: "", source: "radio.txt", iri: "d:9" };
  assert.equal(citation({ text: "Yes.", document: bare, begin: null, end: null }, "w"), "“Yes.” — radio.txt, via PolicyGraph: w");
  assert.equal(citation({ text: "Yes.", document: null, begin: null, end: null }, "w"), "“Yes.” — via PolicyGraph: w");
});

test("a statement in words says whose, as what, about what and whether in their own words", () => {
  const one = said("x", [ANN], [ACT, ELM], { posts: [MAYOR], manner: "indirect", denied: true, according_to: "Bo Brand" });
  assert.equal(
    statementInWords(made(), one),
    "statement of Ann Abara (indirect, denied), as Mayor of Elm, about Open Ledger Act, Elm, according to Bo Brand",
  );
  assert.equal(statementInWords(made(), said("x", [], [], { source_text: "officials" })), "statement of officials");
});

test("names are marked as whole words, the longest first", () => {
  const text = "Ann Abara and Abara's aide met Abarason in 東京都知事室で.";
  assert.deepEqual(
    spans(text, ["Abara", "Ann Abara", "東京都知事室", "x"]).map(([from, to]) => text.slice(from, to)),
    ["Ann Abara", "Abara", "東京都知事室"],
  );
});
