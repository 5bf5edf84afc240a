// Where names find room: what of a picture is taken already, and how long a name is.

const CELL = 5; // pixels of the grid that tells which room is taken
export const GLYPH = 1; // taken by a shape
export const TEXT = 2; // taken by a name

export class Room {
  constructor(width, height) {
    [this.columns, this.rows] = [Math.ceil(width / CELL), Math.ceil(height / CELL)];
    this.taken = new Uint8Array(this.columns * this.rows); // by nothing, GLYPH or TEXT
  }

  // Whether a box lies within the picture and no cell of it is taken by more than `allowed`.
  free(box, allowed = 0) {
    return this.walk(box, (cell) => this.taken[cell] <= allowed, false);
  }

  take(box, by) {
    this.walk(box, (cell) => (this.taken[cell] = Math.max(this.taken[cell], by)), true);
  }

  // The first place around an entity that is free of all else or, if none is, of what is above `allowed`.
  beside(spot, width, height, allowed = 0) {
    const places = around(spot, width, height);
    const free = places.find((place) => this.free(place));
    return free ?? (allowed ? places.find((place) => this.free(place, allowed)) : undefined) ?? null;
  }

  walk({ left, top, width, height }, visit, clip) {
    let [x0, y0] = [Math.floor(left / CELL), Math.floor(top / CELL)];
    let [x1, y1] = [Math.floor((left + width) / CELL), Math.floor((top + height) / CELL)];
    if (!clip && (x0 < 0 || y0 < 0 || x1 >= this.columns || y1 >= this.rows)) return false;
    [x0, y0, x1, y1] = [Math.max(0, x0), Math.max(0, y0), Math.min(this.columns - 1, x1), Math.min(this.rows - 1, y1)];
    for (let y = y0; y <= y1; y++) {
      for (let x = x0; x <= x1; x++) if (!visit(y * this.columns + x)) return false;
    }
    return true;
  }
}

// The places of a box under, over, beside or askew of an entity.
export const around = ({ x, y, radius }, width, height) => {
  const gap = radius * 1.2 + 3;
  const [before, after] = [x - gap - width, x + gap];
  return [
    [x - width / 2, y + gap],
    [x - width / 2, y - gap - height],
    [after, y - height / 2],
    [before, y - height / 2],
    [after, y],
    [before, y],
    [before, y - height],
    [after, y - height],
  ].map(([left, top]) => ({ left, top, width, height }));
};

export const wrap = (text, width = 20, most = 3) => {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1);
    if (!line) lines[lines.length - 1] = word;
    else if ([...`${line} ${word}`].length <= width) lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  const cut = (line) => ([...line].length > width + 8 ? `${[...line].slice(0, width + 7).join("")}…` : line);
  return (lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1]} …`] : lines).map(cut);
};

// How wide a text is, about: another reader's fonts are not known, nor may a picture depend on where it was made.
export const widthOf = (text, size) => {
  let sum = 0;
  for (const letter of text) {
    if (!widths.has(letter)) widths.set(letter, share(letter));
    sum += widths.get(letter);
  }
  return size * sum;
};

const widths = new Map();
const WIDE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{Extended_Pictographic}\uFF00-\uFFEF]/u;

// How wide a letter is, as a share of the size of its font.
const share = (letter) => {
  if (/\p{M}|\p{Cf}/u.test(letter)) return 0;
  if (WIDE.test(letter)) return 1.05;
  if (/[ijlI.,:;'|!()[\]ftr\s·]/.test(letter)) return 0.32;
  if (/[mwMW@%…—]/.test(letter)) return 0.9;
  return /\p{Lu}/u.test(letter) ? 0.7 : 0.57;
};
