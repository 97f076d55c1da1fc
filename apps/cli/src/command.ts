import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import type { Variables } from '#configuration';

/** `wrong`: what was looked at has a fault. `usage`: nothing was looked at. `failed`: looking itself went wrong. */
export const EXIT = { right: 0, wrong: 1, usage: 2, failed: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Everything of the outside that a command touches, but files. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** All of standard input. */
  readInput(): Promise<Buffer>;
  now(): Date;
  /** Absent: those of the process. */
  readonly variables?: Variables;
}

/** One command of `kuittaus`; its words are for people, in Finnish. */
export interface Command {
  /** One or two words. */
  readonly name: string;
  readonly summary: string;
  /** The arguments after the name. */
  readonly usage: string;
  run(args: readonly string[], io: Io): Promise<ExitCode>;
}

/** The command was called wrongly; its usage is shown with the message. */
export class UsageFault extends Error {
  readonly code = 'usage';
}

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Reads arguments by `util.parseArgs`.
 * @throws UsageFault for an option that is not there, or has a value too many or too few
 */
export function readArgs<const T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch {
    throw new UsageFault('Tuntematon tai väärin annettu valitsin.');
  }
}

/** @throws UsageFault when there are not exactly so many */
export function exactly(positionals: readonly string[], count: number): readonly string[] {
  if (positionals.length !== count) throw new UsageFault('Väärä määrä argumentteja.');
  return positionals;
}
