import { readAcknowledgement, type ReadAcknowledgement } from '#cda';
import type { RecordedVersion, WriteOutcome } from '#recording';
import type { SoapAnswer } from '#soap';
import type { ArchiveReply } from './archive-client.js';

/**
 * Codes of 1.2.246.537.5.40112.2006. Only the first two are public (4Y00007 fault in the message, 5Y00009 no right
 * of use); the others are our stand-in's (docs/systems/kanta.md).
 */
export const ALREADY_ARCHIVED = '4Y00101';
const VERSION_ORDER = '4Y00102';
const NO_RIGHT_OF_USE = '5Y00009';

/**
 * What the reply to an archiving message means (R11). In doubt it is `unknown`: the runner then asks the archive,
 * and never sends blindly again.
 * @param receipt where the document stands if it was archived: its ids are ours
 */
export function classifyReply({ messageId, reply }: ArchiveReply, receipt: RecordedVersion): WriteOutcome {
  switch (reply.kind) {
    case 'not-sent':
      return { kind: 'not-now', code: `not-sent-${reply.code}`, sent: false };
    case 'no-answer':
      return { kind: 'unknown', code: `no-answer-${reply.code}` };
    case 'answered':
      return classifyAnswer(reply, messageId, receipt);
  }
}

function classifyAnswer(answer: SoapAnswer, messageId: string, receipt: RecordedVersion): WriteOutcome {
  const { status, content } = answer;
  // These mean the same whatever stands in the body, a proxy's page included.
  if ([408, 425, 429, 503].includes(status)) return notNow(answer);
  if (status >= 300 && status < 400) return rejected(answerCode(answer));
  // Something between us and the archive may have written this: it tells nothing of what the archive did.
  if (content === 'unreadable') return { kind: 'unknown', code: 'answer-unreadable' };
  if (content === 'foreign') return { kind: 'unknown', code: 'answer-of-another' };
  if (content === 'fault') return classifyFault(answer);
  if (status >= 400 && status < 500) return rejected(answerCode(answer));
  if (status !== 200 || answer.body === undefined) return { kind: 'unknown', code: answerCode(answer) };
  const acknowledgement = readAcknowledgement(answer.body);
  if (acknowledgement === undefined) return { kind: 'unknown', code: 'no-acknowledgement' };
  if (acknowledgement.target !== messageId) return { kind: 'unknown', code: 'answer-of-another' };
  return classifyAcknowledgement(acknowledgement, receipt);
}

/** A server's fault may come after the document was stored; one that is ours says that the message was not understood. */
function classifyFault(answer: SoapAnswer): WriteOutcome {
  const isOurs =
    answer.fault === 'Client' || answer.fault === 'VersionMismatch' || answer.fault === 'MustUnderstand';
  return isOurs ? rejected(answerCode(answer)) : { kind: 'unknown', code: answerCode(answer) };
}

function classifyAcknowledgement(
  { type, errorCodes }: ReadAcknowledgement,
  receipt: RecordedVersion,
): WriteOutcome {
  const code = ['ack', type, ...errorCodes.slice(0, 1)].join('-').toLowerCase();
  if (type === 'AA' || type === 'CA') return { kind: 'recorded', receipt, code };
  if (errorCodes.includes(ALREADY_ARCHIVED)) return { kind: 'already-recorded', receipt, code };
  // Another version is in its place, or one is missing before it: the archive must be looked at.
  if (errorCodes.includes(VERSION_ORDER) || errorCodes.length === 0) return { kind: 'unknown', code };
  const isPermanent = errorCodes.some((error) => error.startsWith('4') || error === NO_RIGHT_OF_USE);
  if (isPermanent) return rejected(code);
  return errorCodes.every((error) => error.startsWith('5'))
    ? { kind: 'not-now', code, sent: true }
    : { kind: 'unknown', code };
}

function notNow(answer: SoapAnswer): WriteOutcome {
  const { retryAfterMs } = answer;
  return {
    kind: 'not-now',
    code: answerCode(answer),
    sent: true,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function rejected(code: string): WriteOutcome {
  return { kind: 'rejected', reason: 'rejected-by-system', code };
}

/** `soap-<status>`, with the kind of fault: both are of closed sets, so nothing that the archive wrote gets through. */
export function answerCode({ status, fault }: SoapAnswer): string {
  return fault === undefined ? `soap-${status}` : `soap-${status}-${fault.toLowerCase()}`;
}
