// The picture of the timeline: bars to scale with time, the axes, the brush with its two handles. Colours are of the
// style sheet.

import { element } from "./dom.js";
import { tally, ticks } from "./histogram.js";

const HEIGHT = 68;
const TOP = 6;
const BASE = 50; // where the bars stand
const RIGHT = 16; // room for the last handle
const WIDEST = 72; // of one bar, so that a day or two don't fill the screen

const drawn = (name, attributes, ...children) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const handle = (id, label, side) => {
  // The grips hang outwards, so that a drag can begin on the first and the last bar.
  const grip = { class: "timeline-grip", x: side < 0 ? -8 : 0, y: TOP + 9, width: 8, height: 24, rx: 2 };
  const reach = { class: "timeline-reach", x: side < 0 ? -20 : -4, y: 0, width: 24, height: HEIGHT };
  const ridges = { class: "timeline-ridges", d: `M${side * 4 - 1.5} ${TOP + 16}v10m3 -10v10` };
  return drawn(
    "g",
    { id, class: "timeline-handle", role: "slider", tabindex: 0, "aria-label": label, "aria-orientation": "horizontal" },
    drawn("rect", reach),
    drawn("line", { class: "timeline-edge", y1: 0, y2: BASE }),
    drawn("rect", grip),
    drawn("path", ridges),
  );
};

export class TimePlot {
  constructor(title) {
    this.start = handle("time-start", "Beginning of the time shown", -1);
    this.end = handle("time-end", "End of the time shown", 1);
    this.back = drawn("rect", { class: "timeline-brush", y: 0, height: BASE });
    this.scale = drawn("g", { class: "timeline-scale", "aria-hidden": "true" });
    this.bars = drawn("g", { "aria-hidden": "true" });
    this.veils = [0, 1].map(() => drawn("rect", { class: "timeline-veil", y: 0, height: BASE }));
    const parts = [this.scale, this.back, this.bars, ...this.veils, this.start, this.end];
    this.svg = drawn("svg", { id: "time-plot", role: "group", "aria-label": title, height: HEIGHT }, ...parts);
    this.root = element("div", { className: "timeline-plot" }, this.svg);
    this.width = 0; // until the page is laid out
  }

  // Where a day begins, in pixels of the plot.
  at(day) {
    const { bars } = this.histogram;
    const [first, after] = [bars[0].first, bars.at(-1).last + 1];
    return Math.round(this.left + (this.room * (day - first)) / (after - first));
  }

  // The day under a place, of the nearest bar if under none.
  dayAt(x) {
    const { bars } = this.histogram;
    const [first, last] = [bars[0].first, bars.at(-1).last];
    const day = first + Math.floor(((x - this.left) / this.room) * (last + 1 - first));
    return Math.max(first, Math.min(last, day));
  }

  // Draws the bars of a histogram, those of `passing` pairs over them. Without a width nothing can be drawn yet.
  draw(histogram, passing) {
    this.histogram = histogram;
    if (!this.width || !histogram.bars.length) return;
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${HEIGHT}`);
    const most = Math.max(...histogram.bars.map(({ count }) => count));
    const figure = drawn("text", { "text-anchor": "end", y: TOP + 4 }, most.toLocaleString("en"));
    this.scale.replaceChildren(figure);
    this.left = Math.max(24, Math.ceil(figure.getComputedTextLength()) + 8);
    this.room = Math.max(1, Math.min(this.width - this.left - RIGHT, histogram.bars.length * WIDEST));
    figure.setAttribute("x", this.left - 6);
    const right = this.width - RIGHT;
    this.scale.append(
      drawn("line", { class: "timeline-top", x1: this.left, x2: right, y1: TOP, y2: TOP }),
      drawn("line", { class: "timeline-base", x1: this.left, x2: right, y1: BASE + 0.5, y2: BASE + 0.5 }),
    );
    for (const { day, text, ends } of ticks(histogram, (one) => this.at(one), (one) => this.measure(one), this.width)) {
      const x = this.at(day);
      this.scale.append(
        drawn("line", { class: "timeline-base", x1: x + 0.5, x2: x + 0.5, y1: BASE, y2: BASE + 5 }),
        drawn("text", { x, y: HEIGHT - 3, "text-anchor": ends ? "end" : "start" }, text),
      );
    }
    const passed = tally(histogram.bars, passing);
    const height = (count) => (count ? Math.max(1, Math.round(((BASE - TOP) * count) / most)) : 0);
    this.bars.replaceChildren(...histogram.bars.map((bar, n) => this.bar(bar, passed[n], height)));
  }

  measure(text) {
    this.ruler ??= drawn("text", { visibility: "hidden" });
    if (!this.ruler.parentNode) this.svg.append(this.ruler);
    this.ruler.textContent = text;
    return this.ruler.getComputedTextLength();
  }

  bar(bar, passed, height) {
    const [x, end] = [this.at(bar.first), this.at(bar.last + 1)];
    const space = end - x > 3 ? 1 : 0;
    const rect = (kind, count) => {
      const tall = height(count);
      return drawn("rect", { class: kind, x, y: BASE - tall, width: Math.max(1, end - x - space), height: tall });
    };
    const slot = drawn("rect", { class: "timeline-slot", x, y: 0, width: Math.max(1, end - x), height: BASE });
    const shown = passed === bar.count ? "" : `${passed.toLocaleString("en")} of `;
    const vague = bar.coarse ? `, ${bar.coarse.toLocaleString("en")} of them dated less precisely` : "";
    const words = `${bar.label}: ${shown}${bar.count.toLocaleString("en")} ${bar.count === 1 ? "relation" : "relations"}${vague}`;
    const group = drawn("g", { "data-from": bar.from, "data-to": bar.to, "data-count": bar.count, "data-passing": passed });
    group.append(drawn("title", {}, words), slot, rect("timeline-all", bar.count), rect("timeline-passing", passed));
    return group;
  }

  // Draws the brush over the days from `first` to `last`; `whole` if nothing is left out.
  brush(first, last, whole) {
    if (!this.width || !this.histogram.bars.length) return;
    const [x, end] = [this.at(first), Math.max(this.at(first) + 1, this.at(last + 1))];
    this.start.setAttribute("transform", `translate(${x} 0)`);
    this.end.setAttribute("transform", `translate(${end} 0)`);
    const place = (rect, from, to) => {
      rect.setAttribute("x", from);
      rect.setAttribute("width", Math.max(0, to - from));
    };
    place(this.back, x, end);
    place(this.veils[0], this.left, x);
    place(this.veils[1], end, this.left + this.room);
    this.svg.classList.toggle("timeline-whole", whole);
    this.histogram.bars.forEach((bar, n) => {
      const held = !whole && bar.first >= first && bar.last <= last;
      this.bars.children[n].classList.toggle("timeline-held", held);
    });
  }
}
