import { ERASURE_STATES, HINDRANCES } from '#ledger';
import { list, object, reference, string, time, words } from './schema.js';
import type { Schema } from './schema.js';

const uuid: Schema = { type: 'string', format: 'uuid' };
const decisions = list({ type: 'string', description: 'team/decisionId' });
const reason: Schema = {
  type: 'string',
  minLength: 1,
  maxLength: 500,
  description: 'One line, without personal data',
};

/** What is asked and answered about legal holds and erasures. */
export const RETENTION_SCHEMAS: Readonly<Record<string, Schema>> = {
  SubjectRequest: {
    ...object(
      {
        decision: { type: 'string', description: 'team/decisionId' },
        personalIdentityCode: string,
        temporaryId: string,
        temporaryIdSystem: string,
        reason,
      },
      ['decision', 'personalIdentityCode', 'temporaryId', 'temporaryIdSystem'],
    ),
    description: 'A decision or a client, one of them',
  },
  LiftRequest: object({ reason }),
  HoldRef: object({ id: uuid }),
  Holds: object({
    items: list(object({ id: uuid, on: words(['client', 'decision']), decisions, reason, putAt: time })),
  }),
  Erasure: object(
    {
      id: uuid,
      state: words(ERASURE_STATES),
      decisions,
      reason,
      requestedAt: time,
      erasedAt: time,
      hindrance: words(HINDRANCES),
    },
    ['erasedAt', 'hindrance'],
  ),
  Erasures: object({ items: list(reference('Erasure')) }),
};
