// The left column: the legend, and what to leave out, with counts of what the whole graph has.

import { counted, element } from "./dom.js";
import { Shapes } from "./shapes.js";

const SHOWN = 10; // of a long list; the rest comes by a button

const tally = (values) => {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};
const mostFirst = (counts) => [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "en"));
const at = (id) => document.getElementById(id);

export class Filters {
  // `changed` is called when the reader changed something.
  constructor(page, changed) {
    [this.page, this.changed] = [page, changed];
    this.listen();
    this.fill();
    this.sync();
  }

  listen() {
    const { page } = this;
    const { hidden } = page.narrowing;
    this.boxes = [];
    this.bind(at("lonely"), () => !page.narrowing.off.lonely, (on) => (page.narrowing.off.lonely = !on));
    this.lasting = this.boxes;
    at("confidence").addEventListener("input", () => {
      page.narrowing.confidence = at("confidence").valueAsNumber;
      this.tell();
    });
    at("confidence").addEventListener("change", () => this.changed());
    at("unhide").addEventListener("click", () => {
      hidden.entity.clear();
      this.changed();
    });
    at("reset").addEventListener("click", () => {
      page.narrowing.clear();
      this.changed();
    });
  }

  // The legend of all that the page has.
  fill() {
    const { page } = this;
    this.boxes = this.lasting.slice(); // { box, on() }: what a box shows, so that it can follow an undo
    for (const id of ["kinds", "relations", "outlets", "sure"]) at(id).replaceChildren();
    const { kinds, statement } = page.style;
    const counts = tally(page.entities.map((entity) => entity.kind));
    for (const [kind, { shape, colour, plural }] of Object.entries(kinds)) {
      if (counts.has(kind)) at("kinds").append(this.member("kind", kind, plural, counts.get(kind), Shapes.icon(shape, colour)));
    }
    if (page.statements.length) {
      const icon = Shapes.icon(statement.shape, statement.colour);
      const count = element("span", { className: "count" }, page.statements.length.toLocaleString("en"));
      at("kinds").append(element("p", { className: "filter badge" }, icon, `${statement.plural}, on their source`, count));
    }
    this.list("relations", "relation", tally(page.edges.map((edge) => edge.label)));
    this.list("outlets", "outlet", this.outlets(), (outlet) => outlet || "Outlet not known");
    const statuses = mostFirst(tally(page.edges.map((edge) => edge.status)));
    at("sure").append(...statuses.map(([status, count]) => this.member("status", status, status, count)));
    this.unsure("low", "Low confidence", page.edges.filter((edge) => page.isLow(edge)).length);
    this.unsure("conflicting", "Told otherwise too (≠)", page.conflicting.size);
    this.unsure("ambiguous", "Ambiguous names (?)", page.entities.filter((one) => one.candidates.length).length);
  }

  // How many relations each outlet tells of.
  outlets() {
    const { page } = this;
    const outletsOf = (edge) => new Set([...page.documentsOf(edge.evidence)].map((number) => page.documents[number].publisher));
    return tally(page.edges.flatMap((edge) => [...outletsOf(edge)]));
  }

  list(id, set, counts, name = (value) => value) {
    const rows = mostFirst(counts).map(([value, count]) => this.member(set, value, name(value), count));
    at(id).append(...rows.slice(0, SHOWN));
    at(`${id}-title`).hidden = rows.length < 2;
    at(id).hidden = rows.length < 2;
    if (rows.length <= SHOWN) return;
    const more = element("button", { type: "button", className: "quiet" }, `${rows.length - SHOWN} more`);
    more.addEventListener("click", () => more.replaceWith(...rows.slice(SHOWN)));
    at(id).append(more);
  }

  member(set, value, text, count, icon) {
    const { hidden } = this.page.narrowing;
    const change = (on) => (on ? hidden[set].delete(value) : hidden[set].add(value));
    return this.box(() => !hidden[set].has(value), change, text, count, icon);
  }

  unsure(name, text, count) {
    const { off } = this.page.narrowing;
    if (count) at("sure").append(this.box(() => !off[name], (on) => (off[name] = !on), text, count));
  }

  box(on, change, text, count, icon) {
    const box = element("input", { type: "checkbox" });
    this.bind(box, on, change);
    const number = element("span", { className: "count" }, count.toLocaleString("en"));
    return element("label", { className: "filter" }, box, icon ?? "", element("span", {}, text), number);
  }

  bind(box, on, change) {
    this.boxes.push({ box, on });
    box.addEventListener("change", () => {
      change(box.checked);
      this.changed();
    });
  }

  // Brings the column up to what is left out now.
  sync() {
    for (const { box, on } of this.boxes) box.checked = on();
    const { confidence, hidden, narrowed } = this.page.narrowing;
    at("confidence").value = confidence;
    at("unhide").hidden = !hidden.entity.size;
    at("unhide").textContent = `Show ${counted(hidden.entity.size, "hidden entity", "hidden entities")}`;
    at("reset").hidden = !narrowed;
    this.tell();
  }

  tell() {
    const { confidence } = this.page.narrowing;
    at("confidence-value").textContent = confidence ? `at least ${confidence}` : "any";
  }
}
