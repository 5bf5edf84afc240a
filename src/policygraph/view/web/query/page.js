// The query page: YASGUI's editor in place of the plain field, the answer below it, and what is made of both.

import { counted, element } from "../dom.js";
import { told } from "./answer.js";
import { addressOf, ask, encoded } from "./asking.js";

const LONG = 6000; // characters that fit in an address everywhere

const at = (id) => document.getElementById(id);

// What a shell reads as one word.
const quoted = (text) => `'${text.replaceAll("'", `'"'"'`)}'`;

export class Page {
  // `editor` is YASQE's; `terms` holds the prefixes.
  constructor(editor, terms) {
    // `query` is that of the step of the browser's history that is open.
    Object.assign(this, { editor, terms, running: null, query: editor.getValue() });
    history.replaceState({ query: this.query, ran: false }, "");
    addEventListener("popstate", ({ state }) => state && this.back(state)); // a jump within the page has no state
    at("query").addEventListener("submit", (event) => {
      event.preventDefault();
      this.run();
    });
    at("stop").addEventListener("click", () => this.running?.abort());
    at("share").addEventListener("click", () => this.copy(this.link(), "The link is copied"));
    at("copy-curl").addEventListener("click", () => this.copy(this.curl(), "The line is copied"));
    for (const link of document.querySelectorAll("[data-example]")) {
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
        event.preventDefault();
        this.open(new URL(link.href).searchParams.get("query"));
      });
    }
    for (const id of ["share", "copy-curl"]) at(id).hidden = false;
    for (const id of ["form-label", "plain"]) at(id).hidden = true; // there are downloads instead
    this.editor.on("change", () => this.follow());
  }

  get text() {
    return this.editor.getValue();
  }

  link() {
    return `${location.origin}/query?${encoded(this.text)}`;
  }

  curl() {
    return `curl -H 'Accept: text/csv' --data-urlencode ${quoted(`query=${this.text}`)} ${location.origin}/sparql`;
  }

  follow() {
    at("curl").firstElementChild.textContent = this.curl();
  }

  open(text) {
    this.editor.setValue(text);
    this.run();
  }

  async copy(text, says) {
    try {
      await navigator.clipboard.writeText(text);
      at("said").textContent = says;
    } catch {
      // No leave to write to the clipboard: what was to be copied is shown to be taken from there.
      at("said").replaceChildren(element("code", {}, text));
    }
  }

  // Makes the query a step of the browser's history, unless it is the one that is open.
  step() {
    const query = this.text;
    const how = query === this.query ? "replaceState" : "pushState";
    history[how]({ query, ran: true }, "", query.length < LONG ? this.link() : "/query");
    this.query = query;
  }

  // Goes to another step: what was asked there is asked again.
  back({ query, ran }) {
    if (query === this.query) return;
    this.query = query;
    this.editor.setValue(query);
    if (ran) this.run();
    else this.clear();
  }

  clear() {
    this.running?.abort();
    this.running = null;
    at("stop").hidden = true;
    at("said").textContent = at("fault").textContent = "";
    at("answer").replaceChildren();
  }

  async run() {
    this.clear();
    const running = (this.running = new AbortController());
    this.step();
    at("said").textContent = "Asking …";
    at("stop").hidden = false;
    try {
      await this.answer(running);
    } catch (error) {
      if (running === this.running) this.fault(error);
    } finally {
      if (running === this.running) [at("stop").hidden, this.running] = [true, null];
    }
  }

  async answer(running) {
    const [began, query] = [performance.now(), this.text];
    const { response, body } = await ask(query, { signal: running.signal });
    if (running !== this.running) return;
    const media = response.headers.get("Content-Type") ?? "";
    const { elements, says, count } = told(media, body, this.terms.prefixes);
    const seconds = ((performance.now() - began) / 1000).toFixed(2);
    const most = Number(response.headers.get("X-Row-Limit"));
    const cut = most && count === most ? ": as many as the server gives, there may be more" : "";
    at("said").textContent = `${says} in ${seconds} s${cut}`;
    at("answer").replaceChildren(this.downloads(query, media), ...elements);
  }

  // Says what is wrong; the cursor goes there, unless the query is another by now.
  fault({ message, line, column }) {
    at("said").textContent = "";
    at("fault").textContent = message;
    if (!line || !column || this.text !== this.query) return;
    const before = [...(this.editor.getLine(line - 1) ?? "")].slice(0, column - 1).join("");
    this.editor.setCursor(line - 1, before.length);
    this.editor.focus();
  }

  // Links to the same answer in every format that it has.
  downloads(query, media) {
    const group = at("query").querySelectorAll("optgroup")[media.includes("sparql-results") ? 0 : 1];
    const links = [...group.querySelectorAll("option")].map(({ value, label, dataset }) => {
      const link = element("a", { href: addressOf(query, value), download: `answer.${dataset.ending}` }, label);
      if (query.length >= LONG) link.addEventListener("click", (event) => this.download(event, query, value));
      return link;
    });
    return element("p", { className: "actions" }, element("span", { className: "aside" }, "Download"), ...links);
  }

  // What is too long for an address is asked for in a body.
  async download(event, query, format) {
    event.preventDefault();
    const { download } = event.currentTarget;
    try {
      const { body } = await ask(query, { format, read: (response) => response.blob() });
      const link = element("a", { href: URL.createObjectURL(body), download });
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (error) {
      this.fault(error);
    }
  }
}
