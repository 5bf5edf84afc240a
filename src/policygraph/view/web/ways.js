// The form that asks for the shortest path between two entities.

import { element } from "./dom.js";
import { Search } from "./search.js";

export class Ways {
  // `go` is { between(one, other) }, by their IRIs.
  constructor(dialog, page, go, further) {
    [this.dialog, this.page, this.go] = [dialog, page, go];
    this.ends = [null, null]; // { iri }
    this.inputs = ["path-from", "path-to"].map((id) => document.getElementById(id));
    this.inputs.forEach((input, place) => {
      const list = document.getElementById(`${input.id}-found`);
      new Search(input, list, page, (hit) => this.take(place, hit), further);
      input.addEventListener("input", () => this.take(place, null));
    });
    dialog.querySelector("form").addEventListener("submit", (event) => this.submit(event));
  }

  // Opens the form with one end, if it is known.
  open(from = null) {
    const start = from === null ? null : { number: from };
    [start, null].forEach((hit, place) => {
      this.take(place, hit);
      if (hit === null) this.inputs[place].value = "";
    });
    this.say("");
    this.dialog.showModal();
    this.inputs[from === null ? 0 : 1].focus();
  }

  take(place, hit) {
    this.ends[place] = hit && { iri: this.page.entities[hit.number]?.iri ?? hit.iri };
    if (hit === null) return;
    this.inputs[place].value = hit.number === undefined ? hit.label : this.page.label(hit.number);
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
    } else if (one.iri === other.iri) this.say("These are one and the same: choose another.");
    else {
      this.dialog.close();
      this.go.between(one.iri, other.iri);
    }
  }
}
