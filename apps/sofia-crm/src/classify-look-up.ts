import { at, listAt, textAt, type JsonAnswer, type JsonReply } from '#http';
import type { LookUpOutcome, RecordedVersion, RecordingOrder } from '#recording';
import { answerCode } from './classify-reply.js';
import { compareEvent } from './compare-event.js';
import { readRecorded } from './read-answer.js';

/** What the search by our key says; an answer that says nothing is `not-now`, for the asking can be repeated. */
export function classifyLookUp(reply: JsonReply, order: RecordingOrder): LookUpOutcome {
  if (reply.kind !== 'answered') return { kind: 'not-now', code: `find-${reply.kind}-${reply.code}` };
  if (reply.status !== 200) return notNow(reply);
  const items = listAt(reply.body, 'items');
  // A total that differs means pages, or a list that is not whole.
  if (at(reply.body, 'total') !== items.length || !Array.isArray(at(reply.body, 'items'))) return UNREADABLE;
  // Servers have ignored search parameters: each match must really carry the key.
  if (!items.every((item) => textAt(item, 'externalReference') === order.seriesKey)) return UNREADABLE;
  const [event, ...others] = items;
  if (others.length > 0) return { kind: 'several', count: items.length, code: 'several-matches' };
  return event === undefined ? { kind: 'absent', code: 'no-match' } : classifyEvent(event, order);
}

const UNREADABLE: LookUpOutcome = { kind: 'not-now', code: 'find-unreadable' };

function classifyEvent(event: unknown, order: RecordingOrder): LookUpOutcome {
  const recorded = readRecorded(event);
  if (recorded === undefined) return UNREADABLE;
  const differences = compareEvent(order, event);
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
  const code = `find-${answerCode(answer)}`;
  return { kind: 'not-now', code, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
