// A relation with every sentence it rests on and what speaks against it, and a path of such relations.

import { counted, element } from "./dom.js";
import { counts, texts } from "./evidence.js";
import { evidenceOf, inWords, otherwise } from "./lookups.js";
import { long, press, section } from "./rows.js";

export class Claims {
  constructor(page, go, rows, evidence) {
    [this.page, this.go, this.rows, this.evidence] = [page, go, rows, evidence];
  }

  relation(edge) {
    const { page } = this;
    const put = page.qualified(edge);
    const evidence = evidenceOf(page, edge);
    const left = counts(page, edge.evidence.filter((one) => !evidence.includes(one)));
    const rests = evidence.length
      ? `Rests on ${counts(page, evidence)} in ${texts(page, page.documentsOf(evidence))}.`
      : "The graph keeps no sentence for this relation.";
    return [
      element("p", { className: "kind" }, put ? `Relation, not stated as such: ${put}` : "Relation"),
      this.joined(edge.subject, put ? `${edge.label} (${put})` : edge.label, edge.object),
      evidence.length || !left ? element("p", { className: "aside" }, rests) : "",
      left ? element("p", { className: "aside" }, `The filters leave out ${left}.`) : "",
      ...this.otherwise(edge),
      ...section("Evidence", ...this.evidence.articles(evidence, this.namesOf(edge), inWords(page, edge))),
    ];
  }

  namesOf({ subject, object }) {
    return this.evidence.namesOf(subject, object);
  }

  joined(from, words, to) {
    const verb = element("span", { className: "verb" }, words);
    return element("h2", { className: "says" }, this.rows.name(from), verb, this.rows.name(to));
  }

  // Other relations that contradict this one or qualify it.
  otherwise(edge) {
    const { same, rivals } = otherwise(this.page, edge);
    const row = (one) => {
      const told = counts(this.page, one.evidence);
      const says = inWords(this.page, one) + (one.status === "stated" ? " (stated)" : "");
      const open = press(says, () => this.go.edge(one.id), { className: "quiet" });
      return element("li", { className: "other" }, open, told ? element("p", { className: "aside" }, told) : "");
    };
    const warning = "Told to hold it at the same time, which a post of several holders allows:";
    const held = rivals.length ? [element("p", { className: "aside" }, warning), ...long(rivals, row, "relation")] : [];
    return section("Told otherwise", ...long(same, row, "relation"), ...held);
  }

  // [{ from, to, edges }], every hop with all its relations; `others` are so many paths of the same length.
  path(steps, others) {
    if (!steps.length) {
      return [element("h2", {}, "No path"), element("p", {}, "No relations that pass the filters join the two.")];
    }
    const next = press("Next path", () => this.go.nextPath(), { className: "quiet" });
    const more = element("p", { className: "aside" }, `${counted(others, "other path")} of the same length`, next);
    const hop = ({ edges }, place) =>
      section(`Hop ${place + 1} of ${steps.length}`, ...long(edges, (edge) => this.step(edge), "relation"));
    return [
      element("p", { className: "kind" }, `Path of ${counted(steps.length, "hop")}`),
      this.joined(steps[0].from, "to", steps.at(-1).to),
      others ? more : "",
      ...steps.flatMap(hop),
    ];
  }

  step(edge) {
    const evidence = evidenceOf(this.page, edge);
    const first = evidence.filter((one) => one.sentence === evidence[0].sentence);
    const says = inWords(this.page, edge);
    const more = first.length < evidence.length ? `All ${counts(this.page, evidence)}` : "Open the relation";
    return element(
      "li",
      { className: "step" },
      element("h4", {}, says),
      ...this.evidence.articles(first, this.namesOf(edge), says),
      press(more, () => this.go.edge(edge.id), { className: "quiet", "aria-label": `${more}: ${says}` }),
    );
  }
}
