// What the server has beyond the page: it is searched a moment after the last key, and asked for what lies around an
// entity before that is shown.

const MOMENT = 150; // milliseconds

export class Further {
  constructor(page, remote) {
    [this.page, this.remote] = [page, remote];
    this.timer = null;
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

  // Gets what is around an entity: { more, a part for page.absorb, or null if it was had before; failure, what a reader
  // is to be told }.
  async around(iri) {
    try {
      return { more: await this.remote.around(iri, 1), failure: "" };
    } catch (error) {
      return { more: null, failure: `${error.message}.` };
    }
  }
}
