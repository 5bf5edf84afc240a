// Who held a post when, as bars over one axis of time: solid where it is known, fading where it is not.

import { counted, element } from "./dom.js";
import { long, section } from "./rows.js";

const DAY = 24 * 60 * 60 * 1000;
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200]; // months between two marks of the axis
const MARKS = 4; // at most so many steps on an axis
const FADE = 26; // pixels in which an open end fades away
const DATES = 3; // beyond, the dates of documents are folded away

const dayOf = (year, month, day) => Date.UTC(year, month, day) / DAY;

// The first and the last day that a date may mean, which may be known to the year or the month only.
export const earliest = (date) => {
  const [year, month = 1, day = 1] = date.slice(0, 10).split("-").map(Number);
  return dayOf(year, month - 1, day);
};
export const latest = (date) => {
  const [year, month, day] = date.slice(0, 10).split("-").map(Number);
  if (day) return dayOf(year, month - 1, day);
  return month ? dayOf(year, month, 1) - 1 : dayOf(year + 1, 0, 1) - 1;
};

// What is no date is told in words only.
const range = (date) => (date && Number.isFinite(earliest(date)) ? [earliest(date), latest(date)] : null);
const seenOn = (held) => held.attested.map(earliest).filter(Number.isFinite).sort((a, b) => a - b);

// What is drawn of a holding, in days: null if it has no date at all.
export const bar = (held) => {
  const [start, end, seen] = [range(held.start), range(held.end), seenOn(held)];
  if (!start && !end && !seen.length) return null;
  const [first, last] = [seen[0], seen.at(-1)];
  const from = start ? start[1] : end ? Math.min(first ?? end[0], end[0]) : first;
  const to = end ? end[0] : start ? Math.max(last ?? start[1], start[1]) : last;
  return {
    from: Math.min(from, to),
    to: Math.max(from, to),
    sure: Boolean(start || end) && from <= to,
    begins: start && start[0] < start[1] ? start : null, // known to the year or month only
    ends: end && end[0] < end[1] ? end : null,
    openLeft: !start,
    openRight: !end,
    seen,
  };
};

// The days on which a holding is known to have been: null if there are none.
const surely = (held) => {
  const seen = seenOn(held);
  const from = held.start ? latest(held.start) : seen[0];
  const to = held.end ? earliest(held.end) : Math.max(seen.at(-1) ?? from, from);
  return from <= to ? { from, to, edges: [held.start && from, held.end && to] } : null;
};

// Whether two are known to have held at the same time; who follows on the day the other leaves has not.
export const overlap = (one, two) => {
  const [a, b] = [surely(one), surely(two)];
  if (!a || !b) return false;
  const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)];
  return from < to || (from === to && ![...a.edges, ...b.edges].includes(from));
};

// An axis of whole months or years that has both days on it: { from, to, marks: [{ at, label }] }.
export const axis = (first, last) => {
  const months = (day) => {
    const date = new Date(day * DAY);
    return 12 * date.getUTCFullYear() + date.getUTCMonth();
  };
  const bounds = (step) => [Math.floor(months(first) / step) * step, (Math.floor(months(last) / step) + 1) * step];
  const step = STEPS.find((one) => (bounds(one)[1] - bounds(one)[0]) / one <= MARKS) ?? STEPS.at(-1);
  const [begin, end] = bounds(step);
  const marks = [];
  for (let month = begin; month <= end; month += step) {
    const year = Math.floor(month / 12);
    const label = step % 12 ? `${MONTHS[month % 12]} ${year}` : `${year}`;
    marks.push({ at: dayOf(year, month % 12, 1), label });
  }
  return { from: marks[0].at, to: marks.at(-1).at, marks };
};

const svg = (name, attributes, ...children) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const fades = () => {
  const gradient = (id, ...opacities) =>
    svg("linearGradient", { id }, ...opacities.map((opacity, n) => svg("stop", { offset: n, "stop-opacity": opacity })));
  const attributes = { class: "fades", width: 0, height: 0, "aria-hidden": "true" };
  return svg("svg", attributes, svg("defs", {}, gradient("tenure-in", 0, 1), gradient("tenure-out", 1, 0)));
};

// A place on the axis as a share of its length, so that the browser fits it to the panel.
const placed = (scale) => (day) => `${((100 * (day - scale.from)) / (scale.to - scale.from)).toFixed(2)}%`;

const rect = (x, width, attributes) => svg("rect", { x, y: 4, width, height: 10, ...attributes });
const filled = (fill) => ({ fill: `url(#${fill})` });

const picture = (scale, shape) => {
  const at = placed(scale);
  const length = (from, to) => at(scale.from + to - from);
  const mark = (x) => svg("line", { x1: x, x2: x, y1: 0, y2: 18, class: "mark" });
  const parts = scale.marks.map((one) => mark(at(one.at)));
  const bars = [rect(at(shape.from), length(shape.from, shape.to), { class: "held" })];
  const region = ([from, to], fill) => rect(at(from), length(from, to), filled(fill));
  const open = (day, x, fill) => svg("svg", { x: at(day), overflow: "visible" }, rect(x, FADE, filled(fill)));
  if (shape.begins && shape.sure) bars.push(region(shape.begins, "tenure-in"));
  if (shape.ends && shape.sure) bars.push(region(shape.ends, "tenure-out"));
  if (shape.openLeft) bars.push(open(shape.from, -FADE, "tenure-in"));
  if (shape.openRight) bars.push(open(shape.to, 0, "tenure-out"));
  parts.push(svg("g", { class: shape.sure ? "sure" : "unsure" }, ...bars));
  parts.push(...shape.seen.map((day) => svg("circle", { cx: at(day), cy: 9, r: 3.5, class: "seen" })));
  return svg("svg", { class: "bar", height: 18, "aria-hidden": "true" }, ...parts);
};

const years = (scale) => {
  const at = placed(scale);
  const labels = scale.marks.map((mark, n) => {
    const anchor = n === 0 ? "start" : n === scale.marks.length - 1 ? "end" : "middle";
    return svg("text", { x: at(mark.at), y: 11, "text-anchor": anchor }, mark.label);
  });
  return svg("svg", { class: "axis", height: 15, "aria-hidden": "true" }, ...labels);
};

const legend = (shapes) => {
  const key = (text, ...drawn) =>
    element("li", {}, svg("svg", { width: 30, height: 18, "aria-hidden": "true" }, ...drawn), text);
  const has = (test) => shapes.some(test);
  const keys = [];
  const sample = (style, attributes) => svg("g", { class: style }, rect(0, 30, attributes));
  if (has((shape) => shape.sure)) keys.push(key("held", sample("sure", { class: "held" })));
  if (has((shape) => !shape.sure && shape.from < shape.to)) {
    keys.push(key("between documents that tell of it", sample("unsure", { class: "held" })));
  }
  if (has((shape) => shape.openLeft || shape.openRight || shape.begins || shape.ends)) {
    keys.push(key("start or end not exactly known", sample("sure", filled("tenure-out"))));
  }
  if (has((shape) => shape.seen.length)) {
    keys.push(key("a document of that date tells of it", svg("circle", { cx: 15, cy: 9, r: 3.5, class: "seen" })));
  }
  return element("ul", { className: "legend", "aria-label": "Legend of the bars" }, ...keys);
};

// A date is not broken at its hyphens.
const whole = (date) => element("time", {}, date);

const between = ({ start, end }) => {
  if (start && end) return [whole(start), " – ", whole(end)];
  if (start) return ["From ", whole(start), ", end not known"];
  return end ? ["Until ", whole(end), ", start not known"] : [];
};

const seenIn = ({ attested }, opening) => {
  const dates = [...attested].sort();
  if (!dates.length) return "";
  const all = dates.flatMap((date, n) => (n ? [", ", whole(date)] : [whole(date)]));
  if (dates.length <= DATES) return element("span", {}, `${opening} documents of `, ...all);
  const bounds = [whole(dates[0]), " to ", whole(dates.at(-1))];
  const summary = element("summary", {}, `${opening} documents of ${counted(dates.length, "date")}, `, ...bounds);
  return element("details", {}, summary, element("p", {}, ...all));
};

// What the bar shows, in words.
const words = (held) => {
  const told = between(held);
  if (!told.length && !held.attested.length) return "";
  return element("div", { className: "aside" }, ...told, seenIn(held, told.length ? "; in" : "In"));
};

// The axis on which all bars find room, null if they are all of one day.
const common = (shapes) => {
  const first = Math.min(...shapes.flatMap((shape) => [shape.begins?.[0] ?? shape.from, ...shape.seen]));
  const last = Math.max(...shapes.flatMap((shape) => [shape.ends?.[1] ?? shape.to, ...shape.seen]));
  if (first === last) return null;
  const room = (last - first) / 12; // for the ends that fade
  const left = shapes.some((shape) => shape.openLeft) ? room : 0;
  const right = shapes.some((shape) => shape.openRight) ? room : 0;
  return axis(first - left, last + right);
};

// A section of holdings, `end` ("person" or "post") telling which of both a row is named by.
export const tenures = (end, holdings, rows) => {
  const called = end === "post" ? "post" : "holder";
  const all = holdings.map((held) => ({ held, shape: bar(held) }));
  const dated = all.filter(({ shape }) => shape).sort((a, b) => b.shape.from - a.shape.from || b.shape.to - a.shape.to);
  const shapes = dated.map(({ shape }) => shape);
  const scale = dated.length ? common(shapes) : null;
  const row = ({ held, shape }) => {
    const drawn = scale ? picture(scale, shape) : "";
    return element("li", { className: "tenure" }, rows.name(held[end]), drawn, words(held));
  };
  const list = long(dated, row, called);
  const undated = all.filter(({ shape }) => !shape);
  const bare = long(undated, ({ held }) => element("li", {}, rows.name(held[end]), words(held)), called);
  return section(
    end === "post" ? "Posts" : "Held by",
    ...(scale ? [fades(), years(scale), ...list, legend(shapes)] : list),
    ...(dated.length && bare.length ? [element("h4", {}, "No date known")] : []),
    ...bare,
  );
};
