// The buttons around the picture: tabs, what to draw, undo, theme, help, and the line that tells of a focus.

import { element } from "./dom.js";
import { downloads } from "./download.js";
import { showing } from "./foot.js";
import { Search } from "./search.js";
import { Ways } from "./ways.js";

const TABS = ["graph", "table"];
const at = (id) => document.getElementById(id);

export class Tools {
  // `app` tells { page, picture, past, theme } and has `go`: what the buttons do.
  constructor(app) {
    this.app = app;
    const { go, page, further } = app;
    new Search(at("search"), at("found"), page, ({ number, iri }) => (number === undefined ? go.iri(iri) : go.entity(number)), further);
    this.ways = new Ways(at("path"), page, go, further);
    this.tabs();
    const press = {
      all: go.all, fewer: go.opening, groups: go.opening, unfocus: go.unfocus, more: go.more, fit: go.fit, back: go.back,
      close: go.nothing, undo: go.undo, redo: go.redo, share: () => this.share(), theme: () => app.theme.toggle(),
      "path-open": () => this.ways.open(app.selected?.entity >= 0 ? app.selected.entity : null),
      "help-open": () => at("help").showModal(),
      "filters-open": () => this.sheet(),
    };
    for (const [id, act] of Object.entries(press)) at(id).addEventListener("click", () => act());
    for (const id of Object.keys(downloads)) at(id).addEventListener("click", () => this.take(id));
    for (const button of document.querySelectorAll("dialog [data-close]")) {
      button.addEventListener("click", () => button.closest("dialog").close());
    }
    at("hops").addEventListener("change", () => go.hops(Number(at("hops").value)));
    document.addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    const { go } = this.app;
    if (document.querySelector("dialog[open]")) return;
    const typing = event.target.closest("input:not([type=checkbox], [type=range]), textarea, select, [contenteditable]");
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "Escape") go.nothing();
    else if (typing) return;
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") (event.shiftKey ? go.redo : go.undo)();
    else if (plain && event.key === "/") at("search").select();
    else if (plain && event.key === "?") at("help").showModal();
    else return;
    if (event.key !== "Escape") event.preventDefault();
  }

  tabs() {
    TABS.forEach((name, place) => {
      at(`${name}-tab`).addEventListener("click", () => this.app.go.tab(name));
      at(`${name}-tab`).addEventListener("keydown", ({ key }) => {
        if (key !== "ArrowRight" && key !== "ArrowLeft") return;
        const other = TABS[(place + 1) % TABS.length];
        this.app.go.tab(other);
        at(`${other}-tab`).focus();
      });
    });
  }

  show(name) {
    for (const other of TABS) {
      at(other).hidden = other !== name;
      at(`${other}-tab`).setAttribute("aria-selected", String(other === name));
      at(`${other}-tab`).tabIndex = other === name ? 0 : -1;
    }
  }

  // On a narrow screen the filters are a sheet over the picture.
  sheet() {
    const open = document.body.classList.toggle("filtering");
    at("filters-open").setAttribute("aria-expanded", String(open));
  }

  // Says how much is drawn of how much.
  tell() {
    const text = showing(this.app.page);
    at("showing").textContent = `Showing ${text}`;
    at("canvas").setAttribute("aria-label", `Graph of ${text}. The Table tab tells the same in words.`);
  }

  // Brings what is said and the buttons up to what is drawn and can be done now.
  sync() {
    this.tell();
    const { page, past } = this.app;
    const { focused, groups, limits } = page;
    const some = page.drawn.size < Math.min(page.entities.length, limits.entities);
    at("all").hidden = !(some && limits.showAll) || focused !== null;
    at("fewer").hidden = groups.length > 0 || page.drawn.size <= limits.first || focused !== null;
    at("groups").hidden = !groups.length || page.grouping || focused !== null;
    const more = page.more.length;
    at("more").hidden = !more;
    at("more").textContent = `+${more.toLocaleString("en")} more`;
    at("export-json").textContent = page.scope ? "All that is loaded (JSON)" : "All of it (JSON)";
    at("undo").disabled = !past.past.length;
    at("redo").disabled = !past.ahead.length;
    at("focus").hidden = focused === null;
    if (focused === null) return;
    const { centres, between, hops } = focused;
    const names = (centres ?? between).map((number) => page.label(number)).join(" and ");
    at("focus-text").textContent = centres ? `Around ${names}` : `Between ${names}`;
    at("unfocus").textContent = groups.length ? "Show the groups again" : "Show all again";
    at("hops-label").hidden = !centres;
    if (centres) at("hops").value = String(hops);
  }

  // Gives the reader a file of what is seen.
  async take(id) {
    const { page, picture } = this.app;
    at("export").open = false;
    try {
      await downloads[id](page, { selected: picture.selected, lit: picture.lit });
    } catch (error) {
      at("note").textContent = `The file could not be made: ${error.message}`;
      throw error;
    }
  }

  // The address of what is seen, to the clipboard or, where there is none, to be copied by hand.
  async share() {
    const { href } = location;
    const said = at("said");
    try {
      await navigator.clipboard.writeText(href);
      said.replaceChildren("Link copied");
    } catch {
      const field = element("input", { value: href, readOnly: true, "aria-label": "Link to what is seen" });
      said.replaceChildren(field);
      field.select();
    }
  }
}
