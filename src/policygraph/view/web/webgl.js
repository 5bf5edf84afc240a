// sigma as the renderer, for pictures of more than some hundred entities; it offers what VisStage of vis.js does.
// This file alone is bundled with packages of others.

import { MultiDirectedGraph } from "graphology";
import { Sigma } from "sigma";
import { along, box, distance, mixed, nearest, path } from "./geometry.js";
import { PathProgram, SMALLEST, ShapeProgram } from "./programs.js";

const FAINT = 0.25; // how much is left of what doesn't stand out
const REACH = 5; // pixels from an edge that still meet it
const MARGIN = 30; // pixels

// Whether this browser can draw by WebGL.
export const works = () => {
  try {
    const context = document.createElement("canvas").getContext("webgl2");
    context?.getExtension("WEBGL_lose_context")?.loseContext(); // there may be few at a time
    return context !== null;
  } catch {
    return false;
  }
};

export class SigmaStage {
  // `picture` is told hover({ entity, edge }), click(pixels, { entity, edge }), drag(entity, spot), pan(), drawn(context).
  constructor(picture) {
    this.picture = picture;
    this.graph = new MultiDirectedGraph();
    this.runs = new Map(); // the path of each edge drawn
    this.dragged = null; // { node, moved }
    this.handled = false; // whether the reader took hold of the view
    this.sigma = new Sigma(this.graph, picture.container, {
      allowInvalidContainer: true, // the table may be in front
      defaultDrawNodeHover: () => undefined,
      defaultEdgeType: "path",
      defaultNodeType: "shape",
      edgeProgramClasses: { path: PathProgram },
      enableCameraRotation: false,
      itemSizesReference: "positions",
      minCameraRatio: 0.02,
      maxCameraRatio: 3,
      nodeProgramClasses: { shape: ShapeProgram },
      renderLabels: false,
      stagePadding: MARGIN,
      zIndex: true,
      zoomToSizeRatioFunction: (ratio) => ratio,
    });
    this.names = document.createElement("canvas"); // what is drawn over the picture
    this.names.className = "over";
    picture.container.append(this.names);
    this.listen();
  }

  listen() {
    const { sigma, picture } = this;
    // Asked of the shapes, not of pixels drawn for the purpose: reading those back would make the processor wait.
    sigma.getNodeAtPosition = (at) => String(this.entityAt(at) ?? "") || null;
    sigma.on("afterRender", () => this.over());
    for (const event of ["clickStage", "clickNode"]) {
      sigma.on(event, ({ event: at }) => picture.click(at, { entity: this.entityAt(at), edge: this.edgeAt(at) }));
    }
    const mouse = sigma.getMouseCaptor();
    mouse.on("mousemovebody", (at) => this.point(at));
    sigma.on("downNode", ({ node }) => (this.dragged = { node, moved: false }));
    mouse.on("mousemovebody", (at) => this.dragged && this.drag(at));
    mouse.on("mouseup", () => this.drop());
    // What the page itself does to the camera is no move of the reader's.
    for (const event of ["wheel", "mousedown", "touchdown"]) {
      (event === "touchdown" ? sigma.getTouchCaptor() : mouse).on(event, () => (this.handled = true));
    }
    sigma.getCamera().on("updated", () => this.handled && picture.pan());
    this.watch = new ResizeObserver(() => sigma.resize() && sigma.refresh());
    this.watch.observe(picture.container);
  }

  // Tells what the pointer is over, if that is another than before.
  point(at) {
    const inside = at.x >= 0 && at.y >= 0 && at.x <= this.names.clientWidth && at.y <= this.names.clientHeight;
    const entity = inside ? this.entityAt(at) ?? null : null;
    const edge = inside && entity === null ? this.edgeAt(at) ?? null : null;
    const { hovered } = this.picture;
    if (hovered.entity === entity && hovered.edge === edge) return;
    const before = hovered.edge;
    this.picture.hover({ entity, edge });
    for (const one of [before, edge]) if (one !== null && this.graph.hasEdge(one)) this.graph.mergeEdgeAttributes(one, this.edgeLook(one));
  }

  drag(at) {
    const { x, y } = this.canvas(at);
    this.dragged.moved = true;
    this.graph.mergeNodeAttributes(this.dragged.node, { x, y: -y });
    at.preventSigmaDefault();
    at.original.preventDefault();
  }

  drop() {
    const { node, moved } = this.dragged ?? {};
    this.dragged = null;
    if (!moved) return;
    const { x, y } = this.graph.getNodeAttributes(node);
    this.picture.drag(Number(node), { x, y: -y });
    this.picture.update();
  }

  // Draws names and badges over the picture.
  over() {
    const { clientWidth, clientHeight } = this.picture.container;
    const dense = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(clientWidth * dense), Math.round(clientHeight * dense)];
    if (this.names.width !== width || this.names.height !== height) [this.names.width, this.names.height] = [width, height];
    const context = this.names.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    this.picture.drawn(context);
  }

  put(entities, links) {
    const { graph, picture } = this;
    const { position } = picture.page;
    this.clear();
    for (const number of entities) {
      const { x, y, size } = position.get(number);
      graph.addNode(number, { x, y: -y, size, shape: picture.look(number).shape, ...this.entityLook(number) });
    }
    for (const link of links) {
      this.runs.set(link.id, path(link, position.get(link.from), position.get(link.to)));
      graph.addEdgeWithKey(link.id, link.from, link.to, { link, ...this.edgeLook(link.id) });
    }
    this.sigma.refresh(); // at once, so that where things are can be asked and their looks changed
  }

  clear() {
    this.graph.clear();
    this.runs.clear();
  }

  kill() {
    this.watch.disconnect();
    this.sigma.kill();
    this.picture.container.replaceChildren();
  }

  paint() {
    this.light();
  }

  redraw() {
    this.sigma.scheduleRender();
  }

  light() {
    const every = (look) => (id, attributes) => Object.assign(attributes, look(id));
    this.graph.updateEachNodeAttributes(every((id) => this.entityLook(Number(id))), { attributes: ["color", "border"] });
    this.graph.updateEachEdgeAttributes(every((id) => this.edgeLook(id)), { attributes: ["color", "size", "zIndex"] });
    this.redraw();
  }

  entityLook(entity) {
    const { picture } = this;
    const { background, outline, selected } = picture.colours;
    const border = picture.selected?.entity === entity ? selected : outline;
    const share = picture.stands(entity) ? 1 : FAINT;
    return {
      color: mixed(picture.look(entity).colour, background, share),
      border: mixed(border, background, share),
      zIndex: share === 1 ? 1 : 0,
    };
  }

  edgeLook(id) {
    const { lit, colours, hovered } = this.picture;
    const strong = lit?.edges.has(id) || hovered.edge === id;
    const share = lit && !strong ? FAINT : 1;
    const colour = strong ? colours.selected : colours.edge;
    return { color: mixed(colour, colours.background, share), size: strong ? 2 : 1.2, zIndex: strong ? 1 : 0 };
  }

  has(entity) {
    return this.graph.hasNode(entity);
  }

  // Pixels a unit of the canvas.
  get scale() {
    return this.sigma.scaleSize(1);
  }

  get camera() {
    const { clientWidth, clientHeight } = this.picture.container;
    return { ...this.canvas({ x: clientWidth / 2, y: clientHeight / 2 }), scale: this.scale };
  }

  set camera({ x, y, scale }) {
    this.look({ x, y }, scale);
  }

  // Brings a spot into the middle of the view.
  look(spot, scale) {
    this.handled = false;
    const camera = this.sigma.getCamera();
    const { x, y } = this.sigma.viewportToFramedGraph(this.screen(spot));
    camera.setState({ x, y, ratio: camera.ratio * (this.scale / scale) });
  }

  spot(entity) {
    return this.picture.page.position.get(entity);
  }

  screen({ x, y }) {
    return this.sigma.graphToViewport({ x, y: -y });
  }

  canvas(pixels) {
    const { x, y } = this.sigma.viewportToGraph(pixels);
    return { x, y: -y };
  }

  along(id, share) {
    const run = this.runs.get(id);
    return run ? along(run, share) : null;
  }

  entityAt(pixels) {
    const { x, y } = this.canvas(pixels);
    const least = SMALLEST / this.scale;
    const far = this.graph.mapNodes((id, { x: across, y: up, size }) => {
      return [Number(id), Math.hypot(across - x, -up - y) - Math.max(size, least)];
    });
    return nearest(far, 1 / this.scale);
  }

  edgeAt(pixels) {
    const spot = this.canvas(pixels);
    return nearest(Array.from(this.runs, ([id, run]) => [id, distance(run, spot)]), REACH / this.scale);
  }

  fit(entities, close) {
    const { position } = this.picture.page;
    const drawn = entities.filter((entity) => this.has(entity)).map((entity) => position.get(entity));
    if (!drawn.length) return;
    const { left, right, top, bottom } = box(drawn);
    const { clientWidth, clientHeight } = this.picture.container;
    if (!clientWidth) return;
    const wide = (right - left) / Math.max(1, clientWidth - 2 * MARGIN);
    const high = (bottom - top) / Math.max(1, clientHeight - 2 * MARGIN);
    const wanted = Math.min(close, 1 / Math.max(wide, high));
    this.look({ x: (left + right) / 2, y: (top + bottom) / 2 }, wanted);
  }
}
