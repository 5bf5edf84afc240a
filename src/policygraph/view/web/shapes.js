// The outlines of all kinds, for the canvas and the legend alike.

const UP = -Math.PI / 2;
const NOTCH = 0.6; // how far from the middle the inner corners of a star lie

// Corners on a circle, the first at an angle; `reach` makes shapes of one size look of one size. A star's corners are
// counted below zero.
const outlines = {
  circle: { corners: 0, turn: 0, reach: 1 },
  square: { corners: 4, turn: Math.PI / 4, reach: 1.2 },
  hexagon: { corners: 6, turn: 0, reach: 1.1 },
  diamond: { corners: 4, turn: UP, reach: 1.25 },
  pentagon: { corners: 5, turn: UP, reach: 1.12 },
  triangle: { corners: 3, turn: UP, reach: 1.3 },
  "triangle-down": { corners: 3, turn: -UP, reach: 1.3 },
  star: { corners: -5, turn: UP, reach: 1.35 },
};

const outline = (shape) => outlines[shape];

const ring = ({ corners, turn, reach }) => {
  const count = corners < 0 ? -2 * corners : corners;
  return Array.from({ length: count }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / count;
    const radius = corners < 0 && i % 2 ? NOTCH : reach;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
};
const corners = Object.fromEntries(Object.entries(outlines).map(([shape, made]) => [shape, ring(made)]));

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

// How far from its middle an outline lies at an angle, in radii; a star is taken for a circle.
const reachAt = (shape, angle) => {
  const { corners: count, turn, reach } = outlines[shape];
  if (count <= 0) return 1;
  const wedge = (2 * Math.PI) / count;
  const off = (((angle - turn) % wedge) + wedge) % wedge;
  return (reach * Math.cos(wedge / 2)) / Math.cos(off - wedge / 2);
};

// The outline around a spot as the `d` of an SVG path.
const drawn = (shape, x, y, radius) => {
  const at = (value) => Math.round(value * 100) / 100;
  if (shape === "circle") {
    const arc = `a${at(radius)} ${at(radius)} 0 1 0`;
    return `M${at(x - radius)} ${at(y)}${arc} ${at(2 * radius)} 0${arc} ${at(-2 * radius)} 0Z`;
  }
  return `M${corners[shape].map(([cornerX, cornerY]) => `${at(x + cornerX * radius)} ${at(y + cornerY * radius)}`).join("L")}Z`;
};

export const Shapes = { NOTCH, drawn, icon, outline, reachAt, trace };
