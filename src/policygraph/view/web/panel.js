// The evidence panel: what is shown for what is selected.

import { Claims } from "./claims.js";
import { counted, element, link } from "./dom.js";
import { Evidence, counts, texts } from "./evidence.js";
import { LOCATION, ROLES, documentsOn, evidenceOf, eventsOf, grouped, holdingsOn } from "./lookups.js";
import { inTime, inWords, other, outlets, passing, roleIn, tally, when } from "./lookups.js";
import { head } from "./head.js";
import { Rows, long, press, section } from "./rows.js";
import { Shapes } from "./shapes.js";
import { tenures } from "./tenures.js";

const RANKING = 10; // of those with most sentences or relations
const RANKED = 40; // entities among which those with most sentences are looked for

export class Panel {
  // `go` is what a click does: { entity(number), edge(id), draw(numbers), group(number) } and, each of them only where
  // the page has it, { focus(number, hops), unfocus(), hide(number), pin(number), pathFrom(number), nextPath() }.
  constructor(root, page, go) {
    [this.root, this.page, this.go] = [root, page, go];
    this.rows = new Rows(page, go);
    this.evidence = new Evidence(page, this.rows);
    this.claims = new Claims(page, go, this.rows, this.evidence);
  }

  show(...children) {
    this.root.replaceChildren(...children.filter((child) => child !== ""));
    this.root.scrollTop = 0;
  }

  edge(edge) {
    this.show(...this.claims.relation(edge));
  }

  // What joins two entities, hop by hop; there are so many `others` of the same length.
  path(steps, others = 0) {
    this.show(...this.claims.path(steps, others));
  }

  overview() {
    const { page, evidence, rows } = this;
    const listed = page.listedEntities;
    const most = listed.filter((number) => page.entities[number].evidence).slice(0, RANKED);
    const told = (number) => tally(page, passing(page, number).flatMap((edge) => evidenceOf(page, edge))).sentences;
    const ranked = most.map((number) => [number, told(number)]).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const unnamed = page.statements.filter((said) => !said.creators.length);
    const row = ([number, sentences]) => rows.counted(number, counted(sentences, "sentence"));
    this.show(
      element("h2", {}, "Evidence"),
      element("p", {}, "Choose a relation to read the sentences it rests on, or an entity to see what is said of it."),
      ...section("Most evidence", ...long(ranked.slice(0, RANKING), row, "entity", "entities", RANKING)),
      ...section("Most connected", ...(page.groups.length ? this.connected(listed) : [])),
      ...section(`${called(page, unnamed)} whose source is not identified`, ...evidence.list(unnamed)),
    );
  }

  // Those of most relations.
  connected(entities) {
    const degree = (number) => this.page.edgesOf[number].length;
    const most = [...entities].sort((a, b) => degree(b) - degree(a) || a - b).slice(0, RANKING);
    const row = (number) => this.rows.counted(number, counted(passing(this.page, number).length, "relation"));
    return long(most, row, "entity", "entities", RANKING);
  }

  // A group of a graph too large to draw: what is in it, and the groups it has most to do with.
  group(number) {
    const { page, rows } = this;
    const group = page.groups[number];
    const members = page.groupMembers[number];
    const { label, shape, colour } = page.style.group;
    const drawn = group.spots.length;
    const text = drawn < members.length ? `Draw the ${drawn} with most evidence` : `Draw all ${drawn}`;
    const links = page.edgesAt(-1 - number).sort((a, b) => b.count - a.count);
    const row = ({ subject, object, count }) =>
      rows.counted(subject === -1 - number ? object : subject, counted(count, "relation"));
    this.show(
      element("p", { className: "kind" }, Shapes.icon(shape, colour), label),
      element("h2", {}, element("bdi", {}, group.label)),
      element("p", {}, counted(members.length, "entity", "entities")),
      press(text, () => this.go.group(number)),
      ...section("Most connected", ...this.connected(members)),
      ...section("Linked groups", ...long(links, row, "group")),
    );
  }

  entity(number) {
    if (number < 0) {
      this.group(-1 - number);
      return;
    }
    const { page, evidence } = this;
    const { kind, candidates } = page.entities[number];
    const said = page.statementsOf[number].filter((one) => page.tells(one));
    const about = page.statementsAbout[number].filter((one) => page.tells(one));
    this.show(
      ...head(page, this.go, number, this.undrawn(passing(page, number))),
      ...section("Could be", ...long(candidates, candidate, "candidate")),
      ...(kind === "event" ? this.event(number) : []),
      ...tenures(kind === "post" ? "person" : "post", holdingsOn(page, number), this.rows),
      ...this.events(number),
      ...section(called(page, said), ...evidence.grouped(said, "about")),
      ...section(`${called(page, about)} about it`, ...evidence.grouped(about, "creators")),
      ...this.relations(number),
      ...this.dates(number),
      ...this.sources(number, [...said, ...about]),
      ...section("Identifiers", ...identifiers(page.entities[number])),
    );
  }

  // An event at a glance: when, where, and who had which part in it.
  event(number) {
    const { page, rows } = this;
    const { deadline, ...time } = when(page, number);
    const edges = passing(page, number).filter((edge) => edge.subject === number);
    const facts = [["When", inTime(time)], ["Deadline", deadline]].filter(([, value]) => value);
    const told = facts.flatMap(([term, value]) => [element("dt", {}, term), element("dd", {}, value)]);
    const where = edges.filter((edge) => edge.predicate === LOCATION);
    const who = edges.filter((edge) => ROLES.includes(edge.predicate));
    const rank = (edge) => 2 * ROLES.indexOf(edge.predicate) + (edge.status === "stated" ? 0 : 1);
    const inOrder = [...who].sort((a, b) => rank(a) - rank(b));
    const place = (edge) => rows.row(edge.object, this.qualification(edge), this.opening(edge));
    if (where.length) told.push(element("dt", {}, "Where"), element("dd", {}, ...long(where, place, "place")));
    return [
      told.length ? element("dl", { className: "facts" }, ...told) : "",
      ...section("Who was involved", ...this.byKind(inOrder, number)),
    ];
  }

  qualification(edge) {
    const put = this.page.qualified(edge);
    return put ? element("span", { className: "aside" }, `(${put})`) : "";
  }

  // Events that the entity had to do with, each with who else had.
  events(number) {
    const { page, rows } = this;
    const found = page.entities[number].kind === "event" ? [] : eventsOf(page, number);
    const line = (called, numbers) => {
      if (!numbers.length) return "";
      return element("div", { className: "with" }, element("span", {}, `${called}:`), rows.names(numbers, called));
    };
    const row = ({ event, roles, date, places, others }) =>
      element(
        "li",
        { className: "event" },
        rows.name(event),
        element("p", { className: "aside" }, [date || "date not known", roles.join(", ")].join(" · ")),
        line("Where", places),
        line("Who else", others),
      );
    return section(counted(found.length, "event"), ...long(found, row, "event"));
  }

  // Relations by what they say; those of an event that tell who and where stand above already.
  relations(number) {
    const { page } = this;
    const all = page.edgesOf[number];
    const listed = passing(page, number);
    const event = page.entities[number].kind === "event";
    const above = (edge) => event && edge.subject === number && [LOCATION, ...ROLES].includes(edge.predicate);
    const rest = listed.filter((edge) => !above(edge));
    const left = all.length - listed.length;
    const says = left ? element("p", { className: "aside" }, `The filters leave out ${counted(left, "relation")}.`) : "";
    const some = rest.length < listed.length ? "other relation" : "relation";
    const beyond = page.beyond(number);
    if (!rest.length && !left && !beyond) return [];
    const known = counted(rest.length, some);
    const title = beyond ? `${rest.length.toLocaleString("en")} of at least ${counted(rest.length + left + beyond, some)}` : known;
    return section(title, ...this.byKind(rest, number), says);
  }

  // A button that draws the neighbours not drawn yet.
  undrawn(relations) {
    const { drawn } = this.page;
    const ends = new Set(relations.flatMap((edge) => [edge.subject, edge.object]));
    const missing = [...ends].filter((end) => !drawn.has(end));
    const text = `Draw ${counted(missing.length, "more neighbour")}`;
    return missing.length ? [press(text, () => this.go.draw(missing))] : [];
  }

  byKind(relations, number) {
    return [...grouped(relations, (edge) => roleIn(this.page, edge, number))].flatMap(([said, edges]) => [
      element("h4", {}, said),
      ...long(edges, (edge) => this.rows.row(other(edge, number), this.opening(edge)), "relation"),
    ]);
  }

  // The button that opens a relation, named by how much it rests on.
  opening(edge) {
    const text = counts(this.page, evidenceOf(this.page, edge)) || "details";
    const name = `${text}: ${inWords(this.page, edge)}`;
    return press(text, () => this.go.edge(edge.id), { className: "quiet", "aria-label": name });
  }

  // What the dates rest on.
  dates(number) {
    const { details, label } = this.page.entities[number];
    const row = (one) => {
      const put = one.status === "stated" ? "" : ` (${one.status})`;
      const said = `${one.label} ${one.value}${put}`;
      const names = [...this.evidence.namesOf(number), ...one.value.split(", ")];
      const read = this.evidence.articles(one.evidence, names, `${label}: ${said}`);
      return element("li", {}, element("h4", {}, said), ...read);
    };
    return section(counted(details.length, "date"), ...long(details, row, "date", "dates", 3));
  }

  sources(number, statements) {
    const { page, evidence } = this;
    const documents = documentsOn(page, number, statements);
    const row = (one) => element("li", { className: "told" }, evidence.source(one, false));
    const group = ([outlet, numbers]) =>
      element(
        "li",
        {},
        element("h4", {}, element("bdi", {}, outlet || "Outlet not known"), ` · ${counted(numbers.length, "document")}`),
        ...long(numbers, row, "document", "documents", 5),
      );
    return section(`Told in ${texts(page, documents)}`, ...long(outlets(page, documents), group, "outlet"));
  }
}

const called = (page, statements) => {
  const { label, plural } = page.style.statement;
  return counted(statements.length, label.toLowerCase(), plural.toLowerCase());
};

const candidate = (one) => element("li", {}, `${one.identifier} (${one.reason})`);

const identifiers = ({ identifiers: known }) => {
  const value = (one) => element("dd", {}, one.url ? link(one.url, one.value) : one.value);
  const rows = known.flatMap((one) => [element("dt", {}, one.scheme), value(one)]);
  return known.length ? [element("dl", {}, ...rows)] : [];
};
