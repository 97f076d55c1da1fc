import { CHECKS, GENERATED } from './check-list.mjs';
import { checkGenerated } from './generated.mjs';
import { runTests } from './jest.mjs';
import { prepareBuilt } from './prepare.mjs';
import { runNode } from './processes.mjs';
import { sayEnd } from './progress.mjs';
import { shapeReport } from './shape.mjs';

/** Checks that run at once: two cores is what a small machine has. */
const AT_ONCE = 2;
const CHECK_LIMIT_MS = 15 * 60_000;

/**
 * Runs every check, going on after a failure so that all faults are seen, and ends with the line
 * `N passed, N failed`, in which a check counts as one and each test counts as one.
 * @returns exit code
 */
export async function runChecks({ withTests }) {
  const counts = [await timed({ name: 'build', check: prepareBuilt })];
  counts.push(...(await inPool(staticChecks(), timed)));
  process.stdout.write(`\n${await shapeReport()}\n`);
  if (withTests) {
    counts.push(await tests('unit, int', ['unit', 'int']));
    // One after the other: each of these starts the whole system on its own.
    counts.push(await tests('e2e', ['e2e'], ['--runInBand']));
  }
  return closingLine(counts);
}

function staticChecks() {
  const generated = GENERATED.map((entry) => ({ name: entry.name, check: () => checkGenerated(entry) }));
  const programs = CHECKS.map(({ name, args }) => ({ name, check: () => runProgram(args) }));
  return [...programs, ...generated];
}

async function runProgram(args) {
  const { code, output, timedOut } = await runNode(args, { limitMs: CHECK_LIMIT_MS });
  return { passed: code === 0, output: timedOut ? `${output}\nended: it took too long\n` : output };
}

async function timed({ name, check }) {
  const started = Date.now();
  const { passed, output } = await check();
  sayEnd(name, passed, Date.now() - started);
  if (!passed) process.stdout.write(`${output.trimEnd()}\n\n`);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, leftOut: 0 };
}

async function tests(name, projects, args) {
  const started = Date.now();
  const counts = await runTests(projects, args);
  sayEnd(name, counts.failed === 0, Date.now() - started, counts.remark);
  return counts;
}

function closingLine(counts) {
  const total = (of) => counts.reduce((sum, count) => sum + count[of], 0);
  if (total('leftOut') > 0) process.stdout.write(`${total('leftOut')} left out\n`);
  process.stdout.write(`${total('passed')} passed, ${total('failed')} failed\n`);
  return total('failed') === 0 ? 0 : 1;
}

async function inPool(items, work) {
  const results = [];
  const waiting = [...items.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [i, item] = next;
      results[i] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
