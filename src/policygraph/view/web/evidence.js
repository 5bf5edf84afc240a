// Sentences and statements as they are shown: the words, where they stand, how they were read, and how to cite them.

import { citation, citationButton } from "./citation.js";
import { counted, element, link } from "./dom.js";
import { grouped, newestFirst, statementsBy, tally } from "./lookups.js";
import { long } from "./rows.js";

const OF_TOPIC = 3; // statements shown of one topic; the rest comes by a button
const inWord = /[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{N}]{2}/u; // scripts that part words

// Where in a text names stand as whole words, longer names first: [start, end] in their order.
export const spans = (text, names) => {
  const found = [];
  for (const name of [...new Set(names)].filter((name) => name.length > 1).sort((a, b) => b.length - a.length)) {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      const end = at + name.length;
      const cuts = inWord.test(text.slice(Math.max(0, at - 1), at + 1)) || inWord.test(text.slice(end - 1, end + 1));
      if (!cuts && found.every((span) => end <= span[0] || at >= span[1])) found.push([at, end]);
    }
  }
  return found.sort((a, b) => a[0] - b[0]);
};

const marked = (text, names) => {
  const parts = [];
  let done = 0;
  for (const [start, end] of spans(text, names)) {
    parts.push(text.slice(done, start), element("mark", {}, text.slice(start, end)));
    done = end;
  }
  return [...parts, text.slice(done)];
};

// "2 sentences", and apart from them "1 reference": an entry of a table or a correction.
export const counts = (page, evidence) => {
  const { sentences, references } = tally(page, evidence);
  const parts = [sentences && counted(sentences, "sentence"), references && counted(references, "reference")];
  return parts.filter(Boolean).join(" and ");
};

// "3 documents, 2 independent texts".
export const texts = (page, documents) => {
  const independent = page.independent(documents);
  const own = independent < documents.size ? `, ${counted(independent, "independent text")}` : "";
  return counted(documents.size, "document") + own;
};

export class Evidence {
  constructor(page, rows) {
    [this.page, this.rows] = [page, rows];
  }

  // Every name by which a text may call these.
  namesOf(...entities) {
    return entities.flatMap((number) => [this.page.entities[number].label, ...this.page.entities[number].aliases]);
  }

  // A sentence once, with all that was read from it by which rule.
  articles(evidence, names, words) {
    return [...grouped(evidence, (one) => one.sentence).values()].map((read) => this.article(read, names, words));
  }

  article(read, names, words) {
    const sentence = this.page.sentences[read[0].sentence];
    const quote = element("blockquote", { dir: "auto" }, ...marked(sentence.text, names));
    const where = sentence.begin === null ? "" : `characters ${sentence.begin}–${sentence.end}`;
    const how = (one) => {
      const trust = one.confidence === null ? "confidence not known" : `confidence ${one.confidence}`;
      return [one.rule && `rule ${one.rule}`, one.source, trust, where].filter(Boolean).join(" · ");
    };
    return element(
      "article",
      { className: "evidence" },
      sentence.text ? quote : element("p", {}, "From a reference table or a correction, not from a sentence."),
      this.source(sentence.document),
      ...[...new Set(read.map(how))].map((line) => element("p", { className: "how" }, line)),
      sentence.text ? this.cite(sentence, words) : "",
    );
  }

  cite(sentence, words) {
    const document = sentence.document === null ? null : this.page.documents[sentence.document];
    return citationButton(sentence.text, () => citation({ ...sentence, document }, words));
  }

  // The line that names a document. Under its outlet's name it needs not tell that again.
  source(number, outlet = true) {
    if (number === null) return "";
    const document = this.page.documents[number];
    const title = document.title || document.source || document.url || document.iri;
    const line = element("p", { className: "cite" });
    if (outlet && document.publisher) line.append(element("b", {}, element("bdi", {}, document.publisher)), " · ");
    const own = this.page.addressOf(document.iri);
    if (document.url || !own) line.append(document.url ? link(document.url, title) : element("bdi", {}, title));
    else line.append(element("a", { href: own }, element("bdi", {}, title)));
    if (document.date) line.append(" · ", element("time", { dateTime: document.date }, document.date));
    if (document.copy_of) line.append(" · near copy of another document");
    return line;
  }

  // Statements under what they are about ("about"), or under who made them ("creators").
  grouped(statements, by) {
    const { page, rows } = this;
    const without = by === "about" ? "Without a topic" : "Source not identified";
    const group = ([end, made]) => {
      const heading = element("h4", {}, end === null ? without : rows.name(end));
      const row = (said) => this.statement(said, by === "about" ? end : null);
      return element("li", {}, heading, ...long(made, row, "statement", "statements", OF_TOPIC));
    };
    return long(statementsBy(page, statements, by), group, by === "about" ? "topic" : "speaker");
  }

  list(statements) {
    return long(newestFirst(this.page, statements), (said) => this.statement(said, null), "statement");
  }

  statement(said, topic) {
    const { page } = this;
    const labels = (numbers) => numbers.map((number) => page.label(number)).join(", ");
    const about = said.about.filter((number) => number !== topic);
    const aside = [said.posts.length && `as ${labels(said.posts)}`, said.denied && "denied"]
      .concat(said.cue, said.manner, said.date)
      .concat(about.length ? `${about.length < said.about.length ? "also " : ""}about ${labels(about)}` : [])
      .concat(said.stance.map((words) => `takes a side: “${words}”`))
      .concat(said.according_to && `according to ${said.according_to}`)
      .concat(said.reported_by && `reported by ${said.reported_by}`)
      .filter(Boolean);
    // Only what is direct is in the speaker's words.
    const text = said.manner === "direct" ? `“${said.text}”` : said.text;
    const who = !said.creators.length && said.source_text ? `${said.source_text}: ` : "";
    return element(
      "li",
      { className: "evidence" },
      element("blockquote", { dir: "auto" }, who, text),
      element("p", { className: "aside" }, aside.join(" · ")),
      this.source(said.document),
      this.cite({ text: said.text, document: said.document, begin: null, end: null }, statementInWords(page, said)),
    );
  }
}

// "statement of Ann Abara (indirect), as Mayor of Elm, about Open Ledger Act": whoever prints it must know whether the
// words are the speaker's own.
export const statementInWords = (page, said) => {
  const labels = (numbers) => numbers.map((number) => page.label(number)).join(", ");
  const put = [said.manner, said.denied && "denied"].filter(Boolean);
  const who = labels(said.creators) || said.source_text || "a source not identified";
  return [
    `statement of ${who}${put.length ? ` (${put.join(", ")})` : ""}`,
    said.posts.length && `as ${labels(said.posts)}`,
    said.about.length && `about ${labels(said.about)}`,
    said.according_to && `according to ${said.according_to}`,
    said.reported_by && `reported by ${said.reported_by}`,
  ]
    .filter(Boolean)
    .join(", ");
};
