import {
  INTERACTIONS,
  newestOf,
  readHolding,
  type DocumentMetadata,
  type HeldVersion,
  type Interaction,
} from '#cda';
import type { LookUpOutcome, RecordingOrder } from '#recording';
import { judgeQueryReply } from '#soap';
import type { ArchiveReply } from './archive-client.js';
import { compareDocument, type ExpectedDocument } from './compare-document.js';
import { visibility, visibleFrom } from './visibility.js';

/** What the archive told of a query: the versions it holds, with their envelopes. */
export type Held =
  | { readonly kind: 'held'; readonly versions: readonly HeldVersion[] }
  | Extract<LookUpOutcome, { kind: 'not-now' }>;

/** An answer that says nothing is `not-now`, for the asking can be repeated. */
export function heldBy(
  { messageId, reply }: ArchiveReply,
  answerTo: Interaction = INTERACTIONS.metadata,
): Held {
  const answer = judgeQueryReply(reply);
  if (answer.kind === 'not-now') return answer;
  const holding = readHolding(answer.body, answerTo, messageId);
  return holding.kind === 'held' ? holding : { kind: 'not-now', code: `query-${holding.code}` };
}

/** What the versions of our series say of the order's document. */
export function classifyVersions(
  versions: readonly HeldVersion[],
  order: RecordingOrder,
  expected: ExpectedDocument,
  today: string,
): LookUpOutcome {
  if (versions.some(({ setId }) => setId !== expected.setId)) {
    return { kind: 'not-now', code: 'query-not-obeyed' };
  }
  const newest = newestOf(versions);
  if (newest === undefined) return { kind: 'absent', code: 'no-match' };
  if (newest.length > 1) return { kind: 'several', count: newest.length, code: 'several-matches' };
  const [held] = newest;
  if (isPrevious(held, order)) return { kind: 'absent', code: 'older-version' };
  return foundAs(held, compareDocument(expected, held), today);
}

export function foundAs(
  held: DocumentMetadata,
  differences: Extract<LookUpOutcome, { kind: 'found' }>['differences'],
  today: string,
): LookUpOutcome {
  const matches = differences.length === 0;
  const shownFrom = visibleFrom(held);
  return {
    kind: 'found',
    recorded: { targetId: held.id, targetVersion: String(held.versionNumber) },
    matches,
    differences,
    code: matches ? visibility(held, today) : 'differs',
    ...(shownFrom !== undefined && { visibleFrom: shownFrom }),
  };
}

/** The very version that we were to replace is still the newest: our write has not happened. */
export function isPrevious(held: DocumentMetadata, { previous }: RecordingOrder): boolean {
  return previous?.targetId === held.id && previous.targetVersion === String(held.versionNumber);
}
