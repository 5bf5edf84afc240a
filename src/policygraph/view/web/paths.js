// Ways through a graph of numbered entities; `near(number)` gives the neighbours of one. No browser is needed for this.

// How many steps each entity is away from the nearest of `starts`, up to `most` steps: a Map, nearest first.
export const steps = (starts, near, most = Infinity) => {
  const far = new Map(starts.map((start) => [start, 0]));
  for (const here of far.keys()) {
    const next = far.get(here) + 1;
    if (next > most) break; // a Map goes through what is added to it on the way, so those left are as far
    for (const there of near(here)) if (!far.has(there)) far.set(there, next);
  }
  return far;
};

// The entities on all shortest ways from one to another, with their steps from the first; null if no way joins them.
export const joining = (one, other, near) => {
  const [there, back] = [steps([one], near), steps([other], near)];
  if (!there.has(other)) return null;
  const length = there.get(other);
  return new Map([...there].filter(([number, far]) => far + back.get(number) === length));
};

// How many shortest ways there are among the entities of `joined`, and the one at a place among them: those through
// entities of lower numbers (of more evidence) come first.
export const way = (joined, near, nth) => {
  const ordered = [...joined].sort((a, b) => b[1] - a[1]);
  const [[last, length]] = ordered;
  const ahead = new Map();
  const counts = new Map();
  for (const [number, far] of ordered) {
    const next = [...new Set(near(number))].filter((there) => joined.get(there) === far + 1).sort((a, b) => a - b);
    ahead.set(number, next);
    counts.set(number, number === last ? 1 : next.reduce((sum, there) => sum + counts.get(there), 0));
  }
  const first = ordered.at(-1)[0];
  const stops = [first];
  let left = nth % counts.get(first);
  while (stops.length <= length) {
    for (const there of ahead.get(stops.at(-1))) {
      if (left < counts.get(there)) {
        stops.push(there);
        break;
      }
      left -= counts.get(there);
    }
  }
  return { stops, count: counts.get(first) };
};
