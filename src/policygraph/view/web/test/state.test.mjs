// Permalinks: node --test
import assert from "node:assert/strict";
import { test } from "node:test";
import { Page } from "../model.js";
import { History, named, restored, written } from "../state.js";
import { made } from "./made.mjs";

const plain = { selected: null, tab: "graph", camera: null };

test("a page as it opens has nothing to tell", () => {
  assert.equal(written(new Page(made(5)), plain), "");
});

test("what was written comes back", () => {
  const page = new Page(made(9));
  page.pin(3, { x: -20, y: 41 });
  page.narrowing.hidden.kind.add("policy");
  page.narrowing.hidden.status.clear();
  page.narrowing.hidden.outlet.add("");
  page.narrowing.hidden.entity.add(7);
  page.narrowing.off.low = true;
  [page.narrowing.from, page.narrowing.to, page.narrowing.confidence] = ["2017-03", "2017-04-21", 0.35];
  page.focus({ centres: [4], hops: 2 });
  const seen = { selected: { edge: "e3" }, tab: "table", camera: { x: 1.5, y: -2, scale: 0.75 } };
  const text = written(page, seen);

  const other = new Page(made(9));
  assert.deepEqual(restored(other, text), { ...seen, unknown: 0 });
  assert.equal(written(other, seen), text);
  assert.deepEqual(other.pins, new Map([[3, { x: -20, y: 41 }]]));
  assert.deepEqual(other.focused, { centres: [4], hops: 2 });
  assert.deepEqual([...other.narrowing.hidden.outlet], [""]);
  assert.deepEqual(restored(other, ""), { ...plain, unknown: 0 });
  assert.equal(written(other, plain), "");
});

test("a link tells which entities it names", () => {
  const page = new Page(made(3));
  const other = "https://other.example/x";
  const text = `entity=0&around=1&hops=2&pin=1,-2,2&pin=3,4,0&edge=e1&between=1&between=${encodeURIComponent(other)}`;
  const iri = (one) => page.ids + one;
  assert.deepEqual(named(page, text), { entities: [iri(0), iri(2)], around: [iri(1)], hops: 2, between: [iri(1), other] });
  for (const text of ["between=1", "between=1&hops=9", "hops=1.5"]) {
    assert.deepEqual(named(page, text), { entities: [], around: [], hops: 1, between: [] });
  }
});

test("a path comes back", () => {
  const page = new Page(made(6));
  page.focus({ between: [1, 4], nth: 0 });
  const seen = { ...plain, selected: { path: true } };
  const other = new Page(made(6));
  assert.deepEqual(restored(other, written(page, seen)), { ...seen, unknown: 0 });
  assert.deepEqual(other.way.stops, [1, 2, 3, 4]);
});

test("a link that names what is not there, or is broken, does no harm", () => {
  for (const [text, unknown] of [
    ["entity=nobody&around=nobody&edge=nothing", 2],
    ["pin=1,2&pin=x&confidence=7&from=April&camera=1,2,zero&hops=%zz", 5],
    ["between=0&hops=&way=-1&draw=group 99&tab=__proto__", 0],
    ["%%%&&==&off=constructor&no-status", 0],
    ["hide=" + encodeURIComponent("<img src=x onerror=alert(1)>"), 1],
  ]) {
    const page = new Page(made(5));
    assert.equal(restored(page, text).unknown, unknown, text);
    assert.equal(page.visibleEntities.length, 5);
  }
});

test("history goes where the browser went", () => {
  const history = new History("", 0);
  history.add("a", 1);
  history.add("a b", 1);
  history.add("c", 2);
  history.go("a", 1);
  assert.deepEqual([history.now, history.past.length, history.ahead.length], [{ text: "a", step: 1 }, 1, 2]);
  history.go("c", 2);
  assert.deepEqual([history.now, history.past.length, history.ahead.length], [{ text: "c", step: 2 }, 3, 0]);
  history.go("", 0);
  assert.equal(history.redo(), "a");
  history.go("a", 3); // written by hand: the same again, at another step
  history.go("d", 3);
  assert.deepEqual([history.now, history.past.length, history.ahead.length], [{ text: "d", step: 3 }, 2, 0]);
});

test("history goes back and forth, and a new step forgets what was ahead", () => {
  const history = new History("");
  assert.equal(history.add(""), false);
  history.add("a");
  history.add("b");
  assert.equal(history.undo(), "a");
  assert.equal(history.redo(), "b");
  assert.equal(history.undo(), "a");
  history.add("c");
  assert.equal(history.redo(), null);
  assert.equal(history.undo(), "a");
  assert.equal(history.undo(), "");
  assert.equal(history.undo(), null);
});
