import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ROOT } from './places.mjs';

const KILL_AFTER_MS = 10_000;
const PARENT_POLL_MS = 500;
const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** What runs now, with what to do once it has ended because of a signal to us. */
const children = new Map();

/**
 * A signal to us is one to all that we started. After a Ctrl-C at the terminal they get it twice, since the
 * terminal sends it to each of them as well: they take a repeated one as one.
 */
export function passSignalsOn() {
  for (const signal of ENDING_SIGNALS) process.on(signal, () => end(signal));
  if (process.env.npm_lifecycle_event !== undefined) endWithParent();
}

/**
 * Runs a program to its end.
 * @param {object} options
 * @param {boolean} [options.shown] its output goes to the terminal at once, instead of into the result
 * @param {number} [options.limitMs] it is ended when it takes longer
 * @returns {Promise<{ code: number, output: string, timedOut: boolean }>}
 */
export async function run(command, args, { shown = false, limitMs = 0, env = {} } = {}) {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: shown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  const output = [];
  child.stdout?.on('data', (part) => output.push(part));
  child.stderr?.on('data', (part) => output.push(part));
  const limit = endAfter(child, limitMs);
  const code = await ended(child, (signal) => process.exit(codeOf(signal)));
  limit.clear();
  return { code, output: Buffer.concat(output).toString('utf8'), timedOut: limit.reached };
}

/** A Node program of this repository or of a package. */
export const runNode = (args, options) => run(process.execPath, args, options);

/**
 * Becomes another program, as far as the caller can tell: its output, its signals, its exit code.
 * @param {string[]} args
 * @param {string} [cwd]
 * @returns {Promise<number>} exit code
 */
export function handOver(args, cwd = ROOT) {
  const child = spawn(process.execPath, args, { cwd, stdio: 'inherit' });
  return ended(child, () => undefined);
}

function end(signal) {
  if (children.size === 0) process.exit(codeOf(signal));
  for (const [child, after] of children) {
    child.once('close', () => after(signal));
    child.kill(signal);
  }
}

/** npm runs us in a shell that dies of a signal without telling us. */
function endWithParent() {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end('SIGTERM');
  }, PARENT_POLL_MS);
  timer.unref();
}

/** @returns {Promise<number>} exit code, as a shell has it where a signal ended the child */
function ended(child, afterSignal) {
  children.set(child, afterSignal);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      children.delete(child);
      resolve(code ?? codeOf(signal));
    });
  });
}

const codeOf = (signal) => 128 + constants.signals[signal];

function endAfter(child, limitMs) {
  const timers = [];
  const limit = { reached: false, clear: () => timers.forEach(clearTimeout) };
  if (limitMs > 0) {
    const endNow = () => {
      limit.reached = true;
      child.kill('SIGTERM');
      timers.push(setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS));
    };
    timers.push(setTimeout(endNow, limitMs));
  }
  return limit;
}
