// vis-network as the renderer: for pictures of some hundred entities, and where there is no WebGL.
//
// A renderer (this, and SigmaStage of webgl.js) draws what the page calls its `position`s and `links`, and offers:
// put(entities, links), clear(), paint(), redraw(), light(), fit(entities, close), kill(); has(entity); `scale`, pixels
// a unit of the canvas; `camera`, the middle of the view and that scale; screen(spot) from the canvas to pixels;
// along(id, share), a spot on an edge; entityAt(pixels), edgeAt(pixels).

import { Shapes } from "./shapes.js";

const FAINT = 0.25; // how much is left of what doesn't stand out

export class VisStage {
  // `picture` is told hover({ entity, edge }), click(pixels, { entity, edge }), drag(entity, spot), pan(), drawn(context).
  constructor(picture) {
    this.picture = picture;
    this.nodes = new vis.DataSet();
    this.links = new vis.DataSet();
    this.network = new vis.Network(picture.container, { nodes: this.nodes, edges: this.links }, this.options());
    this.listen();
  }

  options() {
    const { edge, selected } = this.picture.colours;
    const { options } = this.picture.page;
    return {
      ...options,
      nodes: { shape: "custom", ctxRenderer: (drawing) => this.drawNode(drawing), chosen: false },
      edges: {
        ...options.edges,
        color: { color: edge, hover: selected, highlight: selected, inherit: false },
        selectionWidth: 1.4,
        hoverWidth: 0.6,
      },
    };
  }

  listen() {
    const { network, picture } = this;
    network.on("afterDrawing", (context) => picture.drawn(context));
    network.on("hoverNode", ({ node }) => picture.hover({ entity: node, edge: null }));
    network.on("hoverEdge", ({ edge }) => picture.hover({ entity: null, edge }));
    for (const event of ["blurNode", "blurEdge"]) {
      network.on(event, () => picture.hover({ entity: null, edge: null }));
    }
    network.on("dragEnd", ({ nodes }) => {
      if (nodes.length) picture.drag(nodes[0], network.getPosition(nodes[0]));
      else picture.pan();
    });
    network.on("zoom", () => picture.pan());
    network.on("click", ({ pointer, nodes, edges }) => {
      picture.click(pointer.DOM, { entity: nodes[0], edge: edges[0] });
    });
  }

  put(entities, links) {
    const { position } = this.picture.page;
    replace(this.nodes, entities.map((number) => position.get(number)));
    this.nodes.update(entities.filter((number) => this.strays(number)).map((number) => position.get(number)));
    replace(this.links, links);
  }

  // Whether an entity stands elsewhere than the page says: it was pinned, or a pin was undone.
  strays(number) {
    const [{ x, y }, spot] = [this.spot(number), this.picture.page.position.get(number)];
    return x !== spot.x || y !== spot.y;
  }

  // Forgets where everything stands, before another layout.
  clear() {
    this.links.clear();
    this.nodes.clear();
  }

  kill() {
    this.network.destroy();
  }

  // Takes up other colours.
  paint() {
    this.network.setOptions(this.options());
    this.light(true);
  }

  redraw() {
    this.network.redraw();
  }

  // Makes what is selected and lit stand out. All is looked at `anew` where the colours themselves are others.
  light(anew = false) {
    const { selected, lit, colours } = this.picture;
    this.network.unselectAll();
    const { entity = null, edge = null } = selected ?? {};
    if (entity !== null && this.has(entity)) this.network.setSelection({ nodes: [entity] });
    if (edge !== null && this.links.get(edge) !== null) this.network.setSelection({ edges: [edge] });
    const changed = this.links.get().flatMap((one) => {
      const faint = lit !== null && !lit.edges.has(one.id);
      const strong = lit !== null && !faint;
      // An edge that was given a colour once keeps it until it is given another: what is usual is no exception.
      if (!anew && Boolean(one.faint) === faint && Boolean(one.strong) === strong) return [];
      const { edge, selected: pointed } = colours;
      const color = { color: strong ? pointed : edge, hover: pointed, highlight: pointed, opacity: faint ? FAINT : 1 };
      return [{ id: one.id, faint, strong, color, width: strong ? 2 : 1.2 }];
    });
    this.links.update(changed);
    this.network.redraw();
  }

  drawNode({ ctx, id, x, y, style }) {
    const { picture } = this;
    const { shape, colour } = picture.look(id);
    const radius = picture.page.position.get(id).size;
    const selected = picture.selected?.entity === id;
    return {
      drawNode: () => {
        ctx.save();
        ctx.globalAlpha = picture.stands(id) ? 1 : FAINT;
        Shapes.trace(ctx, shape, x, y, radius);
        ctx.fillStyle = colour;
        ctx.strokeStyle = selected ? picture.colours.selected : picture.colours.outline;
        ctx.lineWidth = selected ? 4 : Math.max(1, style.borderWidth ?? 1);
        ctx.fill();
        ctx.stroke();
        ctx.restore();
      },
      nodeDimensions: { width: 2 * radius, height: 2 * radius },
    };
  }

  has(entity) {
    return this.nodes.get(entity) !== null;
  }

  get scale() {
    return this.network.getScale();
  }

  get camera() {
    return { ...this.network.getViewPosition(), scale: this.scale };
  }

  set camera({ x, y, scale }) {
    this.network.moveTo({ position: { x, y }, scale, animation: false });
  }

  spot(entity) {
    return this.network.getPosition(entity);
  }

  screen(spot) {
    return this.network.canvasToDOM(spot);
  }

  // A point on an edge as drawn, `share` of the way along it; null if it is not drawn.
  along(id, share) {
    const drawn = this.network.body.edges[id];
    if (!drawn?.connected) return null;
    if (drawn.fromId !== drawn.toId) return drawn.edgeType.getPoint(share);
    const context = this.picture.container.querySelector("canvas").getContext("2d");
    const [x, y, radius] = drawn.edgeType._getCircleData(context);
    const turn = 2 * Math.PI * share;
    return { x: x + radius * Math.cos(turn), y: y - radius * Math.sin(turn) };
  }

  entityAt(spot) {
    return this.network.getNodeAt(spot);
  }

  edgeAt(spot) {
    return this.network.getEdgeAt(spot);
  }

  fit(entities, close) {
    this.network.fit({ nodes: entities, maxZoomLevel: close, animation: false });
  }
}

const replace = (set, rows) => {
  const kept = new Set(rows.map((row) => row.id));
  set.remove(set.getIds().filter((id) => !kept.has(id)));
  const there = new Set(set.getIds());
  set.add(rows.filter((row) => !there.has(row.id)));
};
