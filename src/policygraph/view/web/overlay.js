// What is drawn over the picture, whatever renderer made that: names, badges, names of relations.
// They keep their size on the screen; where there is no room for all, those with most evidence are written.

import { GLYPH, Room, TEXT, around, wrap } from "./room.js";
import { Shapes } from "./shapes.js";

const FAINT = 0.25; // how much is left of what doesn't stand out
const FONT = 12; // pixels on the screen
const LINE = 14;
const GROUPS = 12; // so many groups are named, if need be over others
const ALWAYS = 4; // so many of the most evidence are named, if need be over other shapes
const TRIED = 700; // of the most evidence; names of more would find no room, and looking for it takes time
const FEW = 12; // relations of a chosen entity, if no more, are named as well
const family = '"Inter", "Segoe UI", system-ui, -apple-system, "Liberation Sans", Arial, sans-serif';

export class Overlay {
  constructor(picture) {
    this.picture = picture;
    this.lines = new Map();
    this.widths = new Map();
    this.written = []; // the boxes of the names drawn last
  }

  // The entity whose name is written at a point of the canvas, if any.
  entityAt({ x, y }) {
    const holds = ({ left, top, width, height }) => x >= left && x <= left + width && y >= top && y <= top + height;
    return this.written.find(holds)?.entity;
  }

  // Everything of a fixed size on the screen, drawn in its pixels.
  draw(context) {
    const canvas = context.canvas;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (!width || !height || !this.picture.shown) return;
    const scale = this.picture.stage.scale;
    context.save();
    context.setTransform(canvas.width / width, 0, 0, canvas.height / height, 0, 0);
    context.textBaseline = "middle";
    context.textAlign = "center";
    context.lineJoin = "round";
    const spots = this.picture.shown.entities.map((entity) => {
      const { x, y } = this.picture.stage.screen(this.picture.stage.spot(entity));
      return { entity, x, y, radius: this.picture.page.position.get(entity).size * scale };
    });
    const room = new Room(width, height);
    this.drawConflicts(context, room);
    this.drawLabels(context, spots, room);
    this.drawEdgeLabels(context, room);
    context.restore();
  }

  drawLabels(context, spots, room) {
    for (const { x, y, radius } of spots) {
      const r = Math.max(radius, 2);
      room.take({ left: x - r, top: y - r, width: 2 * r, height: 2 * r }, GLYPH);
    }
    for (const spot of spots) this.drawBadge(context, spot, room);
    for (const spot of spots) if (this.picture.page.thing(spot.entity).candidates.length) this.drawMark(context, "?", spot, room);
    this.written = [];
    const ranked = spots.map((spot) => ({ ...spot, rank: this.rank(spot.entity) }));
    ranked.sort((a, b) => a.rank - b.rank || Math.abs(a.entity) - Math.abs(b.entity));
    let last = null;
    for (const spot of ranked.slice(0, TRIED)) {
      const { rank } = spot;
      // Beside what stands out the rest would only be in the way.
      if (this.picture.lit && rank === 2) break;
      // Setting a font makes the browser read it anew: once for those of a rank.
      if (rank !== last) context.font = `${rank === 0 ? "600 " : ""}${FONT}px ${family}`;
      last = rank;
      const box = this.boxFor(context, spot, room);
      if (!box) continue;
      room.take(box, TEXT);
      this.written.push({ ...box, entity: spot.entity });
      this.linesOf(spot.entity).forEach((line, number) =>
        this.write(context, line, box.left + box.width / 2, box.top + LINE * (number + 0.5)),
      );
    }
  }

  // The name of an entity, broken into lines; worked out when it is first drawn.
  linesOf(entity) {
    if (!this.lines.has(entity)) this.lines.set(entity, wrap(this.picture.page.label(entity)));
    return this.lines.get(entity);
  }

  // How wide a line is in the font that is set; measured once, as that is what drawing takes longest for.
  widthOf(context, line) {
    const key = `${context.font} ${line}`;
    if (!this.widths.has(key)) this.widths.set(key, context.measureText(line).width);
    return this.widths.get(key);
  }

  // 0 for what is chosen or pointed at, 1 for what stands out with it, 2 for the rest.
  rank(entity) {
    const { selected, hovered, lit } = this.picture;
    if (entity === selected?.entity || entity === hovered.entity) return 0;
    return lit?.entities.has(entity) ? 1 : 2;
  }

  // Room for a label around its entity, free of all else; for one that stands out free of other labels, and for the
  // chosen one (rank 0) the first place, whatever is there.
  boxFor(context, spot, room) {
    const { entity, rank } = spot;
    const lines = this.linesOf(entity);
    const width = Math.max(...lines.map((line) => this.widthOf(context, line))) + 4;
    const height = LINE * lines.length;
    const must = entity < 0 ? -entity <= GROUPS : entity < ALWAYS;
    const allowed = rank === 2 && !must ? 0 : GLYPH;
    return room.beside(spot, width, height, allowed) ?? (rank === 0 ? around(spot, width, height)[0] : null);
  }

  write(context, text, x, y) {
    context.strokeStyle = this.picture.colours.background;
    context.lineWidth = 3.5;
    context.strokeText(text, x, y);
    context.fillStyle = this.picture.colours.text;
    context.fillText(text, x, y);
  }

  // How many statements an entity is the source of, at its upper right.
  drawBadge(context, { entity, x, y, radius }, room) {
    const count = this.picture.page.thing(entity).statements;
    if (!count || radius < 5) return;
    const { shape, colour } = this.picture.page.style.statement;
    const size = Math.max(6, Math.min(10, radius)); // a large badge would hide a small shape
    const [left, top] = [x + radius + size / 2 - 1, y - radius - 3];
    room.take({ left: left - size, top: top - size, width: 2 * size, height: 2 * size }, GLYPH);
    context.save();
    context.globalAlpha = this.picture.stands(entity) ? 1 : FAINT;
    Shapes.trace(context, shape, left, top, size);
    context.fillStyle = colour;
    context.strokeStyle = this.picture.colours.background;
    context.lineWidth = 1.5;
    context.fill();
    context.stroke();
    context.font = `700 9.5px ${family}`;
    context.fillStyle = "#FFFFFF";
    if (size > 8) context.fillText(count > 99 ? "99" : String(count), left, top + 0.5);
    context.restore();
  }

  // A mark at the upper left of an entity, or on the middle of a relation, that tells what is not sure.
  drawMark(context, mark, { x, y, radius, entity }, room) {
    const [left, top, size] = radius ? [x - radius - 2, y - radius - 2, 7] : [x, y, 7];
    room.take({ left: left - size, top: top - size, width: 2 * size, height: 2 * size }, GLYPH);
    context.save();
    context.globalAlpha = entity === undefined || this.picture.stands(entity) ? 1 : FAINT;
    context.beginPath();
    context.arc(left, top, size, 0, 2 * Math.PI);
    context.fillStyle = this.picture.colours.background;
    context.strokeStyle = this.picture.colours.text;
    context.lineWidth = 1.2;
    context.fill();
    context.stroke();
    context.font = `700 11px ${family}`;
    context.fillStyle = this.picture.colours.text;
    context.fillText(mark, left, top + 0.5);
    context.restore();
  }

  // Relations that are told otherwise too.
  drawConflicts(context, room) {
    const { page, shown, stage } = this.picture;
    if (!page.conflicting.size) return;
    for (const { id } of shown.edges) {
      const middle = page.conflicting.has(id) ? stage.along(id, 0.5) : null;
      if (middle) this.drawMark(context, "≠", stage.screen(middle), room);
    }
  }

  // Relations are named when pointed at or chosen, and around a chosen entity of few.
  drawEdgeLabels(context, room) {
    const must = new Set([this.picture.hovered.edge, this.picture.selected?.edge].filter(Boolean));
    const named = new Set(must);
    if (this.picture.lit && this.picture.lit.edges.size <= FEW) this.picture.lit.edges.forEach((id) => named.add(id));
    context.font = `italic 12px ${family}`;
    for (const id of named) {
      const middle = this.picture.stage.along(id, 0.5);
      if (!middle) continue;
      const edge = this.picture.page.edgeById.get(id);
      if (!edge) continue; // a link between groups
      const put = this.picture.page.qualified(edge);
      const text = put ? `${edge.label} (${put})` : edge.label;
      const width = context.measureText(text).width + 10;
      const { x, y } = this.labelSpot(id, middle, width);
      const box = { left: x - width / 2, top: y - 8, width, height: 16 };
      if (!must.has(id) && !room.free(box)) continue;
      room.take(box, TEXT);
      context.fillStyle = this.picture.colours.background;
      context.beginPath();
      context.roundRect(x - width / 2, y - 9, width, 18, 4);
      context.fill();
      context.fillStyle = this.picture.colours.text;
      context.fillText(text, x, y);
    }
  }

  // Where the name of an edge goes: on its middle or, if that would hide the whole edge, above it.
  labelSpot(id, middle, width) {
    const [start, end] = [0, 1].map((share) => this.picture.stage.screen(this.picture.stage.along(id, share)));
    const { x, y } = this.picture.stage.screen(middle);
    const [across, down] = [end.x - start.x, end.y - start.y];
    if (Math.max(Math.abs(across), 3 * Math.abs(down)) > width + 60) return { x, y };
    return Math.abs(across) > Math.abs(down) ? { x, y: y - 14 } : { x: x + width / 2 + 6, y };
  }
}
