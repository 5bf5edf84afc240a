// What the panel tells of an entity or a relation, looked up in the page. Nothing here draws.

import { overlap } from "./tenures.js";

const SCHEMA = "https://schema.org/";
export const HOLDS = "http://www.w3.org/ns/org#holds";
export const FORMERLY_HELD = "https://w3id.org/policygraph/ns#formerlyHeld";
export const LOCATION = `${SCHEMA}location`;
export const ROLES = ["agent", "participant", "recipient"].map((name) => SCHEMA + name);

export const grouped = (items, key) => {
  const groups = new Map();
  for (const item of items) {
    const name = key(item);
    if (groups.has(name)) groups.get(name).push(item);
    else groups.set(name, [item]);
  }
  return groups;
};

export const other = (edge, number) => (edge.subject === number ? edge.object : edge.subject);

export const passing = (page, number) => page.edgesOf[number].filter((edge) => page.passes(edge));

// The evidence that the filters let through.
export const evidenceOf = (page, edge) => page.evidenceOf(edge);

// "Ann holds Mayor of Elm (alleged)".
export const inWords = (page, edge) => {
  const put = page.qualified(edge);
  return `${page.label(edge.subject)} ${edge.label} ${page.label(edge.object)}${put && ` (${put})`}`;
};

// How many sentences these are, and how many entries of tables or corrections: two rules may have read one sentence.
export const tally = (page, evidence) => {
  const told = [...new Set(evidence.map((one) => one.sentence))];
  const sentences = told.filter((number) => page.sentences[number].text).length;
  return { sentences, references: told.length - sentences };
};

const label = (page, predicate, usual) => page.style.relations?.[predicate]?.[0] ?? usual;

// Values under one label, the stated before others, none that a more precise one tells too.
const values = (details, name) => {
  const found = details.filter((one) => one.label === name);
  const stated = found.filter((one) => one.status === "stated");
  const kept = stated.length ? stated : found.filter((one) => one.status !== "denied");
  const precise = kept.filter((one) => !kept.some((more) => more !== one && more.value.startsWith(`${one.value}-`)));
  const told = precise.map((one) => (one.status === "stated" ? one.value : `${one.value} (${one.status})`));
  return [...new Set(told)].sort();
};

// When an event was: { from, until, deadline }, each a text that is empty where the graph does not tell.
export const when = (page, event) => {
  const { details } = page.entities[event];
  const text = (predicate, usual) => values(details, label(page, predicate, usual)).join(" or ");
  return {
    from: text("schema:startDate", "from"),
    until: text("schema:endDate", "until"),
    deadline: text("pg:deadline", "deadline"),
  };
};

export const inTime = ({ from, until }) => (from && until ? `${from} – ${until}` : from || (until && `until ${until}`));

const ends = (page, event, predicates) => {
  const edges = passing(page, event).filter((edge) => edge.status === "stated" && edge.subject === event);
  return [...new Set(edges.filter((edge) => predicates.includes(edge.predicate)).map((edge) => edge.object))];
};

// Events that an entity has to do with, in time order, those without a date last; in each who else had a part in it.
export const eventsOf = (page, number) => {
  const edges = passing(page, number).filter((edge) => page.entities[other(edge, number)].kind === "event");
  const found = [...grouped(edges, (edge) => other(edge, number))].map(([event, joined]) => ({
    event,
    roles: [...new Set(joined.map((edge) => roleIn(page, edge, number)))],
    date: inTime(when(page, event)),
    places: ends(page, event, [LOCATION]).filter((place) => place !== number),
    others: ends(page, event, ROLES).filter((one) => one !== number),
  }));
  const late = "~"; // after every digit
  return found.sort((a, b) => ((a.date || late) < (b.date || late) ? -1 : a.date === b.date ? a.event - b.event : 1));
};

// How a relation reads from one of its ends.
export const roleIn = (page, edge, number) => {
  const put = page.qualified(edge);
  return (edge.subject === number ? edge.label : edge.inverse) + (put && ` (${put})`);
};

const saidOn = (page, said) => said.date || (said.document === null ? "" : page.documents[said.document].date);

export const newestFirst = (page, statements) =>
  [...statements].sort((a, b) => saidOn(page, b).localeCompare(saidOn(page, a)) || a.text.localeCompare(b.text, "en"));

// Statements by what they are about, or by who made them: [number or null, statements], the most first, null last.
export const statementsBy = (page, statements, ends) => {
  const pairs = statements.flatMap((said) => (said[ends].length ? said[ends] : [null]).map((end) => ({ end, said })));
  const found = [...grouped(pairs, ({ end }) => end)].map(([end, rows]) => [end, rows.map(({ said }) => said)]);
  const last = ([end]) => (end === null ? 1 : 0);
  return found
    .sort((a, b) => last(a) - last(b) || b[1].length - a[1].length || a[0] - b[0])
    .map(([end, rows]) => [end, newestFirst(page, rows)]);
};

// Documents by outlet: [outlet, numbers], both newest first.
export const outlets = (page, documents) => {
  const date = (number) => page.documents[number].date;
  const sorted = [...documents].sort((a, b) => date(b).localeCompare(date(a)) || a - b);
  return [...grouped(sorted, (number) => page.documents[number].publisher)];
};

// Every document that tells of an entity: of its relations, its dates, what it said and what was said of it.
export const documentsOn = (page, number, statements) => {
  const evidence = passing(page, number).flatMap((edge) => evidenceOf(page, edge));
  const dates = page.entities[number].details.flatMap((one) => one.evidence);
  const quoted = statements.map((said) => said.document).filter((document) => document !== null);
  return new Set([...page.documentsOf([...evidence, ...dates]), ...quoted]);
};

const heldBy = (page, edge) =>
  page.holdingsOf[edge.subject].filter((held) => held.person === edge.subject && held.post === edge.object);

// Relations that put the same claim otherwise, and others who held the post at the same time. Filters don't count here:
// whoever prints a claim must see what speaks against it.
export const otherwise = (page, edge) => {
  const rest = page.edgesOf[edge.object].filter((one) => one !== edge && one.predicate === edge.predicate);
  const same = rest.filter((one) => one.subject === edge.subject && one.object === edge.object);
  const held = edge.predicate === HOLDS && edge.status === "stated" ? heldBy(page, edge) : [];
  const rivals = rest.filter((one) => {
    if (one.object !== edge.object || one.subject === edge.subject || one.status !== "stated") return false;
    return held.some((mine) => heldBy(page, one).some((theirs) => overlap(mine, theirs)));
  });
  return { same, rivals };
};

// What an entity held, or who held it, that passes the filters: a holding counts while one of its relations passes.
export const holdingsOn = (page, number) => {
  const edges = page.edgesOf[number].filter(({ predicate }) => predicate === HOLDS || predicate === FORMERLY_HELD);
  const between = grouped(edges, (edge) => `${edge.subject} ${edge.object}`);
  const holdings = page.holdingsOf[number].filter(({ person, post }) => {
    const told = between.get(`${person} ${post}`);
    return person !== null && post !== null && (!told || told.some((edge) => page.passes(edge)));
  });
  const known = new Set(holdings.map(({ person, post }) => `${person} ${post}`));
  const bare = [...between].filter(([pair, told]) => {
    return !known.has(pair) && told.some((edge) => edge.status === "stated" && page.passes(edge));
  });
  const undated = { start: "", end: "", attested: [] };
  return [...holdings, ...bare.map(([, [{ subject, object }]]) => ({ person: subject, post: object, ...undated }))];
};
