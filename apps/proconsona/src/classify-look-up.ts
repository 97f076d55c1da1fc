import {
  readDocumentAnswer,
  readMetadata,
  type DocumentMetadata,
  type Interaction,
  type XmlTree,
} from '#cda';
import type { LookUpOutcome, RecordingOrder } from '#recording';
import type { ArchiveReply } from './social-archive-client.js';
import { answerCode } from './classify-reply.js';

/** What the system told of a query: the versions it holds, with their envelopes. */
export type Holding =
  | { readonly kind: 'held'; readonly versions: readonly HeldVersion[] }
  | Extract<LookUpOutcome, { kind: 'not-now' }>;

export interface HeldVersion extends DocumentMetadata {
  readonly envelope: XmlTree;
}

/** An answer that says nothing is `not-now`, for the asking can be repeated. */
export function readHolding({ messageId, reply }: ArchiveReply, answerTo: Interaction): Holding {
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

/** The newest version of our series, if it may be the order's; else what follows from there being none. */
export function newestVersion(
  versions: readonly HeldVersion[],
  order: RecordingOrder,
  setId: string,
): { readonly kind: 'newest'; readonly version: HeldVersion } | LookUpOutcome {
  if (versions.some((version) => version.setId !== setId)) {
    return { kind: 'not-now', code: 'query-not-obeyed' };
  }
  const highest = Math.max(...versions.map(({ versionNumber }) => versionNumber));
  const [version, ...others] = versions.filter(({ versionNumber }) => versionNumber === highest);
  if (version === undefined) return { kind: 'absent', code: 'no-match' };
  if (others.length > 0) return { kind: 'several', count: others.length + 1, code: 'several-matches' };
  if (isPrevious(version, order)) return { kind: 'absent', code: 'older-version' };
  return { kind: 'newest', version };
}

/** The very version that we were to replace is still the newest: our write has not happened. */
function isPrevious(held: DocumentMetadata, { previous }: RecordingOrder): boolean {
  return previous?.targetId === held.id && previous.targetVersion === String(held.versionNumber);
}
