import { className, code } from './log-values.js';

/** All that a line tells of a thrown thing. */
export interface DescribedError {
  /** Class of the error, `unnamed` when it is not one. */
  readonly name: string;
  /** Stable code of a typed error, or of Node or PostgreSQL (`ECONNREFUSED`, `23505`). */
  readonly code?: string;
  /** Places in our own code, innermost first: `dist/libs/ledger/src/database.js:12:5`. */
  readonly at?: readonly string[];
  readonly cause?: DescribedError;
}

const CALL_SITES = 4;
const CAUSES = 3;
/** `TypeError`, `Error [ERR_SOMETHING]` */
const HEADING = /^[A-Za-z_$][\w$]*(?: \[\w+\])?/;
/** A frame of ours; the function's name is left out, and so is where on the machine the code lies. */
const OWN_FRAME = /^ {4}at (?:.*[( /])?((?:dist\/)?(?:apps|libs|test)\/[\w./-]+\.[jt]s:\d+:\d+)\)?$/;

/**
 * Reduces an error to what cannot hold personal data: a message may quote what a client or a record system
 * sent, and a stack begins with the message; both stay out in every environment (R47).
 */
export function describeError(error: unknown, causes = CAUSES): DescribedError {
  if (!(error instanceof Error)) return { name: 'unnamed' };
  const knownCode = 'code' in error ? code(error.code) : undefined;
  const at = callSites(error);
  return {
    name: className(error.name) ?? 'unnamed',
    ...(knownCode !== undefined && { code: knownCode }),
    ...(at.length > 0 && { at }),
    ...(error.cause !== undefined && causes > 0 && { cause: describeError(error.cause, causes - 1) }),
  };
}

/** Only from a stack that begins with the very message, so that no line of a message passes as a frame. */
function callSites({ stack = '', message }: Error): string[] {
  const heading = HEADING.exec(stack)?.[0] ?? '';
  const rest = stack.slice(heading.length);
  const beforeFrames = message === '' ? '\n' : `: ${message}\n`;
  if (heading === '' || !rest.startsWith(beforeFrames)) return [];
  return rest
    .slice(beforeFrames.length)
    .split('\n')
    .flatMap((line) => OWN_FRAME.exec(line)?.[1] ?? [])
    .slice(0, CALL_SITES);
}
