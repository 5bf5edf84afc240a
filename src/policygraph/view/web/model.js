// What of the graph is left by the filters and the focus, and what of that is drawn.

import { merge } from "./merge.js";
import { Narrowing } from "./narrowing.js";
import { joining, steps, way } from "./paths.js";
import { beside, lanes, middle, rings } from "./spots.js";
import { Told } from "./told.js";

const COMPANY = 12; // neighbours that are drawn with a newcomer

export class Page extends Told {
  constructor(data) {
    super(data);
    this.narrowing = new Narrowing(this);
    this.pins = new Map(); // entity → { x, y }: drawn whatever else is, and where the reader put it
    this.roaming = data.groups.length > 0; // whether what is drawn is laid out anew for each focus
    this.focused = null; // { centres, hops } or { between: [one, other], nth }: all else is left out
    this.touch();
    this.base = null; // what is drawn without a focus: null (as it opens), "all" or the number of a group
    this.opening();
  }

  // Takes up another part of the graph; gives the numbers of what is new, as `merge` does.
  absorb(more) {
    const found = merge(this, more);
    this.index();
    this.touch();
    return found;
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
    if (!this.roaming) {
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

  // The entities that a selection is of: { entity }, { edge } or { path: true }.
  endsOf({ entity, edge, path }) {
    if (path) return this.way?.stops ?? this.focused.between;
    if (edge === undefined) return [entity];
    const { subject, object } = this.edgeById.get(edge);
    return [subject, object];
  }

  // The hops of the way: [{ from, to, edges }].
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

  // Draws those of a group that have most evidence.
  openGroup(group) {
    this.base = group;
    const { spots } = this.groups[group];
    const members = this.groupMembers[group].slice(0, spots.length);
    this.place(members.map((id, n) => ({ id, x: spots[n][0], y: spots[n][1], size: this.radius(id) })));
  }

  // Draws the first entities, by evidence. Few of many have a layout of their own, so as not to stand far apart.
  draw(count) {
    const few = this.firstSpots.length === count;
    this.place(this.nodes.slice(0, count).map((node, n) => (few ? { ...node, ...this.firstSpots[n] } : node)));
  }

  // Entities and, of those not drawn, the neighbours of most evidence: a newcomer does not stand alone.
  withNear(entities) {
    const near = (entity) => {
      const ends = this.edgesOf[entity].filter((edge) => this.passes(edge)).flatMap(({ subject, object }) => [subject, object]);
      return [...new Set(ends)].sort((a, b) => a - b).slice(0, COMPANY);
    };
    return [...new Set([...entities, ...entities.filter((entity) => !this.drawn.has(entity)).flatMap(near)])];
  }

  // Draws one more entity, if the cap allows; one without a position of its own stands beside its neighbours.
  reveal(entity) {
    if (this.drawn.has(entity)) return true;
    if (this.drawn.size >= this.limits.entities) return false;
    const others = this.edgesOf[entity].map(({ subject, object }) => this.position.get(subject === entity ? object : subject));
    this.position.set(entity, beside(entity, this.radius(entity), others.filter(Boolean), [...this.position.values()]));
    this.drawn.add(entity);
    return true;
  }

  // Puts an entity where it is to stay.
  pin(entity, { x, y }) {
    this.pins.set(entity, { x: Math.round(x), y: Math.round(y) });
    this.position.set(entity, { id: entity, ...this.pins.get(entity), size: this.radius(entity) });
    this.drawn.add(entity);
  }
}
