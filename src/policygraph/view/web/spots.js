// Where entities stand that Python gave no place: around others, on the way between two, beside their neighbours.

const STEP = 92; // units of the canvas between two rings, and between two on a ring
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

// A spot near the middle of others, each newcomer in a direction of its own.
export const beside = (id, others) => {
  const mean = (axis) => others.reduce((sum, other) => sum + other[axis], 0) / Math.max(1, others.length);
  const turn = id * 2.399963; // the golden angle, so that newcomers don't cover each other
  return { id, x: Math.round(mean("x") + 60 * Math.cos(turn)), y: Math.round(mean("y") + 60 * Math.sin(turn)) };
};
