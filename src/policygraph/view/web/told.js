// The graph as it was told: the data of the page, looked up from every side.

import { counted } from "./dom.js";
import { radius } from "./merge.js";
import { Names } from "./names.js";

export class Told {
  constructor(data) {
    Object.assign(this, data);
    this.served = false; // whether it comes from a server, which has more and pages of its own
    this.joinedTo = new Map(); // how many neighbours an entity has in the graph at least, where the server told
    this.index();
  }

  index() {
    const { entities, edges, groups, groupOf, holdings, statements } = this;
    this.linkById = new Map(this.links.map((link) => [link.id, link]));
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
  }

  // An entity or, below zero, a group as one: { label, kind, statements, evidence }.
  thing(number) {
    if (number >= 0) return this.entities[number];
    return { label: this.groups[-1 - number].label, kind: "group", statements: 0, evidence: 0, candidates: [] };
  }

  look(number) {
    return number < 0 ? this.style.group : this.style.kinds[this.entities[number].kind];
  }

  radius(entity) {
    return radius(this.entities[entity].evidence);
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

  // Whether the graph has more than the page; how much in all may not be known yet.
  get isPart() {
    return this.isSmaller || this.entities.some(({ partial }) => partial);
  }

  get isSmaller() {
    const { entities, edges, totals } = this;
    return totals.entities > entities.length || totals.edges > edges.length;
  }

  // What is said with a count of what the page has, where a server has more.
  get scope() {
    return this.served && this.isPart ? " of what is loaded" : "";
  }

  // How many neighbours of an entity are not on the page; 0 if that is not known.
  beyond(number) {
    const here = new Set(this.edgesOf[number].flatMap(({ subject, object }) => [subject, object]));
    here.delete(number);
    return this.entities[number].partial ? Math.max(0, (this.joinedTo.get(number) ?? 0) - here.size) : 0;
  }

  // Where the server has a page of a resource; empty where there is no server, or the IRI is not ours.
  addressOf(iri) {
    const name = this.served && iri.startsWith(this.ids) ? iri.slice(this.ids.length) : "";
    return /^[^/?#\s]+\/[^/?#\s]+$/.test(name) ? `/id/${name.split("/").map(encodeURIComponent).join("/")}` : "";
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

  // The line that goes with what is taken away; of a part of a graph it says so.
  get provenance() {
    const { entities, edges } = this.totals;
    const all = `a graph of ${counted(entities, "entity", "entities")} and ${counted(edges, "relation")}`;
    const of = this.isSmaller ? all : "a larger graph";
    return this.isPart ? `${this.sourceLine} This is a part of ${of}.` : this.sourceLine;
  }

  get sourceLine() {
    const { newest } = this.totals; // of all documents, also of those the page lacks
    const dated = newest ? `, the newest of ${newest}` : "";
    const documents = counted(this.totals.documents, "document");
    return `Extracted automatically from ${documents}${dated}; check the sources; places from GeoNames (CC BY 4.0).`;
  }
}
