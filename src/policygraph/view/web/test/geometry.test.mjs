// Where edges run and what a pointer meets, without a browser: node --test
import assert from "node:assert/strict";
import { test } from "node:test";
import { along, bend, box, distance, mixed, nearest, path } from "../geometry.js";
import { Shapes } from "../shapes.js";

const at = (x, y) => ({ x, y });
const near = (one, other) => assert.ok(Math.hypot(one.x - other.x, one.y - other.y) < 1e-9, JSON.stringify([one, other]));

test("a straight edge runs from end to end", () => {
  const run = path({ from: 1, to: 2, smooth: false }, at(0, 0), at(10, 0));
  near(along(run, 0), at(0, 0));
  near(along(run, 0.5), at(5, 0));
  assert.equal(distance(run, at(4, 3)), 3);
  assert.equal(distance(run, at(14, 3)), 5);
});

test("edges between the same two bend away from each other", () => {
  const smooth = (type) => ({ enabled: true, type, roundness: 0.3 });
  const one = path({ from: 1, to: 2, smooth: smooth("curvedCW") }, at(0, 0), at(10, 0));
  const other = path({ from: 1, to: 2, smooth: smooth("curvedCCW") }, at(0, 0), at(10, 0));
  const back = path({ from: 2, to: 1, smooth: smooth("curvedCW") }, at(10, 0), at(0, 0));
  near(along(one, 0.5), at(5, -1.5)); // half of 0.3 × 10
  near(along(other, 0.5), at(5, 1.5));
  near(along(back, 0.5), at(5, 1.5)); // the other way, its left is the other side
  assert.ok(distance(one, at(5, -1.5)) < 0.1);
  assert.ok(distance(one, at(5, 0)) > 1.3);
  assert.equal(bend({ smooth: false }), 0);
});

test("an edge from an entity to itself is a ring that touches it", () => {
  const run = path({ from: 1, to: 1, selfReference: { size: 10, angle: Math.PI / 2 } }, at(0, 0), at(0, 0));
  near(run.centre, at(0, -10)); // upwards
  near(along(run, 0), at(0, 0));
  near(along(run, 0.5), at(0, -20));
  assert.ok(Math.abs(distance(run, at(0, -25)) - 5) < 1e-9);
});

test("nearest takes what is within reach", () => {
  assert.equal(nearest([["a", 4], ["b", 2], ["c", 3]], 5), "b");
  assert.equal(nearest([["a", 4]], 3), undefined);
});

test("colours fade into the background", () => {
  assert.equal(mixed("#0072B2", "#FFFFFF", 1), "#0072b2");
  assert.equal(mixed("#000000", "#FFFFFF", 0.25), "#bfbfbf");
});

test("a box holds spots with their radii", () => {
  assert.deepEqual(box([{ x: 0, y: 0, size: 5 }, { x: 10, y: 20, size: 1 }]), { left: -5, right: 11, top: -5, bottom: 21 });
});

test("each kind has an outline that a shader can draw", () => {
  for (const shape of ["circle", "square", "hexagon", "diamond", "star", "triangle", "triangle-down", "pentagon"]) {
    const { corners, reach } = Shapes.outline(shape);
    assert.ok(Number.isInteger(corners) && reach >= 1, shape);
  }
});
