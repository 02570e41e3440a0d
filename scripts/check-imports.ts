/**
 * Who may import whom. Refuses an import that crosses rooms against the design, a package named outside the one room
 * that may name it, an import that leaves through a missing file, and any import cycle (types included).
 */
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseSync } from "oxc-parser";

type Import = { readonly from: string; readonly specifier: string };
export type SourceFile = { readonly path: string; readonly text: string };

/** Room → what it may import besides itself: rooms, or single files of other rooms. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  imaging: ["contract"],
  station: ["contract", "imaging"],
  inference: ["contract", "imaging"],
  main: ["contract", "station/create-station.ts"],
  web: ["contract", "station/create-station.ts"],
  cli: ["contract", "station/create-station.ts"],
  renderer: ["contract", "imaging/colour", "imaging/geometry"],
};

/** Package → the only folders under src that may name it. */
const ONLY_IN: Readonly<Record<string, readonly string[]>> = {
  electron: ["main"],
  "onnxruntime-node": ["inference"],
  "better-sqlite3": ["station/store"],
  "cornerstone-core": ["renderer/viewer2d"],
  three: ["renderer/viewer3d"],
};

const CONTRACT_PACKAGES = ["zod"];

const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

export const importsOf = ({ path, text }: SourceFile): readonly Import[] => {
  const { module } = parseSync(path, text);
  const specifiers = [
    ...module.staticImports.map((entry) => entry.moduleRequest.value),
    ...module.staticExports.flatMap((entry) =>
      entry.entries.flatMap((item) => (item.moduleRequest ? [item.moduleRequest.value] : [])),
    ),
    ...module.dynamicImports.flatMap((entry) => {
      const literal = text.slice(entry.moduleRequest.start, entry.moduleRequest.end);
      return /^["'].*["']$/.test(literal) ? [literal.slice(1, -1)] : [];
    }),
  ];
  return [...new Set(specifiers)].map((specifier) => ({ from: path, specifier }));
};

const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

/** Why this import is refused, or `null`. Paths are relative to `src`, with `/`. */
export const breachOf = (from: string, specifier: string, target: string | null): string | null => {
  const room = from.split("/")[0] ?? "";
  if (target === null) {
    const name = packageOf(specifier);
    const only = ONLY_IN[name];
    if (only && !only.some((folder) => within(from, folder))) return `${name} may be named only in ${only.join(", ")}`;
    if (room === "contract" && !from.endsWith(".test.ts") && !CONTRACT_PACKAGES.includes(name))
      return `contract may import only ${CONTRACT_PACKAGES.join(", ")}`;
    if (
      (room === "imaging" || room === "renderer") &&
      name.startsWith("node:") &&
      !/\.test\.tsx?$|\/fuzz\/|\/testing\//.test(from) &&
      !from.endsWith("vite.config.ts")
    )
      return `${room} is free of I/O and of Node`;
    return null;
  }
  const targetRoom = target.split("/")[0] ?? "";
  if (room === targetRoom) {
    if (within(from, "station/store") && !within(target, "station/store")) return "station/store imports no other room";
    return null;
  }
  const allowed = MAY_IMPORT[room] ?? [];
  return allowed.some((entry) => within(target, entry)) ? null : `${room} may not import ${target}`;
};

/** Every import cycle once, as the files in it. */
export const cyclesOf = (graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] => {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    const at = path.indexOf(file);
    if (at >= 0) {
      cycles.push([...path.slice(at), file]);
      return;
    }
    if (done.has(file)) return;
    path.push(file);
    for (const next of graph.get(file) ?? []) visit(next);
    path.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return cycles;
};

export const checkImports = (srcDir: string): readonly string[] => {
  const problems: string[] = [];
  const graph = new Map<string, string[]>();
  for (const path of globSync("**/*.{ts,tsx}", { cwd: srcDir })
    .map((name) => name.replaceAll("\\", "/"))
    .toSorted()) {
    const targets: string[] = [];
    for (const { specifier } of importsOf({ path, text: readFileSync(join(srcDir, path), "utf8") })) {
      const local = specifier.startsWith(".");
      const file = local ? resolve(srcDir, dirname(path), specifier.replace(/\?.*$/, "")) : null;
      if (file && !existsSync(file)) problems.push(`${path}: no file ${specifier}`);
      const target = file ? relative(srcDir, file).replaceAll("\\", "/") : null;
      const inside = target !== null && !target.startsWith("..");
      if (target !== null && !inside) {
        if (!/\.test\.tsx?$|\/testing\/|\/fuzz\//.test(path)) problems.push(`${path}: leaves src by ${specifier}`);
        continue;
      }
      const breach = breachOf(path, specifier, target);
      if (breach && !(path.endsWith(".test.ts") && target !== null && breach.includes("may not import")))
        problems.push(`${path}: ${breach}`);
      if (target !== null && /\.tsx?$/.test(target)) targets.push(target);
    }
    graph.set(path, targets);
  }
  return [...problems, ...cyclesOf(graph).map((cycle) => `import cycle: ${cycle.join(" → ")}`)];
};
