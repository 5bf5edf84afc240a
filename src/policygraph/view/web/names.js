// Names as they are searched: letters without marks, in small.

// Letters that have no decomposition into a base letter and a mark.
const plain = { đ: "d", ð: "d", ł: "l", ø: "o", ı: "i", ß: "ss", æ: "ae", œ: "oe" };
export const fold = (text) => (/^[\x20-\x7e]*$/.test(text) ? text.toLowerCase() : unmarked(text));

const unmarked = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[đðłøıßæœ]/g, (letter) => plain[letter]);

const AT_ONCE = 2000; // entities whose names are folded before the page may do something else

export class Names {
  constructor(entities) {
    this.entities = entities;
    this.folded = [];
  }

  // Folds the names of so many more entities; says whether any are left.
  prepare(count = AT_ONCE) {
    const from = this.folded.length;
    for (const { label, aliases } of this.entities.slice(from, from + count)) this.folded.push([label, ...aliases].map(fold));
    return this.folded.length < this.entities.length;
  }

  // Folds them all, bit by bit.
  warm() {
    if (this.prepare()) setTimeout(() => this.warm());
  }

  // Entities whose name or alias has every word of the query, those whose name begins with it first, and of those that
  // of most evidence: [{ number, rank, name }], the name being the alias that was met or "".
  search(query, limit) {
    const words = fold(query).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    this.prepare(Infinity);
    const found = [];
    this.folded.forEach((names, number) => {
      const at = names.findIndex((name) => words.every((word) => name.includes(word)));
      if (at < 0) return;
      const starts = names[at].startsWith(words[0]) ? 0 : 2;
      found.push({ number, rank: starts + (at ? 1 : 0), name: at ? this.entities[number].aliases[at - 1] : "" });
    });
    return found.sort((a, b) => a.rank - b.rank || a.number - b.number).slice(0, limit);
  }
}
