// The drawn graph: what is drawn and what stands out, whatever renderer draws it.

import { Overlay } from "./overlay.js";
import { VisStage } from "./vis.js";

const CLOSE = 1.6; // pixels a unit of the canvas, at most, when the view is fitted
const FAR = 0.4; // below it nothing can be told apart

export class Picture {
  // `go` is { entity(number), edge(id), nothing(), moved(number, spot), moving() }: what a click, dragging an entity and
  // moving the view do; `theme.dark` tells the colours.
  constructor(container, page, go, theme) {
    [this.container, this.page, this.go, this.theme] = [container, page, go, theme];
    this.moved = false; // whether the reader moved the view since it was fitted
    this.lit = null; // { entities, edges } that stand out; null when all do
    [this.selected, this.stops] = [null, null];
    this.shown = null; // nothing is drawn over a picture that is just changing
    this.hovered = { entity: null, edge: null };
    this.overlay = new Overlay(this);
    this.container.style.backgroundColor = this.colours.background;
    this.choose();
  }

  get colours() {
    return this.page.style.canvas[this.theme.dark ? "dark" : "light"];
  }

  // How an entity or a group is drawn: { shape, colour }.
  look(entity) {
    return this.page.look(entity);
  }

  // Takes the renderer that fits how much is drawn: WebGL above some hundred entities, if the browser has it.
  // Says whether that is another than before.
  choose() {
    const wanted = this.page.drawn.size > this.page.limits.webgl ? "webgl" : "vis";
    if (this.wanted === wanted) return false;
    this.stage?.kill();
    this.wanted = wanted;
    this.stage = (wanted === "webgl" && webglStage(this)) || new VisStage(this);
    this.renderer = this.stage instanceof VisStage ? "vis-network" : "sigma";
    return true;
  }

  // Takes up other colours.
  paint() {
    this.container.style.backgroundColor = this.colours.background;
    this.stage.paint();
  }

  drawn(context) {
    this.overlay.draw(context);
  }

  // The reader moved the view.
  pan() {
    this.moved = true;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.go.moving(), 300);
  }

  // The middle of the view and its scale: { x, y, scale }.
  get camera() {
    return this.stage.camera;
  }

  set camera(camera) {
    this.stage.camera = camera;
    this.moved = true;
  }

  // The reader dragged an entity to a spot.
  drag(entity, spot) {
    if (entity >= 0) this.go.moved(entity, spot);
  }

  hover(hovered) {
    this.hovered = hovered;
    this.container.classList.toggle("pointing", hovered.entity !== null || hovered.edge !== null);
    this.stage.redraw();
  }

  click(pixels, { entity, edge }) {
    const meant = entity ?? this.overlay.entityAt(pixels);
    if (meant !== undefined) this.go.entity(meant);
    else if (this.page.edgeById.has(edge)) this.go.edge(edge);
    else this.go.nothing();
  }

  // Brings the drawing up to what the page says is visible.
  update() {
    this.shown = null;
    const { page } = this;
    const entities = page.visibleEntities;
    const edges = page.visibleEdges;
    const changed = this.choose();
    this.stage.put(entities, page.grouping ? page.groupLinks : edges.map((edge) => page.linkById.get(edge.id)));
    this.shown = { entities, edges };
    this.light();
    if (changed) this.fit();
  }

  clear() {
    this.shown = null;
    this.stage.clear();
  }

  // Makes the selection and its neighbours stand out from all else, or the stops of a path and what joins them.
  select(selected, stops) {
    [this.selected, this.stops] = [selected, stops];
    this.light();
  }

  light() {
    const { page, selected } = this;
    let edges = null;
    if (selected?.edge !== undefined) edges = [page.edgeById.get(selected.edge)];
    else if (selected?.entity !== undefined) edges = page.edgesAt(selected.entity).filter((edge) => edge.count || page.passes(edge));
    else if (selected?.path) edges = this.hops();
    const ends = edges?.flatMap((edge) => [edge.subject, edge.object]) ?? [];
    this.lit = edges && { entities: new Set([...ends, selected.entity]), edges: new Set(edges.map((edge) => edge.id)) };
    this.stage.light();
  }

  hops() {
    const after = new Map(this.stops.map((stop, n) => [stop, n]));
    const apart = ({ subject, object }) => Math.abs((after.get(subject) ?? NaN) - (after.get(object) ?? NaN));
    return this.page.listed.filter((edge) => apart(edge) === 1);
  }

  // Whether an entity is as strong as ever, and not faint beside what is selected.
  stands(entity) {
    return !this.lit || this.lit.entities.has(entity);
  }

  // Whether a click at a point of the canvas (in its pixels) chooses the entity of this number or the edge of this id.
  meets(what, pixels) {
    const entity = this.stage.entityAt(pixels) ?? this.overlay.entityAt(pixels);
    if (typeof what === "number") return entity === what;
    return entity === undefined && this.stage.edgeAt(pixels) === what;
  }

  fit(entities = this.shown.entities) {
    this.stage.fit(entities, CLOSE);
    this.moved = false;
  }

  // Moves the view so that an entity or an edge's ends can be seen.
  show(entities) {
    const drawn = entities.filter((entity) => this.stage.has(entity));
    if (!drawn.length) return;
    const { clientWidth, clientHeight } = this.container;
    if (!clientWidth) return; // the table is in front
    const outside = drawn.some((entity) => {
      const { x, y } = this.stage.screen(this.stage.spot(entity));
      return x < 20 || y < 20 || x > clientWidth - 20 || y > clientHeight - 20;
    });
    if (outside || this.stage.scale < FAR) this.fit(drawn.flatMap((entity) => this.around(entity)));
  }

  around(entity) {
    const ends = this.page.edgesAt(entity).flatMap((edge) => [edge.subject, edge.object]);
    return [entity, ...ends].filter((end) => this.stage.has(end));
  }
}

// The WebGL renderer; null where the page came without it, or the browser can't run it.
const webglStage = (picture) => {
  if (typeof Webgl === "undefined" || !Webgl.works()) return null;
  try {
    return new Webgl.SigmaStage(picture);
  } catch {
    picture.container.replaceChildren(); // what it had put there
    return null;
  }
};
