#!/usr/bin/env node
// The command line `kuittaus`, also as the package's program: prepares the work tree, then does what was asked.
import { prepareBuilt, prepareInstalled } from './prepare.mjs';
import { ROOT } from './places.mjs';
import { handOver, passSignalsOn } from './processes.mjs';
import { Fault } from './progress.mjs';

const PROGRAM = `${ROOT}/dist/apps/cli/src/main.js`;
/** As of a wrong call: nothing was looked at, so nothing was found right or wrong. */
const NOT_RUN = 2;

/** Standard output is the command's own, to be piped: what is prepared is told beside it. */
async function prepare() {
  const { write } = process.stdout;
  process.stdout.write = process.stderr.write.bind(process.stderr);
  try {
    await prepareInstalled();
    const { passed, output } = await prepareBuilt();
    if (!passed) throw new Fault(`The sources do not compile:\n\n${output}`);
  } finally {
    process.stdout.write = write;
  }
}

/** Paths are meant from where the caller stands. */
const standing = process.env.INIT_CWD ?? process.cwd();
try {
  process.chdir(ROOT);
  passSignalsOn();
  await prepare();
  process.exitCode = await handOver([PROGRAM, ...process.argv.slice(2)], standing);
} catch (error) {
  process.stderr.write(`\n${error instanceof Fault ? error.message : error.stack}\n`);
  process.exitCode = NOT_RUN;
}
