// Relations as lines with heads, along the paths of geometry.js, as the `d` of SVG.

import { along } from "./geometry.js";
import { Shapes } from "./shapes.js";

export const HEAD = 8; // pixels: how long an arrowhead is

const number = (value) => Math.round(value * 100) / 100;
const point = ({ x, y }) => `${number(x)} ${number(y)}`;

// How long a path is, about.
export const length = ({ centre, radius, start, control, end }) => {
  if (centre) return 2 * Math.PI * radius;
  return Math.hypot(control.x - start.x, control.y - start.y) + Math.hypot(end.x - control.x, end.y - control.y);
};

// The share of a path's way at which it comes as near as `far` to the spot it ends in.
export const share = (run, spot, far) => {
  let [before, after] = [0.5, 1];
  for (let step = 0; step < 20; step++) {
    const middle = (before + after) / 2;
    const { x, y } = along(run, middle);
    if (Math.hypot(x - spot.x, y - spot.y) > far) before = middle;
    else after = middle;
  }
  return after;
};

// A path up to a share of its way, as the `d` of SVG; a ring is drawn whole.
export const trail = (run, to) => {
  if (run.centre) return Shapes.drawn("circle", run.centre.x, run.centre.y, run.radius);
  const { start, control } = run;
  const middle = { x: start.x + (control.x - start.x) * to, y: start.y + (control.y - start.y) * to };
  return `M${point(start)}Q${point(middle)} ${point(along(run, to))}`;
};

export const head = (run, spot, reach) => {
  const tip = along(run, share(run, spot, reach));
  const base = along(run, share(run, spot, reach + HEAD));
  const long = Math.max(0.01, Math.hypot(tip.x - base.x, tip.y - base.y));
  const [across, down] = [(tip.x - base.x) / long, (tip.y - base.y) / long];
  const back = { x: tip.x - HEAD * across, y: tip.y - HEAD * down };
  const side = (turn) => ({ x: back.x - turn * 0.42 * HEAD * down, y: back.y + turn * 0.42 * HEAD * across });
  return `M${point(tip)}L${point(side(1))}L${point(side(-1))}Z`;
};
