// Ways through a graph: node --test
import assert from "node:assert/strict";
import { test } from "node:test";
import { joining, steps, way } from "../paths.js";

// 0 — 1, 2, 3 — 4 — 5, and 6 alone.
const lists = [[1, 2, 3], [0, 4], [4, 0], [0, 4, 4], [1, 2, 3, 5], [4], []];
const near = (number) => lists[number];

test("steps from several at once, up to so many", () => {
  assert.deepEqual([...steps([0], near)], [[0, 0], [1, 1], [2, 1], [3, 1], [4, 2], [5, 3]]);
  assert.deepEqual([...steps([0, 5], near, 1)].sort(), [[0, 0], [1, 1], [2, 1], [3, 1], [4, 1], [5, 0]]);
  assert.deepEqual([...steps([6], near)], [[6, 0]]);
});

test("all that lies on a shortest way, and nothing else", () => {
  assert.deepEqual([...joining(1, 5, near)].sort(), [[1, 0], [4, 1], [5, 2]]);
  assert.deepEqual(new Set(joining(0, 5, near).keys()), new Set([0, 1, 2, 3, 4, 5]));
  assert.equal(joining(0, 6, near), null);
});

test("each of the shortest ways in turn, those of low numbers first", () => {
  const joined = joining(0, 5, near);
  const stops = [0, 1, 2, 3].map((nth) => way(joined, near, nth));
  assert.deepEqual(stops.map((one) => one.stops), [[0, 1, 4, 5], [0, 2, 4, 5], [0, 3, 4, 5], [0, 1, 4, 5]]);
  assert.equal(stops[0].count, 3);
});
