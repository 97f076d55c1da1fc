// Which files the build makes of which sources. The compiler knows only of its own, and never removes one.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, rmdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './places.mjs';

const SOURCE_FOLDERS = ['apps', 'libs'];
const TEST = /\.(spec|int-spec|e2e-spec)\.ts$/;
const TYPESCRIPT = /\.tsx?$/;
/** What tsconfig.build.json leaves out, as patterns for paths from the root. */
const NOT_BUILT = JSON.parse(readFileSync(`${ROOT}/tsconfig.build.json`, 'utf8')).exclude.map(globPattern);

/** All files that the build reads, as paths from the root: TypeScript, and files beside it (SQL, ...). */
export function sourceFiles() {
  return SOURCE_FOLDERS.flatMap((folder) => filesUnder(folder))
    .filter((file) => !NOT_BUILT.some((pattern) => pattern.test(file)) && !file.endsWith('.md'))
    .sort();
}

export const testFiles = () =>
  [...SOURCE_FOLDERS, 'test'].flatMap((folder) => filesUnder(folder)).filter((file) => TEST.test(file));

/** @param {string[]} sources @returns {Set<string>} what has to be in dist, as paths from the root */
export function expectedOutputs(sources) {
  return new Set(sources.flatMap(outputsOf));
}

export const missingOutputs = (expected) => [...expected].filter((file) => !existsSync(`${ROOT}/${file}`));

/** Files that are not TypeScript are used at run time as they are. */
export function copyOthers(sources) {
  for (const source of sources.filter((file) => !TYPESCRIPT.test(file))) {
    const target = `${ROOT}/dist/${source}`;
    mkdirSync(path.dirname(target), { recursive: true });
    rmSync(target, { force: true }); // a copy of a read-only source is read-only, and could not be written again
    copyFileSync(`${ROOT}/${source}`, target);
  }
}

/** Removes from dist/apps and dist/libs what no source stands for, and folders left empty. Follows no links. */
export function removeStale(expected) {
  const folders = SOURCE_FOLDERS.map((folder) => `dist/${folder}`);
  const stale = folders.flatMap((folder) => filesUnder(folder)).filter((file) => !expected.has(file));
  for (const file of stale) rmSync(`${ROOT}/${file}`, { force: true });
  folders.forEach(removeEmptyFolders);
  return stale;
}

function outputsOf(source) {
  if (source.endsWith('.d.ts')) return [];
  if (!TYPESCRIPT.test(source)) return [`dist/${source}`];
  const built = `dist/${source.replace(TYPESCRIPT, '')}.js`;
  return [built, `${built}.map`];
}

function globPattern(glob) {
  const pattern = glob
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*/g, (stars) => ({ '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*' })[stars]);
  return new RegExp(`^${pattern}$`);
}

function filesUnder(folder) {
  if (!existsSync(`${ROOT}/${folder}`)) return [];
  return readdirSync(`${ROOT}/${folder}`, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  );
}

function removeEmptyFolders(folder) {
  if (!existsSync(`${ROOT}/${folder}`)) return;
  for (const entry of readdirSync(`${ROOT}/${folder}`, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmptyFolders(`${folder}/${entry.name}`);
  }
  if (readdirSync(`${ROOT}/${folder}`).length === 0) rmdirSync(`${ROOT}/${folder}`);
}
