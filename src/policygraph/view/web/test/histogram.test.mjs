// Dates, and the bars they make, without a browser: node --test
import assert from "node:assert/strict";
import { test } from "node:test";
import { barAt, datesTold, histogram, span, spoken, stretch, tally, ticks, toldIn, undatedOf, within } from "../histogram.js";

const told = (...dates) => dates.map((date, n) => [`e${n}`, date]);
const named = ({ bars }) => bars.map(({ label }) => label);
const counts = ({ bars }) => bars.map(({ count }) => count);

// The cases that tests/unit/view/test_cut.py has for told_in(); test_timeline.py there compares the two in full.
test("a date lies within a time as the command line has it", () => {
  const dates = ["2017-04-21", "2017-05-01", "2018-01-02", ""];
  const kept = (from, to) => dates.filter((date) => within(date, from, to));
  assert.deepEqual(kept("2017", "2017-04"), ["2017-04-21"]);
  assert.deepEqual(kept("2017-05-01", "2017-12"), ["2017-05-01"]);
  assert.deepEqual(kept("2018", ""), ["2018-01-02"]);
  assert.deepEqual(kept("", "2016"), []);
  assert.deepEqual(kept("", ""), ["2017-04-21", "2017-05-01", "2018-01-02"]);
});

test("a date less precise than the beginning of a time does not lie after it, one less precise than its end before it", () => {
  assert.equal(within("2017", "2017-01", ""), false);
  assert.equal(within("2017-04", "2017-04-01", ""), false);
  assert.equal(within("2017", "2016-12-31", ""), true);
  assert.equal(within("2017", "", "2017-01-01"), true);
  assert.equal(within("2017-04", "", "2017-04-01"), true);
  assert.equal(within("2017-04", "", "2017-03-31"), false);
  assert.equal(within("2017-04-30", "2017-04", "2017-04"), true);
  assert.equal(within("2017-12-31", "2017", "2017"), true);
});

test("a written date is a span of days; what is none is null", () => {
  const length = (text) => span(text).last - span(text).first + 1;
  assert.deepEqual(span("1970-01-01"), { first: 0, last: 0 });
  assert.deepEqual(span("1969-12"), { first: -31, last: -1 });
  assert.deepEqual(["2016", "2017", "2016-02", "1900-02", "2000-02", "0004-02"].map(length), [366, 365, 29, 28, 29, 29]);
  for (const text of ["", "17", "2017-13", "2017-00", "2017-02-29", "2017-04-31", "2017-4", "April 2017", "2017-04-21T00"]) {
    assert.equal(span(text), null, text);
  }
});

test("dates in words", () => {
  assert.deepEqual(["2017", "2017-04", "2017-04-01"].map(spoken), ["2017", "April 2017", "1 April 2017"]);
  assert.equal(stretch("2017", ""), "since 2017");
  assert.equal(stretch("", "2017-04"), "until April 2017");
  assert.equal(stretch("2017-04", "2017-04"), "in April 2017");
  assert.equal(stretch("2017-04-21", "2017-04-21"), "on 21 April 2017");
  assert.equal(stretch("2017", "2017-06"), "between January and June 2017");
  assert.equal(stretch("2016-02", "2016"), "between February and December 2016");
  assert.equal(stretch("2016-02", "2016-02-27"), "between 1 and 27 February 2016");
  assert.equal(stretch("2016-01-31", "2016-02"), "between 31 January and 29 February 2016");
  assert.equal(stretch("2015-02-01", "2016-02-01"), "between 1 February 2015 and 1 February 2016");
  assert.equal(stretch("2015", "2016"), "between 2015 and 2016");
});

test("the unit is the finest that needs few enough bars", () => {
  const unit = (first, last, most) => {
    const made = histogram(told(first, last), most);
    return [made.unit, made.bars.length];
  };
  assert.deepEqual(unit("2017-03-01", "2017-04-29"), ["day", 60]);
  assert.deepEqual(unit("2017-03-01", "2017-04-30"), ["week", 9]);
  assert.deepEqual(unit("2017-01-02", "2018-02-25"), ["week", 60]);
  assert.deepEqual(unit("2017-01-02", "2018-02-26"), ["month", 14]);
  assert.deepEqual(unit("2013-01-31", "2017-12-01"), ["month", 60]);
  assert.deepEqual(unit("2013-01-31", "2018-01-01"), ["year", 6]);
  assert.deepEqual(unit("1958-06-06", "2017-06-06"), ["year", 60]);
  assert.deepEqual(unit("1957-06-06", "2017-06-06"), ["year", 31]);
  assert.deepEqual(unit("2013-01-31", "2018-01-01", 2), ["year", 2]);
  assert.deepEqual(unit("0000-01-01", "9999-12-31"), ["year", 50]);
});

test("bins of several years begin with round ones", () => {
  assert.deepEqual(named(histogram(told("2003", "2017-05-01", "2019"), 4)), ["2000–2004", "2005–2009", "2010–2014", "2015–2019"]);
  const [first] = histogram(told("2003", "2017"), 4).bars;
  assert.deepEqual([first.from, first.to], ["2000", "2004"]);
});

test("bars follow each other without a gap, the empty ones too", () => {
  const made = histogram(told("2016-11-02", "2017-02-28", "2017-02-01", "2016-11-30"));
  assert.equal(made.unit, "week");
  const monthly = histogram(told("2016-11-02", "2017-02-28", "2017-02-01", "2016-11-30"), 5);
  assert.deepEqual(named(monthly), ["November 2016", "December 2016", "January 2017", "February 2017"]);
  assert.deepEqual(counts(monthly), [2, 0, 0, 2]);
  assert.deepEqual(monthly.bars.map(({ from, to }) => [from, to]), ["2016-11", "2016-12", "2017-01", "2017-02"].map((month) => [month, month]));
  for (const { bars } of [made, monthly]) bars.slice(1).forEach(({ first }, n) => assert.equal(first, bars[n].last + 1));
});

test("weeks begin on Monday", () => {
  const { bars } = histogram(told("2017-01-01", "2017-01-02", "2017-03-30"));
  assert.deepEqual([bars[0].from, bars[0].to, bars[0].label], ["2016-12-26", "2017-01-01", "Week of 26 December 2016"]);
  assert.deepEqual([bars[1].from, bars[1].count], ["2017-01-02", 1]);
  assert.equal(histogram(told("1969-12-31", "1970-01-01", "1970-05-01")).bars[0].from, "1969-12-29");
});

test("a relation counts once in a bar, and in each bar that tells it", () => {
  const made = histogram([["a", "2017-04-01"], ["a", "2017-04-01"], ["b", "2017-04-01"], ["a", "2017-04-03"], ["c", ""], ["b", ""]]);
  assert.deepEqual(counts(made), [2, 0, 1]);
  assert.equal(made.undated, 1); // b has a date elsewhere
  assert.deepEqual(tally(made.bars, [["a", "2017-04-03"], ["a", "2017-04-03"], ["c", ""]]), [0, 0, 1]);
});

test("what is dated less precisely stands on its first day, and is told", () => {
  const made = histogram([["a", "2017-04-01"], ["b", "2017-04"], ["a", "2017-04"], ["c", "2017-04-03"]]);
  assert.deepEqual(made.bars.map(({ from, to, count, coarse }) => [from, to, count, coarse]), [
    ["2017-04", "2017-04-01", 2, 1],
    ["2017-04-02", "2017-04-02", 0, 0],
    ["2017-04-03", "2017-04-03", 1, 0],
  ]);
});

test("the dates of bars hold what stands in them, and nothing else", () => {
  const dates = ["2016-12-30", "2017", "2017-01", "2017-01-15", "2017-05", "2017-05-01", "2017-06-30", "2018", "2018-02-01"];
  for (const most of [2, 3, 5, 20, 70, 500]) {
    const { bars } = histogram(told(...dates), most);
    for (let from = 0; from < bars.length; from++) {
      for (const to of [from, Math.floor((from + bars.length - 1) / 2), bars.length - 1].filter((one) => one >= from)) {
        const sum = bars.slice(from, to + 1).reduce((total, { count }) => total + count, 0);
        assert.equal(toldIn(told(...dates), bars[from].from, bars[to].to), sum, `${most}: ${bars[from].from} to ${bars[to].to}`);
      }
    }
  }
});

test("bars are no finer than the dates", () => {
  assert.deepEqual(named(histogram(told("2016", "2017"))), ["2016", "2017"]);
  assert.deepEqual(named(histogram(told("2017-01", "2017-03", "2017"))), ["January 2017", "February 2017", "March 2017"]);
});

test("without dates there are no bars", () => {
  assert.deepEqual(histogram([]), { unit: "day", bars: [], undated: 0 });
  assert.deepEqual(histogram(told("", "not known", "17")), { unit: "day", bars: [], undated: 3 });
});

test("of a date with more than a day the day counts, of a wrong day its month", () => {
  assert.deepEqual(histogram(told("2017-04-02T23:59:59Z", "2017-04-02")).bars.map(({ from, count }) => [from, count]), [["2017-04-02", 2]]);
  assert.deepEqual(histogram(told("2017-02-31")).bars.map(({ from }) => from), ["2017-02"]);
});

test("the bar of a day", () => {
  const { bars } = histogram(told("2017-01-31", "2017-12-01"), 12);
  const at = (text) => barAt(bars, span(text).first);
  assert.deepEqual(["2016-01-01", "2017-01-01", "2017-01-31", "2017-02-01", "2017-12-31", "2020-01-01"].map(at), [0, 0, 0, 1, 11, 11]);
});

test("relations are told by dates of their documents, each once; by tables without one", () => {
  const page = {
    sentences: [0, 0, 1, null, 2].map((document) => ({ document })),
    documents: [{ date: "2017-04-01" }, { date: "2018" }, { date: "" }],
  };
  const edge = (id, ...sentences) => ({ id, evidence: sentences.map((sentence) => ({ sentence })) });
  const edges = [edge("a", 0, 1, 2), edge("b", 3), edge("c", 4), edge("d", 3, 4), edge("e"), edge("f", 4, 0)];
  const pairs = datesTold(page, edges);
  assert.deepEqual(pairs, [["a", "2017-04-01"], ["a", "2018"], ["c", ""], ["f", ""], ["f", "2017-04-01"]]);
  assert.equal(undatedOf(pairs), 1);
  assert.deepEqual(datesTold(page, edges, ({ evidence }) => evidence.slice(2)), [["a", "2018"]]);
});

test("where no two labels of a unit fit, the axis names its ends, or its beginning alone", () => {
  const made = histogram(told("2017-03-01", "2017-04-20"));
  const [first, last] = [made.bars[0].first, made.bars.at(-1).last];
  const labels = (wide) => ticks(made, (day) => (wide * (day - first)) / (last + 1 - first), () => 60, wide);
  assert.deepEqual(labels(140), [
    { day: first, text: "1 Mar 2017", ends: false },
    { day: last + 1, text: "20 Apr 2017", ends: true },
  ]);
  assert.deepEqual(labels(120), [{ day: first, text: "1 Mar 2017", ends: false }]);
});

test("labels of the axis don't collide and name each year once", () => {
  const texts = (dates, wide, most) => {
    const made = histogram(told(...dates), most);
    const [first, days] = [made.bars[0].first, made.bars.at(-1).last + 1 - made.bars[0].first];
    const at = (day) => (wide * (day - first)) / days;
    const found = ticks(made, at, (text) => 6 * text.length, wide);
    found.forEach(({ day, text }, n) => {
      assert.ok(at(day) + 6 * text.length <= wide, text);
      if (n + 1 < found.length) assert.ok(at(day) + 6 * text.length < at(found[n + 1].day), text);
    });
    return found.map(({ text }) => text);
  };
  assert.deepEqual(texts(["2017-03-01", "2017-03-03"], 300), ["1 Mar 2017", "2 Mar", "3 Mar"]);
  assert.deepEqual(texts(["2017-03-01", "2017-03-20"], 400), ["6 Mar 2017", "13 Mar"]);
  assert.deepEqual(texts(["2017-03-03", "2017-03-03"], 100), ["3 Mar 2017"]);
  assert.deepEqual(texts(["2016-11-01", "2017-02-28"], 400, 5), ["Nov 2016", "Dec", "Jan 2017", "Feb"]);
  assert.deepEqual(texts(["2014-02-01", "2017-02-28"], 500, 40), ["Jul 2014", "Jan 2015", "Jul", "Jan 2016", "Jul"]);
  assert.deepEqual(texts(["2001", "2017"], 400), ["2002", "2004", "2006", "2008", "2010", "2012", "2014", "2016"]);
  assert.deepEqual(texts(["2017-03-01", "2017-04-20"], 330), ["13 Mar 2017", "27 Mar", "10 Apr"]);
});
