// Ties data, picture, table, search and panel together, and tells the outside what it may ask (window.policygraph).

import { counted, element } from "./dom.js";
import { Page, unpack } from "./model.js";
import { Panel } from "./panel.js";
import { Picture } from "./picture.js";
import { Search } from "./search.js";
import { Shapes } from "./shapes.js";
import { Table } from "./table.js";

const at = (id) => document.getElementById(id);
const wide = matchMedia("(min-width: 800px)");
let page, picture, table, panel;
let selected = null; // { entity: number } or { edge: id }
let from = null; // what had the focus before the panel
const before = [];
const SHARES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9]; // of an edge's way, where a click may meet it

const say = () => {
  const { entities, edges } = picture.shown;
  const number = (count) => count.toLocaleString("en");
  const whole = [
    counted(page.totals.entities, "entity", "entities"),
    counted(page.totals.edges, "relation", "relations"),
  ];
  const text = page.grouping
    ? `${whole.join(" and ")} as ${counted(entities.length, "group")}`
    : `${number(entities.length)} of ${whole[0]} and ${number(edges.length)} of ${whole[1]}`;
  at("showing").textContent = `Showing ${text}`;
  at("canvas").setAttribute("aria-label", `Graph of ${text}. The Table tab tells the same in words.`);
  const some = page.drawn.size < Math.min(page.entities.length, page.limits.entities);
  at("all").hidden = !(some && page.limits.showAll);
  at("fewer").hidden = page.groups.length > 0 || page.drawn.size <= page.limits.first;
  at("groups").hidden = !page.groups.length || page.grouping;
  const more = page.more.length;
  at("more").hidden = !more;
  at("more").textContent = `+${number(more)} more`;
};

const refresh = () => {
  picture.update();
  if (!at("table").hidden) table.update();
  say();
};

const open = (next) => {
  selected = next;
  if (next === null) panel.overview();
  else if (next.edge !== undefined) panel.edge(page.edgeById.get(next.edge));
  else panel.entity(next.entity);
  picture.select(next);
  at("back").hidden = !before.length;
  at("close").hidden = next === null;
};

const choose = (next) => {
  if (JSON.stringify(next) === JSON.stringify(selected)) return;
  if (selected !== null) before.push(selected);
  if (next === null) before.length = 0;
  const ends = next === null ? [] : endsOf(next);
  draw(ends);
  if (next !== null && !at("panel").contains(document.activeElement)) from = document.activeElement;
  open(next);
  picture.show(ends);
  if (ends.length && !wide.matches) at("panel").scrollIntoView({ block: "nearest" });
};

// Draws what is asked for: of a graph too large to draw, with what is around it and nothing else.
const draw = (entities) => {
  const { groups, drawn } = page;
  if (!groups.length || entities.every((entity) => drawn.has(entity))) return reveal(entities);
  picture.clear();
  if (entities[0] < 0) page.overview();
  else page.around([...new Set(entities)]);
  anew();
};

const anew = () => {
  at("note").textContent = "";
  picture.update();
  say();
  picture.fit();
};

const reveal = (entities) => {
  const wanted = entities.filter((entity) => !page.drawn.has(entity));
  const left = wanted.filter((entity) => !page.reveal(entity)).length;
  at("note").textContent = left ? `The picture is full: ${left} not drawn. The panel and the table have all.` : "";
  if (!wanted.length) return;
  picture.update();
  say();
};

const endsOf = (what) => {
  if (what.edge === undefined) return [what.entity];
  const edge = page.edgeById.get(what.edge);
  return [edge.subject, edge.object];
};

const go = {
  entity: (number) => choose({ entity: number }),
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
    picture.clear();
    page.openGroup(number);
    picture.selected = null;
    anew();
  },
};

const filter = (set, value, text, count, icon) => {
  const box = element("input", { type: "checkbox", checked: !set.has(value) });
  box.addEventListener("change", () => {
    if (box.checked) set.delete(value);
    else set.add(value);
    refresh();
  });
  const number = element("span", { className: "count" }, count.toLocaleString("en"));
  return element("label", { className: "filter" }, box, icon ?? "", element("span", {}, text), number);
};

const filters = () => {
  const { kinds, statement } = page.style;
  for (const [kind, style] of Object.entries(kinds)) {
    if (!page.kinds.has(kind)) continue;
    const icon = Shapes.icon(style.shape, style.colour);
    at("kinds").append(filter(page.hidden.kind, kind, style.plural, page.kinds.get(kind), icon));
  }
  if (page.statements.length) {
    const icon = Shapes.icon(statement.shape, statement.colour);
    const count = element("span", { className: "count" }, page.statements.length.toLocaleString("en"));
    at("kinds").append(element("p", { className: "filter badge" }, icon, `${statement.plural}, on their source`, count));
  }
  const most = (a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "en");
  const relations = [...page.relations].sort(most);
  at("relations").append(...relations.map(([label, count]) => filter(page.hidden.relation, label, label, count)));
  if (page.statuses.size > 1 || !page.statuses.has("stated")) {
    at("statuses").append(...[...page.statuses].sort(most).map(([status, count]) => filter(page.hidden.status, status, status, count)));
  } else at("statuses-title").hidden = true;
  at("lonely").addEventListener("change", () => {
    page.hidden.lonely = !at("lonely").checked;
    refresh();
  });
  at("filters").open = wide.matches;
  wide.addEventListener("change", () => (at("filters").open = wide.matches));
};

const tabs = () => {
  const names = ["graph", "table"];
  const show = (name) => {
    for (const other of names) {
      at(other).hidden = other !== name;
      at(`${other}-tab`).setAttribute("aria-selected", String(other === name));
      at(`${other}-tab`).tabIndex = other === name ? 0 : -1;
    }
    if (name === "table") table.update();
    else picture.show(selected === null ? [] : endsOf(selected));
  };
  names.forEach((name, place) => {
    at(`${name}-tab`).addEventListener("click", () => show(name));
    at(`${name}-tab`).addEventListener("keydown", ({ key }) => {
      if (key !== "ArrowRight" && key !== "ArrowLeft") return;
      const other = names[(place + 1) % names.length];
      show(other);
      at(`${other}-tab`).focus();
    });
  });
};

const buttons = () => {
  const drawFirst = (count) => {
    picture.clear();
    page.draw(count);
    refresh();
    picture.fit();
  };
  at("all").addEventListener("click", () => drawFirst(page.limits.entities));
  at("fewer").addEventListener("click", () => drawFirst(page.limits.first));
  at("more").addEventListener("click", () => {
    reveal(page.more.slice(0, page.limits.around));
    picture.fit();
  });
  at("groups").addEventListener("click", () => {
    picture.clear();
    page.overview();
    open(null);
    anew();
  });
  at("fit").addEventListener("click", () => picture.fit());
  at("close").addEventListener("click", () => go.nothing());
  at("back").addEventListener("click", () => open(before.pop()));
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") go.nothing();
  });
};

const source = () => {
  const newest = page.documents.map((document) => document.date).sort().pop();
  const dated = newest ? `, the newest of ${newest}` : "";
  at("source").textContent =
    `Extracted automatically from ${counted(page.totals.documents, "document")}${dated}; ` +
    "check the sources; places from GeoNames (CC BY 4.0).";
};

const start = async () => {
  page = new Page(await unpack(POLICYGRAPH));
  panel = new Panel(at("evidence"), page, go);
  picture = new Picture(at("canvas"), page, go);
  table = new Table(at("table"), page, go);
  new Search(at("search"), at("found"), page, go);
  filters();
  tabs();
  buttons();
  source();
  refresh();
  open(page.focus === null ? null : { entity: page.focus });
  picture.fit();
  document.documentElement.classList.add("ready");
};

const ready = start().catch((error) => {
  at("note").textContent = `The page could not be drawn: ${error.message}`;
  throw error;
});

window.policygraph = {
  /** Resolves when the page can be used. */
  ready,
  /** Selects an entity by its IRI; null if the page has none such, else the IRI. */
  select: (iri) => {
    const number = page.entityByIri.get(iri);
    if (number === undefined) return null;
    go.entity(number);
    return iri;
  },
  /** Selects an edge by its id; null if the page has none such, else the id. */
  selectEdge: (id) => {
    if (!page.edgeById.has(id)) return null;
    go.edge(id);
    return id;
  },
  /** What is selected: the IRI of an entity or the id of an edge; null if nothing is. */
  selected: () => (selected === null ? null : selected.edge ?? page.thing(selected.entity).iri ?? null),
  /** How much is drawn, and of how much. */
  drawn: () => ({
    entities: page.grouping ? 0 : picture.shown.entities.length,
    edges: picture.shown.edges.length,
    ofEntities: page.totals.entities,
    ofEdges: page.totals.edges,
  }),
  /** How many groups are drawn in place of entities. */
  groups: () => (page.grouping ? page.drawn.size : 0),
  /** What draws: "vis-network" or "sigma". */
  renderer: () => picture.renderer,
  /** The ids of the edges drawn. */
  edges: () => picture.shown.edges.map((edge) => edge.id),
  /** Where in the window a click meets an entity (by IRI), an edge (by id) or a group ("group 0"): { x, y }, or null if nowhere. */
  locate: (id) => {
    const { left, top } = at("canvas").getBoundingClientRect();
    const group = /^group (\d+)$/.exec(id);
    const number = group ? -1 - Number(group[1]) : page.entityByIri.get(id);
    const { stage } = picture;
    const spots = number !== undefined
      ? [number].filter((one) => stage.has(one)).map((one) => stage.spot(one))
      : SHARES.map((share) => stage.along(id, share)).filter(Boolean);
    // A mouse points at whole pixels of the window.
    const whole = ({ x, y }) => ({ x: Math.round(left + x) - left, y: Math.round(top + y) - top });
    const here = spots.map((spot) => whole(stage.screen(spot))).find((spot) => picture.meets(number ?? id, spot));
    return here ? { x: left + here.x, y: top + here.y } : null;
  },
};
