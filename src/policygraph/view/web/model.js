// The data of the page, looked up from every side, and what of it is drawn.

import { counted } from "./dom.js";
import { Names } from "./names.js";
import { Narrowing } from "./narrowing.js";
import { joining, steps, way } from "./paths.js";
import { beside, lanes, middle, rings } from "./spots.js";

export class Page {
  constructor(data) {
    Object.assign(this, data);
    this.narrowing = new Narrowing(this);
    this.pins = new Map(); // entity → { x, y }: drawn whatever else is, and where the reader put it
    this.focused = null; // { centres, hops } or { between: [one, other], nth }: all else is left out
    this.index();
    this.base = null; // what is drawn without a focus: null (as it opens), "all" or the number of a group
    this.opening();
  }

  index() {
    const { entities, edges, groups, groupOf, holdings, statements } = this;
    this.edgeById = new Map(edges.map((edge) => [edge.id, edge]));
    this.entityByIri = new Map(entities.map((entity, number) => [entity.iri, number]));
    const lists = () => entities.map(() => []);
    [this.edgesOf, this.statementsOf, this.statementsAbout, this.holdingsOf] = [lists(), lists(), lists(), lists()];
    for (const edge of edges) {
      for (const end of new Set([edge.subject, edge.object])) this.edgesOf[end].push(edge);
    }
    for (const said of statements) {
      for (const creator of said.creators) this.statementsOf[creator].push(said);
      for (const topic of said.about) this.statementsAbout[topic].push(said);
    }
    for (const held of holdings) {
      for (const end of [held.person, held.post]) if (end !== null) this.holdingsOf[end].push(held);
    }
    this.groupMembers = groups.map(() => []);
    groupOf.forEach((group, number) => this.groupMembers[group].push(number));
    const says = ({ subject, predicate, object }) => `${subject} ${predicate} ${object}`;
    const denied = new Set(edges.filter((edge) => edge.status === "denied").map(says));
    const against = denied.size ? edges.filter((edge) => denied.has(says(edge))) : [];
    const told = new Set(against.filter((edge) => edge.status !== "denied").map(says));
    this.conflicting = new Set(against.filter((edge) => told.has(says(edge))).map((edge) => edge.id));
    this.names = new Names(entities);
    this.touch();
  }

  // Whatever is worked out from filters and focus is worked out anew.
  touch() {
    this.worked = null;
  }

  get left() {
    this.worked ??= this.work();
    return this.worked;
  }

  work() {
    const { edges, entities } = this.narrowing.left();
    if (!this.focused) return { edges, entities, far: null };
    const near = this.nearBy(edges);
    const { between, centres, hops } = this.focused;
    const far = between ? joining(...between, near) ?? steps(between, near, 0) : steps(centres, near, hops);
    for (const entity of far.keys()) if (!entities.has(entity)) far.delete(entity);
    const both = ({ subject, object }) => far.has(subject) && far.has(object);
    return { edges: edges.filter(both), entities: new Set(far.keys()), far };
  }

  nearBy(edges) {
    const lists = this.entities.map(() => []);
    for (const { subject, object } of edges) {
      lists[subject].push(object);
      lists[object].push(subject);
    }
    return (number) => lists[number];
  }

  // What passes the filters and, if there is one, lies in the focus, drawn or not: the table and exports have it.
  get listed() {
    return this.left.edges;
  }

  get listedEntities() {
    const { edges, entities } = this.left;
    if (!this.narrowing.off.lonely) return [...entities];
    const linked = new Set(edges.flatMap((edge) => [edge.subject, edge.object]));
    return [...entities].filter((entity) => linked.has(entity));
  }

  get listedStatements() {
    const { entities } = this.left;
    const near = ({ creators }) => !this.focused || creators.some((one) => entities.has(one));
    return this.statements.filter((said) => this.tells(said) && near(said));
  }

  passes(edge) {
    return this.narrowing.passes(edge);
  }

  tells(statement) {
    return this.narrowing.passesStatement(statement);
  }

  evidenceOf(edge) {
    return this.narrowing.evidence(edge);
  }

  get visibleEdges() {
    if (this.grouping) return [];
    const fits = (edge) => this.drawn.has(edge.subject) && this.drawn.has(edge.object);
    return this.listed.filter(fits).slice(0, this.limits.edges);
  }

  get visibleEntities() {
    if (this.grouping) return [...this.drawn];
    const linked = this.narrowing.off.lonely && new Set(this.visibleEdges.flatMap((edge) => [edge.subject, edge.object]));
    const { entities } = this.left;
    const shown = (number) => entities.has(number) || (this.pins.has(number) && this.narrowing.keeps(number));
    return [...this.drawn].filter((number) => shown(number) && !(linked && !linked.has(number)));
  }

  // Draws what the page opens with, or what `base` says.
  opening() {
    this.focused = null;
    this.touch();
    if (!this.groups.length) this.draw(this.base === "all" ? this.limits.entities : this.limits.first);
    else if (this.base === null) this.overview();
    else this.openGroup(this.base);
  }

  // Draws the groups that a large graph opens with: as entities with numbers below zero.
  overview() {
    this.base = null;
    this.place(this.nodes);
    this.grouping = true;
  }

  place(spots) {
    const pinned = [...this.pins].map(([id, { x, y }]) => ({ id, x, y, size: this.radius(id) }));
    const all = spots[0]?.id < 0 ? spots : [...spots, ...pinned]; // a pin comes last, and so stands where it was put
    this.position = new Map(all.map((spot) => [spot.id, spot]));
    this.drawn = new Set(this.position.keys());
    this.grouping = false;
  }

  // Leaves out all but what is near some entities or on the shortest ways between two.
  focus(focused) {
    this.focused = focused;
    this.touch();
    this.settle();
  }

  // Draws what the focus has, as far as there is room: those near first, then those of most evidence.
  settle() {
    const { far } = this.left;
    if (!far) return;
    const { centres, between } = this.focused;
    const ordered = [...far].sort((a, b) => a[1] - b[1] || a[0] - b[0]);
    if (!this.groups.length) {
      for (const [entity] of ordered) if (!this.reveal(entity)) break;
      return;
    }
    const kept = ordered.slice(0, this.limits.around);
    const spots = between ? lanes(kept) : this.around(centres, kept);
    if (!this.grouping && spots.length === this.drawn.size && spots.every(({ id }) => this.drawn.has(id))) return;
    this.place(spots.map((spot) => ({ ...spot, size: this.radius(spot.id) })));
  }

  around(centres, kept) {
    const others = kept.filter(([entity]) => !centres.includes(entity));
    others.sort((a, b) => a[1] - b[1] || this.kindOrder(a[0]) - this.kindOrder(b[0]) || a[0] - b[0]);
    return [...middle(centres), ...rings(others.map(([entity]) => entity))];
  }

  // What of the focus is not drawn.
  get more() {
    const { far } = this.left;
    return far ? [...far.keys()].filter((end) => !this.drawn.has(end)).sort((a, b) => a - b) : [];
  }

  // The shortest way that the focus asks for: { stops, count }; null if nothing joins the two.
  get way() {
    const { edges, far } = this.left;
    const [one, other] = this.focused.between;
    if (one === other || !this.listed.length || !far.has(other) || far.get(other) === 0) return null;
    return way(far, this.nearBy(edges), this.focused.nth);
  }

  // Its hops: [{ from, to, edges }].
  get hops() {
    const stops = this.way?.stops ?? [];
    const joins = (one, other) => ({ subject, object }) =>
      (subject === one && object === other) || (subject === other && object === one);
    return stops.slice(1).map((to, n) => ({ from: stops[n], to, edges: this.listed.filter(joins(stops[n], to)) }));
  }

  // How many other ways of the same length there are.
  get alternatives() {
    return (this.way?.count ?? 1) - 1;
  }

  // An entity or, below zero, a group as one: { label, kind, statements, evidence }.
  thing(number) {
    if (number >= 0) return this.entities[number];
    return { label: this.groups[-1 - number].label, kind: "group", statements: 0, evidence: 0, candidates: [] };
  }

  look(number) {
    return number < 0 ? this.style.group : this.style.kinds[this.entities[number].kind];
  }

  // Draws those of a group that have most evidence.
  openGroup(group) {
    this.base = group;
    const { spots } = this.groups[group];
    const members = this.groupMembers[group].slice(0, spots.length);
    this.place(members.map((id, n) => ({ id, x: spots[n][0], y: spots[n][1], size: this.radius(id) })));
  }

  radius(entity) {
    return Math.min(22, 8 + Math.round(1.6 * Math.sqrt(this.entities[entity].evidence)));
  }

  // The edges of an entity or, below zero, the links of a group.
  edgesAt(number) {
    if (number >= 0) return this.edgesOf[number];
    const links = this.groupLinks.filter(({ from, to }) => from === number || to === number);
    return links.map(({ id, from, to, count }) => ({ id, subject: from, object: to, count }));
  }

  kindOrder(entity) {
    return Object.keys(this.style.kinds).indexOf(this.entities[entity].kind);
  }

  // Draws the first entities, by evidence. Few of many have a layout of their own, so as not to stand far apart.
  draw(count) {
    const few = this.firstSpots.length === count;
    this.place(this.nodes.slice(0, count).map((node, n) => (few ? { ...node, ...this.firstSpots[n] } : node)));
  }

  // Draws one more entity, if the cap allows; one without a position of its own stands beside its neighbours.
  reveal(entity) {
    if (this.drawn.has(entity)) return true;
    if (this.drawn.size >= this.limits.entities) return false;
    const others = this.edgesOf[entity].map(({ subject, object }) => this.position.get(subject === entity ? object : subject));
    this.position.set(entity, { ...beside(entity, others.filter(Boolean)), size: this.radius(entity) });
    this.drawn.add(entity);
    return true;
  }

  // Puts an entity where it is to stay.
  pin(entity, { x, y }) {
    this.pins.set(entity, { x: Math.round(x), y: Math.round(y) });
    this.position.set(entity, { id: entity, ...this.pins.get(entity), size: this.radius(entity) });
    this.drawn.add(entity);
  }

  label(entity) {
    return entity === null ? "" : this.thing(entity).label;
  }

  // "alleged", "denied", "according to X": how a claim that is no plain edge is put.
  qualified(edge) {
    if (edge.status === "stated") return "";
    if (edge.by === null) return edge.status;
    const according = `according to ${this.label(edge.by)}`;
    return edge.status === "attributed" ? according : `${edge.status}, ${according}`;
  }

  // Whether no sentence of an edge is one to rely on.
  isLow(edge) {
    const known = edge.evidence.map(({ confidence }) => confidence).filter((one) => one !== null);
    return known.length > 0 && Math.max(...known) < this.limits.lowConfidence;
  }

  documentsOf(evidence) {
    const documents = evidence.map((one) => this.sentences[one.sentence].document);
    return new Set(documents.filter((number) => number !== null));
  }

  // How many texts of their own these are: a near copy and its original are one.
  independent(documents) {
    return new Set([...documents].map((number) => this.documents[number].copy_of || this.documents[number].iri)).size;
  }

  newest(evidence) {
    return [...this.documentsOf(evidence)].map((number) => this.documents[number].date).sort().pop() ?? "";
  }

  get sourceLine() {
    const newest = this.documents.map((document) => document.date).sort().pop();
    const dated = newest ? `, the newest of ${newest}` : "";
    const documents = counted(this.totals.documents, "document");
    return `Extracted automatically from ${documents}${dated}; check the sources; places from GeoNames (CC BY 4.0).`;
  }
}
