import { parseArgs } from 'node:util';

/** What was asked for on the command line. */
export interface ChaosOptions {
  readonly command: 'mix' | 'sweep' | 'planted';
  readonly seed: number;
  readonly minutes: number;
  readonly mode: 'safety' | 'liveness';
  readonly mix: 'default' | 'short';
  readonly tasks: number;
  readonly only: string | undefined;
}

export const USAGE = `Usage: npm run chaos -- [--seed S] [--minutes M] [--mode safety|liveness] [--mix default|short] [--tasks N]
       npm run chaos -- --sweep [--only POINT]
       npm run chaos -- --planted [--only BUG]`;

export class WrongOptions extends Error {}

export function readOptions(args: readonly string[]): ChaosOptions {
  const { values } = parse(args);
  const { sweep, planted, mode, mix } = values;
  if (sweep && planted) throw new WrongOptions('--sweep or --planted, not both');
  if (mode !== 'safety' && mode !== 'liveness') throw new WrongOptions('--mode is safety or liveness');
  if (mix !== 'default' && mix !== 'short') throw new WrongOptions('--mix is default or short');
  return {
    command: sweep ? 'sweep' : planted ? 'planted' : 'mix',
    seed: numberOf('seed', values.seed ?? String(Math.floor(Math.random() * 1_000_000_000))),
    minutes: numberOf('minutes', values.minutes),
    mode,
    mix,
    tasks: numberOf('tasks', values.tasks ?? 'Infinity'),
    only: values.only,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string' },
        minutes: { type: 'string', default: '20' },
        mode: { type: 'string', default: 'liveness' },
        mix: { type: 'string', default: 'default' },
        tasks: { type: 'string' },
        sweep: { type: 'boolean', default: false },
        planted: { type: 'boolean', default: false },
        only: { type: 'string' },
      },
    });
  } catch (failure) {
    throw new WrongOptions(failure instanceof Error ? failure.message : 'wrong options');
  }
}

function numberOf(name: string, text: string): number {
  const number = Number(text);
  if (Number.isNaN(number) || number < 0) throw new WrongOptions(`--${name} is a number`);
  return number;
}
