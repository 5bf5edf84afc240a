"use strict";

// The outlines of all kinds, for the canvas and the legend alike.
const Shapes = (() => {
  const ring = (count, turn, radius = () => 1) =>
    Array.from({ length: count }, (_, i) => {
      const angle = turn + (2 * Math.PI * i) / count;
      return [radius(i) * Math.cos(angle), radius(i) * Math.sin(angle)];
    });
  const up = -Math.PI / 2;
  // Corners on a circle of radius 1; factors make shapes of one size look of one size.
  const corners = {
    square: ring(4, Math.PI / 4, () => 1.2),
    hexagon: ring(6, 0, () => 1.1),
    diamond: ring(4, up, () => 1.25),
    pentagon: ring(5, up, () => 1.12),
    triangle: ring(3, up, () => 1.3),
    "triangle-down": ring(3, -up, () => 1.3),
    star: ring(10, up, (i) => (i % 2 ? 0.6 : 1.35)),
  };

  const trace = (context, shape, x, y, radius) => {
    context.beginPath();
    if (shape === "circle") {
      context.arc(x, y, radius, 0, 2 * Math.PI);
      return;
    }
    for (const [cornerX, cornerY] of corners[shape]) {
      context.lineTo(x + cornerX * radius, y + cornerY * radius);
    }
    context.closePath();
  };

  const icon = (shape, colour) => {
    const make = (name, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    const svg = make("svg", { viewBox: "-1.5 -1.5 3 3", class: "icon", "aria-hidden": "true" });
    const paint = { fill: colour, class: "icon-outline" };
    svg.append(
      shape === "circle"
        ? make("circle", { r: 1, ...paint })
        : make("polygon", { points: corners[shape].map((corner) => corner.join()).join(" "), ...paint }),
    );
    return svg;
  };

  return { trace, icon };
})();

// An element with properties and children; strings become text nodes, so nothing of the graph is read as HTML.
const element = (tag, properties = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
};

// A link to an address of the web, or the bare text if it is none.
const link = (address, text) => {
  let url = null;
  try {
    url = new URL(address);
  } catch {
    return text;
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") return text;
  return element("a", { href: url.href, rel: "noopener noreferrer", target: "_blank" }, text);
};

const counted = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
