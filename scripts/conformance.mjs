import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runNode } from './processes.mjs';

const JEST = 'node_modules/jest/bin/jest.js';
const LIMIT_MS = 20 * 60_000;
/** Titles are those of libs/recording/testing: describe-adapter.ts and reference/reference.int-spec.ts. */
const ADAPTER = /^the (.+) adapter, as every adapter,$/u;
const NO_PLACE = /^has no place for ([a-z-]+): (.+)$/u;
const PLANTED = /^catches the planted bug of an adapter that (.+), by [a-z-]+$/u;
const TESTS = String.raw`(libs/recording/testing/.*|apps/[a-z-]+/src/[a-z-]+)\.int-spec\.ts$`;

/**
 * Runs the conformance suite of every adapter, and the suite's own check, and prints a table of both.
 * @returns exit code: 0 when every behaviour that applies holds and every planted bug is caught
 */
export async function runConformance() {
  const folder = mkdtempSync(path.join(tmpdir(), 'kuittaus-conformance-'));
  const file = path.join(folder, 'results.json');
  try {
    await runNode(
      [
        ...[JEST, '--selectProjects', 'int', '--testPathPatterns', TESTS],
        ...['--testNamePattern', '(as every adapter,|planted bug)', '--silent'],
        ...['--json', `--outputFile=${file}`, '--forceExit'],
      ],
      { shown: false, limitMs: LIMIT_MS },
    );
    const report = reportOf(JSON.parse(readFileSync(file, 'utf8')));
    process.stdout.write(`${linesOf(report).join('\n')}\n`);
    return isGreen(report) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param results what Jest writes with --json
 * @returns the outcome of every behaviour by its title and adapter, what has no place where, and the planted bugs
 */
export function reportOf({ testResults }) {
  const report = { behaviours: new Map(), adapters: new Set(), noPlace: [], planted: [], broken: [] };
  for (const { assertionResults, message, name } of testResults) {
    if (assertionResults.length === 0 && message !== '') report.broken.push(`${name}: ${firstLine(message)}`);
    for (const result of assertionResults) take(report, result);
  }
  return report;
}

function take(report, { ancestorTitles: [suite = ''], title, status }) {
  if (status !== 'passed' && status !== 'failed') return;
  const [, bug] = PLANTED.exec(title) ?? [];
  if (bug !== undefined) report.planted.push({ bug, caught: status === 'passed' });
  const [, adapter] = ADAPTER.exec(suite) ?? [];
  if (adapter === undefined) return;
  report.adapters.add(adapter);
  const [, id, reason] = NO_PLACE.exec(title) ?? [];
  if (id !== undefined && status === 'passed') report.noPlace.push({ adapter, id, reason });
  else cellsOf(report, title).set(adapter, status === 'passed' ? 'ok' : 'FAILED');
}

function cellsOf({ behaviours }, title) {
  if (!behaviours.has(title)) behaviours.set(title, new Map());
  return behaviours.get(title);
}

/** @returns the table, what has no place where and why, and how many planted bugs were caught */
export function linesOf(report) {
  const adapters = [...report.adapters].sort();
  const width = Math.max(...[...report.behaviours.keys()].map((title) => title.length), 0);
  const row = (title, cells) => `${title.padEnd(width)}  ${cells.join('  ')}`.trimEnd();
  const lines = [row('', adapters)];
  for (const [title, cells] of report.behaviours) {
    const shown = adapters.map((adapter) => (cells.get(adapter) ?? '-').padEnd(adapter.length));
    lines.push(row(title, shown));
  }
  lines.push('');
  for (const { adapter, id, reason } of report.noPlace) lines.push(`- ${adapter}, ${id}: ${reason}`);
  for (const fault of report.broken) lines.push(`BROKEN ${fault}`);
  const missed = report.planted.filter(({ caught }) => !caught);
  for (const { bug } of missed) lines.push(`NOT CAUGHT: an adapter that ${bug}`);
  const caught = report.planted.length - missed.length;
  lines.push('', `planted bugs: ${caught} of ${report.planted.length} caught`);
  return lines;
}

export function isGreen({ behaviours, adapters, planted, broken }) {
  const cells = [...behaviours.values()].flatMap((row) => [...row.values()]);
  const isComplete = adapters.size > 0 && planted.length >= 20 && broken.length === 0;
  return isComplete && cells.every((cell) => cell === 'ok') && planted.every(({ caught }) => caught);
}

const firstLine = (text) => text.trim().split('\n', 1)[0];
