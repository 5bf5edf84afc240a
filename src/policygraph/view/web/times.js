// The timeline of a page: it shows what passes all filters but that of time itself, and sets that.

import { datesTold } from "./histogram.js";
import { Timeline } from "./timeline.js";

export class Times {
  // `changed` is called when the reader chose a time.
  constructor(root, page, changed) {
    this.page = page;
    this.timeline = new Timeline(root, {
      brushed: (from, to) => {
        [page.narrowing.from, page.narrowing.to] = [from, to];
        changed();
      },
    });
    this.fill();
  }

  // Takes up all that the page has.
  fill() {
    this.all = datesTold(this.page, this.page.edges);
  }

  // Draws in a moment: the picture comes first.
  draw() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.drawNow());
  }

  drawNow() {
    const { from, to } = this.page.narrowing;
    this.timeline.draw(this.all, this.page.narrowing.anyTime(() => this.passing()), this.page.scope);
    if (from || to) this.timeline.set(from, to);
    else this.timeline.clear();
  }

  passing() {
    const { page } = this;
    return datesTold(page, page.edges.filter((edge) => page.passes(edge)), (edge) => page.evidenceOf(edge));
  }
}
