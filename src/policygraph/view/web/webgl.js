// What the bundle gives the page: the one renderer that needs packages of others.
export { MultiGraph } from "graphology";
export { Sigma } from "sigma";
