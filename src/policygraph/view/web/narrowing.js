// What the reader leaves out: kinds, relations, outlets, dates, what is not sure, and single entities.

import { within } from "./histogram.js";

export class Narrowing {
  constructor(page) {
    this.page = page;
    this.hidden = { kind: new Set(), relation: new Set(), status: new Set(), outlet: new Set(), entity: new Set() };
    this.off = { lonely: false, ambiguous: false, conflicting: false, low: false };
    this.clear();
  }

  // Leaves out what the page opens without. What is denied is not between two entities: it is shown when asked for.
  clear() {
    for (const set of Object.values(this.hidden)) set.clear();
    this.hidden.status.add("denied");
    for (const name of Object.keys(this.off)) this.off[name] = false;
    [this.from, this.to, this.confidence] = ["", "", 0];
  }

  // Whether anything else is left out.
  get narrowed() {
    const { kind, relation, status, outlet, entity } = this.hidden;
    const sets = kind.size + relation.size + outlet.size + entity.size > 0 || status.size !== 1 || !status.has("denied");
    return sets || Object.values(this.off).some(Boolean) || this.telling || this.confidence > 0;
  }

  // Whether some documents are left out, so that entities of which only those tell go with them.
  get telling() {
    return Boolean(this.from || this.to || this.hidden.outlet.size);
  }

  tells(document) {
    const { publisher, date } = this.page.documents[document];
    return (!(this.from || this.to) || within(date, this.from, this.to)) && !this.hidden.outlet.has(publisher);
  }

  // The evidence of an edge that is left. That of a table or a correction has no document, and stays.
  evidence(edge) {
    if (!this.telling && !this.confidence) return edge.evidence;
    return edge.evidence.filter(({ sentence, confidence }) => {
      const { document } = this.page.sentences[sentence];
      return (confidence === null || confidence >= this.confidence) && (document === null || this.tells(document));
    });
  }

  keeps(entity) {
    const { kind, candidates } = this.page.entities[entity];
    const ambiguous = this.off.ambiguous && candidates.length > 0;
    return !ambiguous && !this.hidden.kind.has(kind) && !this.hidden.entity.has(entity);
  }

  passes(edge) {
    const { hidden, off, page } = this;
    return (
      !hidden.relation.has(edge.label) &&
      !hidden.status.has(edge.status) &&
      this.keeps(edge.subject) &&
      this.keeps(edge.object) &&
      !(off.conflicting && page.conflicting.has(edge.id)) &&
      !(off.low && page.isLow(edge)) &&
      (!edge.evidence.length || this.evidence(edge).length > 0)
    );
  }

  passesStatement({ creators, date, document }) {
    if (creators.length && !creators.some((one) => this.keeps(one))) return false;
    if (!this.telling) return true;
    const told = document === null ? null : this.page.documents[document];
    if (told && this.hidden.outlet.has(told.publisher)) return false;
    return !(this.from || this.to) || within(date || told?.date, this.from, this.to);
  }

  // The same without the dates: what the timeline is drawn of.
  anyTime(work) {
    const { from, to } = this;
    [this.from, this.to] = ["", ""];
    try {
      return work();
    } finally {
      [this.from, this.to] = [from, to];
    }
  }

  // The edges and entities that are left: { edges, entities: Set }.
  left() {
    const { page } = this;
    const edges = page.edges.filter((edge) => this.passes(edge));
    const entities = new Set(page.entities.keys());
    if (this.telling) {
      entities.clear();
      for (const edge of edges) {
        const dated = this.evidence(edge).some(({ sentence }) => page.sentences[sentence].document !== null);
        if (dated) entities.add(edge.subject).add(edge.object);
      }
      for (const said of page.statements) if (this.passesStatement(said)) said.creators.forEach((one) => entities.add(one));
    }
    for (const entity of entities) if (!this.keeps(entity)) entities.delete(entity);
    const both = ({ subject, object }) => entities.has(subject) && entities.has(object);
    return { edges: this.telling ? edges.filter(both) : edges, entities };
  }
}
