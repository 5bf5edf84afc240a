// What the editor completes: our prefixes, and the classes and properties that a graph may use. The server tells them;
// no other host is asked, as YASQE's own completers would.

// How a term is written in a query: under one of its prefixes, or whole.
export const shortened = (iri, prefixes) => {
  for (const [name, space] of Object.entries(prefixes)) {
    const local = iri.slice(space.length);
    if (iri.startsWith(space) && /^[A-Za-z0-9_][\w-]*$/.test(local)) return `${name}:${local}`;
  }
  return `<${iri}>`;
};

// The ways to write terms that go on from `typed`: by prefixed name, by IRI, by local name or by a word of the label.
export const matching = (typed, terms, prefixes) => {
  const wanted = typed.replace(/^</, "").toLowerCase();
  const rank = ({ iri, label }) => {
    const name = shortened(iri, prefixes).toLowerCase();
    const local = name.slice(name.indexOf(":") + 1);
    const starts = [name, local, iri.toLowerCase(), ...label.toLowerCase().split(/\s+/)];
    return starts.findIndex((one) => one.startsWith(wanted));
  };
  return terms
    .map((term) => ({ rank: rank(term), name: shortened(term.iri, prefixes) }))
    .filter(({ rank }) => rank >= 0)
    .sort((one, other) => one.rank - other.rank || (one.name < other.name ? -1 : 1))
    .map(({ name }) => name);
};

// Registers completers with YASQE that take what they offer from `terms`; gives their names.
export const register = (Yasqe, terms) => {
  const offer = (from) => (_yasqe, token) => matching(token?.string ?? "", terms[from], terms.prefixes);
  const plain = { preProcessToken: (_yasqe, token) => token, postProcessSuggestion: (_yasqe, _token, text) => text, persistenceId: null };
  const of = (name, from, like) => {
    Yasqe.forkAutocompleter(like, { name, get: offer(from), bulk: false, autoShow: false, ...plain }, false);
    return name;
  };
  const prefixes = () => Object.entries(terms.prefixes).map(([name, space]) => `${name}: <${space}>`).sort();
  Yasqe.forkAutocompleter("prefixes", { name: "our-prefixes", get: prefixes, persistenceId: null }, false);
  return ["our-prefixes", of("our-classes", "classes", "class"), of("our-properties", "properties", "property"), "variables"];
};
