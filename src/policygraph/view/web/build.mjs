// Bundles the WebGL renderer into dist/webgl.js and the editor of queries into dist/query.js and query.css, each with the
// licences of all that goes into it. Same lock, same bytes.
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
process.chdir(here);

const packageOf = (file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
const about = async (name) => JSON.parse(await readFile(path.join("node_modules", name, "package.json"), "utf8"));

// Packages of this scope come with what they depend on already inside them, and with `events` besides.
const filled = (name) => name.startsWith("@zazuko/");
const INSIDE = ["events"];

const withInside = async (names) => {
  const [all, ahead] = [new Set(), [...names]];
  while (ahead.length) {
    const name = ahead.pop();
    if (all.has(name)) continue;
    all.add(name);
    if (filled(name)) ahead.push(...INSIDE);
    if (filled(name) || !names.includes(name)) ahead.push(...Object.keys((await about(name)).dependencies ?? {}));
  }
  return [...all].sort();
};

// Packages of that scope tell their licence without its text, as does their repository but for this, the usual one.
const MIT = (holder) => `The MIT License (MIT)

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const licenceOf = async (name) => {
  const folder = path.join("node_modules", name);
  const { version, license, author, contributors } = await about(name);
  const file = (await readdir(folder)).sort().find((one) => /^licen[cs]e/i.test(one));
  if (!file && !(filled(name) && license === "MIT")) {
    throw new Error(`${name} ${version} comes without the text of its licence`);
  }
  const holders = () => [author, ...(contributors ?? [])].map((one) => one.name ?? one).join(", ");
  const text = file ? (await readFile(path.join(folder, file), "utf8")).replace(/\r\n?/g, "\n").trim() : MIT(holders());
  return `${name} ${version} (${license})\n\n${text}\n`;
};

// One file of what `entry` imports, and where that has any, one of its style sheets.
const bundled = async (entry, name, more) => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    charset: "utf8",
    define: { "process.env.NODE_ENV": '"production"' },
    format: "iife",
    legalComments: "none", // whole licences are put in front instead
    metafile: true,
    minify: true,
    target: "es2022",
    write: false,
    outfile: `dist/${name}.js`,
    ...more,
  });
  const packages = await withInside([...new Set(Object.keys(metafile.inputs).map(packageOf).filter(Boolean))]);
  const licences = (await Promise.all(packages.map(licenceOf))).join("\n----\n\n");
  if (licences.includes("*/")) throw new Error("a licence would end the comment that holds it");
  for (const { path: file, text } of outputFiles) {
    await writeFile(path.join("dist", path.basename(file)), `/*!\n${licences}*/\n${text}`);
  }
  return licences;
};

await mkdir("dist", { recursive: true });
await writeFile("dist/licences.txt", await bundled("webgl.js", "webgl", { globalName: "Webgl" }));
await writeFile("dist/query-licences.txt", await bundled("query/editor.js", "query", {}));
