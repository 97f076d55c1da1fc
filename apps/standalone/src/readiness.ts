import { setTimeout as delay } from 'node:timers/promises';
import { lastWords } from './processes/last-words.js';
import { StandaloneError } from './standalone.errors.js';

/** One process that has to answer before the start goes on. */
export interface Awaited {
  readonly name: string;
  readonly readyUrls: readonly string[];
  readonly logFile: string;
}

export interface ReadinessOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly onReady: (name: string) => void;
}

const POLL_MS = 50;
const REQUEST_TIMEOUT_MS = 3_000;

/**
 * Waits until every address answers 200.
 * @throws {StandaloneError} `not-ready`, naming who is not, and what their logs say
 */
export async function waitUntilReady(awaited: readonly Awaited[], options: ReadinessOptions): Promise<void> {
  const until = Date.now() + options.timeoutMs;
  const late = await Promise.all(
    awaited.map(async (one) => {
      if (!(await becomesReady(one, until, options.signal))) return [one];
      options.onReady(one.name);
      return [];
    }),
  );
  options.signal.throwIfAborted();
  const notReady = late.flat();
  if (notReady.length > 0) throw await notReadyError(notReady, options.timeoutMs);
}

async function becomesReady({ readyUrls }: Awaited, until: number, signal: AbortSignal): Promise<boolean> {
  for (const url of readyUrls) {
    while (!(await isReady(url))) {
      if (signal.aborted || Date.now() >= until) return false;
      await delay(POLL_MS);
    }
  }
  return true;
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    // Not listening yet.
    return false;
  }
}

async function notReadyError(late: readonly Awaited[], timeoutMs: number): Promise<StandaloneError> {
  const lines = late.map(async ({ name, logFile }) => {
    const words = await lastWords(logFile);
    return `    ${name}: ${words || 'its log tells of no fault'} (${logFile})`;
  });
  return new StandaloneError(
    'not-ready',
    `Not ready after ${timeoutMs / 1000} s:\n${(await Promise.all(lines)).join('\n')}`,
  );
}
