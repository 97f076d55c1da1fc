import { DEFAULT_MIX, SHORT_MIX } from './mixes.js';
import { readOptions, USAGE, WrongOptions } from './options.js';
import type { ChaosOptions } from './options.js';
import { runPlanted } from './planted/run-planted.js';
import { runMix } from './run-mix.js';
import { runSweep } from './sweep/run-sweep.js';
import { Engines } from './system/engines.js';

const startedAt = performance.now();
const say = (line: string): void => {
  process.stdout.write(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(7)}  ${line}\n`);
};

async function run(options: ChaosOptions): Promise<boolean> {
  switch (options.command) {
    case 'mix': {
      const mix = options.mix === 'short' ? SHORT_MIX : DEFAULT_MIX;
      const { checked } = await runMix({ ...mix, ...options, durationMs: options.minutes * 60_000, say });
      return checked.violations.length === 0;
    }
    case 'sweep':
      return runSweep(options.only, say);
    case 'planted':
      return runPlanted(options.only, say);
  }
}

/** The whole of `npm run chaos`; the exit code says whether all held. */
async function main(): Promise<void> {
  try {
    process.exitCode = (await run(readOptions(process.argv.slice(2)))) ? 0 : 1;
  } catch (failure) {
    if (!(failure instanceof WrongOptions)) throw failure;
    process.stderr.write(`${failure.message}\n${USAGE}\n`);
    process.exitCode = 2;
  }
}

const INTERRUPTED = 130;

/** The services end with this process; the engines would outlive it. */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    say('interrupted');
    void Promise.all([...Engines.running].map((engines) => engines.stop())).finally(() =>
      process.exit(INTERRUPTED),
    );
  });
}
void main();
