// What the reader made of the page, as the text of a permalink: only what is other than at the opening is written.
// Entities are named by their IRIs, so that a link still works when the graph was built anew.

const SETS = ["kind", "relation", "status", "outlet"];
const OFF = ["lonely", "ambiguous", "conflicting", "low"];
const DENIED = ["denied"]; // the statuses hidden at the opening
const TABS = ["graph", "table"];
const NAMED = 20; // so many entities of a link are asked for at most

// `selected` is { entity }, { edge }, { path: true } or null; `camera` { x, y, scale } or null.
export const written = (page, { selected, tab, camera }) => {
  const { narrowing, focused, pins, base } = page;
  const id = (entity) => shortened(page, page.entities[entity].iri);
  const text = new URLSearchParams();
  const all = (key, values) => values.forEach((value) => text.append(key, value));
  if (selected?.entity >= 0) text.append("entity", id(selected.entity));
  if (selected?.edge !== undefined) text.append("edge", selected.edge);
  if (selected?.path) text.append("show", "path");
  if (focused?.centres) {
    all("around", focused.centres.map(id));
    text.append("hops", focused.hops);
  } else if (focused) {
    all("between", focused.between.map(id));
    if (focused.nth) text.append("way", focused.nth);
  }
  if (base !== null) text.append("draw", base === "all" ? "all" : `group ${base}`);
  for (const name of SETS) {
    const values = [...narrowing.hidden[name]].sort();
    if (name !== "status") all(`no-${name}`, values);
    else if (values.join() !== DENIED.join()) all("no-status", values.length ? values : [""]);
  }
  all("hide", [...narrowing.hidden.entity].map(id).sort());
  all("off", OFF.filter((name) => narrowing.off[name]));
  if (narrowing.from) text.append("from", narrowing.from);
  if (narrowing.to) text.append("to", narrowing.to);
  if (narrowing.confidence) text.append("confidence", narrowing.confidence);
  all("pin", [...pins].map(([entity, { x, y }]) => `${x},${y},${id(entity)}`));
  if (tab !== TABS[0]) text.append("tab", tab);
  if (camera) text.append("camera", [camera.x, camera.y, camera.scale].map((one) => Number(one.toPrecision(6))).join());
  return String(text);
};

// The IRIs of what a text names, whether the page has it or not: { entities; around and hops, the focus; between, two that
// a path joins, or none }.
export const named = (page, written) => {
  const text = new URLSearchParams(written);
  const iri = (name) => (name.includes("://") ? name : page.ids + name);
  const some = (names) => [...new Set(names)].slice(0, NAMED).map(iri);
  const names = ["entity", "hide"].flatMap((key) => text.getAll(key));
  const pinned = text.getAll("pin").map((pin) => pin.split(",").slice(2).join(","));
  const between = text.getAll("between").map(iri);
  const hops = /^[1-3]$/.test(text.get("hops")) ? Number(text.get("hops")) : 1;
  return { entities: some([...names, ...pinned]), around: some(text.getAll("around")), hops, between: between.length === 2 ? between : [] };
};

// Brings a page to what a text says; gives { selected, tab, camera, unknown }, the last being how many things it names
// that this page lacks or that can't be read. No text breaks it.
export const restored = (page, written) => {
  const text = new URLSearchParams(written);
  let unknown = 0;
  const known = (value) => {
    if (value === undefined || value === null || Number.isNaN(value)) unknown++;
    else return value;
  };
  const entity = (name) => known(page.entityByIri.get(name) ?? page.entityByIri.get(page.ids + name));
  const entities = (key) => text.getAll(key).map(entity).filter((one) => one !== undefined);
  const number = (value, least, most) => known(value !== "" && value >= least && value <= most ? Number(value) : null);

  const { narrowing } = page;
  const fill = (set, values) => {
    set.clear();
    for (const value of values) set.add(value);
  };
  for (const name of SETS) fill(narrowing.hidden[name], text.getAll(`no-${name}`));
  fill(narrowing.hidden.status, text.has("no-status") ? text.getAll("no-status").filter(Boolean) : DENIED);
  fill(narrowing.hidden.entity, entities("hide"));
  for (const name of OFF) narrowing.off[name] = text.getAll("off").includes(name);
  const date = (key) => (text.has(key) ? known(/^\d{4}(-\d\d){0,2}$/.test(text.get(key)) ? text.get(key) : null) : "") ?? "";
  [narrowing.from, narrowing.to] = [date("from"), date("to")];
  narrowing.confidence = (text.has("confidence") && number(text.get("confidence"), 0, 1)) || 0;

  page.pins.clear();
  for (const pin of text.getAll("pin")) {
    const [, x, y, name] = /^(-?\d{1,7}),(-?\d{1,7}),(.+)$/s.exec(pin) ?? [];
    const pinned = name === undefined ? known(null) : entity(name);
    if (pinned !== undefined) page.pins.set(pinned, { x: Number(x), y: Number(y) });
  }
  const [, draw] = /^(all|group \d+)$/.exec(text.get("draw") ?? "") ?? [];
  const group = draw?.startsWith("group ") ? Number(draw.slice(6)) : null;
  if (draw === "all") page.base = page.groups.length ? null : "all";
  else page.base = group !== null && group < page.groups.length ? group : null;
  page.opening();

  const [centres, between] = [entities("around"), entities("between")];
  if (between.length === 2) page.focus({ between, nth: (text.has("way") && number(text.get("way"), 0, 1e6)) || 0 });
  else if (centres.length) page.focus({ centres, hops: number(text.get("hops") ?? "1", 1, 3) ?? 1 });

  let selected = null;
  if (text.get("show") === "path" && page.focused?.between) selected = { path: true };
  else if (text.has("edge")) {
    const edge = known(page.edgeById.get(text.get("edge")));
    selected = edge ? { edge: edge.id } : null;
  } else if (text.has("entity")) {
    const [chosen] = entities("entity");
    selected = chosen === undefined ? null : { entity: chosen };
  }
  const [x, y, scale] = (text.get("camera") ?? "").split(",").map(Number);
  const camera = Number.isFinite(x) && Number.isFinite(y) && scale > 0.001 && scale < 100 ? { x, y, scale } : null;
  if (text.has("camera") && !camera) unknown++;
  return { selected, tab: TABS.includes(text.get("tab")) ? text.get("tab") : TABS[0], camera, unknown };
};

const shortened = (page, iri) => (iri.startsWith(page.ids) ? iri.slice(page.ids.length) : iri);

// What can be undone and done again: the texts of what was, each with the number of the browser's step it was seen at.
export class History {
  constructor(text, step = 0) {
    [this.past, this.now, this.ahead] = [[], { text, step }, []];
  }

  // Says whether anything changed.
  add(text, step = this.now.step) {
    if (text === this.now.text) return false;
    this.past.push(this.now);
    [this.now, this.ahead] = [{ text, step }, []];
    return true;
  }

  undo() {
    return this.step(this.past, this.ahead);
  }

  redo() {
    return this.step(this.ahead, this.past);
  }

  // Goes to what was before or is ahead; if it is neither, it is new.
  go(text, step) {
    const meant = (one) => one.text === text && one.step === step;
    if (this.past.some(meant)) while (!meant(this.now)) this.undo();
    else if (this.ahead.some(meant)) while (!meant(this.now)) this.redo();
    else this.add(text, step);
  }

  step(from, to) {
    if (!from.length) return null;
    to.push(this.now);
    this.now = from.pop();
    return this.now.text;
  }
}
