// Search as you type, in names and aliases: a combobox with a list under it.

import { element } from "./dom.js";
import { Shapes } from "./shapes.js";

const MOST = 12;

export class Search {
  // `chosen(number)` is called with the entity that the reader takes.
  constructor(input, list, page, chosen) {
    [this.input, this.list, this.page, this.chosen] = [input, list, page, chosen];
    this.found = [];
    this.at = -1;
    input.addEventListener("input", () => this.look());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // the input keeps the focus
  }

  look() {
    this.found = this.page.names.search(this.input.value, MOST);
    this.at = this.found.length ? 0 : -1;
    const nothing = element("li", { className: "nothing" }, "Nothing by that name");
    this.list.replaceChildren(...this.found.map((hit, place) => this.option(hit, place)));
    if (!this.found.length && this.input.value.trim()) this.list.append(nothing);
    this.list.hidden = !this.list.children.length;
    this.mark();
  }

  option({ number, name }, place) {
    const { label, kind } = this.page.entities[number];
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
    [...this.list.children].forEach((option, place) => option.setAttribute("aria-selected", place === this.at));
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    if (this.at >= 0) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const count = this.found.length;
    if (event.key === "Escape") {
      event.stopPropagation();
      this.input.value = "";
      this.close();
    } else if (event.key === "Enter" && this.at >= 0) this.choose(this.at);
    else if (event.key === "ArrowDown" && count) this.at = (this.at + 1) % count;
    else if (event.key === "ArrowUp" && count) this.at = (this.at + count - 1) % count;
    else return;
    event.preventDefault();
    this.mark();
  }

  choose(place) {
    const { number } = this.found[place];
    this.close();
    this.chosen(number);
  }

  close() {
    [this.found, this.at, this.list.hidden] = [[], -1, true];
    this.mark();
  }
}
