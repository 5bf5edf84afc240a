// Ties data, picture, table, panel and tools together: what the reader may do, and what follows from it.

import { counted } from "./dom.js";
import { Filters } from "./filters.js";
import { Further } from "./further.js";
import { Page } from "./model.js";
import { Panel } from "./panel.js";
import { Picture } from "./picture.js";
import { named, restored, written } from "./state.js";
import { Steps } from "./steps.js";
import { Table } from "./table.js";
import { Theme } from "./theme.js";
import { Times } from "./times.js";
import { Tools } from "./tools.js";

const at = (id) => document.getElementById(id);
let page, picture, table, panel, filters, tools, steps, theme, times;
let further = null; // what the server has beyond the page; null where the page has all
let selected = null; // { entity: number }, { edge: id } or { path: true }
let from = null; // what had the focus before the panel
let tab = "graph";
const before = []; // what was selected before, for the way back

// Tells the reader something; with nothing to tell, what there is to know of what is drawn.
export const note = (text) => (at("note").textContent = text || (further?.standing ?? ""));

// Brings all that is seen up to what the page says.
const refresh = () => {
  picture.update();
  if (tab === "table") table.update();
  filters.sync();
  times.draw();
  tools.sync();
};

// After something was left out or taken in again.
const narrowed = () => {
  page.touch();
  page.settle();
  refresh();
  open(selected);
  commit();
};

const now = (camera) => written(page, { selected, tab, camera });

const placed = () => now(picture.moved ? picture.camera : null);

// Remembers what is seen, for undoing and in the address.
const commit = () => {
  steps.commit();
  tools.sync();
};

// Brings the page to what a text of `written` says.
const restore = (text) => {
  picture.clear();
  const state = restored(page, text);
  ({ selected, tab } = state);
  before.length = 0;
  tools.show(tab);
  refresh();
  if (selected && !page.focused) draw(page.endsOf(selected));
  picture.fit();
  open(selected);
  if (state.camera) picture.camera = state.camera;
  note(state.unknown ? `The link names ${counted(state.unknown, "thing")} that this graph does not have: left out.` : "");
  tools.sync();
};

// The same for a text that may name what only the server has; says whether nothing else was asked for meanwhile.
const arrive = async (text) => {
  const failures = further ? await further.gather(named(page, text)) : [];
  if (!failures) return false;
  restore(text);
  if (failures.length) note(failures[0]);
  return true;
};

const open = (next) => {
  selected = next;
  if (next === null) panel.overview();
  else if (next.path) panel.path(page.hops, page.alternatives);
  else if (next.edge !== undefined) panel.edge(page.edgeById.get(next.edge));
  else panel.entity(next.entity);
  picture.select(next, next?.path ? (page.way?.stops ?? []) : null);
  document.body.classList.toggle("selected", next !== null);
  at("back").hidden = !before.length;
  at("close").hidden = next === null;
};

const choose = async (next) => {
  const same = JSON.stringify(next) === JSON.stringify(selected);
  if (same && !further?.failed) return;
  const { had, failure, overtaken } = further === null ? {} : await further.complete(page.entities[next?.entity]?.iri);
  if (overtaken) return;
  if (selected !== null && !same) before.push(selected);
  if (next === null) before.length = 0;
  const ends = next === null ? [] : page.endsOf(next);
  draw(ends, had);
  if (failure) note(failure);
  if (next !== null && !at("panel").contains(document.activeElement)) from = document.activeElement;
  open(next);
  if (next !== null) at("panel").scrollIntoView({ block: "nearest" }); // in a low window
  picture.show(ends);
  commit();
};

// Draws what is asked for: of a graph too large to draw, with what is around it and nothing else.
const draw = (entities, anew = false) => {
  const { roaming, drawn, focused } = page;
  const outside = anew ? entities : entities.filter((entity) => !drawn.has(entity));
  if (!outside.length) return;
  if (roaming) {
    if (outside[0] < 0) show(() => page.opening());
    else show(() => page.focus({ centres: [...new Set(entities)], hops: 1 }));
    return;
  }
  if (focused) show(() => page.opening());
  reveal(page.withNear(entities));
};

// Draws another part of the graph, fitted.
const show = (change) => {
  picture.clear();
  change();
  refresh();
  picture.fit();
  note("");
};

// Draws what lies around some entities, all of it that the server has.
const focus = async (centres, hops) => {
  const around = centres.map((number) => page.entities[number].iri);
  const failures = further ? await further.gather({ around, hops }) : [];
  if (!failures) return;
  show(() => page.focus({ centres, hops }));
  if (failures.length) note(failures[0]);
  open(selected);
  commit();
};

const reveal = (entities) => {
  const wanted = entities.filter((entity) => !page.drawn.has(entity));
  const left = wanted.filter((entity) => !page.reveal(entity)).length;
  note(left ? `The picture is full: ${left} not drawn. The panel and the table have all.` : "");
  if (!wanted.length) return;
  picture.update();
  tools.sync();
};

export const go = {
  entity: (number) => choose({ entity: number }),
  iri: async (iri) => {
    const { failure, overtaken } = await further.complete(iri);
    if (overtaken) return;
    if (page.entityByIri.has(iri)) choose({ entity: page.entityByIri.get(iri) });
    else note(failure || "The server knows no such entity.");
  },
  edge: (id) => choose({ edge: id }),
  nothing: () => {
    choose(null);
    if (from?.isConnected) from.focus({ preventScroll: true });
  },
  read: () => at("evidence").focus(),
  draw: (entities) => {
    reveal(entities);
    open(selected);
  },
  group: (number) => {
    picture.selected = null;
    show(() => page.openGroup(number));
    commit();
  },
  focus: (number, hops) => focus([number], hops),
  hops: (hops) => focus(page.focused.centres, hops),
  unfocus: () => {
    show(() => page.opening());
    if (selected?.path || page.roaming) selected = null;
    before.splice(0, before.length, ...before.filter((one) => !one.path));
    if (selected) draw(page.endsOf(selected));
    open(selected);
    commit();
  },
  hide: (number) => {
    page.narrowing.hidden.entity.add(number);
    selected = null;
    narrowed();
  },
  pin: (number) => {
    if (!page.pins.delete(number)) page.pin(number, page.position.get(number));
    picture.update();
    open(selected);
    commit();
  },
  // An entity was dragged to another spot: it stays there.
  moved: (number, spot) => {
    page.pin(number, spot);
    if (selected?.entity === number) open(selected);
    commit();
  },
  pathFrom: (number) => tools.ways.open(number),
  between: async (one, other) => {
    const failure = further === null ? "" : await further.join(one, other);
    const ends = [one, other].map((iri) => page.entityByIri.get(iri));
    if (failure || ends.includes(undefined)) return note(failure || "The server knows no path between the two.");
    show(() => page.focus({ between: ends, nth: 0 }));
    before.length = 0;
    open({ path: true });
    commit();
  },
  nextPath: () => {
    page.focused.nth = (page.focused.nth + 1) % page.way.count;
    open({ path: true });
    commit();
  },
  back: () => {
    const last = before.pop();
    draw(page.endsOf(last));
    open(last);
    picture.show(page.endsOf(last));
    commit();
  },
  all: () => go.based("all"),
  opening: () => go.based(null),
  based: (base) => {
    page.base = base;
    go.unfocus();
  },
  more: () => {
    reveal(page.more.slice(0, page.limits.around));
    picture.fit();
    commit();
  },
  fit: () => (picture.fit(), steps.write()),
  tab: (name) => {
    tab = name;
    tools.show(name);
    if (name === "table") table.update();
    else picture.show(selected === null ? [] : page.endsOf(selected));
    commit();
  },
  undo: () => steps.undo(),
  redo: () => steps.redo(),
  moving: () => steps.write(),
};

// The page has more than before.
const absorbed = () => {
  filters.fill();
  filters.sync();
  times.fill();
  times.draw();
};

// The page as it opens, or as its address says. `data` is what view/payload.py made, `remote` a server that has more, or null.
export const start = async ({ data, remote }) => {
  page = new Page(data);
  if (remote) {
    page.roaming = page.served = true;
    further = new Further(page, remote, { say: note, absorbed });
  }
  page.heading = document.title;
  theme = new Theme(() => picture.paint());
  times = new Times(at("timeline"), page, narrowed);
  times.drawNow(); // its height is the picture's loss
  picture = new Picture(at("canvas"), page, go, theme);
  panel = new Panel(at("evidence"), page, go);
  table = new Table(at("table"), page, go);
  filters = new Filters(page, narrowed);
  if (page.opened !== null) selected = { entity: page.opened };
  steps = new Steps({ now: () => now(null), placed, restore, arrive, told: () => tools.sync() });
  tools = new Tools(seen);
  at("source").textContent = page.sourceLine;
  refresh();
  picture.fit();
  open(selected);
  setTimeout(() => page.names.warm());
  if (location.hash.length > 1) await steps.open();
};

// What the tools and the outside look at.
export const seen = {
  get page() { return page; },
  get picture() { return picture; },
  get past() { return steps.past; },
  get selected() { return selected; },
  get theme() { return theme; },
  get further() { return further; },
  go,
};
