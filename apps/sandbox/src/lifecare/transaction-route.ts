import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseJson } from '../json.js';
import { bytesOf } from '../stand-in/own-side.js';
import type { Faults } from '../stand-in/faults.js';
import { FHIR_JSON, destroy } from './fhir-guard.js';
import type { RecordStore } from './store/record-store.js';
import { readTransaction } from './transaction/bundle.js';
import { planTransaction } from './transaction/plan-transaction.js';
import { transactionAnswer } from './transaction/transaction-answer.js';
import { underAnotherClient } from './transaction/under-another-client.js';
import { Refusal } from './validation/refusals.js';

interface TransactionService {
  readonly store: RecordStore;
  readonly faults: Faults;
  readonly fhirBase: () => string;
}

/** `POST [base]`: read, plan, commit, answer; with the ordered faults in between. */
export function transactionRoute(app: FastifyInstance, service: TransactionService): void {
  app.addContentTypeParser('application/fhir+json', { parseAs: 'buffer' }, (request, body, done) => {
    const charset = /;\s*charset=([^;]*)/i.exec(request.headers['content-type'] ?? '')?.[1];
    const utf8 = charset === undefined || /^"?utf-8"?$/i.test(charset.trim());
    done(utf8 ? null : Refusal.of(415, 'body-media-type'), body);
  });
  app.post('/', (request, reply) => answer(service, request, reply));
}

async function answer(
  { store, faults, fhirBase }: TransactionService,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (faults.hits('drop-before')) return destroy(request, reply);
  const body = parseJson(bytesOf(request.body));
  if (body === undefined) return reply.code(400).send();
  if (faults.hits('unknown-client')) throw Refusal.of(422, 'unknown-client');
  if (faults.hits('no-rights')) throw Refusal.of(403, 'no-rights');
  const entries = readTransaction(body, fhirBase());

  const plan = planTransaction(entries, store, new Date().toISOString());
  const versions = faults.hits('wrong-client') ? underAnotherClient(plan.versions) : plan.versions;
  if (!faults.hits('not-stored')) await store.commit(versions);
  if (faults.hits('drop-after')) return destroy(request, reply);
  return reply.type(FHIR_JSON).send(JSON.stringify(transactionAnswer(plan)));
}
