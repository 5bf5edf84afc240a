// Bundles the WebGL renderer into dist/webgl.js, with the licences of all that goes into it. Same lock, same bytes.
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
process.chdir(here);

const { outputFiles, metafile } = await build({
  absWorkingDir: here,
  entryPoints: ["webgl.js"],
  bundle: true,
  charset: "utf8",
  define: { "process.env.NODE_ENV": '"production"' },
  format: "iife",
  globalName: "Webgl",
  legalComments: "none", // whole licences are put in front instead
  metafile: true,
  minify: true,
  target: "es2022",
  write: false,
  outfile: "dist/webgl.js",
});

const packageOf = (file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
const packages = [...new Set(Object.keys(metafile.inputs).map(packageOf).filter(Boolean))].sort();

const licenceOf = async (name) => {
  const folder = path.join("node_modules", name);
  const { version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).sort().find((one) => /^licen[cs]e/i.test(one));
  if (!file) throw new Error(`${name} ${version} comes without the text of its licence`);
  const text = (await readFile(path.join(folder, file), "utf8")).replace(/\r\n?/g, "\n").trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
};
const licences = (await Promise.all(packages.map(licenceOf))).join("\n----\n\n");
if (licences.includes("*/")) throw new Error("a licence would end the comment that holds it");

await mkdir("dist", { recursive: true });
await writeFile("dist/licences.txt", licences);
await writeFile("dist/webgl.js", `/*!\n${licences}*/\n${outputFiles[0].text}`);
