// The data of the page, looked up from every side, and what of it is drawn, filtered and selected.
export const unpack = async (text) => {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
};

// Letters that have no decomposition into a base letter and a mark.
const plain = { đ: "d", ð: "d", ł: "l", ø: "o", ı: "i", ß: "ss", æ: "ae", œ: "oe" };
export const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[đðłøıßæœ]/g, (letter) => plain[letter]);

const tally = (values) => {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

export class Page {
  constructor(data) {
    Object.assign(this, data);
    this.edgeById = new Map(data.edges.map((edge) => [edge.id, edge]));
    this.entityByIri = new Map(data.entities.map((entity, number) => [entity.iri, number]));
    const lists = () => data.entities.map(() => []);
    [this.edgesOf, this.statementsOf, this.holdingsOf] = [lists(), lists(), lists()];
    for (const edge of data.edges) {
      for (const end of new Set([edge.subject, edge.object])) this.edgesOf[end].push(edge);
    }
    for (const said of data.statements) for (const creator of said.creators) this.statementsOf[creator].push(said);
    for (const held of data.holdings) {
      for (const end of [held.person, held.post]) if (end !== null) this.holdingsOf[end].push(held);
    }
    this.kinds = tally(data.entities.map((entity) => entity.kind));
    this.relations = tally(data.edges.map((edge) => edge.label));
    this.statuses = tally(data.edges.map((edge) => edge.status));
    // What is denied is not between two entities: it is shown when asked for.
    this.hidden = { kind: new Set(), relation: new Set(), status: new Set(["denied"]), lonely: false };
    this.groupMembers = data.groups.map(() => []);
    data.groupOf.forEach((group, number) => this.groupMembers[group].push(number));
    if (data.groups.length) this.overview();
    else this.draw(this.limits.first);
  }

  // Draws the groups that a large graph opens with: as entities with numbers below zero.
  overview() {
    this.place(this.nodes);
    this.grouping = true;
  }

  place(spots) {
    this.position = new Map(spots.map((spot) => [spot.id, spot]));
    this.drawn = new Set(this.position.keys());
    this.grouping = false;
    this.centres = [];
  }

  // An entity or, below zero, a group as one: { label, kind, statements, evidence }.
  thing(number) {
    if (number >= 0) return this.entities[number];
    return { label: this.groups[-1 - number].label, kind: "group", statements: 0, evidence: 0 };
  }

  look(number) {
    return number < 0 ? this.style.group : this.style.kinds[this.entities[number].kind];
  }

  // Draws those of a group that have most evidence.
  openGroup(group) {
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

  neighbours(entity) {
    const ends = this.edgesOf[entity].flatMap((edge) => [edge.subject, edge.object]);
    return [...new Set(ends)].filter((end) => end !== entity);
  }

  // Draws entities and what has most evidence among their neighbours, in rings around them.
  around(centres) {
    const others = [...new Set(centres.flatMap((centre) => this.neighbours(centre)))].filter((end) => !centres.includes(end));
    const kept = others.sort((a, b) => a - b).slice(0, this.limits.around - centres.length);
    const sorted = kept.sort((a, b) => this.kindOrder(a) - this.kindOrder(b) || a - b);
    const middle = centres.map((id, n) => ({ id, x: Math.round((n - (centres.length - 1) / 2) * 160), y: 0 }));
    const spots = [...middle, ...rings(sorted)];
    this.place(spots.map((spot) => ({ ...spot, size: this.radius(spot.id) })));
    this.centres = centres;
  }

  kindOrder(entity) {
    return Object.keys(this.style.kinds).indexOf(this.entities[entity].kind);
  }

  // The neighbours of what the picture is about that are not drawn.
  get more() {
    const near = new Set(this.centres.flatMap((centre) => this.neighbours(centre)));
    return [...near].filter((end) => !this.drawn.has(end)).sort((a, b) => a - b);
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
    this.position.set(entity, this.beside(entity));
    this.drawn.add(entity);
    return true;
  }

  beside(entity) {
    const ends = this.edgesOf[entity]
      .map((edge) => (edge.subject === entity ? edge.object : edge.subject))
      .map((other) => this.position.get(other))
      .filter(Boolean);
    const mean = (axis) => ends.reduce((sum, end) => sum + end[axis], 0) / Math.max(1, ends.length);
    const turn = entity * 2.399963; // the golden angle, so that newcomers don't cover each other
    return { id: entity, x: mean("x") + 60 * Math.cos(turn), y: mean("y") + 60 * Math.sin(turn), size: this.radius(entity) };
  }

  passes(edge) {
    return (
      !this.hidden.relation.has(edge.label) &&
      !this.hidden.status.has(edge.status) &&
      [edge.subject, edge.object].every((end) => !this.hidden.kind.has(this.entities[end].kind))
    );
  }

  get visibleEdges() {
    if (this.grouping) return [];
    const fits = (edge) => this.drawn.has(edge.subject) && this.drawn.has(edge.object) && this.passes(edge);
    return this.edges.filter(fits).slice(0, this.limits.edges);
  }

  get visibleEntities() {
    if (this.grouping) return [...this.drawn];
    const linked = new Set(this.visibleEdges.flatMap((edge) => [edge.subject, edge.object]));
    return [...this.drawn].filter(
      (number) =>
        !this.hidden.kind.has(this.entities[number].kind) && !(this.hidden.lonely && !linked.has(number)),
    );
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

  // Entities whose name or alias has every word of the query, those whose name begins with it first.
  search(query, limit) {
    const words = fold(query).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    this.folded ??= this.entities.map((entity) => [entity.label, ...entity.aliases].map(fold));
    const found = [];
    this.folded.forEach((names, number) => {
      const at = names.findIndex((name) => words.every((word) => name.includes(word)));
      if (at < 0) return;
      const starts = names[at].startsWith(words[0]) ? 0 : 2;
      found.push({ number, rank: starts + (at ? 1 : 0), name: at ? this.entities[number].aliases[at - 1] : "" });
    });
    return found.sort((a, b) => a.rank - b.rank || a.number - b.number).slice(0, limit);
  }
}

const STEP = 92; // units of the canvas between two rings, and between two on a ring

// Spots in rings around the middle, each ring filled evenly.
export const rings = (ids) => {
  const spots = [];
  for (let ring = 2, at = 0; at < ids.length; ring++) {
    const radius = ring * STEP;
    const room = Math.min(Math.floor((2 * Math.PI * radius) / STEP), ids.length - at);
    for (let place = 0; place < room; place++) {
      const angle = (2 * Math.PI * place) / room - Math.PI / 2 + ring * 0.5;
      spots.push({ id: ids[at + place], x: Math.round(radius * Math.cos(angle)), y: Math.round(radius * Math.sin(angle)) });
    }
    at += room;
  }
  return spots;
};
