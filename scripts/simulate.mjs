import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runNode } from './processes.mjs';
import { Fault } from './progress.mjs';

const JEST = 'node_modules/jest/bin/jest.js';
const DEFAULT_SEQUENCES = '300000';
const SEEDS = 2 ** 31;

/**
 * Plays random histories with the pure domain, or with the bugs that are planted in it to check the rig
 * (docs/how-to/simulate.md).
 * @returns exit code
 */
export async function runSimulation(args) {
  const { sequences, seed, isPlanted } = readOptions(args);
  const spec = isPlanted ? 'planted-bugs' : 'simulation';
  const told = isPlanted ? 'planted bugs' : `${sequences} sequences`;
  process.stdout.write(`${told}, seed ${seed}\n`);
  const { code } = await runNode(
    [
      ...[JEST, '--selectProjects', 'unit', '--runInBand'],
      ...['--testPathPatterns', `test/simulation/${spec}.spec.ts$`],
      ...['--globals', JSON.stringify({ simulation: { sequences, seed } })],
    ],
    { shown: true },
  );
  return code;
}

function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      sequences: { type: 'string', default: DEFAULT_SEQUENCES },
      seed: { type: 'string', default: String(randomInt(SEEDS)) },
      planted: { type: 'boolean', default: false },
    },
  });
  return {
    sequences: wholeNumber('sequences', values.sequences),
    seed: wholeNumber('seed', values.seed),
    isPlanted: values.planted,
  };
}

function wholeNumber(name, text) {
  if (!/^\d{1,10}$/.test(text)) throw new Fault(`--${name} takes a whole number, not ${text}`);
  return Number(text);
}
