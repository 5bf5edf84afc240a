// Where a reader has been. Each choice is a step of the browser's own history, which Back and Forward walk; that, and
// whatever else changes what is seen, can be undone too. Both tell the same: to undo a step is to go back.

import { History } from "./state.js";

const CHOICE = ["entity", "edge", "show", "around", "hops", "between", "way", "draw"];

// What is chosen, focused on and drawn, of a text of `written`: another is another step.
const chosen = (text) => {
  const all = new URLSearchParams(text);
  return JSON.stringify(CHOICE.map((key) => all.getAll(key)));
};

export class Steps {
  // `app` has now(), the text of what is seen; placed(), the same with where the reader moved the view;
  // restore(text), which brings that back; and arrive(text), which fetches first what the page lacks of it, and gives
  // whether it came to that.
  constructor(app) {
    this.app = app;
    this.going = false; // whether the browser is just going where an undo or redo went
    if (history.state === null) history.replaceState({ step: 0 }, "");
    this.past = new History(app.now(), this.here);
    this.known = location.hash;
    window.addEventListener("popstate", () => this.arrived());
  }

  // The number of the browser's step.
  get here() {
    return history.state?.step ?? 0;
  }

  // Remembers what is seen.
  commit() {
    const { now } = this.past;
    const text = this.app.now();
    const another = !this.going && chosen(text) !== chosen(now.text);
    if (another) this.past.add(text, this.here + 1);
    else this.past.add(text, this.going ? now.step : this.here);
    this.write(another);
  }

  // Brings the address up to what is seen.
  write(another = false) {
    if (this.going) return; // it is written on arrival
    const text = this.app.placed();
    const address = text ? `#${text}` : location.href.split("#")[0];
    if (another) history.pushState({ step: this.here + 1 }, "", address);
    else history.replaceState({ step: this.here }, "", address);
    this.known = location.hash;
  }

  undo() {
    this.walk(this.past.undo());
  }

  redo() {
    this.walk(this.past.redo());
  }

  walk(text) {
    if (text === null) return;
    this.app.restore(text);
    this.follow();
  }

  // Has the browser go to the step that is seen: it does so in a moment, and one such at a time.
  follow() {
    if (this.going) return;
    const far = this.past.now.step - this.here;
    this.going = far !== 0;
    if (far) history.go(far);
    else this.write();
  }

  // The browser went somewhere: where an undo had gone before, or where the reader sent it.
  async arrived() {
    if (this.going) {
      this.going = false;
      this.follow();
      return;
    }
    const { step } = this.past.now;
    const written = location.hash !== this.known; // by hand, if nothing is known of the step
    if (history.state === null) history.replaceState({ step: written ? step + 1 : step }, "");
    this.known = location.hash;
    await this.open();
  }

  // Brings the page to what its address says.
  async open() {
    if (!(await this.app.arrive(location.hash.slice(1)))) return;
    this.past.go(this.app.now(), this.here);
    this.app.told();
  }
}
