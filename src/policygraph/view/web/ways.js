// The form that asks for the shortest path between two entities.

import { element } from "./dom.js";
import { Search } from "./search.js";

export class Ways {
  // `go` is { between(one, other) }.
  constructor(dialog, page, go) {
    [this.dialog, this.page, this.go] = [dialog, page, go];
    this.ends = [null, null];
    this.inputs = ["path-from", "path-to"].map((id) => document.getElementById(id));
    this.inputs.forEach((input, place) => {
      const list = document.getElementById(`${input.id}-found`);
      new Search(input, list, page, (number) => this.take(place, number));
      input.addEventListener("input", () => this.take(place, null));
    });
    dialog.querySelector("form").addEventListener("submit", (event) => this.submit(event));
  }

  // Opens the form with one end, if it is known.
  open(from = null) {
    [from, null].forEach((number, place) => {
      this.take(place, number);
      if (number === null) this.inputs[place].value = "";
    });
    this.say("");
    this.dialog.showModal();
    this.inputs[from === null ? 0 : 1].focus();
  }

  take(place, number) {
    this.ends[place] = number;
    if (number === null) return;
    this.inputs[place].value = this.page.label(number);
    if (this.dialog.open) (place ? this.dialog.querySelector("[type=submit]") : this.inputs[1]).focus();
  }

  say(text) {
    document.getElementById("path-note").replaceChildren(text ? element("span", {}, text) : "");
  }

  submit(event) {
    event.preventDefault();
    const [one, other] = this.ends;
    const missing = this.ends.indexOf(null);
    if (missing >= 0) {
      this.say("Choose a name from the list that opens as you type.");
      this.inputs[missing].focus();
    } else if (one === other) this.say("These are one and the same: choose another.");
    else {
      this.dialog.close();
      this.go.between(one, other);
    }
  }
}
