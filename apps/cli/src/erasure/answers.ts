import { ERASURE_STATES, HINDRANCES } from '#ledger';
import type { Erasure } from '#ledger';
import { z } from 'zod';

/** What the gateway answers about holds and erasures (`/openapi.json`). */
export const HOLD_REF = z.object({ id: z.string() });
export const HOLDS = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      on: z.enum(['client', 'decision']),
      decisions: z.array(z.string()),
      reason: z.string(),
      putAt: z.string(),
    }),
  ),
});
export const ERASURE = z.object({
  id: z.string(),
  state: z.enum(ERASURE_STATES),
  decisions: z.array(z.string()),
  reason: z.string(),
  requestedAt: z.string(),
  erasedAt: z.string().exactOptional(),
  hindrance: z.enum(HINDRANCES).exactOptional(),
});
export const ERASURES = z.object({ items: z.array(ERASURE) });

const STATE_WORDS: Readonly<Record<Erasure['state'], string>> = {
  requested: 'odottaa toisen pääkäyttäjän hyväksyntää',
  expired: 'vanhentunut',
  done: 'poistettu',
};
const HINDRANCE_WORDS: Readonly<Record<NonNullable<Erasure['hindrance']>, string>> = {
  'client-erased': 'asiakas on jo poistettu',
  'client-held': 'säilytysmääräys estää',
  'tasks-open': 'avoimet kirjaustehtävät estävät',
};

export const holdLine = ({ id, on, decisions, reason, putAt }: z.infer<typeof HOLDS>['items'][number]) =>
  [id, putAt, on === 'client' ? 'asiakas' : 'päätös', decisions.join(' ') || '-', reason].join('  ');

export const erasureLine = (erasure: z.infer<typeof ERASURE>): string =>
  [
    erasure.id,
    erasure.erasedAt ?? erasure.requestedAt,
    STATE_WORDS[erasure.state],
    ...(erasure.hindrance === undefined ? [] : [HINDRANCE_WORDS[erasure.hindrance]]),
    erasure.decisions.join(' ') || '-',
    erasure.reason,
  ].join('  ');
