// Where entities stand that Python gave no place: around others, on the way between two, beside their neighbours.

const STEP = 92; // units of the canvas between two rings, and between two on a ring
const TURNS = 400; // as many are tried in a crowd
const ROOM = 24; // units of the canvas for a name
const LANE = 230; // between two steps of a way

// Spots in rings around the middle, each ring filled evenly.
export const rings = (ids) => {
  const spots = [];
  for (let ring = 2, at = 0; at < ids.length; ring++) {
    const radius = ring * STEP;
    const room = Math.min(Math.floor((2 * Math.PI * radius) / STEP), ids.length - at);
    for (let place = 0; place < room; place++) {
      const angle = (2 * Math.PI * place) / room - Math.PI / 2 + ring * 0.5;
      spots.push({ id: ids[at + place], x: Math.round(radius * Math.cos(angle)), y: Math.round(radius * Math.sin(angle)) });
    }
    at += room;
  }
  return spots;
};

// Spots of some side by side, in the middle of the rings.
export const middle = (ids) => ids.map((id, n) => ({ id, x: Math.round((n - (ids.length - 1) / 2) * 160), y: 0 }));

// Spots of what lies between two: a column for each step from the first.
export const lanes = (far) => {
  const columns = new Map();
  for (const [id, step] of far) columns.set(step, [...(columns.get(step) ?? []), id]);
  return [...columns].flatMap(([step, ids]) =>
    ids.map((id, n) => ({ id, x: step * LANE, y: Math.round((n - (ids.length - 1) / 2) * STEP) })),
  );
};

// A spot near the middle of others, where there is room among all that is drawn.
export const beside = (id, size, others, drawn) => {
  const mean = (axis) => Math.round(others.reduce((sum, other) => sum + other[axis], 0) / Math.max(1, others.length));
  return clear({ id, x: mean("x"), y: mean("y"), size }, drawn);
};

// A spot beside which there is room for a name: where it is, or the nearest on a spiral around there.
export const clear = (spot, others) => {
  for (let turn = 0; turn < TURNS; turn++) {
    const away = ROOM * Math.sqrt(turn);
    const [x, y] = [Math.cos(2.4 * turn), Math.sin(2.4 * turn)].map((share) => Math.round(away * share));
    const there = { ...spot, x: spot.x + x, y: spot.y + y };
    const apart = (other) => Math.hypot(other.x - there.x, other.y - there.y) >= other.size + there.size + ROOM;
    if (others.every(apart)) return there;
  }
  return spot;
};
