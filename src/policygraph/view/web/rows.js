// What every part of the panel is made of: buttons, sections, lists that are cut, names to click on.

import { counted, element } from "./dom.js";
import { Shapes } from "./shapes.js";

const SHOWN = 8; // of a long list; the rest comes by a button

export const press = (text, act, properties = {}) => {
  const button = element("button", { type: "button", ...properties }, text);
  button.addEventListener("click", act);
  return button;
};

export const section = (title, ...children) =>
  children.length ? [element("section", {}, element("h3", {}, title), ...children)] : [];

// Items as a list, each made a row only when it is shown; nothing if there are none.
export const long = (items, row, one, many = `${one}s`, shown = SHOWN) => {
  if (!items.length) return [];
  const list = element("ul", { className: "rows" }, ...items.slice(0, shown).map(row));
  if (items.length <= shown) return [list];
  const text = `Show ${counted(items.length - shown, `more ${one}`, `more ${many}`)}`;
  const more = press(text, () => {
    const rest = items.slice(shown).map(row);
    list.append(...rest);
    more.remove();
    rest[0].querySelector("button, a")?.focus({ preventScroll: true });
  }, { className: "quiet more" });
  return [list, more];
};

export class Rows {
  constructor(page, go) {
    [this.page, this.go] = [page, go];
  }

  name(number) {
    const { shape, colour } = this.page.look(number);
    const button = press("", () => this.go.entity(number), { className: "name" });
    button.append(Shapes.icon(shape, colour), element("bdi", {}, this.page.label(number)));
    return button;
  }

  row(number, ...aside) {
    return element("li", { className: "row" }, this.name(number), ...aside);
  }

  counted(number, aside) {
    return this.row(number, element("span", { className: "aside sentences" }, aside));
  }

  // Names one after the other, in a line that breaks where it must.
  names(numbers, called) {
    const items = numbers.map((number) => element("li", {}, this.name(number)));
    return element("ul", { className: "names", "aria-label": called }, ...items);
  }
}
