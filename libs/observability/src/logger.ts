import { pino } from 'pino';
import type { DestinationStream } from 'pino';
import { describeError } from './describe-error.js';
import { LOG_FIELDS } from './log-fields.js';
import type { LogFields } from './log-fields.js';
import { code } from './log-values.js';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Writes one line per event: a constant name (`attempt.settled`) and fields of the closed list in
 * `log-fields.ts`. Anything else is dropped and counted on the line as `dropped`.
 */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** A logger that says these fields on each line. */
  with(fields: LogFields): Logger;
}

export interface LoggerOptions {
  /** The process: `gateway`, `dispatcher`, `lifecare`, ... */
  readonly app: string;
  readonly level: LogLevel;
  /** Where lines go; standard output when left out. */
  readonly destination?: DestinationStream;
}

/**
 * Logs JSON lines. Each is one line and one JSON object: every kind of value in `log-values.ts` is printable
 * ASCII, so that there is nothing to escape (R38).
 */
export function createLogger({ app, level, destination }: LoggerOptions): Logger {
  const lines = pino(
    {
      level,
      base: { app },
      messageKey: 'event',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
  const loggerWith = (always: LogFields): Logger => {
    const say =
      (at: LogLevel) =>
      (event: string, fields: LogFields = {}): void => {
        if (lines.isLevelEnabled(at)) lines[at](allowed({ ...always, ...fields }), code(event) ?? 'unnamed');
      };
    return {
      debug: say('debug'),
      info: say('info'),
      warn: say('warn'),
      error: say('error'),
      with: (fields) => loggerWith({ ...always, ...fields }),
    };
  };
  return loggerWith({});
}

/** The fields whose names are listed and whose values are of their field's kind. */
function allowed({ error, ...fields }: LogFields): Record<string, unknown> {
  const line: Record<string, unknown> = {};
  let dropped = 0;
  for (const [name, said] of Object.entries(fields)) {
    if (said === undefined) continue;
    const value = LOG_FIELDS.get(name)?.(said);
    if (value === undefined) dropped += 1;
    else line[name] = value;
  }
  if (error !== undefined) line['error'] = describeError(error);
  if (dropped > 0) line['dropped'] = dropped;
  return line;
}
