import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Faults } from '../stand-in/faults.js';
import { objectAt } from '../json.js';
import { destroy } from './fault-hooks.js';
import { anotherClient } from './known-client.js';
import type { RecordVersions, StoredVersion } from './record-versions.js';
import { Refusal } from './refusal.js';

/** What a write is answered with, and what it stores; nothing where it was done before. */
export interface PlannedWrite {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly answer: object;
  readonly version?: StoredVersion;
}

export interface WritingService {
  readonly store: RecordVersions;
  readonly faults: Faults;
}

/**
 * Plan, store, answer; with the ordered faults in between.
 * @param plan looks at the request and at what is stored, all in one go
 * @throws Refusal
 */
export async function answerWrite(
  { store, faults }: WritingService,
  request: FastifyRequest,
  reply: FastifyReply,
  plan: () => PlannedWrite,
): Promise<FastifyReply> {
  if (faults.hits('drop-before')) return destroy(request, reply);
  if (faults.hits('unknown-client')) throw new Refusal(422, 'unknown-client');
  if (faults.hits('no-rights')) throw new Refusal(403, 'no-rights');
  const { status, headers, answer, version } = plan();
  const stored = version !== undefined && faults.hits('wrong-client') ? underAnotherClient(version) : version;
  if (stored === undefined) await store.settled();
  else if (!faults.hits('not-stored')) await store.store(stored);
  if (faults.hits('drop-after')) return destroy(request, reply);
  return reply
    .code(status)
    .headers({ ...headers })
    .send(answer);
}

function underAnotherClient(version: StoredVersion): StoredVersion {
  const client = anotherClient(objectAt(version.document, 'client'));
  return { ...version, document: { ...version.document, client } };
}
