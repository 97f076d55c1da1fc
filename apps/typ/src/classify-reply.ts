import { at, textAt, type JsonAnswer, type JsonReply } from '#http';
import type { RecordedVersion, RecordingOrder, WriteOutcome } from '#recording';
import { versionOf } from './mapping/record-version.js';
import { readRecorded, readReceipt } from './read-answer.js';

/** Faults of the exchange layer that say: the message never reached the register. */
const NOT_DELIVERED: Readonly<Record<string, string>> = {
  'Server.ServerProxy.AccessDenied': 'x-road-access-denied',
  'Server.ServerProxy.UnknownService': 'x-road-unknown-service',
  'Server.ServerProxy.ServiceDisabled': 'x-road-service-disabled',
  'Server.ClientProxy.UnknownMember': 'x-road-unknown-member',
};

/** The refusals of the contract, so that nothing else the register writes gets into a code. */
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
  'version-key-reused',
  'other-client',
  'fault-on-demand',
  'failed',
];

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
  if (answer.header('x-road-error') !== undefined) return classifyXRoadFault(answer);
  // These mean the same whatever stands in the body, a proxy's page included.
  if (status === 401) return notNow(answer, false);
  if (status === 408 || status === 425 || status === 429 || status === 503) return notNow(answer, true);
  if (status >= 300 && status < 400) return rejected(answer);
  if (status === 409 || status === 412) return classifyConflict(answer, order);
  // Something between us and the register may have written this: it tells nothing of what the register did.
  if (answer.content === 'unreadable') return { kind: 'unknown', code: 'answer-unreadable' };
  if (status >= 400 && status < 500) return rejected(answer);
  if (status >= 200 && status < 300) return classifySuccess(answer, order);
  return { kind: 'unknown', code: answerCode(answer) };
}

/** A fault of X-Road tells by its type alone whether the register can have got the message. */
function classifyXRoadFault(answer: JsonAnswer): WriteOutcome {
  const notDelivered = xRoadCode(answer);
  if (notDelivered !== undefined) return { kind: 'not-now', code: notDelivered, sent: true };
  const code = `x-road-${answer.status}`;
  return answer.status >= 400 && answer.status < 500
    ? { kind: 'rejected', reason: 'rejected-by-system', code }
    : { kind: 'unknown', code };
}

/** What is there already is known by its receipt; any other conflict only a look-up can tell. */
function classifyConflict(answer: JsonAnswer, { operation }: RecordingOrder): WriteOutcome {
  const code = answerCode(answer);
  const receipt = readRecorded(at(answer.body, 'current'));
  return operation === 'create' && code === 'typ-409-already-there' && receipt !== undefined
    ? { kind: 'already-recorded', receipt, code }
    : { kind: 'unknown', code };
}

function classifySuccess(answer: JsonAnswer, order: RecordingOrder): WriteOutcome {
  const receipt = readReceipt(answer.body);
  const isOurs =
    receipt?.externalId === order.seriesKey &&
    receipt.versionKey === order.versionKey &&
    receipt.targetVersion === String(versionOf(order)) &&
    receipt.status === (order.operation === 'nullify' ? 'cancelled' : 'active');
  if (!isOurs) return { kind: 'unknown', code: `typ-${answer.status}-malformed` };
  const { targetId, targetVersion, repeated } = receipt;
  const recorded: RecordedVersion = { targetId, targetVersion };
  return {
    kind: repeated ? 'already-recorded' : 'recorded',
    receipt: recorded,
    code: `typ-${answer.status}`,
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

function rejected(answer: JsonAnswer): WriteOutcome {
  return { kind: 'rejected', reason: 'rejected-by-system', code: answerCode(answer) };
}

/** @returns a code for a fault of the exchange layer that kept the message from the register */
export function xRoadCode(answer: JsonAnswer): string | undefined {
  const type = answer.header('x-road-error') ?? '';
  return Object.hasOwn(NOT_DELIVERED, type) ? NOT_DELIVERED[type] : undefined;
}

/** `typ-<status>-<code of the contract>`: both are of closed sets, so nothing that the register wrote gets through. */
export function answerCode({ status, body }: JsonAnswer): string {
  const code = textAt(body, 'code') ?? '';
  return PROBLEM_CODES.includes(code) ? `typ-${status}-${code}` : `typ-${status}`;
}
