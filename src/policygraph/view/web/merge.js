// Puts a part of the graph, as the server answers with it, into the data of the page. Numbers once given stay.

import { clear } from "./spots.js";

// Entities, edges, documents, statements and holdings are known by their IRI or id, sentences by where they stand.
// Both must be of the form that `sound` of loader.js lets pass. Gives the numbers of what is new in each list; of
// entities that were partial and are `whole` now; and of `changed` edges, which have more evidence than before.
export const merge = (data, more) => {
  const documents = added(data.documents, more.documents, iriOf);
  const sentences = added(data.sentences, more.sentences.map((one) => ({ ...one, document: documents.of(one.document) })), place);
  const cite = (evidence) => evidence.map((one) => ({ ...one, sentence: sentences.of(one.sentence) }));
  const details = (entity) => entity.details.map((one) => ({ ...one, evidence: cite(one.evidence) }));
  const entities = added(data.entities, more.entities.map((one) => ({ ...one, details: details(one) })), iriOf);
  const edges = added(data.edges, more.edges.map((edge) => ({
    ...edge,
    subject: entities.of(edge.subject),
    object: entities.of(edge.object),
    by: entities.of(edge.by),
    evidence: cite(edge.evidence),
  })), ({ id }) => id);
  const statements = added(data.statements, more.statements.map((said) => ({
    ...said,
    creators: said.creators.map(entities.of),
    posts: said.posts.map(entities.of),
    about: said.about.map(entities.of),
    document: documents.of(said.document),
  })), iriOf);
  const holdings = added(data.holdings, more.holdings.map((held) => ({
    ...held,
    person: entities.of(held.person),
    post: entities.of(held.post),
    organization: entities.of(held.organization),
  })), iriOf);

  const whole = entities.met.filter(([known, other]) => completed(known, other)).map(([known]) => entities.numberOf(known));
  const changed = edges.met.filter(([known, other]) => grown(known, other, data)).map(([known]) => edges.numberOf(known));
  for (const [known, other] of statements.met) joined(known, other, data.entities);
  for (const [known, other] of holdings.met) filled(known, other, ["person", "post", "organization"]);
  count(data);
  const links = new Map(more.links.map((one) => [one.id, one]));
  for (const number of edges.fresh) {
    const { id, subject, object } = data.edges[number];
    data.links.push({ ...links.get(id), from: subject, to: object });
  }
  curve(data, new Set(changed.map((number) => data.edges[number].id)));
  spread(data, more, entities);
  Object.assign(data.totals, more.totals);
  return {
    entities: entities.fresh,
    edges: edges.fresh,
    statements: statements.fresh,
    holdings: holdings.fresh,
    documents: documents.fresh,
    sentences: sentences.fresh,
    whole,
    changed,
  };
};


// How large an entity is drawn, as payload.py has it.
export const radius = (evidence) => Math.min(22, 8 + Math.round(1.6 * Math.sqrt(evidence)));

const iriOf = ({ iri }) => iri;
const place = ({ text, document, begin, end }) => JSON.stringify([text, document, begin, end]);

// Appends those of `others` that `known` lacks by their key: { of, what a number among the others is now; numberOf, the
// number of one of the known; fresh, the numbers of what is new; met, pairs of what was known and its like }.
const added = (known, others, key) => {
  const numbers = new Map(known.map((one, number) => [key(one), number]));
  const [fresh, met] = [[], []];
  const now = others.map((one) => {
    const number = numbers.get(key(one));
    if (number !== undefined) met.push([known[number], one]);
    else {
      numbers.set(key(one), known.length);
      fresh.push(known.length);
      known.push(one);
    }
    return number ?? known.length - 1;
  });
  return { of: (number) => (number === null ? null : now[number]), numberOf: (one) => numbers.get(key(one)), fresh, met };
};

const completed = (known, other) => {
  if (!known.partial || other.partial) return false;
  delete known.partial;
  return true;
};

// A part lacks the entities outside it: what it has no number for, another may have.
const filled = (known, other, names) => {
  for (const name of names) known[name] ??= other[name];
};

const joined = (known, other, entities) => {
  const byIri = (a, b) => (entities[a].iri < entities[b].iri ? -1 : 1);
  for (const name of ["creators", "posts", "about"]) {
    const all = new Set([...known[name], ...other[name]]);
    if (all.size > known[name].length) known[name] = [...all].sort(byIri);
  }
  filled(known, other, ["document"]);
};

// Unites the evidence of an edge, that of the newest document first; says whether it became more.
const grown = (known, other, data) => {
  filled(known, other, ["by"]);
  const key = ({ sentence, rule, source, confidence }) => JSON.stringify([sentence, rule, source, confidence]);
  const there = new Set(known.evidence.map(key));
  const missing = other.evidence.filter((one) => !there.has(key(one)));
  if (!missing.length) return false;
  const document = ({ sentence }) => data.documents[data.sentences[sentence].document] ?? { iri: "", date: "" };
  const told = (one) => [document(one).iri, data.sentences[one.sentence].begin ?? 0, one.rule];
  known.evidence.push(...missing);
  known.evidence.sort((a, b) => compared(document(b).date, document(a).date) || listed(told(a), told(b)));
  return true;
};

const compared = (a, b) => (a < b ? -1 : Number(a > b));
const listed = (one, other) => one.map((value, at) => compared(value, other[at])).find(Boolean) ?? 0;

// How much is known of each entity: what a part tells is of that part alone.
const count = ({ entities, edges, statements }) => {
  for (const entity of entities) [entity.evidence, entity.statements] = [0, 0];
  for (const edge of edges) {
    for (const end of new Set([edge.subject, edge.object])) entities[end].evidence += edge.evidence.length;
  }
  for (const said of statements) for (const creator of said.creators) entities[creator].statements += 1;
};

// Bends edges between the same two each its own way and turns loops, as payload.py does.
const curve = (data, changed) => {
  const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
  const beside = new Map();
  for (const link of data.links) {
    const ends = [link.from, link.to].sort((a, b) => a - b).join();
    if (!beside.has(ends)) beside.set(ends, []);
    beside.get(ends).push(link);
    if (changed.has(link.id)) link.dashes = dashed(edges.get(link.id), data.limits.lowConfidence);
  }
  const evidence = ({ id }) => edges.get(id).evidence.length;
  for (const siblings of beside.values()) {
    siblings.sort((a, b) => evidence(b) - evidence(a) || compared(a.id, b.id));
    siblings.forEach((link, at) => {
      if (link.from === link.to) {
        const angle = thousandths((2 * Math.PI * at) / siblings.length);
        link.selfReference = { size: radius(data.entities[link.from].evidence) + 8 + 4 * at, angle };
      } else link.smooth = bend(thousandths(0.3 * (at - (siblings.length - 1) / 2)) * (link.from < link.to ? 1 : -1));
    });
  }
};

const bend = (share) =>
  share !== 0 && { enabled: true, type: share > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(share) };

const thousandths = (number) => Math.round(number * 1000) / 1000;

const dashed = (edge, low) => {
  const known = edge.evidence.map((one) => one.confidence).filter((one) => one !== null);
  return edge.status !== "stated" || (known.length > 0 && Math.max(...known) < low);
};

// Gives newcomers their spots: as they lie in their part, which is moved to where what is known of it stands.
const spread = (data, more, entities) => {
  if (data.groups.length || more.groups.length) return; // groups are drawn in place of entities
  const spots = new Map(data.nodes.map((spot) => [spot.id, spot]));
  const moved = more.nodes.map((spot) => ({ ...spot, id: entities.of(spot.id) }));
  const shared = moved.filter(({ id }) => spots.has(id));
  const mean = (axis) => shared.reduce((sum, spot) => sum + spots.get(spot.id)[axis] - spot[axis], 0) / shared.length;
  const beside = () => outermost(data.nodes, Math.max) - outermost(moved, Math.min) + 200;
  const [right, down] = shared.length ? [mean("x"), mean("y")] : [data.nodes.length ? beside() : 0, 0];
  for (const spot of moved) {
    if (spots.has(spot.id)) continue;
    const size = radius(data.entities[spot.id].evidence);
    data.nodes.push(clear({ ...spot, x: Math.round(spot.x + right), y: Math.round(spot.y + down), size }, data.nodes));
  }
  for (const spot of data.nodes) spot.size = radius(data.entities[spot.id].evidence);
};

const outermost = (spots, most) => spots.reduce((found, { x }) => most(found, x), spots[0]?.x ?? 0);
