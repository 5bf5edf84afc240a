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
  ];
};

// Only what the page can do: a button is left out when `go` has no such function.
const actions = (page, go, number, more) => {
  const label = page.label(number);
  const made = [];
  if (go.focus) made.push(focus(go, number, label));
  if (go.unfocus && page.focused?.centres?.includes(number)) made.push(press("Show all again", () => go.unfocus()));
  if (go.pathFrom) made.push(press("Path to …", () => go.pathFrom(number), { "aria-label": `Path to … from ${label}` }));
  if (go.pin) made.push(pin(page, go, number, label));
  if (go.hide) made.push(press("Hide", () => go.hide(number), { "aria-label": `Hide ${label}` }));
  made.push(...more);
  return made.length ? element("div", { className: "actions" }, ...made) : "";
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
  const tell = () => {
    button.textContent = page.pins?.has(number) ? "Unpin" : "Pin";
    button.setAttribute("aria-label", `${button.textContent} ${label}`);
  };
  const button = press("", () => {
    go.pin(number);
    tell();
  });
  tell();
  return button;
};
