// Dates as precise as they are known, and how many relations the documents of each stretch of time tell. Time is
// counted in whole days of UTC, so that no time zone moves a date.

const DAY = 86400000; // milliseconds
const MONTHS = "January February March April May June July August September October November December".split(" ");
const LENGTH = { day: 10, week: 10, month: 7, year: 4 }; // of a date that is as precise as the unit

const dayOf = (year, month = 1, day = 1) => new Date(0).setUTCFullYear(year, month - 1, day) / DAY;
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const yearOf = (day) => new Date(day * DAY).getUTCFullYear();
const monthOf = (day) => new Date(day * DAY).getUTCMonth() + 1;

// Whether a date lies in the time from `from` to `to`, each a day, month or year with all of it, or "" if open: the
// comparison of `view --from --to`. What is dated less precisely than `from` is not known to lie after its beginning.
export const within = (date, from, to) =>
  Boolean(date) && (!from || date.slice(0, from.length) >= from) && (!to || date.slice(0, to.length) <= to);

// The first and the last day of a date written as 2017, 2017-04 or 2017-04-21; null if it is none.
export const span = (text) => {
  const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map((part) => part && Number(part));
  if (month === undefined) return { first: dayOf(year), last: dayOf(year + 1) - 1 };
  if (month < 1 || month > 12) return null;
  if (day === undefined) return { first: dayOf(year, month), last: dayOf(year, month + 1) - 1 };
  const first = dayOf(year, month, day);
  return iso(first) === text ? { first, last: first } : null;
};

// A date in words: 21 April 2017, April 2017, 2017.
export const spoken = (date) => {
  const [year, month, day] = date.split("-").map(Number);
  return [day, MONTHS[month - 1], year].filter(Boolean).join(" ");
};

// A stretch of time in words; both ends are said as precisely as the more precise one.
export const stretch = (from, to) => {
  if (!from || !to) return from ? `since ${spoken(from)}` : `until ${spoken(to)}`;
  const precise = Math.max(from.length, to.length);
  const [start, end] = [iso(span(from).first), iso(span(to).last)].map((day) => spoken(day.slice(0, precise)));
  if (start === end) return precise === LENGTH.day ? `on ${start}` : `in ${start}`;
  const [left, right] = [start.split(" "), end.split(" ")];
  while (left.length > 1 && left.at(-1) === right.at(-1)) [left.pop(), right.pop()]; // a month or year in common
  return `between ${left.join(" ")} and ${end}`;
};

const monday = (day) => day - ((((day + 3) % 7) + 7) % 7); // day 0, 1970-01-01, was a Thursday
const years = (step) => ({
  unit: "year",
  begin: (day) => dayOf(Math.floor(yearOf(day) / step) * step),
  next: (day) => dayOf(yearOf(day) + step),
});
const DAYS = { unit: "day", begin: (day) => day, next: (day) => day + 1 };
const WEEKS = { unit: "week", begin: monday, next: (day) => day + 7 };
const FORTNIGHTS = { ...WEEKS, next: (day) => day + 14 };
const months = (step) => ({
  unit: "month",
  begin: (day) => dayOf(yearOf(day), Math.floor((monthOf(day) - 1) / step) * step + 1),
  next: (day) => dayOf(yearOf(day), monthOf(day) + step),
});
const ROUND = [1, 10, 100, 1000].flatMap((power) => [power, 2 * power, 5 * power]);
const SCALES = [DAYS, WEEKS, months(1), ...ROUND.map(years)];

// The beginnings of all stretches that hold the days from `first` to `last`; null if they are more than `most`.
const beginnings = ({ begin, next }, first, last, most = Infinity) => {
  const found = [];
  for (let day = begin(first); day <= last; day = next(day)) {
    if (found.push(day) > most) return null;
  }
  return found;
};

// Where a date of the graph stands: on its first day. A part of it that is no date is left off.
const stand = (date) => {
  const read = [10, 7, 4].map((length) => date.slice(0, length)).find(span);
  return read === undefined ? null : { day: span(read).first, date: read };
};

const standing = (dated) => {
  const known = new Map();
  const look = (date) => {
    if (!known.has(date)) known.set(date, stand(date));
    return known.get(date);
  };
  return dated.map(([id, date]) => ({ id, at: look(date) }));
};

// The number of the bar that holds a day, or of the nearest one.
export const barAt = (bars, day) => {
  let [low, high] = [0, bars.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (bars[middle].first <= day) low = middle;
    else high = middle - 1;
  }
  return low;
};

const named = (unit, first, last) => {
  if (unit === "week") return `Week of ${spoken(iso(first))}`;
  const [from, to] = [first, last].map((day) => spoken(iso(day).slice(0, LENGTH[unit])));
  return from === to ? from : `${from}–${to}`;
};

// How many relations stand in each bar, each once, from pairs of an id and a date.
export const tally = (bars, dated) => {
  const found = bars.map(() => new Set());
  for (const { id, at } of standing(dated)) if (at) found[barAt(bars, at.day)].add(id);
  return found.map((ids) => ids.size);
};

// How many relations no date is known of: those whose pairs all lack one.
export const undatedOf = (dated) => {
  const [all, known] = [new Set(), new Set()];
  for (const { id, at } of standing(dated)) (at ? known : all).add(id);
  return [...all].filter((id) => !known.has(id)).length;
};

// How many relations are told within a time.
export const toldIn = (dated, from, to) =>
  new Set(dated.filter(([, date]) => within(date, from, to)).map(([id]) => id)).size;

// Bars from pairs of an id and a date, of the finest unit that needs at most `most` of them, and is no finer than the
// dates. Each is { from, to, label, count, coarse, first, last }: dates that hold just what stands in it, the ids, how
// many of these stand there only by a date less precise than the unit, and its days as numbers.
export const histogram = (dated, most = 60) => {
  const stood = standing(dated).filter(({ at }) => at);
  const undated = undatedOf(dated);
  if (!stood.length) return { unit: "day", bars: [], undated };
  const days = stood.map(({ at }) => at.day);
  const [first, last] = [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b))];
  const finest = stood.reduce((length, { at }) => Math.max(length, at.date.length), 0);
  const scales = SCALES.filter(({ unit }) => LENGTH[unit] <= finest);
  const scale = scales.find((one) => beginnings(one, first, last, most)) ?? scales.at(-1);
  const { unit, next } = scale;
  const bars = beginnings(scale, first, last).map((begin) => {
    const end = next(begin) - 1;
    const [from, to] = [begin, end].map((day) => iso(day).slice(0, LENGTH[unit]));
    return { from, to, label: named(unit, begin, end), ids: new Set(), vague: new Set(), first: begin, last: end };
  });
  for (const { id, at } of stood) {
    const bar = bars[barAt(bars, at.day)];
    const precise = at.date.length >= LENGTH[unit];
    (precise ? bar.ids : bar.vague).add(id);
    // 2017 does not lie within 2017-01, but with it stands in one bar: only from 2017 on does the time hold both.
    if (!precise && at.day === bar.first && at.date.length < bar.from.length) bar.from = at.date;
  }
  return {
    unit,
    undated,
    bars: bars.map(({ ids, vague, ...bar }) => {
      const coarse = [...vague].filter((id) => !ids.has(id)).length;
      return { ...bar, count: ids.size + coarse, coarse };
    }),
  };
};

// Pairs of a relation and a date of a document that tells it, "" if the document has none; nothing for what tables
// tell. `evidenceOf` is what is to count of its evidence.
export const datesTold = (page, edges, evidenceOf = (edge) => edge.evidence) =>
  edges.flatMap((edge) => {
    const documents = evidenceOf(edge).map(({ sentence }) => page.sentences[sentence].document);
    const dates = [...new Set(documents)].map((number) => (number === null ? null : page.documents[number].date));
    // What a table tells as well stays whatever the time: without a date it is not left out.
    return dates.filter((date) => date || (date === "" && !dates.includes(null))).map((date) => [edge.id, date]);
  });

const short = (day, unit, withYear) => {
  const [date, month, year] = spoken(iso(day)).split(" ");
  if (unit === "year") return year;
  return [unit === "month" ? "" : date, month.slice(0, 3), withYear ? year : ""].filter(Boolean).join(" ");
};

const FINENESS = ["day", "week", "month", "year"];
const AXES = [DAYS, WEEKS, FORTNIGHTS, months(1), months(3), months(6), ...ROUND.map(years)];
const GAP = 12; // between two labels

// Labels of the axis under bars: of the finest unit whose texts, begun where their time begins, don't collide; where
// not even two fit, the first and the last time itself. A text ends at its day if `ends`, else begins there. `at` gives
// the place of a day, `measure` the width of a text; nothing reaches over `width`.
export const ticks = ({ unit, bars }, at, measure, width) => {
  const [first, last] = [bars[0].first, bars.at(-1).last];
  for (const scale of AXES.filter((one) => FINENESS.indexOf(one.unit) >= FINENESS.indexOf(unit))) {
    const days = beginnings(scale, first, last).filter((day) => day >= first);
    const made = days.map((day, n) => {
      const text = short(day, scale.unit, n === 0 || yearOf(day) !== yearOf(days[n - 1]));
      return { day, text, end: at(day) + measure(text) };
    });
    const collide = made.some(({ end }, n) => n + 1 < made.length && end + GAP > at(made[n + 1].day));
    const fitting = made.filter(({ end }) => end <= width);
    if (!collide && fitting.length > 1) return fitting.map(({ day, text }) => ({ day, text, ends: false }));
  }
  const [start, end] = [first, last].map((day) => short(day, unit, true));
  const both = start !== end && at(first) + measure(start) + GAP + measure(end) <= at(last + 1);
  return [{ day: first, text: start, ends: false }, ...(both ? [{ day: last + 1, text: end, ends: true }] : [])];
};
