// A drawing (see drawing.js) as SVG and on a canvas.

import { escaped, tag } from "./xml.js";

const FAMILY = "'Inter', 'Segoe UI', system-ui, 'Liberation Sans', Arial, sans-serif";

export const svgOf = ({ width, height, title, description, layers }) => {
  const groups = layers.map(({ x, y, scale, marks }) => {
    const grown = scale === 1 ? "" : ` scale(${short(scale)})`;
    return tag("g", { transform: `translate(${x} ${y})${grown}` }, ...marks.map(svgMark));
  });
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const svg = tag(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", ...size, role: "img", "font-family": FAMILY },
    tag("title", {}, escaped(title)),
    tag("desc", {}, escaped(description)),
    tag("rect", { width, height, fill: "#FFFFFF" }),
    ...groups,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`;
};

const svgMark = (mark) => {
  if (mark.text !== undefined) {
    const { text, x, y, size, weight, slant, start, colour } = mark;
    const look = { "font-size": size, "font-weight": weight, "font-style": slant, fill: colour };
    return tag("text", { x: short(x), y: short(y), "text-anchor": start ? null : "middle", ...look }, escaped(text));
  }
  const { kind, d, fill, stroke, width, dash, opacity, title } = mark;
  const line = { stroke, "stroke-width": stroke && width, "stroke-dasharray": dash, "stroke-linejoin": stroke && "round" };
  const name = title ? [tag("title", {}, escaped(title))] : [];
  return tag("path", { class: kind, d, fill: fill ?? "none", ...line, opacity }, ...name);
};

const short = (value) => Math.round(value * 100) / 100;

// Draws on a canvas' context, whose unit is already that of the drawing.
export const paint = ({ width, height, layers }, context) => {
  context.fillStyle = "#FFFFFF";
  context.fillRect(0, 0, width, height);
  context.lineJoin = "round";
  for (const { x, y, scale, marks } of layers) {
    context.save();
    context.translate(x, y);
    context.scale(scale, scale);
    for (const mark of marks) paintMark(mark, context);
    context.restore();
  }
};

const paintMark = (mark, context) => {
  context.globalAlpha = mark.opacity ?? 1;
  if (mark.text !== undefined) {
    context.font = `${mark.slant ?? "normal"} ${mark.weight ?? 400} ${mark.size}px ${FAMILY}`;
    context.textAlign = mark.start ? "left" : "center";
    context.fillStyle = mark.colour;
    context.fillText(mark.text, mark.x, mark.y);
    return;
  }
  const shape = new Path2D(mark.d);
  if (mark.fill) {
    context.fillStyle = mark.fill;
    context.fill(shape);
  }
  if (!mark.stroke) return;
  context.strokeStyle = mark.stroke;
  context.lineWidth = mark.width;
  context.setLineDash(mark.dash ? mark.dash.split(" ").map(Number) : []);
  context.stroke(shape);
};
