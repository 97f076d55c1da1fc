import { UsageFault } from '../command.js';
import type { Io } from '../command.js';

const DECISION = /^[a-z][a-z0-9-]{0,31}\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/u;
const IDENTITY_CODE = /^[0-9]{6}[-+A-FU-Y][0-9]{3}[0-9A-Y]$/u;

export const SUBJECT_OPTIONS = { decision: { type: 'string' }, why: { type: 'string' } } as const;

/**
 * A decision is named among the arguments; a client only by standard input, since arguments are seen by every process
 * and kept by shells.
 * @throws UsageFault
 */
export async function subjectOf(
  { decision, why }: { readonly decision?: string | undefined; readonly why?: string | undefined },
  io: Io,
): Promise<object> {
  const reason = whyOf(why);
  if (decision !== undefined) {
    if (!DECISION.test(decision)) throw new UsageFault('--decision on tiimi/päätöksen tunniste.');
    return { decision, reason };
  }
  const code = (await io.readInput()).toString('utf8').trim();
  if (!IDENTITY_CODE.test(code)) throw new UsageFault('Syötteessä ei ole henkilötunnusta.');
  return { personalIdentityCode: code, reason };
}

/** @throws UsageFault */
export function whyOf(why: string | undefined): string {
  if (why === undefined || why.trim() === '') throw new UsageFault('Perustelu puuttuu: --why.');
  return why;
}
