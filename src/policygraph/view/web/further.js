// What the server has beyond the page: it is searched a moment after the last key, and asked for what lies around an
// entity before that is shown.

import { steps } from "./paths.js";

const MOMENT = 150; // milliseconds

export class Further {
  // `say` is told what a reader is waiting for, `absorbed` is called when the page has more than before.
  constructor(page, remote, { say, absorbed }) {
    [this.page, this.remote, this.say, this.absorbed] = [page, remote, say, absorbed];
    this.timer = null;
    this.turn = 0; // counts what was asked for: only the last is shown
    this.failed = false; // whether that came to nothing and may be asked for again
    this.notes = new Map(); // what the server noted on its answers: { note, size: how many entities it is of }
  }

  // Searches the server for a text unless another comes soon after. Then calls `show` with what it found that is not
  // among `local` (hits of page.search): { number, name } of what the page has, { iri, label, kind, name } of all else,
  // with `near` where nothing has the name; and with what went wrong, if anything did.
  search(text, local, show) {
    this.stop();
    if (!text.trim()) return;
    this.timer = setTimeout(() => {
      this.remote.search(text).then(
        (found) => {
          if (found !== null) show(this.others(found, local), "");
        },
        (error) => show([], error.message),
      );
    }, MOMENT);
  }

  stop() {
    clearTimeout(this.timer);
    this.remote.stop();
  }

  others(found, local) {
    const { entityByIri, style } = this.page;
    const there = new Set(local.map(({ number }) => number));
    return found
      .filter((hit) => !(hit.near && local.length))
      .map((hit) => (entityByIri.has(hit.iri) ? { number: entityByIri.get(hit.iri), name: hit.name, ...(hit.near && { near: true }) } : hit))
      .filter((hit) => !there.has(hit.number) && (hit.number !== undefined || Object.hasOwn(style.kinds, hit.kind)));
  }

  // Whether the page lacks an entity, or something within `hops` relations of it.
  lacks(iri, hops = 1) {
    const { entities, entityByIri, edgesOf } = this.page;
    const number = entityByIri.get(iri);
    if (number === undefined) return true;
    const ends = (one) => edgesOf[one].flatMap(({ subject, object }) => [subject, object]);
    return [...steps([number], ends, hops - 1).keys()].some((one) => entities[one].partial === true);
  }

  // Has the page absorb what it lacks around an entity (undefined if none is meant): { had, whether there is more now;
  // failure, what a reader is to be told; overtaken, whether something else was asked for meanwhile }.
  async complete(iri, hops = 1) {
    const mine = ++this.turn;
    this.failed = false;
    if (iri === undefined || !this.lacks(iri, hops)) return { had: false, failure: "", overtaken: false };
    this.say("Loading …");
    const { more, failure } = await this.around(iri, hops);
    if (more !== null) {
      this.page.absorb(more);
      this.mark(iri, hops, more);
      this.absorbed();
    }
    const overtaken = mine !== this.turn;
    if (!overtaken) {
      this.say(failure);
      this.failed = failure !== "";
    }
    return { had: more !== null, failure, overtaken };
  }

  // Keeps what the server told of its answer: that it is not all, say, and how many are joined to an entity in all.
  mark(iri, hops, { note, left, entities }) {
    if (typeof note === "string") this.notes.set(`${hops} ${iri}`, { note, size: entities.length });
    if (hops === 1 && Number.isInteger(left?.entities)) {
      this.page.joinedTo.set(this.page.entityByIri.get(iri), entities.length - 1 + left.entities);
    }
  }

  // What a reader is to know of what is drawn, as long as no more is drawn than the server told it of.
  get standing() {
    const { focused, note, entities, drawn } = this.page;
    if (!focused) return typeof note === "string" ? note : "";
    const noted = (focused.centres ?? []).map((number) => this.notes.get(`${focused.hops} ${entities[number].iri}`));
    return noted.filter((one) => one && drawn.size <= one.size).map(({ note: told }) => told).join(" ");
  }

  // Has the page absorb what a link names: what lies around entities, within `hops` around some, and what joins two.
  // Gives what a reader is to be told of what could not be had; null if something else was asked for meanwhile.
  async gather({ entities = [], around = [], hops = 1, between = [] }) {
    const failures = between.length ? [await this.join(...between)] : [];
    for (const [iri, far] of [...entities.map((one) => [one, 1]), ...around.map((one) => [one, hops])]) {
      const { failure, overtaken } = await this.complete(iri, far);
      if (overtaken) return null;
      failures.push(failure);
    }
    return failures.filter(Boolean);
  }

  // Has the page absorb what joins two; gives what a reader is to be told if that fails.
  async join(one, other) {
    this.say("Loading …");
    try {
      const more = await this.remote.between(one, other);
      if (more !== null) {
        this.page.absorb(more);
        this.absorbed();
      }
      return "";
    } catch (error) {
      return `${error.message}.`;
    }
  }

  async around(iri, hops) {
    try {
      return { more: await this.remote.around(iri, hops), failure: "" };
    } catch (error) {
      return { more: null, failure: `${error.message}.` };
    }
  }
}
