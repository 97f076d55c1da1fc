import { readTransactionResponse, type FhirAnswer, type FhirReply } from '#fhir';
import type { RecordedVersion, RecordingOrder, WriteOutcome } from '#recording';
import { resourceTypeOf } from './mapping/record-keys.js';

/** The record and its Provenance. */
const ENTRIES = 2;

type WrittenOrder = Pick<RecordingOrder, 'operation' | 'record' | 'previous'>;

/**
 * What a write's reply means (R11). In doubt it is `unknown`: the runner then asks the system, and never
 * sends blindly again.
 */
export function classifyReply(reply: FhirReply, order: WrittenOrder): WriteOutcome {
  switch (reply.kind) {
    case 'not-sent':
      return { kind: 'not-now', code: `not-sent-${reply.code}`, sent: false };
    case 'no-answer':
      return { kind: 'unknown', code: `no-answer-${reply.code}` };
    case 'answered':
      return classifyAnswer(reply, order);
  }
}

function classifyAnswer(answer: FhirAnswer, order: WrittenOrder): WriteOutcome {
  const { status } = answer;
  // These mean the same whatever stands in the body, a proxy's page included.
  if (status === 401) return notNow(answer, false);
  if (status === 408 || status === 425 || status === 429 || status === 503) return notNow(answer, true);
  if (status === 409 || status === 412) return { kind: 'unknown', code: `fhir-${status}` };
  if (status >= 300 && status < 400) return rejected(answer);
  // Something between us and the system may have written this: it tells nothing of what the system did.
  if (answer.content === 'unreadable') return { kind: 'unknown', code: 'answer-unreadable' };
  if (status >= 400 && status < 500) return rejected(answer);
  if (status >= 200 && status < 300) return classifySuccess(answer, order);
  return { kind: 'unknown', code: answerCode(answer) };
}

function classifySuccess({ status, body }: FhirAnswer, order: WrittenOrder): WriteOutcome {
  const record = readTransactionResponse(body, ENTRIES)?.[0];
  const receipt = record === undefined ? undefined : receiptOf(record, order);
  if (record === undefined || receipt === undefined || record.status < 200 || record.status >= 300) {
    return { kind: 'unknown', code: `fhir-${status}-malformed` };
  }
  // A conditional create answers 200 where the key was there already, 201 where it created.
  const alreadyThere = order.operation === 'create' && record.status === 200;
  return { kind: alreadyThere ? 'already-recorded' : 'recorded', receipt, code: `fhir-${record.status}` };
}

/** An update's answer may leave out the location: the address is then the one that was put. */
function receiptOf(
  {
    resourceType,
    id,
    version,
  }: { readonly resourceType?: string; readonly id?: string; readonly version?: string },
  { record, previous }: WrittenOrder,
): RecordedVersion | undefined {
  if (version === undefined) return undefined;
  if (id === undefined) return previous && { targetId: previous.targetId, targetVersion: version };
  const isOther = previous !== undefined && id !== previous.targetId;
  return resourceType !== resourceTypeOf(record) || isOther
    ? undefined
    : { targetId: id, targetVersion: version };
}

function notNow(answer: FhirAnswer, sent: boolean): WriteOutcome {
  const { retryAfterMs } = answer;
  return {
    kind: 'not-now',
    code: answerCode(answer),
    sent,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function rejected(answer: FhirAnswer): WriteOutcome {
  return { kind: 'rejected', reason: 'rejected-by-system', code: answerCode(answer) };
}

/** `fhir-<status>-<first issue code>`: both are of closed sets, so nothing that the system wrote gets through. */
export function answerCode({ status, issueCodes }: FhirAnswer): string {
  const issue = issueCodes[0];
  return issue === undefined ? `fhir-${status}` : `fhir-${status}-${issue}`;
}
