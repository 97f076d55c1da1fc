import type { Acknowledgement, AcknowledgedError, ErrorCode, Hl7Reply } from '#hl7v2';
import type { RecordingOrder, WriteOutcome } from '#recording';
import { receiptOf } from './mapping/document-keys.js';

/**
 * What a write's reply means (R11). In doubt it is `unknown`: the runner then asks the system, and never
 * sends blindly again.
 */
export function classifyReply(reply: Hl7Reply, order: RecordingOrder): WriteOutcome {
  switch (reply.kind) {
    case 'not-encodable':
      return { kind: 'rejected', reason: 'not-encodable', code: 'not-encodable' };
    case 'not-sent':
      return { kind: 'not-now', code: `not-sent-${reply.code}`, sent: false };
    case 'no-answer':
      return { kind: 'unknown', code: `no-answer-${reply.code}` };
    case 'answered':
      return classifyAcknowledgement(reply.answer.acknowledgement, order);
  }
}

function classifyAcknowledgement(acknowledgement: Acknowledgement, order: RecordingOrder): WriteOutcome {
  const code = acknowledgementCode(acknowledgement);
  switch (meaningOf(acknowledgement, order)) {
    case 'recorded':
      return { kind: 'recorded', receipt: receiptOf(order), code };
    case 'already-recorded':
      return { kind: 'already-recorded', receipt: receiptOf(order), code };
    case 'rejected':
      return { kind: 'rejected', reason: 'rejected-by-system', code };
    case 'not-now':
      return { kind: 'not-now', code, sent: true };
    case 'unknown':
      return { kind: 'unknown', code };
  }
}

type Meaning = WriteOutcome['kind'];

/** In this order: one of them is enough. */
const WEIGHTS: readonly Meaning[] = ['already-recorded', 'unknown', 'rejected', 'not-now'];

function meaningOf({ code, errors }: Acknowledgement, order: RecordingOrder): Meaning {
  if (code === 'AA' || code === 'CA') return 'recorded';
  // A reject is for reasons other than the content, so that the same message may be taken later (2.9.2).
  const isReject = code === 'AR' || code === 'CR';
  const meanings = errors.map((error) => errorMeaning(error, isReject, order));
  return WEIGHTS.find((weight) => meanings.includes(weight)) ?? (isReject ? 'not-now' : 'rejected');
}

function errorMeaning(error: AcknowledgedError, isReject: boolean, order: RecordingOrder): Meaning {
  const { code } = error;
  if (code === undefined) return isReject ? 'not-now' : 'rejected';
  // Rejected before it was worked on, or failed while it was: only the first is sure to have left nothing.
  if (code === '207') return isReject ? 'not-now' : 'unknown';
  // The document that we know of is not what is there; perhaps an earlier try of ours came through.
  if (code === '204' && isAboutDocument(error, order)) return 'unknown';
  return MEANINGS[code];
}

/** HL7 table 0357. */
const MEANINGS: Readonly<Record<Exclude<ErrorCode, '207'>, Meaning>> = {
  '100': 'rejected',
  '101': 'rejected',
  '102': 'rejected',
  '103': 'rejected',
  '200': 'rejected',
  '201': 'rejected',
  '202': 'rejected',
  '203': 'rejected',
  '204': 'rejected',
  '205': 'already-recorded',
  '206': 'not-now',
};

/** Of a create nothing can be there that would not be known. */
function isAboutDocument({ location }: AcknowledgedError, { operation }: RecordingOrder): boolean {
  const named = location?.segment === 'TXA' && (location.field === 12 || location.field === 13);
  return named && operation !== 'create';
}

/** `hl7-<msa-1>-<first err-3>`: both are of closed sets, so nothing that the system wrote gets through. */
export function acknowledgementCode({ code, errors }: Acknowledgement): string {
  const error = errors[0]?.code;
  return (error === undefined ? `hl7-${code}` : `hl7-${code}-${error}`).toLowerCase();
}
