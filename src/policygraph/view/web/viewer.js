// Starts the page, and tells the outside what it may ask (window.policygraph).

import { go, note, seen, start } from "./app.js";
import { load } from "./loader.js";

const at = (id) => document.getElementById(id);
const SHARES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9]; // of an edge's way, where a click may meet it

const begin = async () => {
  await start(await load(note));
  document.documentElement.classList.add("ready");
};

const ready = begin().catch((error) => {
  at("note").textContent = `The page could not be drawn: ${error.message}`;
  throw error;
});

window.policygraph = {
  /** Resolves when the page can be used. */
  ready,
  /** Selects an entity by its IRI; null if the page has none such, else the IRI. */
  select: (iri) => {
    const number = seen.page.entityByIri.get(iri);
    if (number === undefined) return null;
    go.entity(number);
    return iri;
  },
  /** Selects an edge by its id; null if the page has none such, else the id. */
  selectEdge: (id) => {
    if (!seen.page.edgeById.has(id)) return null;
    go.edge(id);
    return id;
  },
  /** What is selected: the IRI of an entity or the id of an edge; null if nothing is. */
  selected: () => {
    const { edge, entity } = seen.selected ?? {};
    return edge ?? (entity === undefined ? null : (seen.page.thing(entity).iri ?? null));
  },
  /** How much is drawn, and of how much. */
  drawn: () => ({
    entities: seen.page.grouping ? 0 : seen.picture.shown.entities.length,
    edges: seen.picture.shown.edges.length,
    ofEntities: seen.page.totals.entities,
    ofEdges: seen.page.totals.edges,
  }),
  /** How many groups are drawn in place of entities. */
  groups: () => (seen.page.grouping ? seen.page.drawn.size : 0),
  /** What draws: "vis-network" or "sigma". */
  renderer: () => seen.picture.renderer,
  /** The IRIs of the entities drawn. */
  entities: () => (seen.page.grouping ? [] : seen.picture.shown.entities.map((number) => seen.page.entities[number].iri)),
  /** The ids of the edges drawn. */
  edges: () => seen.picture.shown.edges.map((edge) => edge.id),
  /** Where in the window a click meets an entity (by IRI), an edge (by id) or a group ("group 0"): { x, y }, or null if nowhere. */
  locate: (id) => {
    const { left, top } = at("canvas").getBoundingClientRect();
    const group = /^group (\d+)$/.exec(id);
    const number = group ? -1 - Number(group[1]) : seen.page.entityByIri.get(id);
    const { stage } = seen.picture;
    const spots = number !== undefined
      ? [number].filter((one) => stage.has(one)).map((one) => stage.spot(one))
      : SHARES.map((share) => stage.along(id, share)).filter(Boolean);
    // A mouse points at whole pixels of the window.
    const whole = ({ x, y }) => ({ x: Math.round(left + x) - left, y: Math.round(top + y) - top });
    const here = spots.map((spot) => whole(stage.screen(spot))).find((spot) => seen.picture.meets(number ?? id, spot));
    return here ? { x: left + here.x, y: top + here.y } : null;
  },
};
