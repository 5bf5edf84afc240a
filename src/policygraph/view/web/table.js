// The relations and statements as tables: everything the picture shows, without a canvas, by keyboard.

import { element, link } from "./dom.js";

const AT_ONCE = 200;

export class Table {
  // `go` is { entity(number), edge(id), read() }: the last moves the focus to the panel.
  constructor(root, page, go) {
    [this.root, this.page, this.go] = [root, page, go];
    this.order = { column: 4, down: true };
    this.root.addEventListener("keydown", (event) => this.step(event));
  }

  get columns() {
    const { page } = this;
    return [
      { title: "From", value: (edge) => page.label(edge.subject), cell: (edge) => this.entity(edge.subject) },
      { title: "Relation", value: (edge) => edge.label, cell: (edge) => this.relation(edge), header: true },
      { title: "To", value: (edge) => page.label(edge.object), cell: (edge) => this.entity(edge.object) },
      { title: "Put as", value: (edge) => page.qualified(edge) || "stated" },
      { title: "Sentences", value: (edge) => page.evidenceOf(edge).length },
      { title: "Documents", value: (edge) => page.documentsOf(page.evidenceOf(edge)).size },
      { title: "Newest", date: true, value: (edge) => page.newest(page.evidenceOf(edge)) },
    ];
  }

  button(text, act) {
    const button = element("button", { type: "button", className: "cell" }, element("bdi", {}, text));
    button.addEventListener("click", act);
    return button;
  }

  entity(number) {
    return this.button(this.page.label(number), (event) => this.choose(event, () => this.go.entity(number)));
  }

  relation(edge) {
    return this.button(edge.label, (event) => this.choose(event, () => this.go.edge(edge.id)));
  }

  choose({ detail }, act) {
    act();
    if (detail === 0) this.go.read(); // pressed by a key, not clicked
  }

  update() {
    const { column, down } = this.order;
    const { value } = this.columns[column];
    const compare = (a, b) => {
      const [one, other] = [value(a), value(b)];
      return typeof one === "number" ? one - other : one.localeCompare(other, "en");
    };
    const edges = [...this.page.listed].sort(compare);
    if (down) edges.reverse();
    this.root.replaceChildren(
      this.table("Relations", this.heads(), edges, (edge) => this.row(edge)),
      this.table(this.page.style.statement.plural, this.statementHeads(), this.page.listedStatements, (said) => this.statement(said)),
    );
  }

  // A table that grows by a button, so that a large graph opens at once.
  table(title, heads, rows, make) {
    const body = element("tbody");
    const caption = element("caption", {}, `${title}: ${rows.length.toLocaleString("en")}${this.page.scope}`);
    const table = element("table", {}, caption, element("thead", {}, element("tr", {}, ...heads)), body);
    const more = element("button", { type: "button", className: "quiet" });
    const grow = () => {
      const from = body.rows.length;
      body.append(...rows.slice(from, from + AT_ONCE).map(make));
      const left = rows.length - body.rows.length;
      more.hidden = left === 0;
      more.textContent = `Show ${Math.min(left, AT_ONCE)} more of ${left.toLocaleString("en")}`;
    };
    more.addEventListener("click", grow);
    grow();
    return element("div", { className: "sheet" }, table, more);
  }

  heads() {
    return this.columns.map(({ title }, column) => {
      const sorted = this.order.column === column;
      const button = this.button(title, () => {
        this.order = { column, down: sorted ? !this.order.down : false };
        this.update();
        this.root.querySelectorAll("th[scope=col] button")[column].focus();
      });
      const direction = this.order.down ? "descending" : "ascending";
      return element("th", { scope: "col", "aria-sort": sorted ? direction : "none" }, button);
    });
  }

  row(edge) {
    const cells = this.columns.map(({ value, cell, header, date }) => {
      const content = cell ? cell(edge) : String(value(edge));
      const tag = header ? ["th", { scope: "row" }] : ["td", { className: date ? "date" : "" }];
      return element(...tag, content);
    });
    return element("tr", { "data-edge": edge.id }, ...cells);
  }

  statementHeads() {
    return ["Who", "What", "How", "Said on", "Document"].map((title) => element("th", { scope: "col" }, title));
  }

  statement(said) {
    const document = said.document === null ? null : this.page.documents[said.document];
    const named = said.creators.flatMap((creator, i) => (i ? [", ", this.entity(creator)] : [this.entity(creator)]));
    const who = named.length ? named : [said.source_text || "not identified"];
    const title = document ? document.title || document.source || document.iri : "";
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, ...who),
      element("td", { dir: "auto" }, said.text),
      element("td", {}, [said.cue, said.manner].filter(Boolean).join(", ")),
      element("td", { className: "date" }, said.date),
      element("td", {}, document?.url ? link(document.url, title) : title),
    );
  }

  // Arrow keys walk from cell button to cell button.
  step(event) {
    const row = event.target.closest("tr");
    const place = row ? [...row.querySelectorAll("button")].indexOf(event.target.closest("button")) : -1;
    if (place < 0) return;
    const targets = {
      ArrowDown: () => row.nextElementSibling?.querySelectorAll("button")[place],
      ArrowUp: () => row.previousElementSibling?.querySelectorAll("button")[place],
      ArrowRight: () => row.querySelectorAll("button")[place + 1],
      ArrowLeft: () => row.querySelectorAll("button")[place - 1],
    };
    const target = targets[event.key]?.();
    if (!target) return;
    event.preventDefault();
    target.focus();
  }
}
