import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runNode } from './processes.mjs';

const JEST = 'node_modules/jest/bin/jest.js';
/** Longer than any honest run; a run that hangs is ended and counts as failed. */
const LIMIT_MS = 45 * 60_000;

/** @returns exit code; arguments choose tests as Jest takes them: `npm run unit -- libs/domain` */
export async function runUnitTests(args) {
  return (await runNode([JEST, ...args, '--selectProjects', 'unit'], { shown: true })).code;
}

/**
 * Runs projects of `jest.config.mjs`, showing what Jest shows.
 * @returns {Promise<{ passed: number, failed: number, leftOut: number, remark?: string }>} counts of tests; a
 *   file that could not run and a run that ended badly count as a failure each
 */
export async function runTests(projects, args = []) {
  const folder = mkdtempSync(path.join(tmpdir(), 'kuittaus-jest-'));
  const results = path.join(folder, 'results.json');
  try {
    const { code, timedOut } = await runNode(
      [JEST, '--selectProjects', ...projects, '--json', `--outputFile=${results}`, ...args],
      { shown: true, limitMs: LIMIT_MS },
    );
    return countsOf(readResults(results), code, timedOut);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param results what Jest wrote, undefined when it wrote nothing */
export function countsOf(results, code, timedOut) {
  const passed = results?.numPassedTests ?? 0;
  const failed = (results?.numFailedTests ?? 0) + (results?.numRuntimeErrorTestSuites ?? 0);
  const leftOut = (results?.numPendingTests ?? 0) + (results?.numTodoTests ?? 0);
  const counts = { passed, failed, leftOut };
  if (timedOut) return { ...counts, failed: failed + 1, remark: 'Jest did not end and was ended' };
  if (results === undefined) {
    return { ...counts, failed: failed + 1, remark: `Jest ended with ${code} and no results` };
  }
  if (passed + failed === 0) return { ...counts, failed: 1, remark: 'no test ran' };
  if (code !== 0 && failed === 0) return { ...counts, failed: 1, remark: `Jest ended with ${code}` };
  return counts;
}

function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
