// What a person sees while something is prepared or checked: a line when it starts or is long under way,
// and one when it ends, with its duration.

/** A fault that the person at the terminal can act on: its message is all that they need to see. */
export class Fault extends Error {}

export function say(what, text) {
  process.stdout.write(`        ${what.padEnd(12)}${text}\n`);
}

/** @param passed @param {number} durationMs */
export function sayEnd(what, passed, durationMs, text = '') {
  const mark = passed ? 'ok' : 'FAILED';
  const seconds = `${(durationMs / 1000).toFixed(1)} s`;
  process.stdout.write(`${mark.padEnd(8)}${what.padEnd(12)}${seconds.padStart(7)}  ${text}`.trimEnd() + '\n');
}

/** Calls `tell` every few seconds while the work runs, so that a long step is never silent. */
export async function withHeartbeat(work, tell, everyMs = 5_000) {
  const timer = setInterval(tell, everyMs);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
