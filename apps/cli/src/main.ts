import { buffer } from 'node:stream/consumers';
import { describeError } from '#observability';
import { EXIT } from './command.js';
import { runKuittaus } from './kuittaus.js';

/** The process: nothing else knows standard streams and the exit code. */
async function main(): Promise<void> {
  try {
    process.exitCode = await runKuittaus(process.argv.slice(2), {
      out: (text) => void process.stdout.write(`${text}\n`),
      err: (text) => void process.stderr.write(`${text}\n`),
      readInput: () => buffer(process.stdin),
      now: () => new Date(),
    });
  } catch (error) {
    // What nobody expected may hold anything: its code and place are told, never its message.
    process.stderr.write(`kuittaus: ${JSON.stringify(describeError(error))}\n`);
    process.exitCode = EXIT.failed;
  }
}

void main();
