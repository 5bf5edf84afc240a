// The evidence panel: what is selected, and the sentences, documents and statements behind it.

import { counted, element, link } from "./dom.js";
import { Shapes } from "./shapes.js";

const SHOWN = 8; // of a long list; the rest comes by a button

const section = (title, ...children) =>
  children.length ? [element("section", {}, element("h3", {}, title), ...children)] : [];

const long = (rows, one, many) => {
  const list = element("ul", { className: "rows" }, ...rows.slice(0, SHOWN));
  if (rows.length <= SHOWN) return [list];
  const more = element("button", { type: "button", className: "quiet" });
  more.textContent = `Show ${counted(rows.length - SHOWN, `more ${one}`, `more ${many}`)}`;
  more.addEventListener("click", () => {
    list.append(...rows.slice(SHOWN));
    more.remove();
  });
  return [list, more];
};

export class Panel {
  // `go` is { entity(number), edge(id), draw(numbers), group(number) }: what a click on a name, a relation, 'draw
  // more', 'draw the group' does.
  constructor(root, page, go) {
    [this.root, this.page, this.go] = [root, page, go];
  }

  name(entity) {
    const { shape, colour } = this.page.look(entity);
    const button = element("button", { type: "button", className: "name" });
    button.append(Shapes.icon(shape, colour), element("bdi", {}, this.page.label(entity)));
    button.addEventListener("click", () => this.go.entity(entity));
    return button;
  }

  show(...children) {
    this.root.replaceChildren(...children);
    this.root.scrollTop = 0;
  }

  overview() {
    const { page } = this;
    const most = page.entities.map((_, number) => number).filter((number) => page.entities[number].evidence);
    const unnamed = page.statements.filter((said) => !said.creators.length);
    this.show(
      element("h2", {}, "Evidence"),
      element("p", {}, "Choose a relation to read the sentences it rests on, or an entity to see what is said of it."),
      ...section(
        "Most evidence",
        ...most.slice(0, 10).map((number) => this.row(number, counted(page.entities[number].evidence, "sentence"))),
      ),
      ...section("Most connected", ...(page.groups.length ? this.connected(page.entities.map((_, number) => number)) : [])),
      ...section("Statements whose source is not identified", ...(unnamed.length ? this.statements(unnamed) : [])),
    );
  }

  row(number, aside) {
    return element("div", { className: "row" }, this.name(number), element("span", { className: "aside sentences" }, aside));
  }

  // Those of most relations.
  connected(entities) {
    const degree = (number) => this.page.edgesOf[number].length;
    const most = [...entities].sort((a, b) => degree(b) - degree(a) || a - b).slice(0, 10);
    return most.map((number) => this.row(number, counted(degree(number), "relation")));
  }

  // A group of a graph too large to draw: what is in it, and the groups it has most to do with.
  group(number) {
    const { page } = this;
    const group = page.groups[number];
    const members = page.groupMembers[number];
    const { label, shape, colour } = page.style.group;
    const drawn = group.spots.length;
    const text = drawn < members.length ? `Draw the ${drawn} with most evidence` : `Draw all ${drawn}`;
    const open = element("button", { type: "button" }, text);
    open.addEventListener("click", () => this.go.group(number));
    const links = page.edgesAt(-1 - number).sort((a, b) => b.count - a.count);
    this.show(
      element("p", { className: "kind" }, Shapes.icon(shape, colour), label),
      element("h2", {}, element("bdi", {}, group.label)),
      element("p", {}, counted(members.length, "entity", "entities")),
      open,
      ...section("Most connected", ...this.connected(members)),
      ...section("Linked groups", ...links.map(({ subject, object, count }) => {
        return this.row(subject === -1 - number ? object : subject, counted(count, "relation"));
      })),
    );
  }

  entity(number) {
    if (number < 0) {
      this.group(-1 - number);
      return;
    }
    const { page } = this;
    const entity = page.entities[number];
    const style = page.style.kinds[entity.kind];
    const relations = page.edgesOf[number];
    const statements = page.statementsOf[number];
    const types = [style.label, ...entity.types.map((type) => type.toLowerCase())];
    this.show(
      element("p", { className: "kind" }, Shapes.icon(style.shape, style.colour), [...new Set(types)].join(" · ")),
      element("h2", {}, element("bdi", {}, entity.label)),
      entity.aliases.length ? element("p", { className: "aside" }, "Also: ", entity.aliases.join(", ")) : "",
      ...section("Could be", ...entity.candidates.map((one) => element("p", {}, `${one.identifier} (${one.reason})`))),
      ...section("Dates", ...this.details(entity.details)),
      ...section(entity.kind === "post" ? "Held by" : "Posts", ...this.holdings(number)),
      ...section(
        counted(relations.length, "relation"),
        ...(relations.length ? [this.undrawn(number), ...this.relations(number, relations)] : []),
      ),
      ...section(
        counted(statements.length, page.style.statement.label, page.style.statement.plural),
        ...(statements.length ? this.statements(statements) : []),
      ),
      ...section("Identifiers", ...this.identifiers(entity.identifiers)),
    );
  }

  details(details) {
    return details.flatMap((one) => {
      const put = one.status === "stated" ? "" : ` (${one.status})`;
      const title = element("p", {}, element("b", {}, `${one.label} ${one.value}`), put);
      return [title, ...one.evidence.map((evidence) => this.evidence(evidence, [one.value]))];
    });
  }

  holdings(number) {
    return this.page.holdingsOf[number].map((held) => {
      const other = held.person === number ? held.post : held.person;
      const dates = held.start || held.end ? `${held.start || "…"} – ${held.end || "…"}` : "";
      const seen = held.attested.length ? `in documents of ${held.attested.join(", ")}` : "";
      const aside = element("p", { className: "aside" }, [dates, seen].filter(Boolean).join("; "));
      return element("div", { className: "holding" }, other === null ? "" : this.name(other), aside);
    });
  }

  // A button that draws the neighbours not drawn yet.
  undrawn(number) {
    const { drawn, edgesOf } = this.page;
    const ends = edgesOf[number].flatMap((edge) => [edge.subject, edge.object]);
    const missing = [...new Set(ends)].filter((end) => !drawn.has(end));
    if (!missing.length) return "";
    const text = `Draw ${counted(missing.length, "more neighbour")}`;
    const button = element("button", { type: "button" }, text);
    button.addEventListener("click", () => this.go.draw(missing));
    return button;
  }

  relations(number, relations) {
    const groups = new Map();
    for (const edge of relations) {
      const heading = this.heading(edge, number);
      groups.set(heading, [...(groups.get(heading) ?? []), edge]);
    }
    return [...groups].flatMap(([heading, edges]) => [
      element("h4", {}, heading),
      ...long(edges.map((edge) => this.relation(edge, number)), "relation", "relations"),
    ]);
  }

  heading(edge, number) {
    const put = this.page.qualified(edge);
    const label = edge.subject === number ? edge.label : edge.inverse;
    return put ? `${label} (${put})` : label;
  }

  relation(edge, number) {
    const text = edge.evidence.length ? counted(edge.evidence.length, "sentence") : "details";
    const open = element("button", { type: "button", className: "quiet" }, text);
    open.addEventListener("click", () => this.go.edge(edge.id));
    const other = edge.subject === number ? edge.object : edge.subject;
    return element("li", { className: "row" }, this.name(other), open);
  }

  statements(statements) {
    const rows = statements.map((said) => {
      const aside = [...said.posts.map((post) => this.page.label(post)), said.denied ? "denied" : "", said.cue, said.manner, said.date]
        .concat(said.about.length ? `about ${said.about.map((number) => this.page.label(number)).join(", ")}` : [])
        .concat(said.stance.map((words) => `takes a side: “${words}”`))
        .concat(said.according_to ? `according to ${said.according_to}` : [])
        .concat(said.reported_by ? `reported by ${said.reported_by}` : [])
        .filter(Boolean);
      const who = !said.creators.length && said.source_text ? `${said.source_text}: ` : "";
      return element(
        "li",
        { className: "evidence" },
        element("blockquote", { dir: "auto" }, who, said.text),
        element("p", { className: "aside" }, aside.join(" · ")),
        this.citation(said.document),
      );
    });
    return long(rows, "statement", "statements");
  }

  identifiers(identifiers) {
    if (!identifiers.length) return [];
    const rows = identifiers.flatMap((one) => [
      element("dt", {}, one.scheme),
      element("dd", {}, one.url ? link(one.url, one.value) : one.value),
    ]);
    return [element("dl", {}, ...rows)];
  }

  edge(edge) {
    const { page } = this;
    const put = page.qualified(edge);
    const names = [edge.subject, edge.object].flatMap((end) => [page.entities[end].label, ...page.entities[end].aliases]);
    const documents = page.documentsOf(edge.evidence);
    const independent = page.independent(documents);
    const own = independent < documents.size ? `, ${counted(independent, "independent text")}` : "";
    const rests = edge.evidence.length
      ? `Rests on ${counted(edge.evidence.length, "sentence")} in ${counted(documents.size, "document")}${own}.`
      : "The graph keeps no sentence for this relation.";
    this.show(
      element("p", { className: "kind" }, put ? `Relation, not stated as such: ${put}` : "Relation"),
      element(
        "h2",
        { className: "says" },
        this.name(edge.subject),
        element("span", { className: "verb" }, put ? `${edge.label} (${put})` : edge.label),
        this.name(edge.object),
      ),
      element("p", { className: "aside" }, rests),
      ...edge.evidence.map((one) => this.evidence(one, names)),
    );
  }

  evidence(one, names) {
    const sentence = this.page.sentences[one.sentence];
    const quote = element("blockquote", { dir: "auto" }, ...this.marked(sentence.text, names));
    const how = [one.rule && `rule ${one.rule}`, one.source]
      .concat(one.confidence === null ? "confidence not known" : `confidence ${one.confidence}`)
      .concat(sentence.begin === null ? [] : `characters ${sentence.begin}–${sentence.end}`)
      .filter(Boolean);
    return element(
      "article",
      { className: "evidence" },
      sentence.text ? quote : element("p", {}, "From a reference table or a correction, not from a sentence."),
      this.citation(sentence.document),
      element("p", { className: "how" }, how.join(" · ")),
    );
  }

  // The sentence with the names of both ends marked, longer names first.
  marked(text, names) {
    const spans = [];
    for (const name of [...new Set(names)].filter((name) => name.length > 1).sort((a, b) => b.length - a.length)) {
      for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
        const end = at + name.length;
        const inWord = /[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{N}]{2}/u; // scripts that part words
        const cuts = inWord.test(text.slice(Math.max(0, at - 1), at + 1)) || inWord.test(text.slice(end - 1, end + 1));
        if (!cuts && spans.every((span) => end <= span[0] || at >= span[1])) spans.push([at, end]);
      }
    }
    const parts = [];
    let done = 0;
    for (const [start, end] of spans.sort((a, b) => a[0] - b[0])) {
      parts.push(text.slice(done, start), element("mark", {}, text.slice(start, end)));
      done = end;
    }
    return [...parts, text.slice(done)];
  }

  citation(number) {
    if (number === null) return "";
    const document = this.page.documents[number];
    const title = document.title || document.source || document.url || document.iri;
    const line = element("p", { className: "cite" });
    if (document.publisher) line.append(element("b", {}, element("bdi", {}, document.publisher)), " · ");
    line.append(document.url ? link(document.url, title) : element("bdi", {}, title));
    if (document.date) line.append(" · ", element("time", { dateTime: document.date }, document.date));
    if (document.copy_of) line.append(" · near copy of another document");
    return line;
  }
}
