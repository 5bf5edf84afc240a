"use strict";

// The drawn graph: vis-network for entities and edges, told what to draw and what stands out.
const Picture = (() => {
  const FAINT = 0.25; // how much is left of what doesn't stand out

  class Picture {
    // `chosen` is { entity(number), edge(id), nothing() }: what a click does.
    constructor(container, page, chosen) {
      [this.container, this.page, this.chosen] = [container, page, chosen];
      this.lit = null; // { entities, edges } that stand out; null when all do
      this.hovered = { entity: null, edge: null };
      this.overlay = new Overlay(this);
      this.nodes = new vis.DataSet();
      this.links = new vis.DataSet();
      this.dark = matchMedia("(prefers-color-scheme: dark)");
      this.network = new vis.Network(container, { nodes: this.nodes, edges: this.links }, this.options());
      this.dark.addEventListener("change", () => this.repaint());
      this.listen();
    }

    get colours() {
      return this.page.style.canvas[this.dark.matches ? "dark" : "light"];
    }

    options() {
      const { edge, selected } = this.colours;
      const { options } = this.page;
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

    repaint() {
      this.container.style.backgroundColor = this.colours.background;
      this.network.setOptions(this.options());
      this.network.redraw();
    }

    listen() {
      const { network } = this;
      this.container.style.backgroundColor = this.colours.background;
      network.on("afterDrawing", (context) => this.overlay.draw(context));
      network.on("hoverNode", ({ node }) => this.hover({ entity: node, edge: null }));
      network.on("hoverEdge", ({ edge }) => this.hover({ entity: null, edge }));
      for (const event of ["blurNode", "blurEdge"]) {
        network.on(event, () => this.hover({ entity: null, edge: null }));
      }
      network.on("click", ({ pointer, nodes, edges }) => {
        const labelled = this.overlay.entityAt(pointer.DOM);
        if (nodes.length) this.chosen.entity(nodes[0]);
        else if (labelled !== undefined) this.chosen.entity(labelled);
        else if (edges.length) this.chosen.edge(edges[0]);
        else this.chosen.nothing();
      });
    }

    hover(hovered) {
      this.hovered = hovered;
      this.container.classList.toggle("pointing", hovered.entity !== null || hovered.edge !== null);
      this.network.redraw();
    }

    // Brings the drawing up to what the page says is visible.
    update() {
      const { page } = this;
      this.shown = null; // nothing is drawn over a network that is just changing
      const entities = page.visibleEntities;
      const edges = page.visibleEdges;
      const links = new Map(page.links.map((one) => [one.id, one]));
      replace(this.nodes, entities.map((number) => page.position.get(number)));
      replace(this.links, edges.map((edge) => links.get(edge.id)));
      this.shown = { entities, edges };
      this.light();
    }

    // Forgets where everything stands, before another layout.
    clear() {
      this.shown = null;
      this.links.clear();
      this.nodes.clear();
    }

    // Makes the selection and its neighbours stand out from all else.
    select(selected) {
      this.selected = selected;
      this.network.unselectAll();
      if (selected?.entity !== undefined) this.network.setSelection({ nodes: this.known(this.nodes, selected.entity) });
      if (selected?.edge !== undefined) this.network.setSelection({ edges: this.known(this.links, selected.edge) });
      this.light();
    }

    known(set, id) {
      return set.get(id) === null ? [] : [id];
    }

    light() {
      const { page, selected } = this;
      let edges = null;
      if (selected?.edge !== undefined) edges = [page.edgeById.get(selected.edge)];
      else if (selected?.entity !== undefined) edges = page.edgesOf[selected.entity];
      const ends = edges?.flatMap((edge) => [edge.subject, edge.object]) ?? [];
      this.lit = edges && { entities: new Set([...ends, selected.entity]), edges: new Set(edges.map((edge) => edge.id)) };
      const colour = this.colours;
      const changed = this.links.get().flatMap((one) => {
        const faint = this.lit !== null && !this.lit.edges.has(one.id);
        const strong = this.lit !== null && !faint;
        if (one.faint === faint && one.strong === strong) return [];
        const color = { color: strong ? colour.selected : colour.edge, opacity: faint ? FAINT : 1 };
        return [{ id: one.id, faint, strong, color: faint || strong ? color : undefined, width: strong ? 2 : 1.2 }];
      });
      this.links.update(changed);
      this.network.redraw();
    }

    strength(entity) {
      return this.lit && !this.lit.entities.has(entity) ? FAINT : 1;
    }

    drawNode({ ctx, id, x, y, style }) {
      const entity = this.page.entities[id];
      const { shape, colour } = this.page.style.kinds[entity.kind];
      const radius = this.page.position.get(id).size;
      const selected = this.selected?.entity === id;
      return {
        drawNode: () => {
          ctx.save();
          ctx.globalAlpha = this.strength(id);
          Shapes.trace(ctx, shape, x, y, radius);
          ctx.fillStyle = colour;
          ctx.strokeStyle = selected ? this.colours.selected : this.colours.outline;
          ctx.lineWidth = selected ? 4 : Math.max(1, style.borderWidth ?? 1);
          ctx.fill();
          ctx.stroke();
          ctx.restore();
        },
        nodeDimensions: { width: 2 * radius, height: 2 * radius },
      };
    }

    // A point on an edge as drawn, `share` of the way along it; null if it is not drawn.
    point(id, share) {
      const drawn = this.network.body.edges[id];
      if (!drawn?.connected) return null;
      if (drawn.fromId !== drawn.toId) return drawn.edgeType.getPoint(share);
      const context = this.container.querySelector("canvas").getContext("2d");
      const [x, y, radius] = drawn.edgeType._getCircleData(context);
      const turn = 2 * Math.PI * share;
      return { x: x + radius * Math.cos(turn), y: y - radius * Math.sin(turn) };
    }

    // Whether a click at a point of the canvas (in its pixels) chooses the entity with this IRI or the edge with this id.
    meets(id, spot) {
      const entity = this.network.getNodeAt(spot) ?? this.overlay.entityAt(spot);
      if (this.page.entityByIri.has(id)) return entity === this.page.entityByIri.get(id);
      return entity === undefined && this.network.getEdgeAt(spot) === id;
    }

    fit(entities = this.shown.entities) {
      this.network.fit({ nodes: entities, maxZoomLevel: 1.6, animation: false });
    }

    // Moves the view so that an entity or an edge's ends can be seen.
    show(entities) {
      const drawn = entities.filter((entity) => this.nodes.get(entity) !== null);
      if (!drawn.length) return;
      const { clientWidth, clientHeight } = this.container;
      if (!clientWidth) return; // the table is in front
      const outside = drawn.some((entity) => {
        const { x, y } = this.network.canvasToDOM(this.network.getPosition(entity));
        return x < 20 || y < 20 || x > clientWidth - 20 || y > clientHeight - 20;
      });
      if (outside || this.network.getScale() < 0.4) this.fit(drawn.flatMap((entity) => this.around(entity)));
    }

    around(entity) {
      const ends = this.page.edgesOf[entity].flatMap((edge) => [edge.subject, edge.object]);
      return [entity, ...ends].filter((end) => this.nodes.get(end) !== null);
    }
  }

  const replace = (set, rows) => {
    const kept = new Set(rows.map((row) => row.id));
    set.remove(set.getIds().filter((id) => !kept.has(id)));
    const there = new Set(set.getIds());
    set.add(rows.filter((row) => !there.has(row.id)));
  };

  return Picture;
})();
