// The picture as marks, whatever renderer draws it on the screen: for SVG and PNG alike, on white, to be printed.

import { HEAD, head, length, share, trail } from "./arrows.js";
import { counted } from "./dom.js";
import { Foot, captionOf, says, showing } from "./foot.js";
import { along, box, mixed, path } from "./geometry.js";
import { GLYPH, Room, TEXT, around, widthOf, wrap } from "./room.js";
import { Shapes } from "./shapes.js";

const SCALE = 1.25; // pixels a unit of the canvas
const ROOM = 130; // pixels of a side for each entity, were all in a square: more would leave names small beside their picture
const SMALLEST = 900; // pixels of the longer side that are always made use of
const LONGEST = 4800; // and at most
const MARGIN = 130; // room for names that stick out; what they don't need is cut off
const EDGE = 24; // white left around everything
const NARROWEST = 640;
const SHEET = 1300; // of a picture wider than this, what stands under it is larger, so that it can be read in print
const [FONT, LINE, SMALL] = [12, 14, 11]; // pixels
const ALWAYS = 4; // so many of the most evidence are named, if need be over other shapes
const FEW = 40; // relations, if no more, are named as well
const FAINT = 0.25; // how much is left of what doesn't stand out
const STEP = 4; // pixels between two spots at which a line is looked at
const WHITE = "#FFFFFF";

// A picture of what `page` shows: { width, height, title, description, layers: [{ x, y, scale, marks }] }. A mark is either a
// path { kind, d, fill, stroke, width, dash, opacity, title } or a text { text, x, y, size, weight, slant, colour }
// whose x is its middle, or where it starts if it has `start`. What is `lit` ({ entities, edges }: sets) or `selected`
// ({ entity }, { edge } or { path: true }) stands out as on the screen; the caption names what is selected, if it is not another.
export const drawing = (page, { selected = null, lit = null, caption = captionOf(page, selected) } = {}) => {
  const sheet = new Sheet(page, lit, selected);
  sheet.draw();
  const { left, top, right, bottom } = sheet.used;
  const width = Math.ceil(Math.max(NARROWEST, right - left + 2 * EDGE));
  const high = Math.ceil(bottom - top + 2 * EDGE);
  const scale = Math.max(1, width / SHEET);
  const foot = new Foot(page, sheet.links, (width - 2 * EDGE) / scale, caption);
  return {
    width,
    height: high + Math.ceil(foot.height * scale) + EDGE,
    title: [page.heading, caption].filter(Boolean).join(": "),
    description: `${showing(page)}. ${page.sourceLine}`,
    layers: [
      { x: Math.round((width - right - left) / 2), y: Math.round(EDGE - top), scale: 1, marks: sheet.marks },
      { x: EDGE, y: high, scale, marks: foot.marks },
    ],
  };
};

const number = (value) => Math.round(value * 100) / 100;

class Sheet {
  constructor(page, lit, selected) {
    Object.assign(this, { page, lit, selected, marks: [], links: [], colours: page.style.canvas.light });
    this.used = { left: 0, top: 0, right: 0, bottom: 0 };
    const entities = page.visibleEntities;
    if (!entities.length) return;
    const { left, right, top, bottom } = box(entities.map((entity) => page.position.get(entity)));
    const longest = Math.min(LONGEST, Math.max(SMALLEST, ROOM * Math.sqrt(entities.length)));
    this.scale = Math.min(SCALE, longest / Math.max(right - left, bottom - top));
    const spot = (entity) => {
      const { x, y, size } = page.position.get(entity);
      const across = MARGIN + (x - left) * this.scale;
      return { entity, x: across, y: MARGIN + (y - top) * this.scale, radius: Math.max(3, size * this.scale) };
    };
    this.spots = new Map(entities.map((entity) => [entity, spot(entity)]));
    const side = (length) => length * this.scale + 2 * MARGIN;
    this.room = new Room(side(right - left), side(bottom - top));
    this.lines = new Room(side(right - left), side(bottom - top)); // where relations run
    this.used = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  }

  draw() {
    if (!this.spots) return;
    this.links = this.linked();
    this.runs = this.links.map((link) => this.run(link));
    this.links.forEach((link, at) => this.line(link, this.runs[at]));
    const ordered = [...this.spots.values()].sort((a, b) => this.order(a, b));
    for (const spot of ordered.toReversed()) this.shape(spot);
    for (const spot of ordered.toReversed()) this.badge(spot);
    this.unsure();
    for (const spot of ordered) this.name(spot);
    this.links.forEach((link, at) => this.relation(link, this.runs[at]));
  }

  // The links that are drawn, as in page.links; those that stand out last, over the others.
  linked() {
    const { page } = this;
    const links = new Map(page.links.map((link) => [link.id, link]));
    const all = page.grouping ? page.groupLinks : page.visibleEdges.map(({ id }) => links.get(id));
    const drawn = all.filter(({ from, to }) => this.spots.has(from) && this.spots.has(to));
    const strong = ({ id }) => Boolean(this.lit?.edges.has(id));
    return [...drawn.filter((link) => !strong(link)), ...drawn.filter(strong)];
  }

  run(link) {
    const ring = link.selfReference && { ...link.selfReference, size: link.selfReference.size * this.scale };
    return path({ ...link, selfReference: ring }, this.spots.get(link.from), this.spots.get(link.to));
  }

  use(left, top, right, bottom) {
    const { used } = this;
    [used.left, used.top] = [Math.min(used.left, left), Math.min(used.top, top)];
    [used.right, used.bottom] = [Math.max(used.right, right), Math.max(used.bottom, bottom)];
  }

  stands(entity) {
    return !this.lit || this.lit.entities.has(entity);
  }

  // A colour, faint for what doesn't stand out.
  shade(colour, stands) {
    return stands ? colour : mixed(colour, WHITE, FAINT);
  }

  line(link, run) {
    const strong = this.lit?.edges.has(link.id);
    const stroke = strong ? this.colours.selected : this.shade(this.colours.edge, !this.lit);
    const end = this.spots.get(link.to);
    const from = along(run, 0.85);
    const { shape } = this.page.look(link.to);
    const reach = end.radius * Shapes.reachAt(shape, Math.atan2(from.y - end.y, from.x - end.x)) + 1;
    const headed = link.arrows !== "";
    const d = trail(run, headed ? share(run, end, reach + HEAD * 0.7) : 1);
    const width = strong ? 2 : 1.2;
    this.marks.push({ kind: "relation", d, stroke, width, dash: link.dashes ? link.dashes.join(" ") : null, title: this.says(link) });
    if (headed) this.marks.push({ kind: "head", d: head(run, end, reach), fill: stroke });
    const steps = Math.max(1, Math.ceil(length(run) / STEP));
    for (let step = 0; step <= steps; step++) {
      const { x, y } = along(run, step / steps);
      this.use(x - 2, y - 2, x + 2, y + 2);
      this.lines.take({ left: x, top: y, width: 0, height: 0 }, GLYPH);
    }
  }

  says(link) {
    const edge = this.page.edgeById.get(link.id);
    if (edge) return says(this.page, edge);
    return `${this.page.label(link.from)} – ${this.page.label(link.to)}: ${counted(link.count, "relation")}`;
  }

  shape({ entity, x, y, radius }) {
    const { shape, colour } = this.page.look(entity);
    const chosen = this.selected?.entity === entity;
    this.marks.push({
      kind: "entity",
      d: Shapes.drawn(shape, x, y, radius),
      fill: this.shade(colour, this.stands(entity)),
      stroke: chosen ? this.colours.selected : this.shade(this.colours.outline, this.stands(entity)),
      width: chosen ? 4 : 1,
      title: this.page.label(entity),
    });
    this.room.take({ left: x - radius, top: y - radius, width: 2 * radius, height: 2 * radius }, GLYPH);
    const reach = radius * Shapes.outline(shape).reach;
    this.use(x - reach, y - reach, x + reach, y + reach);
  }

  // How many statements an entity is the source of, at its upper right.
  badge({ entity, x, y, radius }) {
    const count = this.page.thing(entity).statements;
    if (!count || radius < 5) return;
    const { shape, colour } = this.page.style.statement;
    const [middle, high, size] = [x + radius + 4, y - radius - 3, 10];
    const fill = this.shade(colour, this.stands(entity));
    const d = Shapes.drawn(shape, middle, high, size);
    this.marks.push({ kind: "badge", d, fill, stroke: WHITE, width: 1.5, title: counted(count, "statement") });
    const text = { size: 9.5, weight: 700, colour: WHITE };
    this.marks.push({ text: count > 99 ? "99" : String(count), x: middle, y: high + 3, ...text });
    this.room.take({ left: middle - size, top: high - size, width: 2 * size, height: 2 * size }, GLYPH);
    this.use(middle - size, high - size, middle + size * 1.2, high + size);
  }

  // Marks of names that are ambiguous, and of relations that are told otherwise too.
  unsure() {
    const { page, links, runs } = this;
    for (const { entity, x, y, radius } of this.spots.values()) {
      if (page.thing(entity).candidates.length) this.mark("?", x - radius - 2, y - radius - 2, this.stands(entity));
    }
    links.forEach(({ id }, at) => {
      if (!page.conflicting.has(id)) return;
      const { x, y } = along(runs[at], 0.5);
      this.mark("≠", x, y, !this.lit || this.lit.edges.has(id));
    });
  }

  mark(text, x, y, stands) {
    const colour = this.shade(this.colours.text, stands);
    const d = Shapes.drawn("circle", x, y, 7);
    this.marks.push({ kind: "mark", d, fill: WHITE, stroke: colour, width: 1.2 }, { text, x, y: y + 4, size: 11, weight: 700, colour });
    this.room.take({ left: x - 7, top: y - 7, width: 14, height: 14 }, GLYPH);
    this.use(x - 8, y - 8, x + 8, y + 8);
  }

  // The chosen first, then what stands out, then by evidence.
  order(one, other) {
    const rank = ({ entity }) => (entity === this.selected?.entity ? 0 : this.stands(entity) ? 1 : 2);
    const evidence = ({ entity }) => this.page.thing(entity).evidence;
    const numbers = Math.abs(one.entity) - Math.abs(other.entity);
    return rank(one) - rank(other) || evidence(other) - evidence(one) || numbers;
  }

  name(spot) {
    if (!this.stands(spot.entity)) return;
    const lines = wrap(this.page.label(spot.entity)).filter(Boolean);
    if (!lines.length) return;
    const width = Math.max(...lines.map((line) => widthOf(line, FONT))) + 4;
    const chosen = spot.entity === this.selected?.entity;
    const place = this.placeOf(spot, width, LINE * lines.length);
    if (place) this.write(lines, place, { size: FONT, weight: chosen ? 600 : null });
  }

  // The first place that is free and that no relation crosses or, if there is none, that is free; the chosen one has
  // its name in any case.
  placeOf(spot, width, height) {
    const free = around(spot, width, height).filter((place) => this.room.free(place));
    const must = this.lit || spot.entity < ALWAYS;
    const found = free.find((place) => this.lines.free(place)) ?? this.room.beside(spot, width, height, must ? GLYPH : 0);
    return found ?? (spot.entity === this.selected?.entity ? around(spot, width, height)[0] : null);
  }

  // Relations are named where that leaves enough of the line to be seen.
  relation(link, run) {
    const edge = this.page.edgeById.get(link.id);
    const few = (this.lit?.edges.size ?? this.links.length) <= FEW;
    if (!edge || !few || (this.lit && !this.lit.edges.has(link.id))) return;
    const put = this.page.qualified(edge);
    const text = put ? `${edge.label} (${put})` : edge.label;
    const [width, height] = [widthOf(text, SMALL) + 6, LINE];
    if (run.start && !this.leaves(link, run, width, height)) return;
    const boxes = [0.5, 0.42, 0.58, 0.34, 0.66].map((at) => {
      const { x, y } = along(run, at);
      return { left: x - width / 2, top: y - height / 2, width, height };
    });
    const place = boxes.find((one) => this.room.free(one));
    if (place) this.write([text], place, { size: SMALL, slant: "italic" });
  }

  leaves(link, { start, end }, width, height) {
    const [across, down] = [Math.abs(end.x - start.x), Math.abs(end.y - start.y)];
    const long = Math.hypot(across, down);
    const hidden = Math.min((width * long) / Math.max(1, across), (height * long) / Math.max(1, down));
    return long - this.spots.get(link.from).radius - this.spots.get(link.to).radius - hidden > 3 * HEAD;
  }

  // Lines of text in a box; behind each, a white ground that lines of the picture don't cross.
  write(lines, place, look) {
    const { left, top, width, height } = place;
    this.room.take(place, TEXT);
    this.use(left, top, left + width, top + height);
    lines.forEach((text, at) => {
      const wide = widthOf(text, look.size);
      const x = left + width / 2;
      const y = top + LINE * at;
      const d = `M${number(x - wide / 2)} ${number(y)}h${number(wide)}v${LINE}h${number(-wide)}Z`;
      this.marks.push({ kind: "ground", d, fill: WHITE, opacity: 0.75 });
      this.marks.push({ text, x, y: y + LINE / 2 + look.size * 0.35, colour: this.colours.text, ...look });
    });
  }
}
