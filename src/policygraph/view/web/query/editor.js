// What is bundled into query.js: YASQE, the editor of YASGUI, in place of the page's own field.

import { Yasqe } from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import { register } from "./completion.js";
import { Page } from "./page.js";

const MODE = "sparql-with-our-prefixes";

// YASQE's language, to which the prefixes are known that the endpoint knows without their declaration.
const define = (prefixes) =>
  Yasqe.defineMode(MODE, (config) => {
    const mode = Yasqe.getMode(config, "sparql11");
    return { ...mode, startState: () => ({ ...mode.startState(), prefixes: { ...prefixes } }) };
  });

const start = async () => {
  const response = await fetch("/ontology/terms.json");
  if (!response.ok) return; // the plain form stays
  const terms = await response.json();
  define(terms.prefixes);
  const field = document.getElementById("text");
  const place = document.getElementById("editor");
  [place.hidden, field.hidden, document.getElementById("keys").hidden] = [false, true, false];
  const editor = new Yasqe(place, {
    value: history.state?.query ?? field.value, // an address holds no long one
    mode: MODE,
    autocompleters: register(Yasqe, terms),
    persistenceId: null, // the address holds the query, this browser's storage nothing
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: false,
    screenReaderLabel: "SPARQL query",
    editorHeight: "360px",
  });
  const page = new Page(editor, terms);
  const run = () => page.run();
  // YASQE's own keys for 'run' would ask another endpoint.
  const keys = { "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-S": false };
  editor.setOption("extraKeys", { ...editor.getOption("extraKeys"), ...keys });
  document.querySelector("label[for=text]").addEventListener("click", () => editor.focus());
  window.queries = { editor, page }; // for tests
};

start();
