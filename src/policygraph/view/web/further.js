// What the server has beyond the page: it is searched a moment after the last key, and asked for what lies around an
// entity before that is shown.

const MOMENT = 150; // milliseconds

export class Further {
  // `say` is told what a reader is waiting for, `absorbed` is called when the page has more than before.
  constructor(page, remote, { say, absorbed }) {
    [this.page, this.remote, this.say, this.absorbed] = [page, remote, say, absorbed];
    this.timer = null;
    this.turn = 0; // counts what was asked for: only the last is shown
    this.failed = false; // whether that came to nothing and may be asked for again
  }

  // Searches the server for a text unless another comes soon after. Then calls `show` with what it found that is not
  // among `local` (hits of page.search): { number, name } of what the page has, { iri, label, kind, name } of all else;
  // and with what went wrong, if anything did.
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
      .map((hit) => (entityByIri.has(hit.iri) ? { number: entityByIri.get(hit.iri), name: hit.name } : hit))
      .filter((hit) => !there.has(hit.number) && (hit.number !== undefined || Object.hasOwn(style.kinds, hit.kind)));
  }

  // Whether the page lacks an entity, or something around it.
  lacks(iri) {
    const number = this.page.entityByIri.get(iri);
    return number === undefined || this.page.entities[number].partial === true;
  }

  // Has the page absorb what it lacks around an entity (undefined if none is meant): { had, whether there is more now;
  // failure, what a reader is to be told; overtaken, whether something else was asked for meanwhile }.
  async complete(iri) {
    const mine = ++this.turn;
    this.failed = false;
    if (iri === undefined || !this.lacks(iri)) return { had: false, failure: "", overtaken: false };
    this.say("Loading …");
    const { more, failure } = await this.around(iri);
    if (more !== null) {
      this.page.absorb(more);
      this.absorbed();
    }
    const overtaken = mine !== this.turn;
    if (!overtaken) {
      this.say(failure || (typeof more?.note === "string" ? more.note : "")); // that it is not all, say
      this.failed = failure !== "";
    }
    return { had: more !== null, failure, overtaken };
  }

  // Has the page absorb what a link names: what lies around entities, and what joins two. Gives what a reader is to be
  // told of what could not be had; null if something else was asked for meanwhile.
  async gather({ entities, between }) {
    const failures = between.length ? [await this.join(...between)] : [];
    for (const iri of entities) {
      const { failure, overtaken } = await this.complete(iri);
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

  async around(iri) {
    try {
      return { more: await this.remote.around(iri, 1), failure: "" };
    } catch (error) {
      return { more: null, failure: `${error.message}.` };
    }
  }
}
