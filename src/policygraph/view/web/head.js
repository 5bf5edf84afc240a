// What stands above everything that is told of an entity: its names, and what can be done with it in the picture.

import { counted, element } from "./dom.js";
import { press } from "./rows.js";
import { Shapes } from "./shapes.js";

const HOPS = [1, 2, 3]; // of 'Focus'

// `more` are further buttons.
export const head = (page, go, number, more) => {
  const { kind, types, label, aliases } = page.entities[number];
  const { shape, colour, label: called } = page.style.kinds[kind];
  const words = [...new Set([called, ...types.map((type) => type.toLowerCase())])];
  return [
    element("p", { className: "kind" }, Shapes.icon(shape, colour), words.join(" · ")),
    element("h2", {}, element("bdi", {}, label)),
    aliases.length ? element("p", { className: "aside" }, "Also: ", aliases.join(", ")) : "",
    actions(page, go, number, more),
    elsewhere(page, number),
  ];
};

// The server's own page of an entity, which has what is not loaded.
const elsewhere = (page, number) => {
  const { iri, label, partial } = page.entities[number];
  const address = page.addressOf(iri);
  if (!address) return "";
  const beyond = page.beyond(number);
  const most = beyond ? `Relations with ${counted(beyond, "more entity", "more entities")} are not loaded. ` : "Not all of it is loaded. ";
  const anchor = element("a", { href: address }, "Page of ", element("bdi", {}, label));
  return element("p", { className: "aside" }, partial ? most : "", anchor);
};

const actions = (page, go, number, more) => {
  const label = page.label(number);
  const again = page.focused?.centres?.includes(number) ? [press("Show all again", () => go.unfocus())] : [];
  const way = press("Path to …", () => go.pathFrom(number), { "aria-label": `Path to … from ${label}` });
  const hide = press("Hide", () => go.hide(number), { "aria-label": `Hide ${label}` });
  return element("div", { className: "actions" }, focus(go, number, label), ...again, way, pin(page, go, number, label), hide, ...more);
};

const focus = (go, number, label) => {
  const name = `Focus on ${label}`;
  const hops = HOPS.map((hop) => {
    const called = `${name}: ${counted(hop, "hop")}`;
    return press(`${hop}`, () => go.focus(number, hop), { "aria-label": called, title: called });
  });
  return element("span", { className: "hops", role: "group", "aria-label": name }, "Focus, hops:", ...hops);
};

const pin = (page, go, number, label) => {
  const does = page.pins.has(number) ? "Unpin" : "Pin";
  return press(does, () => go.pin(number), { "aria-label": `${does} ${label}` });
};
