// The query page's parts that need no page: how terms are written and completed, and where answers lead.

import assert from "node:assert/strict";
import { test } from "node:test";
import { address, basesOf, triples } from "../query/answer.js";
import { fault } from "../query/asking.js";
import { matching, shortened } from "../query/completion.js";

const BASE = "https://w3id.org/policygraph/id/";
const prefixes = {
  pg: "https://w3id.org/policygraph/ns#",
  org: "http://www.w3.org/ns/org#",
  person: `${BASE}person/`,
  doc: `${BASE}doc/`,
};

test("terms are written under their prefix where that can be", () => {
  assert.equal(shortened("https://w3id.org/policygraph/ns#Policy", prefixes), "pg:Policy");
  assert.equal(shortened(`${BASE}person/jane-doe`, prefixes), "person:jane-doe");
  assert.equal(shortened("https://w3id.org/policygraph/ns#a/b", prefixes), "<https://w3id.org/policygraph/ns#a/b>");
  assert.equal(shortened("https://e.example/x", prefixes), "<https://e.example/x>");
});

test("what is typed may be a prefixed name, an IRI, a local name or a word of the label", () => {
  const terms = [
    { iri: "http://www.w3.org/ns/org#holds", label: "holds" },
    { iri: "https://w3id.org/policygraph/ns#formerlyHeld", label: "formerly held" },
    { iri: "https://w3id.org/policygraph/ns#Policy", label: "policy" },
  ];
  const of = (typed) => matching(typed, terms, prefixes);
  assert.deepEqual(of("pg:"), ["pg:Policy", "pg:formerlyHeld"]);
  assert.deepEqual(of("PG:pol"), ["pg:Policy"]);
  assert.deepEqual(of("held"), ["pg:formerlyHeld"]);
  assert.deepEqual(of("<http://www.w3.org/ns/org#"), ["org:holds"]);
  assert.deepEqual(of("zzz"), []);
});

test("ours lead to their pages, others of the web to themselves, and nothing else leads anywhere", () => {
  const bases = basesOf(prefixes);
  assert.deepEqual(bases, [BASE]);
  assert.equal(address(`${BASE}person/jane-doe`, bases), "/id/person/jane-doe");
  assert.equal(address(`${BASE}person/a%20b`, bases), "/id/person/a%2520b");
  assert.equal(address(`${BASE}person/a/b`, bases), `${BASE}person/a/b`);
  assert.equal(address("http://www.wikidata.org/entity/Q1", bases), "http://www.wikidata.org/entity/Q1");
  for (const iri of ["javascript:alert(1)", "data:text/html,x", "urn:x", "https:", "//e.example", " javascript:x"]) {
    assert.equal(address(iri, bases), "");
  }
});

test("triples are counted in Turtle as the server writes it, whatever its texts and names hold", () => {
  const turtle = `@prefix e: <https://e.example/> .
@prefix pg: <https://w3id.org/policygraph/ns#> .
<urn:a.,;> e:b "x \\" . \\n; , \\\\" , "it ended ." , 5 , 1.5 , _:q , e:p.q\\;x , "a ; b"@en ;
\te:c "\\t' , " , <urn:x,y> .
_:z a e:Z .
`;
  assert.equal(triples(turtle), 10);
  assert.equal(triples(turtle.trimEnd()), 10);
  assert.equal(triples("@prefix e: <https://e.example/> .\n"), 0);
  assert.equal(triples(`<urn:a> <urn:b> "${"word . ".repeat(300_000)}" .\n`), 1);
});

test("why there is no answer is told by the problem's own words", () => {
  const problem = { title: "Bad Request", status: 400, detail: "expected OBJECT", error: "expected OBJECT", line: 2, column: 3 };
  const told = fault(400, "application/problem+json", JSON.stringify(problem));
  assert.deepEqual([told.message, told.line, told.column], ["expected OBJECT", 2, 3]);
  assert.equal(fault(502, "text/plain", "no gateway\n").message, "no gateway\n");
  assert.equal(fault(502, "application/json", "{no").message, "{no");
  assert.equal(fault(503, "", "").message, "The server answers 503.");
  assert.equal(fault(503, "application/json", "null").message, "null");
});
