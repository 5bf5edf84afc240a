// Search as you type, in names and aliases: a combobox with a list under it.

import { element } from "./dom.js";
import { Shapes } from "./shapes.js";

const MOST = 12;

export class Search {
  // `chosen({ number, iri })` is called with what the reader takes: an entity of the page, or one it still lacks.
  // `further` searches what the server has beyond the page; null where the page has all.
  constructor(input, list, page, chosen, further = null) {
    [this.input, this.list, this.page, this.chosen, this.further] = [input, list, page, chosen, further];
    this.found = [];
    this.at = -1;
    input.addEventListener("input", () => this.look());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // the input keeps the focus
  }

  look() {
    const local = this.page.names.search(this.input.value, MOST);
    const waiting = this.further ? "Searching the server …" : "Nothing by that name";
    this.offer(local, local.length ? "" : waiting);
    this.further?.search(this.input.value, local, (others, failure) => {
      const found = [...local, ...others.slice(0, MOST)];
      const { at } = this;
      this.offer(found, failure || (found.length ? "" : "Nothing by that name"));
      if (local.length) this.at = at; // what was marked stays so
      this.mark();
    });
  }

  // Names that are only much like it stand below a word on that, and none is marked: Enter takes none unasked.
  offer(found, note) {
    const near = found.some((hit) => hit.near);
    this.found = found;
    this.at = found.length && !near ? 0 : -1;
    const says = near ? "Nothing by that name. Did you mean:" : note;
    const options = found.map((hit, place) => this.option(hit, place));
    const told = says && this.input.value.trim() ? [element("li", { className: "nothing", role: "presentation" }, says)] : [];
    this.list.replaceChildren(...(near ? [...told, ...options] : [...options, ...told]));
    this.list.hidden = !this.list.children.length;
    this.mark();
  }

  option(hit, place) {
    const { label, kind } = this.page.entities[hit.number] ?? hit;
    const { name } = hit;
    const style = this.page.style.kinds[kind];
    const aside = name ? `${style.label}, also ${name}` : style.label;
    const option = element(
      "li",
      { id: `${this.list.id}-${place}`, role: "option" },
      Shapes.icon(style.shape, style.colour),
      element("bdi", {}, label),
      element("span", { className: "aside" }, aside),
    );
    option.addEventListener("click", () => this.choose(place));
    return option;
  }

  mark() {
    this.list.querySelectorAll("[role=option]").forEach((option, place) => option.setAttribute("aria-selected", place === this.at));
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    if (this.at >= 0) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const count = this.found.length;
    if (event.key === "Escape") {
      event.stopPropagation();
      if (!this.input.value) return; // it closes the dialog around the field, if there is one
      this.input.value = "";
      this.input.dispatchEvent(new Event("input"));
    } else if (event.key === "Enter" && this.at >= 0) this.choose(this.at);
    else if (event.key === "ArrowDown" && count) this.at = (this.at + 1) % count;
    else if (event.key === "ArrowUp" && count) this.at = (Math.max(this.at, 0) + count - 1) % count;
    else return;
    event.preventDefault();
    this.mark();
  }

  choose(place) {
    const hit = this.found[place];
    this.close();
    this.chosen(hit);
  }

  close() {
    this.further?.stop();
    [this.found, this.at, this.list.hidden] = [[], -1, true];
    this.mark();
  }
}
