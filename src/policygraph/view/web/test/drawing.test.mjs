// The picture that is taken away, without a browser: node --test
import assert from "node:assert/strict";
import { test } from "node:test";
import { pictureSvg } from "../download.js";
import { drawing } from "../drawing.js";
import { showing } from "../foot.js";
import { paint } from "../ink.js";
import { around, Room, widthOf } from "../room.js";
import { Shapes } from "../shapes.js";
import { HOSTILE, all, edge, entity, hostilePage, pageOf, parsed } from "./stand-in.mjs";

const people = (count, more) => Array.from({ length: count }, (_, n) => entity(n, more?.(n)));
const ofKind = (root, kind) => all(root, "path").filter((path) => path.attributes.class === kind);
const texts = (root) => all(root, "text").map((one) => one.text);
const grounds = (drawn) => {
  const boxes = drawn.layers[0].marks.filter((mark) => mark.kind === "ground").map((mark) => mark.d);
  return boxes.map((d) => /^M([\d.]+) ([\d.]+)h([\d.]+)v(\d+)/.exec(d).slice(1).map(Number));
};

test("each entity and relation is one shape, parallel ones and loops too, and hostile text is text", () => {
  const page = hostilePage();
  const svg = pictureSvg(page);
  const root = parsed(svg);
  assert.equal(ofKind(root, "entity").length, page.entities.length);
  assert.equal(ofKind(root, "relation").length, page.edges.length);
  assert.equal(ofKind(root, "head").length, page.edges.length);
  assert.equal(ofKind(root, "badge").length, page.entities.length);
  const names = ofKind(root, "entity").map((one) => one.children[0].text);
  assert.deepEqual(new Set(names), new Set(HOSTILE.map((text) => text.replace(/[\u0000\u0007\uD800\uFFFF]/g, ""))));
  assert.equal(new Set(ofKind(root, "relation").map((one) => one.attributes.d)).size, page.edges.length);
  const used = new Set([...svg.matchAll(/<([\w:]+)/g)].map(([, name]) => name));
  assert.deepEqual([...used].sort(), ["desc", "g", "path", "rect", "svg", "text", "title"]);
  assert.doesNotMatch(svg, /NaN|undefined|Infinity| style=| href=/);
});

test("title, description and foot tell what it is and where it is from", () => {
  const page = pageOf({ entities: people(3, (n) => ({ statements: n })), edges: [edge("e0", 0, 1)] });
  page.links[0].dashes = [6, 4];
  const root = parsed(pictureSvg(page, { caption: "Ada and her bill" }));
  assert.equal(root.children[0].text, "Ada Ábara · PolicyGraph: Ada and her bill");
  assert.equal(root.children[1].text, `3 of 3 entities and 1 of 1 relation. ${page.sourceLine}`);
  const foot = texts(root).slice(-7);
  assert.deepEqual(foot.slice(0, 5), ["Ada and her bill", "People", "Organizations", "Statements", "Not stated as such"]);
  assert.deepEqual(foot.slice(5), ["Shown: 3 of 3 entities and 1 of 1 relation.", page.sourceLine]);
  assert.equal(ofKind(root, "relation")[0].attributes["stroke-dasharray"], "6 4");
});

test("kinds that are not shown are not in the legend, nor are dashes", () => {
  const page = pageOf({ entities: [entity(0), entity(2)], edges: [edge("e0", 0, 1)] });
  const root = parsed(pictureSvg(page));
  assert.equal(ofKind(root, "sign").length, 1);
  assert.ok(texts(root).includes("People") && !texts(root).includes("Organizations"));
});

test("what is not sure is marked, and the legend says how", () => {
  const candidates = [{ identifier: "x", reason: "y" }];
  const page = pageOf({ entities: people(3, (n) => ({ candidates: n ? [] : candidates })), edges: [edge("e0", 0, 1), edge("e1", 1, 2)] });
  page.links[0].dashes = [2, 3];
  page.conflicting.add("e1");
  const root = parsed(pictureSvg(page));
  assert.equal(ofKind(root, "mark").length, 2);
  assert.deepEqual(texts(root).filter((text) => "?≠".includes(text)), ["?", "≠", "?", "≠"]);
  assert.deepEqual(texts(root).slice(-7, -2).filter((text) => text.length > 1), ["Low confidence", "Ambiguous name", "Told otherwise too"]);
});

test("a path is named by what it joins", () => {
  const page = pageOf({ entities: people(3), focused: { between: [0, 2], nth: 0 } });
  const root = parsed(pictureSvg(page, { selected: { path: true }, lit: { entities: new Set([0]), edges: new Set() } }));
  assert.ok(texts(root).includes("The shortest path between Entity 0 and Entity 2"));
});

test("an arrow ends at the outline of its target, whatever its shape", () => {
  const page = pageOf({ entities: people(2), edges: [edge("e0", 0, 1)] }); // a circle, and a diamond 160 to the right
  const { marks } = drawing(page).layers[0];
  const [tipX, tipY] = marks.find((mark) => mark.kind === "head").d.match(/[\d.]+/g).map(Number);
  const corners = marks.filter((mark) => mark.kind === "entity" && mark.d.includes("L"))[0].d.match(/[\d.]+/g).map(Number);
  const left = Math.min(...corners.filter((_, at) => at % 2 === 0));
  assert.ok(Math.abs(tipX - (left - 1)) < 0.1, `${tipX} beside ${left}`);
  assert.ok(Math.abs(tipY - 130 - 12.5) < 0.1);
  assert.equal(Shapes.reachAt("circle", 1), 1);
  assert.ok(Math.abs(Shapes.reachAt("square", 0) - 1.2 * Math.SQRT1_2) < 1e-9);
  assert.ok(Math.abs(Shapes.reachAt("triangle", -Math.PI / 2) - 1.3) < 1e-9);
});

test("names keep clear of each other, and those with most evidence come first", () => {
  const close = new Map(Array.from({ length: 60 }, (_, id) => [id, { id, x: 30 * (id % 10), y: 30 * Math.floor(id / 10), size: 10 }]));
  const page = pageOf({ entities: people(60, (n) => ({ evidence: n })), position: close });
  const drawn = drawing(page);
  const boxes = grounds(drawn);
  assert.ok(boxes.length > 4 && boxes.length < 60);
  boxes.forEach(([x, y, width, height], at) => {
    for (const [otherX, otherY, otherWidth, otherHeight] of boxes.slice(0, at)) {
      const apart = x >= otherX + otherWidth || otherX >= x + width || y >= otherY + otherHeight || otherY >= y + height;
      assert.ok(apart, "one name lies over another");
    }
  });
  const first = drawn.layers[0].marks.find((mark) => mark.text);
  assert.equal(first.text, "Entity 59");
});

test("a name stands where no relation runs, if there is such a place", () => {
  const position = new Map([[0, { id: 0, x: 0, y: 0, size: 10 }], [1, { id: 1, x: 0, y: 200, size: 10 }]]);
  const page = pageOf({ entities: people(2), edges: [edge("e0", 0, 1)], position });
  const [[, top], [, low]] = grounds(drawing(page));
  const [upper, lower] = [130, 130 + 250];
  assert.ok(top < upper, "over the upper one"); // beneath it the relation begins
  assert.ok(low > lower, "under the lower one");
});

test("everything drawn lies within the picture", () => {
  for (const page of [hostilePage(), pageOf({ entities: people(9) })]) {
    const { width, height, layers } = drawing(page);
    const [{ x, y, marks }] = layers;
    for (const mark of marks.filter(({ kind, d }) => kind === "entity" && d.includes("L"))) {
      const numbers = mark.d.match(/-?[\d.]+/g).map(Number);
      numbers.forEach((value, at) => {
        const spot = value + (at % 2 ? y : x);
        assert.ok(spot >= 0 && spot <= (at % 2 ? height : width));
      });
    }
  }
});

test("what stands out has its own colour and names, the rest is faint", () => {
  const page = pageOf({ entities: people(4), edges: [edge("e0", 0, 1), edge("e1", 2, 3)] });
  const lit = { entities: new Set([0, 1]), edges: new Set(["e0"]) };
  const root = parsed(pictureSvg(page, { lit, selected: { entity: 0 } }));
  assert.deepEqual(ofKind(root, "relation").map((one) => one.attributes.stroke), ["#e2e4e8", "#B42318"]);
  assert.deepEqual(texts(root).slice(0, 3), ["Entity 0", "Entity 1", "supports"]);
  assert.ok(!texts(root).includes("Entity 2"));
  assert.equal(root.children[0].text, "Ada Ábara · PolicyGraph: Entity 0");
  const chosen = parsed(pictureSvg(page, { lit: { entities: new Set([2, 3]), edges: new Set(["e1"]) }, selected: { edge: "e1" } }));
  assert.ok(texts(chosen).includes("Entity 2 – supports – Entity 3"));
  const fills = ofKind(root, "entity").map((one) => one.attributes.fill);
  assert.deepEqual(fills.slice(-2), ["#E69F00", "#0072B2"]); // the chosen one over all others
});

test("groups are drawn in place of entities", () => {
  const position = new Map([[-1, { id: -1, x: 0, y: 0, size: 58 }], [-2, { id: -2, x: 300, y: 0, size: 40 }]]);
  const page = pageOf({
    ...{ entities: people(6), position, grouping: true, visibleEntities: [-1, -2], visibleEdges: [] },
    groupLinks: [{ id: "0/1", from: -1, to: -2, count: 3, arrows: "", smooth: false, dashes: false }],
  });
  const root = parsed(pictureSvg(page));
  assert.deepEqual([ofKind(root, "entity").length, ofKind(root, "relation").length, ofKind(root, "head").length], [2, 1, 0]);
  assert.equal(ofKind(root, "relation")[0].children[0].text, "Group 1 – Group 2: 3 relations");
  assert.ok(texts(root).includes("Groups"));
  assert.equal(showing(page), "6 entities and 0 relations as 2 groups");
});

test("a graph of nothing, and two entities on one spot, are pictures too", () => {
  const page = pageOf();
  const root = parsed(pictureSvg(page));
  assert.ok(texts(root).includes("Shown: 0 of 0 entities and 0 of 0 relations."));
  const spot = { x: 5, y: 5, size: 10 };
  const entities = people(2);
  const same = pageOf({ entities, edges: [edge("e0", 0, 1)], position: new Map([[0, spot], [1, spot]]) });
  assert.doesNotMatch(pictureSvg(same), /NaN|Infinity/);
});

test("the canvas is given the marks that the SVG has", () => {
  const page = hostilePage();
  const drawn = drawing(page);
  const calls = { fill: [], stroke: [], text: [] };
  globalThis.Path2D = class {
    constructor(d) {
      this.d = d;
    }
  };
  const context = {
    ...{ save() {}, restore() {}, translate() {}, scale() {}, fillRect() {}, setLineDash() {} },
    fill: (path) => calls.fill.push(path.d),
    stroke: (path) => calls.stroke.push(path.d),
    fillText: (text) => calls.text.push(text),
  };
  paint(drawn, context);
  delete globalThis.Path2D;
  const paths = all(parsed(pictureSvg(page)), "path");
  const painted = (name) => paths.filter((one) => (one.attributes[name] ?? "none") !== "none").map((one) => one.attributes.d);
  assert.deepEqual(calls.fill, painted("fill"));
  assert.deepEqual(calls.stroke, painted("stroke"));
  assert.equal(calls.text.length, texts(parsed(pictureSvg(page))).length);
});

test("room is taken once, and a name finds the next place", () => {
  const room = new Room(200, 200);
  const spot = { x: 100, y: 100, radius: 10 };
  const places = around(spot, 40, 14);
  assert.deepEqual(room.beside(spot, 40, 14), places[0]);
  room.take(places[0], 2);
  assert.deepEqual(room.beside(spot, 40, 14), places[1]);
  room.take({ left: 0, top: 0, width: 200, height: 200 }, 1);
  assert.equal(room.beside(spot, 40, 14), null);
  assert.deepEqual(room.beside(spot, 40, 14, 1), places[1]);
  for (const { left, top, width, height } of places) {
    const clear = left >= 110 || left + width <= 90 || top >= 110 || top + height <= 90;
    assert.ok(clear, "a place lies over its own entity");
  }
});

test("wide letters take more room than narrow ones, marks none", () => {
  assert.ok(widthOf("MMM", 10) > widthOf("iii", 10) * 2);
  assert.equal(widthOf("e\u0301", 10), widthOf("e", 10));
  assert.ok(widthOf("東京", 10) >= 20);
});
