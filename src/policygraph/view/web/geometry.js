// Where edges run and what lies under a pointer, in units of the canvas (y downwards). No browser is needed for this.

// An edge of the page's `links` between two spots, as a quadratic curve { start, control, end } or, from an entity to
// itself, as a ring { centre, radius, angle } that begins at `angle`.
export const path = (link, start, end) => {
  if (link.from === link.to) {
    const { size, angle } = link.selfReference;
    const away = { x: start.x + size * Math.cos(angle), y: start.y - size * Math.sin(angle) };
    return { centre: away, radius: size, angle };
  }
  const turn = bend(link);
  const control = {
    x: (start.x + end.x) / 2 - turn * (end.y - start.y),
    y: (start.y + end.y) / 2 + turn * (end.x - start.x),
  };
  return { start, control, end };
};

// How far an edge bends to its left, as a share of its length; edges between the same two bend each its own way.
export const bend = ({ smooth }) => {
  if (!smooth) return 0;
  return smooth.type === "curvedCW" ? -smooth.roundness : smooth.roundness;
};

// The spot `share` of the way along a path.
export const along = (run, share) => {
  if (run.centre) {
    const turn = run.angle + Math.PI + 2 * Math.PI * share;
    return { x: run.centre.x + run.radius * Math.cos(turn), y: run.centre.y - run.radius * Math.sin(turn) };
  }
  const { start, control, end } = run;
  const mix = (axis) => (1 - share) ** 2 * start[axis] + 2 * (1 - share) * share * control[axis] + share ** 2 * end[axis];
  return { x: mix("x"), y: mix("y") };
};

const STEPS = 10; // straight pieces that a curve is taken for

// How far a spot is from a path.
export const distance = (run, spot) => {
  if (run.centre) return Math.abs(Math.hypot(spot.x - run.centre.x, spot.y - run.centre.y) - run.radius);
  const { start, control, end } = run;
  const straight = Math.abs(start.x + end.x - 2 * control.x) + Math.abs(start.y + end.y - 2 * control.y) < 1e-6;
  if (straight) return fromPiece(start, end, spot);
  let least = Infinity;
  for (let step = 0; step < STEPS; step++) {
    least = Math.min(least, fromPiece(along(run, step / STEPS), along(run, (step + 1) / STEPS), spot));
  }
  return least;
};

const fromPiece = (start, end, spot) => {
  const [across, down] = [end.x - start.x, end.y - start.y];
  const long = across * across + down * down;
  const share = long ? ((spot.x - start.x) * across + (spot.y - start.y) * down) / long : 0;
  const at = Math.max(0, Math.min(1, share));
  return Math.hypot(spot.x - start.x - at * across, spot.y - start.y - at * down);
};

// The nearest of [id, far] pairs that is no further than `reach`; undefined if none is.
export const nearest = (pairs, reach) => {
  let found;
  let least = reach;
  for (const [id, far] of pairs) if (far <= least) [found, least] = [id, far];
  return found;
};

// A colour '#RRGGBB' of which only a share is left on a background.
export const mixed = (colour, background, share) => {
  const part = (text, at) => parseInt(text.slice(at, at + 2), 16);
  const channel = (at) => Math.round(part(colour, at) * share + part(background, at) * (1 - share));
  return `#${[1, 3, 5].map((at) => channel(at).toString(16).padStart(2, "0")).join("")}`;
};

// The smallest box around spots with their radii.
export const box = (spots) => ({
  left: Math.min(...spots.map((spot) => spot.x - spot.size)),
  right: Math.max(...spots.map((spot) => spot.x + spot.size)),
  top: Math.min(...spots.map((spot) => spot.y - spot.size)),
  bottom: Math.max(...spots.map((spot) => spot.y + spot.size)),
});
