import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { copyOthers, expectedOutputs, missingOutputs, removeStale, sourceFiles } from './outputs.mjs';
import { ROOT } from './places.mjs';
import { runNode } from './processes.mjs';
import { say, withHeartbeat } from './progress.mjs';

const STAMP = `${ROOT}/dist/.kuittaus-build`;
const COMPILER_STATE = `${ROOT}/dist/.tsbuildinfo`;
/** Besides the sources, these decide what comes out. */
const SETTINGS = ['tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json'];

/** @returns whether dist is what the sources would give */
export function isBuilt() {
  const sources = sourceFiles();
  return (
    existsSync(STAMP) &&
    readFileSync(STAMP, 'utf8') === digestOf(sources) &&
    missingOutputs(expectedOutputs(sources)).length === 0
  );
}

/**
 * Compiles what changed, copies the files that go along, and removes what no source stands for any more.
 * @returns {Promise<{ passed: boolean, output: string }>}
 */
export async function build() {
  const sources = sourceFiles();
  const digest = digestOf(sources);
  const expected = expectedOutputs(sources);
  rmSync(STAMP, { force: true });
  say('build', existsSync(COMPILER_STATE) ? 'what changed' : 'for the first time');
  let result = await compile();
  copyOthers(sources);
  if (missingOutputs(expected).length > 0) {
    // The compiler trusts its notes, not the folder: somebody removed outputs that it thinks are there.
    rmSync(COMPILER_STATE, { force: true });
    result = await compile();
  }
  removeStale(expected);
  if (result.passed) writeFileSync(STAMP, digest);
  return result;
}

async function compile() {
  const compiler = runNode(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
  const { code, output } = await withHeartbeat(compiler, () => say('build', 'compiling'));
  return { passed: code === 0, output };
}

function digestOf(sources) {
  const digest = createHash('sha256');
  for (const file of [...SETTINGS, ...sources]) {
    digest.update(`\n${file}\n`).update(readFileSync(`${ROOT}/${file}`));
  }
  return digest.digest('hex');
}
