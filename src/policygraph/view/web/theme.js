// Light or dark: as the system has it, until the reader switches.

const system = matchMedia("(prefers-color-scheme: dark)");
const print = matchMedia("print");

export class Theme {
  // `changed` is called when the colours are others.
  constructor(changed) {
    this.chosen = null; // "light", "dark" or null: the system's
    for (const query of [system, print]) query.addEventListener("change", changed);
    this.changed = changed;
  }

  // On paper all is light.
  get dark() {
    return !print.matches && (this.chosen ? this.chosen === "dark" : system.matches);
  }

  toggle() {
    this.chosen = this.dark ? "light" : "dark";
    document.documentElement.dataset.theme = this.chosen;
    this.changed();
  }
}
