// The timeline at the foot of the page: when documents tell the relations, and a brush that keeps those of some time.

import { counted, element } from "./dom.js";
import { barAt, histogram, span, stretch, spoken, toldIn, undatedOf } from "./histogram.js";
import { TimePlot } from "./timeplot.js";

const TITLE = "Relations, by the date of the documents that tell them";
const NEAR = { mouse: 5, pen: 10, touch: 16 }; // pixels from an edge of the brush that still take hold of it
const PAGE = 10; // bars that a Page key moves by

export class Timeline {
  // `go` is { brushed(from, to) }, called once the reader has chosen a time: days, months or years, with all of them;
  // "" is open, and both are "" for the whole time.
  constructor(root, go) {
    [this.root, this.go] = [root, go];
    [this.from, this.to, this.passing] = ["", "", []];
    this.plot = new TimePlot(TITLE);
    this.told = element("p", { id: "time-told", className: "timeline-told", role: "status", "aria-live": "polite" });
    this.wrong = element("p", { id: "time-wrong", className: "timeline-wrong", role: "alert" });
    this.inputs = { from: this.input("from", "From"), to: this.input("to", "To") };
    this.whole = element("button", { type: "button", id: "time-clear" }, "Whole time");
    this.none = element("p", { className: "timeline-none" });
    const field = (name, text) => element("label", {}, element("span", {}, text), this.inputs[name]);
    const times = [field("from", "From"), field("to", "to"), this.whole, this.wrong];
    this.frame = element(
      "div",
      { className: "timeline-frame" },
      element("div", { className: "timeline-head" }, element("p", { className: "timeline-title" }, TITLE), this.told),
      this.plot.root,
      element("div", { className: "timeline-times" }, ...times),
    );
    root.replaceChildren(this.frame, this.none);
    this.listen();
    new ResizeObserver(([{ contentRect }]) => this.resize(Math.floor(contentRect.width))).observe(this.plot.root);
  }

  input(name, label) {
    return element("input", {
      id: `time-${name}`,
      type: "text",
      "aria-label": `${label}: day, month or year`,
      "aria-describedby": "time-wrong",
      title: "2017, 2017-04 or 2017-04-21",
      autocomplete: "off",
      spellcheck: false,
      maxLength: 10,
    });
  }

  // Draws the bars of `all`, and over them those of `passing`, what the other filters let through: pairs of the id of a
  // relation and a date of a document that tells it, as datesTold() of histogram.js gives them. `scope` goes with their number.
  draw(all, passing, scope = "") {
    this.scope = scope;
    if (this.all !== all) [this.all, this.histogram] = [all, histogram(all)];
    this.passing = passing;
    const { bars, undated } = this.histogram;
    this.frame.hidden = !bars.length;
    this.none.hidden = Boolean(bars.length);
    const why = undated ? "no document that tells a relation has a date" : "no relation is told by a document";
    this.none.textContent = bars.length ? "" : `No timeline: ${why}.`;
    if (bars.length) [this.inputs.from.placeholder, this.inputs.to.placeholder] = [bars[0].from, bars.at(-1).to];
    this.plot.draw(this.histogram, passing);
    this.update();
  }

  // Shows the time from `from` to `to`, of a permalink say, without calling brushed(). What is no date is open.
  set(from, to) {
    const [start, end] = [from, to].map((date) => (span(date) ? date : ""));
    const backwards = start && end && span(start).first > span(end).last;
    [this.from, this.to] = backwards ? ["", ""] : [start, end];
    this.update();
  }

  // Shows the whole time, without calling brushed().
  clear() {
    this.set("", "");
  }

  get brushing() {
    return Boolean(this.from || this.to);
  }

  // The days the brush lies on, within those of the bars.
  get days() {
    const { bars } = this.histogram;
    const [first, last] = [bars[0].first, bars.at(-1).last];
    const clamp = (day) => Math.max(first, Math.min(last, day));
    return [this.from ? clamp(span(this.from).first) : first, this.to ? clamp(span(this.to).last) : last];
  }

  // The numbers of the first and the last bar under the brush.
  get reach() {
    return this.days.map((day) => barAt(this.histogram.bars, day));
  }

  choose(from, to) {
    this.set(from, to);
    this.go.brushed(this.from, this.to);
  }

  // The dates of the bars from one to another, by number; an end that stays in its bar stays as precise as it was.
  dates([first, last], before, reach) {
    const { bars } = this.histogram;
    const from = first === reach[0] && before[0] ? before[0] : bars[first].from;
    return [from, last === reach[1] && before[1] ? before[1] : bars[last].to];
  }

  // Chooses a time; one that holds all bars is the whole time.
  chooseBars(from, to) {
    const { bars } = this.histogram;
    const whole = span(from).first <= bars[0].first && span(to).last >= bars.at(-1).last;
    this.choose(...(whole ? ["", ""] : [from, to]));
  }

  resize(width) {
    if (!width || width === this.plot.width) return;
    this.plot.width = width;
    if (!this.histogram) return;
    this.plot.draw(this.histogram, this.passing);
    this.brush();
  }

  update() {
    [this.inputs.from.value, this.inputs.to.value] = [this.from, this.to];
    this.complain("");
    this.whole.disabled = !this.brushing;
    if (!this.histogram?.bars.length) return;
    this.brush();
    const sum = this.sum();
    if (this.told.textContent !== sum) this.told.textContent = sum;
  }

  brush() {
    if (!this.histogram.bars.length) return;
    const [days, reach, { bars }] = [this.days, this.reach, this.histogram];
    this.plot.brush(...days, !this.brushing);
    this.value(this.plot.start, 0, reach[1], reach[0], spoken(this.from || bars[0].from));
    this.value(this.plot.end, reach[0], bars.length - 1, reach[1], spoken(this.to || bars.at(-1).to));
  }

  value(handle, least, most, now, text) {
    const told = { valuemin: least, valuemax: most, valuenow: now, valuetext: text };
    for (const [name, value] of Object.entries(told)) handle.setAttribute(`aria-${name}`, value);
  }

  sum() {
    const undated = undatedOf(this.passing);
    const relations = new Set(this.passing.map(([id]) => id)).size;
    const every = new Set(this.all.map(([id]) => id)).size;
    if (this.brushing) {
      const inside = toldIn(this.passing, this.from, this.to).toLocaleString("en");
      const left = undated ? `; ${undated.toLocaleString("en")} undated left out` : "";
      return `${inside} of ${counted(relations, "relation")} told ${stretch(this.from, this.to)}${this.scope}${left}`;
    }
    const dateless = undated ? `, ${undated.toLocaleString("en")} of them undated` : "";
    if (relations === every) return `${counted(every, "relation")}${this.scope}${dateless}`;
    return `${relations.toLocaleString("en")} of ${counted(every, "relation")}${this.scope} pass the filters${dateless}`;
  }

  complain(text, ...inputs) {
    if (this.wrong.textContent !== text) this.wrong.textContent = text;
    for (const input of Object.values(this.inputs)) input.setAttribute("aria-invalid", String(inputs.includes(input)));
  }

  listen() {
    const { svg, start, end } = this.plot;
    for (const input of Object.values(this.inputs)) input.addEventListener("change", () => this.read());
    this.whole.addEventListener("click", () => {
      start.focus(); // the button is disabled now
      this.choose("", "");
    });
    start.addEventListener("keydown", (event) => this.key(event, 0));
    end.addEventListener("keydown", (event) => this.key(event, 1));
    svg.addEventListener("pointerdown", (event) => this.press(event));
    svg.addEventListener("pointermove", (event) => this.move(event));
    svg.addEventListener("pointerup", (event) => this.release(event));
    svg.addEventListener("pointercancel", () => this.cancel());
    svg.addEventListener("click", (event) => this.click(event));
  }

  // Reads the inputs; what is no date, or a time that ends before it begins, is told and changes nothing.
  read() {
    const { from, to } = this.inputs;
    const [start, end] = [from, to].map((input) => input.value.trim());
    const odd = [from, to].find((input) => input.value.trim() && !span(input.value.trim()));
    if (odd) this.complain(`“${odd.value.trim()}” is no date: 2017, 2017-04 or 2017-04-21`, odd);
    else if (start && end && span(start).first > span(end).last) this.complain("The time ends before it begins", from, to);
    else this.choose(start, end);
  }

  key(event, side) {
    this.plot.svg.classList.remove("timeline-pointed");
    const [before, reach, last] = [[this.from, this.to], this.reach, this.histogram.bars.length - 1];
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -PAGE, PageUp: PAGE };
    if (event.key === "Escape" && this.drag) this.cancel();
    else if (event.key === "Escape" && this.brushing) this.choose("", "");
    else if (event.key in steps || event.key === "Home" || event.key === "End") {
      const [least, most] = side ? [reach[0], last] : [0, reach[1]];
      const wanted = event.key === "Home" ? least : event.key === "End" ? most : reach[side] + steps[event.key];
      const next = reach.with(side, Math.max(least, Math.min(most, wanted)));
      this.chooseBars(...this.dates(next, before, reach));
    } else return;
    event.preventDefault();
    event.stopPropagation(); // Escape would also close what is selected
  }

  place(event) {
    return event.clientX - this.plot.svg.getBoundingClientRect().left;
  }

  bar(event) {
    return barAt(this.histogram.bars, this.plot.dayAt(this.place(event)));
  }

  // What a pointer takes hold of: an edge of the brush, all of it, or a new one.
  press(event) {
    if (event.button !== 0 || !event.isPrimary) return;
    const [x, bar, reach] = [this.place(event), this.bar(event), this.reach];
    const edges = [this.plot.at(this.days[0]), this.plot.at(this.days[1] + 1)];
    const near = this.brushing ? NEAR[event.pointerType] ?? NEAR.mouse : -1;
    const handle = [this.plot.start, this.plot.end].findIndex((one) => one.contains(event.target) && this.outside(x, edges));
    const close = edges.map((edge) => Math.abs(edge - x));
    const nearest = close[0] < close[1] ? 0 : 1;
    const side = handle >= 0 ? handle : close[nearest] <= near ? nearest : -1;
    let kind = "new";
    if (side >= 0) kind = "edge";
    else if (this.brushing && x > edges[0] && x < edges[1]) kind = "all";
    this.drag = { kind, side, bar, reach, x, before: [this.from, this.to], moved: false };
    this.plot.svg.setPointerCapture(event.pointerId);
    this.plot.svg.classList.add("timeline-pointed"); // a focus that comes of it needs no ring
  }

  outside(x, edges) {
    return x <= edges[0] || x >= edges[1];
  }

  move(event) {
    const { drag } = this;
    if (!drag || (!drag.moved && Math.abs(this.place(event) - drag.x) < 3)) return;
    drag.moved = true;
    const bars = this.dragged(drag, this.bar(event), this.histogram.bars.length - 1);
    [this.from, this.to] = this.dates(bars, drag.kind === "edge" ? drag.before : ["", ""], drag.reach);
    [this.inputs.from.value, this.inputs.to.value] = [this.from, this.to];
    this.brush();
  }

  dragged({ kind, side, bar, reach }, now, last) {
    if (kind === "all") {
      const by = Math.max(-reach[0], Math.min(last - reach[1], now - bar));
      return reach.map((number) => number + by);
    }
    const fixed = kind === "edge" ? reach[1 - side] : bar;
    return [Math.min(fixed, now), Math.max(fixed, now)];
  }

  release() {
    const { drag } = this;
    this.drag = null;
    this.clickable = drag?.kind === "new" && !drag.moved;
    if (!drag?.moved) return;
    this.plot.end.focus({ preventScroll: true }); // Escape and the arrows go on from here
    this.chooseBars(this.from, this.to);
  }

  cancel() {
    if (!this.drag) return;
    [this.from, this.to] = this.drag.before;
    this.drag = null;
    this.update();
  }

  // A click beside the brush clears it; with nothing brushed, one on a bar brushes that bar.
  click(event) {
    if (!this.clickable || event.detail > 1) return;
    const bar = this.bar(event);
    if (this.brushing) this.choose("", "");
    else if (this.histogram.bars[bar].count) this.choose(...this.dates([bar, bar], ["", ""], this.reach));
  }
}
