// XML as text.

const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu; // in XML 1.0, however it is written
const REFERENCES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;" };

// Any text as the text of an element or the value of an attribute; what XML can't hold is left out.
export const escaped = (value) =>
  String(value).replace(FORBIDDEN, "").replace(/[&<>"\t\n\r]/g, (character) => REFERENCES[character]);

// An element; attributes that are null or undefined are left out, children are XML already.
export const tag = (name, attributes, ...children) => {
  const given = Object.entries(attributes).filter(([, value]) => value !== null && value !== undefined);
  const start = [name, ...given.map(([key, value]) => `${key}="${escaped(value)}"`)].join(" ");
  return children.length ? `<${start}>${children.join("")}</${name}>` : `<${start}/>`;
};
