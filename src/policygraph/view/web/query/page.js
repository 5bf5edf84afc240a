// The query page: YASGUI's editor in place of the plain field, the answer below it, and what is made of both.

import { counted, element } from "../dom.js";
import { told } from "./answer.js";

const ENDPOINT = "/sparql";
const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9";
const LONG = 6000; // characters that fit in an address everywhere

const at = (id) => document.getElementById(id);
const encoded = (query, format) => new URLSearchParams(format ? { query, format } : { query });

// What a shell reads as one word.
const quoted = (text) => `'${text.replaceAll("'", `'"'"'`)}'`;

export class Page {
  // `editor` is YASQE's; `terms` holds the prefixes.
  constructor(editor, terms) {
    Object.assign(this, { editor, terms, running: null });
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
    at("form-label").hidden = true; // there are downloads instead
    this.editor.on("change", () => this.follow());
  }

  get text() {
    return this.editor.getValue();
  }

  link() {
    return `${location.origin}/query?${encoded(this.text)}`;
  }

  curl() {
    return `curl -H 'Accept: text/csv' --data-urlencode ${quoted(`query=${this.text}`)} ${location.origin}${ENDPOINT}`;
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

  async run() {
    this.running?.abort();
    const running = (this.running = new AbortController());
    history.replaceState(null, "", this.text.length < LONG ? this.link() : "/query");
    at("fault").textContent = "";
    at("answer").replaceChildren();
    at("said").textContent = "Asking …";
    at("stop").hidden = false;
    try {
      await this.answer(running.signal);
    } catch (error) {
      if (running !== this.running) return;
      at("said").textContent = "";
      at("fault").textContent = running.signal.aborted ? "Stopped." : `The server can't be reached: ${error.message}`;
    } finally {
      if (running === this.running) [at("stop").hidden, this.running] = [true, null];
    }
  }

  async answer(signal) {
    const [began, query] = [performance.now(), this.text];
    const response = await fetch(ENDPOINT, { method: "POST", body: encoded(query), headers: { Accept: ACCEPT }, signal });
    const body = await response.text();
    if (!response.ok) {
      at("said").textContent = "";
      at("fault").textContent = body.slice(0, 2000) || `The server answers ${response.status}.`;
      return;
    }
    const media = response.headers.get("Content-Type") ?? "";
    const { elements, says } = told(media, body, this.terms.prefixes);
    const seconds = ((performance.now() - began) / 1000).toFixed(2);
    const most = Number(response.headers.get("X-Row-Limit"));
    const cut = most && says === counted(most, "row") ? ": as many as the server gives, there may be more" : "";
    at("said").textContent = `${says} in ${seconds} s${cut}`;
    at("answer").replaceChildren(this.downloads(query, media), ...elements);
  }

  // Links to the same answer in every format that it has.
  downloads(query, media) {
    const group = at("query").querySelectorAll("optgroup")[media.includes("sparql-results") ? 0 : 1];
    const links = [...group.querySelectorAll("option")].map(({ value, label }) => {
      const link = element("a", { href: `${ENDPOINT}?${encoded(query, value)}`, download: `answer.${value}` }, label);
      if (query.length >= LONG) link.addEventListener("click", (event) => this.download(event, query, value));
      return link;
    });
    return element("p", { className: "actions" }, element("span", { className: "aside" }, "Download"), ...links);
  }

  // What is too long for an address is asked for in a body.
  async download(event, query, format) {
    event.preventDefault();
    const response = await fetch(ENDPOINT, { method: "POST", body: encoded(query, format) });
    const link = element("a", { href: URL.createObjectURL(await response.blob()), download: `answer.${format}` });
    link.click();
    URL.revokeObjectURL(link.href);
  }
}
