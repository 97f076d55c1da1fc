import { newestOf, readHolding, type DocumentMetadata, type HeldVersion, type Interaction } from '#cda';
import type { LookUpOutcome, RecordingOrder } from '#recording';
import { judgeQueryReply } from '#soap';
import type { ArchiveReply } from './social-archive-client.js';

/** What the system told of a query: the versions it holds, with their envelopes. */
export type Held =
  | { readonly kind: 'held'; readonly versions: readonly HeldVersion[] }
  | Extract<LookUpOutcome, { kind: 'not-now' }>;

/** An answer that says nothing is `not-now`, for the asking can be repeated. */
export function heldBy({ messageId, reply }: ArchiveReply, answerTo: Interaction): Held {
  const answer = judgeQueryReply(reply);
  if (answer.kind === 'not-now') return answer;
  const holding = readHolding(answer.body, answerTo, messageId);
  return holding.kind === 'held' ? holding : { kind: 'not-now', code: `query-${holding.code}` };
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
  const newest = newestOf(versions);
  if (newest === undefined) return { kind: 'absent', code: 'no-match' };
  if (newest.length > 1) return { kind: 'several', count: newest.length, code: 'several-matches' };
  const [version] = newest;
  if (isPrevious(version, order)) return { kind: 'absent', code: 'older-version' };
  return { kind: 'newest', version };
}

/** The very version that we were to replace is still the newest: our write has not happened. */
function isPrevious(held: DocumentMetadata, { previous }: RecordingOrder): boolean {
  return previous?.targetId === held.id && previous.targetVersion === String(held.versionNumber);
}
