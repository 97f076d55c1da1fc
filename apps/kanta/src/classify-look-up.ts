import {
  INTERACTIONS,
  readDocumentAnswer,
  readMetadata,
  type DocumentMetadata,
  type Interaction,
  type XmlTree,
} from '#cda';
import type { LookUpOutcome, RecordingOrder } from '#recording';
import type { ArchiveReply } from './archive-client.js';
import { answerCode } from './classify-reply.js';
import { compareDocument, type ExpectedDocument } from './compare-document.js';
import { visibility } from './visibility.js';

type NotNow = Extract<LookUpOutcome, { kind: 'not-now' }>;

/** What the archive told of a query: the versions it holds, with their envelopes. */
export type Holding = { readonly kind: 'held'; readonly versions: readonly HeldVersion[] } | NotNow;

export interface HeldVersion extends DocumentMetadata {
  readonly envelope: XmlTree;
}

/** An answer that says nothing is `not-now`, for the asking can be repeated. */
export function readHolding(
  { messageId, reply }: ArchiveReply,
  answerTo: Interaction = INTERACTIONS.metadata,
): Holding {
  if (reply.kind !== 'answered') return { kind: 'not-now', code: `query-${reply.kind}-${reply.code}` };
  if (reply.status !== 200 || reply.body === undefined) {
    const { retryAfterMs } = reply;
    const code = reply.status === 200 ? `query-${reply.content}` : `query-${answerCode(reply)}`;
    return { kind: 'not-now', code, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  const answer = readDocumentAnswer(reply.body, answerTo, messageId);
  if (answer.kind === 'unusable') return { kind: 'not-now', code: `query-${answer.code}` };
  const versions = answer.envelopes.map((envelope) => {
    const metadata = readMetadata(envelope);
    return metadata === undefined ? undefined : { ...metadata, envelope };
  });
  const readable = versions.filter((version) => version !== undefined);
  return readable.length === versions.length
    ? { kind: 'held', versions: readable }
    : { kind: 'not-now', code: 'query-metadata-unreadable' };
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
  return {
    kind: 'found',
    recorded: { targetId: held.id, targetVersion: String(held.versionNumber) },
    matches,
    differences,
    code: matches ? visibility(held, today) : 'differs',
  };
}

/** @returns the versions of the highest number: one, unless something is wrong; undefined for none at all */
export function newestOf<T extends DocumentMetadata>(
  versions: readonly T[],
): readonly [T, ...T[]] | undefined {
  const highest = Math.max(...versions.map(({ versionNumber }) => versionNumber));
  const [first, ...others] = versions.filter(({ versionNumber }) => versionNumber === highest);
  return first === undefined ? undefined : [first, ...others];
}

/** The very version that we were to replace is still the newest: our write has not happened. */
export function isPrevious(held: DocumentMetadata, { previous }: RecordingOrder): boolean {
  return previous?.targetId === held.id && previous.targetVersion === String(held.versionNumber);
}
