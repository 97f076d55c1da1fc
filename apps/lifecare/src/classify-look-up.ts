import { isResourceId, readKeySearch } from '#fhir';
import type { FhirAnswer, FhirReply, RecordResource } from '#fhir';
import { at, textAt } from '#http';
import type { LookUpOutcome, RecordingOrder } from '#recording';
import { answerCode } from './classify-reply.js';
import { compareRecord } from './compare-record.js';
import { resourceTypeOf, seriesKey } from './mapping/record-keys.js';

/** The one record under our key, still to be read; or the end of the look-up. */
export type SearchFinding = { readonly kind: 'one'; readonly id: string } | LookUpOutcome;

/** What the search by our key says; an answer that says nothing is `not-now`, for the asking can be repeated. */
export function classifySearch(reply: FhirReply, order: RecordingOrder): SearchFinding {
  const answer = usableAnswer(reply, 'search');
  if (answer.kind === 'not-now') return answer;
  const found = readKeySearch(answer.body, resourceTypeOf(order.record), seriesKey(order));
  if (found.kind === 'unusable') return { kind: 'not-now', code: found.code };
  const [first, ...others] = found.resources;
  if (others.length > 0) return { kind: 'several', count: found.resources.length, code: 'several-matches' };
  if (first === undefined) return { kind: 'absent', code: 'no-match' };
  const id = textAt(first, 'id');
  return isResourceId(id) ? { kind: 'one', id } : { kind: 'not-now', code: 'not-a-searchset' };
}

/** What the read of the one match says, compared with what was to be written. */
export function classifyRead(
  reply: FhirReply,
  id: string,
  order: RecordingOrder,
  expected: RecordResource,
): LookUpOutcome {
  const answer = usableAnswer(reply, 'read');
  if (answer.kind === 'not-now') return answer;
  const { body } = answer;
  const version = textAt(body, 'meta', 'versionId');
  const isIt = at(body, 'resourceType') === expected.resourceType && at(body, 'id') === id;
  if (!isIt || !isResourceId(version)) return { kind: 'not-now', code: 'read-unreadable' };
  const recorded = { targetId: id, targetVersion: version };
  const differences = compareRecord(expected, body);
  if (differences.includes('version') && isPrevious(recorded, order)) {
    return { kind: 'absent', code: 'older-version' };
  }
  const matches = differences.length === 0;
  return { kind: 'found', recorded, matches, differences, code: matches ? 'equal' : 'differs' };
}

/** The very version that we were to replace is still the newest: our write has not happened. */
function isPrevious(
  recorded: { targetId: string; targetVersion: string },
  { previous }: RecordingOrder,
): boolean {
  return (
    previous !== undefined &&
    recorded.targetId === previous.targetId &&
    recorded.targetVersion === previous.targetVersion
  );
}

function usableAnswer(
  reply: FhirReply,
  step: 'search' | 'read',
): FhirAnswer | Extract<LookUpOutcome, { kind: 'not-now' }> {
  if (reply.kind !== 'answered') return { kind: 'not-now', code: `${step}-${reply.kind}-${reply.code}` };
  if (reply.status === 200 && reply.content === 'json') return reply;
  const { retryAfterMs } = reply;
  const code = reply.status === 200 ? `${step}-unreadable` : `${step}-${answerCode(reply)}`;
  return { kind: 'not-now', code, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
