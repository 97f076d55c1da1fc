#!/usr/bin/env node
// The way in of every npm script: prepares the work tree, then does what was asked.
import { runAuditMutations } from './audit-mutations.mjs';
import { runBench } from './bench.mjs';
import { runChecks } from './checks.mjs';
import { runConformance } from './conformance.mjs';
import { runUnitTests } from './jest.mjs';
import { newSystem } from './new-system.mjs';
import { prepareBuilt, prepareInstalled } from './prepare.mjs';
import { ROOT } from './places.mjs';
import { handOver, passSignalsOn, runNode } from './processes.mjs';
import { Fault, sayEnd } from './progress.mjs';
import { runSimulation } from './simulate.mjs';

/** Each gives the exit code. */
const COMMANDS = {
  start: async (args) => {
    await built();
    return handOver(['dist/apps/standalone/src/main.js', ...args]);
  },
  build: async () => {
    await built();
    return 0;
  },
  test: () => runChecks({ withTests: true }),
  check: () => runChecks({ withTests: false }),
  unit: (args) => runUnitTests(args),
  format: async () =>
    (await runNode(['node_modules/prettier/bin/prettier.cjs', '--write', '.'], { shown: true })).code,
  conformance: async () => {
    await built();
    return runConformance();
  },
  'new:system': ([name]) => newSystem(name),
  bench: async (args) => {
    await built();
    return runBench(args);
  },
  'audit:mutations': async ([count]) => {
    await built();
    return runAuditMutations(count);
  },
  simulate: (args) => runSimulation(args),
  chaos: async (args) => {
    await built();
    return handOver(['scripts/chaos.mjs', ...args]);
  },
  kuittaus: (args) => handOver(['scripts/kuittaus.mjs', ...args]),
};

async function built() {
  const started = Date.now();
  const { passed, output } = await prepareBuilt();
  sayEnd('build', passed, Date.now() - started);
  if (!passed) throw new Fault(`The sources do not compile:\n\n${output}`);
}

async function main([name, ...args]) {
  process.chdir(ROOT);
  passSignalsOn();
  const command = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name] : undefined;
  if (command === undefined) {
    throw new Fault(`Usage: node scripts/run.mjs ${Object.keys(COMMANDS).join('|')}`);
  }
  await prepareInstalled();
  return command(args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`\n${error instanceof Fault ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
