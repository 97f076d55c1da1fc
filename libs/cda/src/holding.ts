import { readDocumentAnswer } from './document-query.js';
import type { Interaction } from './interactions.js';
import { readMetadata, type DocumentMetadata } from './read-metadata.js';
import type { XmlTree } from './xml-tree.js';

/** A version of a document that an archive holds, with its envelope. */
export interface HeldVersion extends DocumentMetadata {
  readonly envelope: XmlTree;
}

/** What an archive's answer to a query tells. */
export type Holding =
  | { readonly kind: 'held'; readonly versions: readonly HeldVersion[] }
  | { readonly kind: 'unusable'; readonly code: string };

/** @param messageId of the query; an answer to another one is unusable */
export function readHolding(answer: XmlTree, answerTo: Interaction, messageId: string): Holding {
  const documents = readDocumentAnswer(answer, answerTo, messageId);
  if (documents.kind === 'unusable') return documents;
  const versions = documents.envelopes.map((envelope) => {
    const metadata = readMetadata(envelope);
    return metadata === undefined ? undefined : { ...metadata, envelope };
  });
  const readable = versions.filter((version) => version !== undefined);
  return readable.length === versions.length
    ? { kind: 'held', versions: readable }
    : { kind: 'unusable', code: 'metadata-unreadable' };
}

/** @returns the versions of the highest number: one, unless something is wrong; undefined for none at all */
export function newestOf<T extends DocumentMetadata>(
  versions: readonly T[],
): readonly [T, ...T[]] | undefined {
  const highest = Math.max(...versions.map(({ versionNumber }) => versionNumber));
  const [first, ...others] = versions.filter(({ versionNumber }) => versionNumber === highest);
  return first === undefined ? undefined : [first, ...others];
}
