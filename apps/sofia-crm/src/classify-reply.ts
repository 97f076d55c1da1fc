import { at, textAt, type JsonAnswer, type JsonReply } from '#http';
import type { RecordingOrder, WriteOutcome } from '#recording';
import { readRecorded, readReceipt } from './read-answer.js';

/** The refusals of the contract, so that nothing else the system writes gets into a code. */
const PROBLEM_CODES = [
  'bad-request',
  'not-found',
  'media-type',
  'too-large',
  'invalid',
  'unknown-client',
  'no-rights',
  'already-there',
  'stale',
  'cancelled',
  'idempotency-key-reused',
  'fault-on-demand',
  'failed',
];

/** Refusals that say: something of ours is there. Only a look-up can tell what. */
const CONFLICTS = ['sofia-crm-422-idempotency-key-reused'];

/**
 * What a write's reply means (R11). In doubt it is `unknown`: the runner then asks the system, and never
 * sends blindly again.
 */
export function classifyReply(reply: JsonReply, order: RecordingOrder): WriteOutcome {
  switch (reply.kind) {
    case 'not-sent':
      return { kind: 'not-now', code: `not-sent-${reply.code}`, sent: false };
    case 'no-answer':
      return { kind: 'unknown', code: `no-answer-${reply.code}` };
    case 'answered':
      return classifyAnswer(reply, order);
  }
}

function classifyAnswer(answer: JsonAnswer, order: RecordingOrder): WriteOutcome {
  const { status } = answer;
  const code = answerCode(answer);
  // These mean the same whatever stands in the body, a proxy's page included.
  if (status === 401) return notNow(answer, false);
  if (status === 408 || status === 425 || status === 429 || status === 503) return notNow(answer, true);
  if (status >= 300 && status < 400) return rejected(code);
  if (status === 409 || status === 412 || CONFLICTS.includes(code)) return classifyConflict(answer, order);
  // Something between us and the system may have written this: it tells nothing of what the system did.
  if (answer.content === 'unreadable') return { kind: 'unknown', code: 'answer-unreadable' };
  if (status >= 400 && status < 500) return rejected(code);
  if (status >= 200 && status < 300) return classifySuccess(answer, order);
  return { kind: 'unknown', code };
}

/** What is there already is known by its receipt; any other conflict only a look-up can tell. */
function classifyConflict(answer: JsonAnswer, { operation }: RecordingOrder): WriteOutcome {
  const code = answerCode(answer);
  const receipt = readRecorded(at(answer.body, 'current'));
  return operation === 'create' && code === 'sofia-crm-409-already-there' && receipt !== undefined
    ? { kind: 'already-recorded', receipt, code }
    : { kind: 'unknown', code };
}

function classifySuccess(answer: JsonAnswer, order: RecordingOrder): WriteOutcome {
  const receipt = readReceipt(answer.body);
  const isOurs =
    receipt?.externalReference === order.seriesKey &&
    receipt.versionKey === order.versionKey &&
    receipt.status === (order.operation === 'nullify' ? 'cancelled' : 'active') &&
    (order.operation === 'create' || receipt.targetId === order.previous?.targetId);
  if (!isOurs) return { kind: 'unknown', code: `sofia-crm-${answer.status}-malformed` };
  const { targetId, targetVersion } = receipt;
  return {
    kind: answer.header('idempotency-replayed') === 'true' ? 'already-recorded' : 'recorded',
    receipt: { targetId, targetVersion },
    code: `sofia-crm-${answer.status}`,
  };
}

function notNow(answer: JsonAnswer, sent: boolean): WriteOutcome {
  const { retryAfterMs } = answer;
  return {
    kind: 'not-now',
    code: answerCode(answer),
    sent,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function rejected(code: string): WriteOutcome {
  return { kind: 'rejected', reason: 'rejected-by-system', code };
}

/** `sofia-crm-<status>-<code of the contract>`: of closed sets, so nothing that the system wrote gets through. */
export function answerCode({ status, body }: JsonAnswer): string {
  const code = textAt(body, 'code') ?? '';
  return PROBLEM_CODES.includes(code) ? `sofia-crm-${status}-${code}` : `sofia-crm-${status}`;
}
