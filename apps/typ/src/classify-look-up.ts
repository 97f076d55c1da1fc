import { textAt, type JsonAnswer, type JsonReply } from '#http';
import type { LookUpOutcome, RecordedVersion, RecordingOrder } from '#recording';
import { answerCode, xRoadCode } from './classify-reply.js';
import { compareRecord } from './compare-record.js';
import { readRecorded } from './read-answer.js';

/** What the read by our key says; an answer that says nothing is `not-now`, for the asking can be repeated. */
export function classifyLookUp(reply: JsonReply, order: RecordingOrder): LookUpOutcome {
  if (reply.kind !== 'answered') return { kind: 'not-now', code: `read-${reply.kind}-${reply.code}` };
  const fromRegister = reply.header('x-road-error') === undefined;
  // Only the register's own words count: a 404 of anything in between says nothing of the record.
  if (fromRegister && answerCode(reply) === 'typ-404-not-found') return { kind: 'absent', code: 'no-match' };
  if (!fromRegister || reply.status !== 200) return notNow(reply);
  const { body } = reply;
  const recorded = readRecorded(body);
  if (recorded === undefined || textAt(body, 'externalId') !== order.seriesKey) {
    return { kind: 'not-now', code: 'read-unreadable' };
  }
  const differences = compareRecord(order, body);
  if (differences.includes('version') && isPrevious(recorded, order)) {
    return { kind: 'absent', code: 'older-version' };
  }
  const matches = differences.length === 0;
  return { kind: 'found', recorded, matches, differences, code: matches ? 'equal' : 'differs' };
}

/** The very version that we were to replace is still the newest: our write has not happened. */
function isPrevious({ targetId, targetVersion }: RecordedVersion, { previous }: RecordingOrder): boolean {
  return targetId === previous?.targetId && targetVersion === previous.targetVersion;
}

function notNow(answer: JsonAnswer): LookUpOutcome {
  const { retryAfterMs } = answer;
  const code = xRoadCode(answer) ?? answerCode(answer);
  return { kind: 'not-now', code: `read-${code}`, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
