// Where the data of the page come from: the page itself, or the API of the server that it came from, part by part.

export const unpack = async (text) => {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at); // from() takes 25 times as long
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
};

// The data the page opens with, and the server that has more; `remote` is null where the page has all. `say` is told
// what a reader is waiting for, and when that is over.
export const load = async (say) => {
  if (typeof POLICYGRAPH === "string") return { data: await unpack(POLICYGRAPH), remote: null };
  say("Loading …");
  const remote = new Remote(POLICYGRAPH);
  const data = await remote.opening();
  say(typeof data.note === "string" ? data.note : ""); // what a reader should know of this part
  return { data, remote };
};

// Asks the server. Its errors are Errors that a reader can be told.
export class Remote {
  // `api` is a path of the page's own server, `patience` how many seconds it has to answer.
  constructor({ api, patience }) {
    this.api = new URL(api, location.href);
    if (this.api.origin !== location.origin) throw new Error("The page may ask no server but its own");
    this.patience = patience;
    this.asked = new Map(); // what was asked for, or is just being asked for, is not asked for again
    this.searching = null;
  }

  opening() {
    return this.graph([]);
  }

  // The part within `hops` of an entity; null if it was asked for before.
  async around(iri, hops = 1) {
    return this.once(`${hops} around ${iri}`, [["around", iri], ["hops", hops]]);
  }

  // The shortest paths between two entities; null if they were asked for before.
  async between(one, other) {
    return this.once(`between ${[one, other].sort().join(" ")}`, [["between", one], ["between", other]]);
  }

  // Entities by name: [{ iri, label, kind, name, near }], `near` if the name is only much like the text; null if another search overtook this one.
  async search(text) {
    this.searching?.abort();
    const mine = (this.searching = new AbortController());
    try {
      const found = await this.ask([["search", text]], mine.signal);
      if (!Array.isArray(found) || !found.every(isHit)) throw new Error("The server's answer could not be read");
      return mine.signal.aborted ? null : found;
    } catch (error) {
      if (mine.signal.aborted) return null;
      throw error;
    }
  }

  // Ends the search that is under way, if any.
  stop() {
    this.searching?.abort();
  }

  async once(name, query) {
    const before = this.asked.get(name);
    if (before) return before.then(() => null);
    const answer = this.graph(query);
    this.asked.set(name, answer);
    try {
      return await answer;
    } catch (error) {
      this.asked.delete(name);
      throw error;
    }
  }

  async graph(query) {
    const answer = await this.ask(query);
    if (!sound(answer)) throw new Error("The server's answer could not be read: it is no graph");
    return answer;
  }

  async ask(query, overtaken, again = true) {
    const url = new URL(this.api);
    for (const [name, value] of query) url.searchParams.append(name, value);
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), 1000 * this.patience);
    const signal = overtaken ? AbortSignal.any([late.signal, overtaken]) : late.signal;
    let response, text;
    try {
      const headers = { Accept: "application/json" };
      response = await fetch(url, { headers, mode: "same-origin", redirect: "error", signal });
      text = await response.text();
    } catch (error) {
      if (late.signal.aborted) throw new Error(`The server did not answer within ${this.patience} seconds`, { cause: error });
      throw new Error("The server could not be reached", { cause: error });
    } finally {
      clearTimeout(timer);
    }
    const wait = response.status === 503 && again ? seconds(response.headers.get("Retry-After")) : Infinity;
    if (wait <= this.patience) {
      await pause(1000 * wait, overtaken);
      return this.ask(query, overtaken, false);
    }
    const answer = parsed(response, text);
    if (response.ok && answer !== undefined) return answer;
    if (response.ok) throw new Error("The server's answer could not be read: it is no JSON");
    const why = typeof answer?.error === "string" ? `: ${answer.error}` : "";
    throw new Error(`The server could not answer (status ${response.status})${why}`);
  }
}

// Whether an answer has the form of view.data, every number in it standing for something.
export const sound = (answer) => {
  const lists = ["entities", "edges", "links", "nodes", "statements", "holdings", "documents", "sentences", "groups"];
  if (!lists.every((name) => Array.isArray(answer?.[name]) && answer[name].every((one) => one && typeof one === "object"))) return false;
  if (!Array.isArray(answer.groupOf) || !Array.isArray(answer.groupLinks) || !Array.isArray(answer.firstSpots)) return false;
  if (!answer.limits || !answer.totals || !answer.style?.kinds) return false;
  const { entities, edges, links, nodes, statements, holdings, documents, sentences } = answer;
  const isOf = (list) => (number) => Number.isInteger(number) && number >= 0 && number < list.length;
  const [isEntity, isDocument, isSentence] = [entities, documents, sentences].map(isOf);
  const orNull = (is) => (number) => number === null || is(number);
  const all = (values, is) => Array.isArray(values) && values.every(is);
  const cites = (evidence) => all(evidence, (one) => isSentence(one?.sentence));
  const drawn = new Set(links.map(({ id }) => id));
  return (
    orNull(isEntity)(answer.opened) &&
    entities.every(({ iri, label, kind, aliases, details }) =>
      typeof iri === "string" && typeof label === "string" && Object.hasOwn(answer.style.kinds, kind) &&
      all(aliases, (name) => typeof name === "string") && all(details, (one) => cites(one?.evidence))) &&
    edges.every(({ id, subject, object, by, evidence }) =>
      isEntity(subject) && isEntity(object) && orNull(isEntity)(by) && cites(evidence) && drawn.has(id)) &&
    links.every(({ from, to }) => isEntity(from) && isEntity(to)) &&
    nodes.every(({ id }) => isEntity(id) || isOf(answer.groups)(-1 - id)) &&
    statements.every(({ creators, posts, about, document }) =>
      [creators, posts, about].every((list) => all(list, isEntity)) && orNull(isDocument)(document)) &&
    holdings.every(({ person, post, organization }) => [person, post, organization].every(orNull(isEntity))) &&
    sentences.every(({ text, document }) => typeof text === "string" && orNull(isDocument)(document))
  );
};

const isHit = (hit) =>
  ["iri", "label", "kind", "name"].every((name) => typeof hit?.[name] === "string") && ["undefined", "boolean"].includes(typeof hit.near);

const parsed = (response, text) => {
  if (!/^application\/(problem\+)?json\b/.test(response.headers.get("Content-Type") ?? "")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

// What Retry-After says, as seconds or as a date.
const seconds = (header) => {
  if (header === null || header === "") return Infinity;
  const wait = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(wait) ? Infinity : Math.max(0, wait);
};

const pause = (milliseconds, overtaken) =>
  new Promise((done, fail) => {
    const timer = setTimeout(done, milliseconds);
    overtaken?.addEventListener("abort", () => {
      clearTimeout(timer);
      fail(overtaken.reason);
    });
  });
