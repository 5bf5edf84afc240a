// What stands under a picture that is taken away: a caption, what the signs mean, how much is shown, the source line.

import { counted } from "./dom.js";
import { widthOf } from "./room.js";
import { Shapes } from "./shapes.js";

const [FONT, SMALL] = [12, 11]; // pixels

// What a page shows, in words.
export const showing = (page) => {
  const { entities, edges } = page.totals;
  const whole = [counted(entities, "entity", "entities"), counted(edges, "relation")];
  const drawn = [page.visibleEntities.length, page.visibleEdges.length].map((count) => count.toLocaleString("en"));
  if (page.grouping) return `${whole.join(" and ")} as ${counted(page.visibleEntities.length, "group")}`;
  return `${drawn[0]} of ${whole[0]} and ${drawn[1]} of ${whole[1]}`;
};

// A relation in words.
export const says = (page, edge) => {
  const put = page.qualified(edge);
  return `${page.label(edge.subject)} – ${edge.label}${put ? ` (${put})` : ""} – ${page.label(edge.object)}`;
};

// What is selected, in words: { entity: number }, { edge: id }, { path: true } or null.
export const captionOf = (page, selected) => {
  if (!selected) return "";
  if (selected.path) return `The shortest path between ${page.focused.between.map((end) => page.label(end)).join(" and ")}`;
  return selected.edge === undefined ? page.label(selected.entity) : says(page, page.edgeById.get(selected.edge));
};

export class Foot {
  constructor(page, links, width, caption) {
    Object.assign(this, { page, width, marks: [], height: 0, colours: page.style.canvas.light });
    this.marks.push({ kind: "rule", d: `M0 0h${width}`, stroke: this.colours.edge, width: 0.75 });
    this.height = 12;
    if (caption) {
      this.lines(caption, { size: 14, weight: 600 }, 20);
      this.height += 8;
    }
    this.legend(links);
    this.lines(`Shown: ${showing(page)}.`, { size: SMALL }, 16);
    this.lines(page.sourceLine, { size: SMALL }, 16);
  }

  lines(text, look, high) {
    const lines = [""];
    for (const word of text.split(/\s+/)) {
      const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
      if (widthOf(longer, look.size) <= this.width || !lines.at(-1)) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    for (const line of lines) {
      this.height += high;
      this.marks.push({ text: line, x: 0, y: this.height - 4, start: true, colour: this.colours.text, ...look });
    }
  }

  legend(links) {
    const signs = this.signs(links);
    if (!signs.length) return;
    let x = 0;
    this.height += 8;
    for (const { text, sign, room = 22 } of signs) {
      const wide = room + widthOf(text, FONT);
      if (x && x + wide > this.width) [x, this.height] = [0, this.height + 20];
      this.marks.push(...sign(x, this.height));
      this.marks.push({ text, x: x + room, y: this.height + 4, start: true, size: FONT, colour: this.colours.text });
      x += wide + 20;
    }
    this.height += 16;
  }

  signs(links) {
    const { page } = this;
    const entities = page.visibleEntities;
    const things = entities.map((entity) => page.thing(entity));
    const kinds = page.grouping ? [] : Object.entries(page.style.kinds).filter(([kind]) => things.some((one) => one.kind === kind));
    const looks = kinds.map(([, look]) => look);
    if (page.grouping && things.length) looks.push(page.style.group);
    if (things.some((one) => one.statements)) looks.push(page.style.statement);
    return [...looks.map((look) => this.shape(look)), ...this.broken(links), ...this.unsure(things, links)];
  }

  shape({ shape, colour, plural }) {
    const stroke = this.colours.outline;
    const sign = (x, y) => [{ kind: "sign", d: Shapes.drawn(shape, x + 9, y, 7), fill: colour, stroke, width: 1 }];
    return { text: plural, sign };
  }

  // How lines are broken: dashes are longer than dots.
  broken(links) {
    const sign = (text, is) => {
      const dash = links.find(({ dashes }) => dashes && is(dashes[0]))?.dashes.join(" ");
      const line = (x, y) => [{ kind: "sign", d: `M${x} ${y}h26`, stroke: this.colours.edge, width: 1.5, dash }];
      return dash ? [{ text, sign: line, room: 32 }] : [];
    };
    return [...sign("Not stated as such", (long) => long > 3), ...sign("Low confidence", (long) => long <= 3)];
  }

  unsure(things, links) {
    const { text: colour } = this.colours;
    const circle = (x, y) => ({ kind: "sign", d: Shapes.drawn("circle", x + 9, y, 7), fill: "#FFFFFF", stroke: colour, width: 1.2 });
    const letter = (text) => (x, y) => [circle(x, y), { text, x: x + 9, y: y + 4, size: 11, weight: 700, colour }];
    const signs = [];
    if (things.some((one) => one.candidates.length)) signs.push({ text: "Ambiguous name", sign: letter("?") });
    if (links.some(({ id }) => this.page.conflicting.has(id))) signs.push({ text: "Told otherwise too", sign: letter("≠") });
    return signs;
  }
}
